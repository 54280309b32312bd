import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { wordsOf } from '../../feedback.tsx';
import { createLot } from './api.ts';
import { ZoneAndCurrency } from './place-fields.tsx';
import { words } from './words.ts';

const codePattern = /^[a-z0-9-]{1,32}$/;

interface NewLotProps {
  /** What the new one begins with. */
  like: { timeZone: string; currency: string };
  onClose: () => void;
}

/** Opens another lot, and then the board of it. */
export function NewLot({ like, onClose }: NewLotProps) {
  const [draft, setDraft] = useState({ code: '', name: '', ...like });
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isCode = codePattern.test(draft.code);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const { code } = await createLot({ ...draft, name: draft.name.trim() });
      // The whole board is of one lot: it begins anew with the new one.
      window.location.assign(`/?lot=${code}#/settings/slots`);
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={words.newLot} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            label={words.name}
            description={words.nameHint}
            maxLength={100}
            data-autofocus
            data-testid="new-lot-name"
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          <TextInput
            label={words.code}
            description={words.codeHint}
            error={draft.code !== '' && !isCode && words.codeWrong}
            data-testid="new-lot-code"
            value={draft.code}
            onChange={(event) => setDraft({ ...draft, code: event.currentTarget.value.toLowerCase() })}
          />
          <ZoneAndCurrency
            timeZone={draft.timeZone}
            currency={draft.currency}
            onChange={(change) => setDraft({ ...draft, ...change })}
          />
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button type="submit" disabled={isBusy || !isCode || draft.name.trim() === ''} data-testid="new-lot-create">
              {words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
