import { Alert, Button, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ControllersAnswer } from '../../../../shared/http/controllers.ts';
import type { SlotView } from '../../../../shared/live/board-events.ts';
import { texts } from '../../texts.ts';
import { wordsOf } from '../feedback.tsx';
import { addController, type Secret } from './api.ts';
import { CredentialPanel } from './credential-panel.tsx';
import { words } from './words.ts';

interface AddControllerProps {
  lot: string;
  slots: readonly SlotView[];
  broker: ControllersAnswer['broker'];
  onAdded: () => void;
  onClose: () => void;
}

const idPattern = /^[a-z0-9-]{1,32}$/;

/** Asks for the board's id and slots, then shows its secret once. */
export function AddController({ lot, slots, broker, onAdded, onClose }: AddControllerProps) {
  const [id, setId] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [made, setMade] = useState<Secret | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const free = slots.filter(({ controller }) => controller === null).map(({ code }) => code);
  const isValid = idPattern.test(id);

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isValid || isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      setMade(await addController(lot, id, chosen));
      onAdded();
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      // The secret is shown this once: a tap beside it must not lose it.
      closeOnClickOutside={made === null}
      title={made === null ? words.add.title : words.secret.of(made.id)}
      closeButtonProps={{ 'aria-label': texts.feedback.close }}
    >
      {made !== null ? (
        <CredentialPanel credential={{ ...made, lot, slots: chosen, broker }} onClose={onClose} />
      ) : (
        <form onSubmit={(event) => void add(event)}>
          <Stack>
            <TextInput
              label={words.add.id}
              description={words.add.idHint}
              placeholder="esp32-a"
              data-autofocus
              data-testid="controller-id"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              maxLength={32}
              value={id}
              error={id !== '' && !isValid && words.add.idWrong}
              onChange={(event) => setId(event.currentTarget.value)}
            />
            <MultiSelect
              label={words.slots}
              description={free.length === 0 ? words.add.noSlots : words.add.slotsHint}
              data={free}
              value={chosen}
              onChange={setChosen}
              searchable
              data-testid="controller-slots"
            />
            {failure !== null && (
              <Alert color="red" role="alert">
                {failure}
              </Alert>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {texts.feedback.no}
              </Button>
              <Button type="submit" disabled={!isValid} loading={isBusy} data-testid="add-yes">
                {words.add.yes}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
