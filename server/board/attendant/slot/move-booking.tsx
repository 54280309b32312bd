import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SlotView } from '../../../../shared/live/board-events.ts';
import { moveBooking } from '../../api-client.ts';
import { offerUndo, wordsOf } from '../feedback.tsx';
import { words } from './words.ts';

interface MoveBookingProps {
  booking: NonNullable<SlotView['booking']>;
  slot: SlotView;
  slots: readonly SlotView[];
  onClose: () => void;
}

/** Puts a booking that nobody has come for yet on another slot. */
export function MoveBooking({ booking, slot, slots, onClose }: MoveBookingProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const free = slots.filter(({ state }) => state === 'free');

  async function move(to: string): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await moveBooking(booking.id, to);
      offerUndo(words.moved(booking.reference, to), () => moveBooking(booking.id, slot.code));
      onClose();
    } catch (error) {
      setFailure(wordsOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={`${words.move}: ${booking.reference}`} centered>
      <Stack>
        <Text size="sm">{free.length === 0 ? words.noFree : words.moveTo}</Text>
        <Group gap="xs">
          {free.map(({ code }) => (
            <Button
              key={code}
              variant="default"
              disabled={isBusy}
              data-testid={`move-to-${code}`}
              onClick={() => void move(code)}
            >
              {code}
            </Button>
          ))}
        </Group>
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
      </Stack>
    </Modal>
  );
}
