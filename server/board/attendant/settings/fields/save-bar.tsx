import { Button, Group, Text } from '@mantine/core';
import { words } from '../words.ts';
import classes from './save-bar.module.css';

interface SaveBarProps {
  /** How many things would be saved; with none the bar is not there. */
  changes: number;
  isRight: boolean;
  isBusy: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Stays in view while something is not saved, however long the form is. */
export function SaveBar({ changes, isRight, isBusy, onSave, onDiscard }: SaveBarProps) {
  if (changes === 0) return null;
  return (
    <div className={classes['bar']} data-testid="save-bar">
      <Text role="status" size="sm" fw={600}>
        {words.changes(changes)}
      </Text>
      <Group gap="xs">
        <Button variant="default" disabled={isBusy} data-testid="discard" onClick={onDiscard}>
          {words.discard}
        </Button>
        <Button disabled={isBusy || !isRight} data-testid="save" onClick={onSave}>
          {words.save}
        </Button>
      </Group>
    </div>
  );
}
