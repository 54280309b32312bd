import { Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { nameOfKind } from '../../../texts/message-kinds.ts';
import { offerUndo, tellFailure } from '../../feedback.tsx';
import page from '../../page.module.css';
import { saveTemplate, type Template } from './api.ts';
import { words } from './words.ts';

interface MessageSwitchProps {
  lot: string;
  template: Template;
  onSaved: () => void;
}

/** Whether a message is sent at all. */
export function MessageSwitch({ lot, template, onSaved }: MessageSwitchProps) {
  const { kind, language, enabled, canBeSwitchedOff } = template;
  const [isBusy, setBusy] = useState(false);
  if (!canBeSwitchedOff) return <Text className={page['soft'] ?? ''}>{words.always}</Text>;

  async function turn(next: boolean): Promise<void> {
    setBusy(true);
    try {
      await saveTemplate(lot, kind, language, { enabled: next });
      onSaved();
      const name = nameOfKind(kind);
      offerUndo(next ? words.switchedOn(name) : words.switchedOff(name), async () => {
        await saveTemplate(lot, kind, language, { enabled: !next });
        onSaved();
      });
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Switch
      label={words.told}
      description={words.toldHint}
      checked={enabled}
      disabled={isBusy}
      data-testid="told"
      onChange={({ currentTarget }) => void turn(currentTarget.checked)}
    />
  );
}
