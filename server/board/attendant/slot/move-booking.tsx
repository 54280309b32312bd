import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { BoardSnapshot, SlotView } from '../../../../shared/live/board-events.ts';
import { changeBooking, type SeenBooking } from '../bookings/api.ts';
import { explainFailure } from '../bookings/what-changed.ts';
import { offerUndo } from '../feedback.tsx';
import { words } from './words.ts';

interface MoveBookingProps {
  /** As it was when this was opened. */
  seen: SeenBooking;
  lot: BoardSnapshot['lot'];
  slots: readonly SlotView[];
  onClose: () => void;
}

/** Puts a booking that nobody has come for yet on another slot. */
export function MoveBooking({ seen, lot, slots, onClose }: MoveBookingProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const free = slots.filter(({ state }) => state === 'free');

  async function move(to: string): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      const moved = await changeBooking(seen, { slot: to });
      offerUndo(words.moved(seen.reference, to), () => changeBooking(moved, { slot: seen.slot }));
      onClose();
    } catch (error) {
      setFailure(await explainFailure(error, seen, lot));
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={`${words.move}: ${seen.reference}`} centered>
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
          <Alert color="red" role="alert" data-testid="move-failed">
            {failure}
          </Alert>
        )}
      </Stack>
    </Modal>
  );
}
