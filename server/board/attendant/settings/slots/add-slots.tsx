import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { tellDone, wordsOf } from '../../feedback.tsx';
import classes from '../../page.module.css';
import { addSlots } from './api.ts';
import { codesOf } from './slot-codes.ts';
import { words } from './words.ts';

interface AddSlotsProps {
  lot: string;
  /** Codes there are. */
  known: ReadonlySet<string>;
  onAdded: () => void;
}

/** Adds many slots at once, and says which before it does. */
export function AddSlots({ lot, known, onAdded }: AddSlotsProps) {
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { codes, wrong } = codesOf(typed);
  const taken = codes.filter((code) => known.has(code));
  const fault =
    wrong.length > 0 ? words.wrong(wrong.join(', ')) : taken.length > 0 ? words.taken(taken.join(', ')) : null;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await addSlots(lot, codes);
      tellDone(words.added(codes.length));
      setTyped('');
      onAdded();
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className={classes['card']} onSubmit={(event) => void submit(event)}>
      <h3>{words.add}</h3>
      <Stack gap="sm">
        <Textarea
          label={words.codes}
          description={words.codesHint}
          placeholder="A1-A20, B, C07-C12"
          error={fault}
          autosize
          minRows={1}
          data-testid="slot-codes"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="space-between">
          <Text role="status" c="dimmed" size="sm" data-testid="slot-preview">
            {codes.length > 0 && words.preview(codes.length, codes[0] ?? '', codes.at(-1) ?? '')}
          </Text>
          <Button type="submit" disabled={isBusy || fault !== null || codes.length === 0} data-testid="add-slots">
            {words.addCount(codes.length)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
