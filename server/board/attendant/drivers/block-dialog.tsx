import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Driver } from '../../../../shared/http/api.ts';
import { driverLabel } from '../../format.ts';
import { texts } from '../../texts.ts';
import { offerUndo, wordsOf } from '../feedback.tsx';
import { block } from './api.ts';
import { words } from './words.ts';

interface BlockDialogProps {
  driver: Driver;
  onClose: () => void;
  onDone: () => void;
}

/** Blocks a driver, or takes their bookings again, and takes that back for ten seconds; the reason goes into the log. */
export function BlockDialog({ driver, onClose, onDone }: BlockDialogProps) {
  const what = driver.blockedAt === null ? 'block' : 'unblock';
  const back = what === 'block' ? 'unblock' : 'block';
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await block(driver.id, what, reason.trim());
      offerUndo(words[`${what}Done`](driverLabel(driver)), async () => {
        await block(driver.id, back, words.undoReason);
        onDone();
      });
      onDone();
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
    }
  }

  return (
    <Modal opened onClose={onClose} title={words[what]} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            label={words[`${what}Question`]}
            maxLength={200}
            data-autofocus
            data-testid="reason"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
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
            <Button type="submit" color="red" disabled={reason.trim() === ''} data-testid="block-yes">
              {words[what]}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
