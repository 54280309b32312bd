import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SlotView } from '../../../shared/live/board-events.ts';
import { ApiError, cancelBooking, changeConversation, endBookingAt, noteCar, setOutOfService } from '../api-client.ts';
import { driverLabel } from '../format.ts';
import { texts } from '../texts.ts';
import { goTo } from './view.ts';

const words = texts.actions;
const hourMs = 3_600_000;

interface Action {
  readonly name: string;
  readonly label: string;
  /** What is asked first, because it ends something, costs money or tells a driver; null where it is undone as easily. */
  readonly question: string | null;
  readonly run: () => Promise<void>;
}

interface SlotActionsProps {
  lot: string;
  slot: SlotView;
  /** Another page takes over. */
  onLeave: () => void;
}

/** What an attendant does at a slot. The board itself shows what came of it: nothing is drawn before the server has done it. */
export function SlotActions({ lot, slot, onLeave }: SlotActionsProps) {
  const [asked, setAsked] = useState<Action | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function run(action: Action): Promise<void> {
    setAsked(null);
    setBusy(true);
    setFailure(null);
    try {
      await action.run();
    } catch (error) {
      // Somebody else may have been faster: the words say what it is now.
      setFailure(error instanceof ApiError ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="xs" data-testid="slot-actions">
      <Group gap="xs">
        {actionsOf(lot, slot, onLeave).map((action) => (
          <Button
            key={action.name}
            size="sm"
            variant="default"
            disabled={isBusy}
            data-testid={`action-${action.name}`}
            onClick={() => (action.question === null ? void run(action) : setAsked(action))}
          >
            {action.label}
          </Button>
        ))}
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert" data-testid="action-failed">
          {failure}
        </Alert>
      )}
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={asked?.label} centered>
        <Text mb="md">{asked?.question}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsked(null)}>
            {words.no}
          </Button>
          <Button data-testid="action-yes" data-autofocus onClick={() => asked !== null && void run(asked)}>
            {asked?.label}
          </Button>
        </Group>
      </Modal>
    </Stack>
  );
}

function actionsOf(lot: string, { code, state, session, booking, driver }: SlotView, onLeave: () => void): Action[] {
  const actions: Action[] = [];
  if (session === null && state !== 'out-of-service') {
    actions.push({
      ...{ name: 'arrived', label: words.arrived, question: booking === null ? null : words.arrivedQuestion(code) },
      run: () => noteCar(lot, code, 'occupied'),
    });
  }
  if (session !== null) {
    actions.push({
      ...{ name: 'left', label: words.left, question: words.leftQuestion(code) },
      run: () => noteCar(lot, code, 'vacated'),
    });
  }
  if (booking !== null) {
    const later = new Date(Date.parse(booking.endsAt) + hourMs).toISOString();
    actions.push({
      ...{ name: 'extend', label: words.extend, question: words.extendQuestion(booking.reference) },
      run: () => endBookingAt(booking.id, later),
    });
  }
  if (booking?.state === 'reserved') {
    actions.push({
      ...{ name: 'cancel', label: words.cancel, question: words.cancelQuestion(booking.reference) },
      run: () => cancelBooking(booking.id),
    });
  }
  if (driver !== null) {
    actions.push({
      ...{ name: 'write', label: words.write, question: words.writeQuestion(driverLabel(driver)) },
      run: async () => {
        // So that the next words come into the inbox.
        await changeConversation(driver.id, 'take');
        onLeave();
        goTo('inbox');
      },
    });
  }
  const isOut = state === 'out-of-service';
  actions.push({
    name: 'service',
    label: isOut ? words.inService : words.outOfService,
    question: booking === null || isOut ? null : words.outOfServiceQuestion(code),
    run: () => setOutOfService(lot, code, !isOut),
  });
  return actions;
}
