import { Alert, Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { BoardSnapshot, SlotView } from '../../../../shared/live/board-events.ts';
import { ApiError, changeConversation, noteCar, setOutOfService } from '../../api-client.ts';
import { driverLabel } from '../../format.ts';
import { cancelBooking, changeBooking, type SeenBooking } from '../bookings/api.ts';
import { explainFailure } from '../bookings/what-changed.ts';
import { confirm, offerUndo, wordsOf } from '../feedback.tsx';
import { TopUp } from '../money/top-up.tsx';
import { words as moneyWords } from '../money/words.ts';
import { useMay } from '../staff.ts';
import { goTo } from '../view.ts';
import { MoveBooking } from './move-booking.tsx';
import { WhoseCar } from './whose-car.tsx';
import { words } from './words.ts';

const hourMs = 3_600_000;

interface Action {
  readonly name: string;
  readonly label: string;
  /** What is asked first, because it ends something, costs money or tells a driver; null where it is undone as easily. */
  readonly question: string | null;
  readonly run: () => Promise<unknown>;
  /** What a refusal means where somebody else, or a sensor, was faster; null for the words of the server. */
  readonly explain?: (error: unknown) => Promise<string> | string | null;
}

interface SlotActionsProps {
  lot: BoardSnapshot['lot'];
  slot: SlotView;
  slots: readonly SlotView[];
  /** Another page takes over. */
  onLeave: () => void;
}

/** What an attendant does at a slot. The board itself shows what came of it: nothing is drawn before the server has done it. */
export function SlotActions({ lot, slot, slots, onLeave }: SlotActionsProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [opened, setOpened] = useState<'top-up' | 'whose' | SeenBooking | null>(null);
  // As it was when the question was opened: the car may be another one by the time it is answered.
  const [asked, setAsked] = useState<NonNullable<SlotView['session']> | null>(null);
  const mayAct = useMay('attendant');
  if (!mayAct) return null;

  async function run({ label, question, run: act, explain }: Action): Promise<void> {
    setFailure(null);
    if (question !== null && !(await confirm({ title: label, text: question, yes: label }))) return;
    setBusy(true);
    try {
      await act();
    } catch (error) {
      // Somebody else may have been faster: the words say what it is now.
      setFailure((await explain?.(error)) ?? wordsOf(error));
    } finally {
      setBusy(false);
    }
  }

  const seen = seenOn(slot);
  const button = (name: string, label: string, onClick: () => void) => (
    <Button key={name} size="sm" variant="default" disabled={isBusy} data-testid={`action-${name}`} onClick={onClick}>
      {label}
    </Button>
  );
  return (
    <Stack gap="xs" data-testid="slot-actions">
      <Group gap="xs" role="group" aria-label={words.actions}>
        {slot.session !== null &&
          slot.driver === null &&
          button('whose', words.whose, () => {
            setAsked(slot.session);
            setOpened('whose');
          })}
        {actionsOf(lot, slot, onLeave).map((action) => button(action.name, action.label, () => void run(action)))}
        {seen?.state === 'reserved' && button('move', words.move, () => setOpened(seen))}
        {slot.driver !== null && button('top-up', moneyWords.topUp, () => setOpened('top-up'))}
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert" data-testid="action-failed">
          {failure}
        </Alert>
      )}
      {opened === 'whose' && asked !== null && (
        <WhoseCar
          lot={lot.code}
          slot={slot.code}
          sessionId={asked.id}
          cost={asked.costMinor == null ? null : { minor: asked.costMinor, currency: lot.currency }}
          onClose={() => setOpened(null)}
        />
      )}
      {opened !== null && typeof opened === 'object' && (
        <MoveBooking seen={opened} lot={lot} slots={slots} onClose={() => setOpened(null)} />
      )}
      {opened === 'top-up' && slot.driver !== null && (
        <TopUp driver={slot.driver} currency={lot.currency} onClose={() => setOpened(null)} />
      )}
    </Stack>
  );
}

/** The booking of a slot as it is shown now: what is decided is decided about this. */
function seenOn({ code, booking }: SlotView): SeenBooking | null {
  if (booking === null) return null;
  const { id, reference, startsAt, endsAt, state } = booking;
  return { id, reference, slot: code, startsAt, endsAt, state };
}

function actionsOf(lot: BoardSnapshot['lot'], slot: SlotView, onLeave: () => void): Action[] {
  const { code, state, session, booking, driver } = slot;
  const actions: Action[] = [];
  const seen = seenOn(slot);
  const overtaken = (meaning: string) => (error: unknown) =>
    error instanceof ApiError && error.code === 'slot-changed' ? meaning : null;
  if (session === null && state !== 'out-of-service') {
    actions.push({
      ...{ name: 'arrived', label: words.arrived, question: booking === null ? null : words.arrivedQuestion(code) },
      run: () => noteCar(lot.code, code, 'occupied', null),
      explain: overtaken(words.arrivedAlready(code)),
    });
  }
  if (session !== null) {
    actions.push({
      ...{ name: 'left', label: words.left, question: words.leftQuestion(code) },
      run: () => noteCar(lot.code, code, 'vacated', session.id),
      explain: overtaken(words.leftAlready(code)),
    });
  }
  if (seen !== null) {
    const later = new Date(Date.parse(seen.endsAt) + hourMs).toISOString();
    actions.push({
      ...{ name: 'extend', label: words.extend, question: words.extendQuestion(seen.reference) },
      run: () => changeBooking(seen, { to: later }),
      explain: (error) => explainFailure(error, seen, lot),
    });
  }
  if (seen?.state === 'reserved') {
    actions.push({
      ...{ name: 'cancel', label: words.cancel, question: words.cancelQuestion(seen.reference) },
      run: () => cancelBooking(seen, false),
      explain: (error) => explainFailure(error, seen, lot),
    });
  }
  if (driver !== null) {
    actions.push({
      ...{ name: 'write', label: words.write, question: words.writeQuestion(driverLabel(driver)) },
      run: async () => {
        // So that the next words come into the inbox.
        await changeConversation(driver.id, 'take');
        onLeave();
        goTo('inbox', driver.id);
      },
    });
  }
  const isOut = state === 'out-of-service';
  const isUndone = booking === null || isOut;
  actions.push({
    name: 'service',
    label: isOut ? words.inService : words.outOfService,
    question: isUndone ? null : words.outOfServiceQuestion(code),
    run: async () => {
      await setOutOfService(lot.code, code, !isOut);
      const done = isOut ? words.isIn(code) : words.isOut(code);
      if (isUndone) offerUndo(done, () => setOutOfService(lot.code, code, isOut));
    },
  });
  return actions;
}
