import { Alert, Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ControllerConfig } from '../../../../shared/http/controllers.ts';
import { texts } from '../../texts.ts';
import { tellDone, wordsOf } from '../feedback.tsx';
import { sendSettings } from './api.ts';
import { words } from './words.ts';

interface SettingsDialogProps {
  lot: string;
  id: string;
  /** What the board has taken so far. */
  known: ControllerConfig | null;
  onClose: () => void;
}

/** The protocol's settings: what people type, and how many of it are one of the board's. */
const fields = [
  { name: 'dwellInMs', scale: 1000, min: 0, max: 600, usual: 3 },
  { name: 'dwellOutMs', scale: 1000, min: 0, max: 600, usual: 5 },
  { name: 'occupiedBelowCm', scale: 1, min: 1, max: 10_000, usual: 100 },
  { name: 'hysteresisCm', scale: 1, min: 0, max: 500, usual: 10 },
  { name: 'telemetryS', scale: 1, min: 1, max: 60, usual: 60 },
] as const;

/** Settings go to the board as a command; what stays empty stays as it is there. */
export function SettingsDialog({ lot, id, known, onClose }: SettingsDialogProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, string | number>>>({});
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const settings: ControllerConfig = Object.fromEntries(
    fields.flatMap(({ name, scale }) => {
      const value = typed[name];
      return value === undefined || value === '' ? [] : [[name, Math.round(Number(value) * scale)]];
    }),
  );

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await sendSettings(lot, id, settings);
      tellDone(words.asked['set-config']);
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.settings.title(id)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
    >
      <form onSubmit={(event) => void send(event)}>
        <Stack>
          <Text size="sm">{words.settings.hint}</Text>
          {fields.map(({ name, scale, min, max, usual }) => {
            const current = known?.[name];
            return (
              <NumberInput
                key={name}
                label={words.settings.fields[name]}
                description={
                  current === undefined ? words.settings.usual(usual) : words.settings.current(current / scale)
                }
                data-testid={`setting-${name}`}
                min={min}
                max={max}
                clampBehavior="strict"
                decimalScale={scale === 1 ? 0 : 1}
                value={typed[name] ?? ''}
                onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
              />
            );
          })}
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {texts.feedback.no}
            </Button>
            <Button
              type="submit"
              loading={isBusy}
              disabled={Object.keys(settings).length === 0}
              data-testid="settings-yes"
            >
              {words.settings.yes}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
