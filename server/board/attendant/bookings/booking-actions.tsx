import { Alert, Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Booking } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { confirm, offerUndo } from '../feedback.tsx';
import { useMay } from '../staff.ts';
import { cancelBooking, changeBooking, completeBooking } from './api.ts';
import { CompleteDialog } from './complete-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { explainFailure } from './what-changed.ts';
import { words } from './words.ts';

const hourMs = 3_600_000;

interface BookingActionsProps {
  booking: Booking;
  lot: BoardSnapshot['lot'];
  slots: readonly string[];
  onMoved: () => void;
}

/** What staff do with a booking. What was changed can be changed back for ten seconds; what ends it asks first. */
export function BookingActions({ booking, lot, slots, onMoved }: BookingActionsProps) {
  const [opened, setOpened] = useState<{ what: 'move' | 'complete'; seen: Booking } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const mayAct = useMay('attendant');
  const { state, reference, endsAt } = booking;
  const isLive = state === 'reserved' || state === 'active';
  if (!mayAct || (!isLive && state !== 'completed')) return null;

  async function run(act: () => Promise<unknown>, seen = booking): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await act();
    } catch (error) {
      // Somebody else may have been faster: the words say how it is now.
      setFailure(await explainFailure(error, seen, lot));
    } finally {
      onMoved();
      setBusy(false);
    }
  }

  async function change(to: { slot?: string; from?: string; to?: string }, seen = booking): Promise<void> {
    const after = await changeBooking(seen, to);
    offerUndo(words.changed(reference), async () => {
      await changeBooking(after, { slot: seen.slot, from: seen.startsAt, to: seen.endsAt });
      onMoved();
    });
  }

  const endingBy = (ms: number) => () => change({ to: new Date(Date.parse(endsAt) + ms).toISOString() });

  async function cancel(byRule: boolean): Promise<void> {
    const yes = byRule ? words.cancelByRule : words.cancelFree;
    const question = { title: words.cancel, text: words.cancelQuestion(reference), yes, isDangerous: true };
    if (await confirm(question)) await run(() => cancelBooking(booking, byRule));
  }

  // What is decided in a dialog is decided about the booking as it was when the dialog opened.
  const open = (what: 'move' | 'complete') => setOpened({ what, seen: booking });
  const button = (name: string, label: string, onClick: () => void) => (
    <Button size="sm" variant="default" disabled={isBusy} data-testid={`booking-${name}`} onClick={onClick}>
      {label}
    </Button>
  );
  return (
    <Stack gap="xs" data-testid="booking-actions">
      <Group gap="xs">
        {isLive && button('longer', words.longer, () => void run(endingBy(hourMs)))}
        {isLive && button('shorter', words.shorter, () => void run(endingBy(-hourMs)))}
        {state === 'reserved' && button('move', words.move, () => open('move'))}
        {state !== 'reserved' && button('complete', words.complete, () => open('complete'))}
        {state === 'reserved' && button('cancel', words.cancelFree, () => void cancel(false))}
        {state === 'reserved' && button('cancel-by-rule', words.cancelByRule, () => void cancel(true))}
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert" data-testid="action-failed">
          {failure}
        </Alert>
      )}
      {opened?.what === 'move' && (
        <MoveDialog
          booking={opened.seen}
          lot={lot}
          slots={slots}
          onClose={() => setOpened(null)}
          onMove={(to) => {
            setOpened(null);
            void run(() => change(to, opened.seen), opened.seen);
          }}
        />
      )}
      {opened?.what === 'complete' && (
        <CompleteDialog
          onClose={() => setOpened(null)}
          onDone={(followUpDate) => {
            setOpened(null);
            void run(() => completeBooking(opened.seen, followUpDate), opened.seen);
          }}
        />
      )}
    </Stack>
  );
}
