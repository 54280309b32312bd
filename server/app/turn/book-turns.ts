import type { Reply } from '../../chat/reply.ts';
import { cancel as cancelBooking, returnToReserved } from '../../domain/booking.ts';
import type { Lot } from '../../domain/lot.ts';
import { isOpen } from '../../domain/parking-session.ts';
import { bookSlot } from '../book-slot.ts';
import { claimCar } from '../claim-car.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { billOf, hourlyRate } from '../stay-bill.ts';
import { supportedUntil, unknownSince } from '../supported-until.ts';

/** What the turns that change something answer. Each loads the slots it touches and leaves the writing to the desk. */

export async function bookTurn(desk: DriverDesk, client: Client, lot: Lot, code: string | null): Promise<Reply> {
  if (code === null) return { kind: 'which-slot', purpose: 'book', free: await freeSlots(desk, lot) };
  await desk.scenes.loadByCodes([{ lotId: lot.id, code }]);
  const outcome = bookSlot(desk, client, lot, code, 'chat');
  if (outcome.ok) {
    const { reference, holdUntil, endsAt } = outcome.booking;
    return {
      kind: 'booked',
      slot: code,
      lotName: lot.name,
      reference,
      holdUntil,
      endsAt,
      ratePerHourMinor: hourlyRate(desk.book, lot, desk.now),
      welcome: client.welcome,
    };
  }
  switch (outcome.code) {
    case 'slot-unknown':
      return { kind: 'slot-unknown', asked: code, slots: await slotCodes(desk, lot) };
    case 'slot-taken':
      return { kind: 'slot-taken', slot: code, free: await freeSlots(desk, lot) };
    case 'slot-has-car':
      return { kind: 'slot-has-car', slot: code, free: await freeSlots(desk, lot) };
    case 'slot-not-offered':
      return { kind: 'slot-not-offered', slot: code, reason: outcome.reason, free: await freeSlots(desk, lot) };
    case 'already-booked': {
      const { booking } = outcome;
      const state = booking.state === 'active' ? 'active' : 'reserved';
      const asked = { command: 'book', slot: code } as const;
      return {
        kind: 'already-booked',
        slot: await codeOf(desk, booking.slotId),
        reference: booking.reference,
        state,
        asked,
      };
    }
    case 'already-parked':
      return { kind: 'already-parked', slot: await codeOf(desk, outcome.slotId) };
    case 'balance-too-low':
      return { kind: 'balance-too-low', balanceMinor: outcome.balanceMinor, neededMinor: outcome.neededMinor };
    case 'too-many-no-shows':
      return { kind: 'too-many-no-shows', count: outcome.count, until: outcome.until };
    case 'tariff-missing':
      return { kind: 'tariff-missing' };
    case 'driver-blocked':
      return { kind: 'driver-blocked' };
  }
}

/** Claims the car that stands on a slot, from its detection on. */
export async function parkTurn(desk: DriverDesk, client: Client, lot: Lot, code: string | null): Promise<Reply> {
  if (code === null) return { kind: 'which-slot', purpose: 'park', free: await freeSlots(desk, lot) };
  await desk.scenes.loadByCodes([{ lotId: lot.id, code }]);
  const outcome = claimCar(desk, client, lot, code);
  if (outcome.ok) {
    const { session, booking } = outcome;
    const costMinor = billOf(desk.book, session, desk.now)?.amountMinor ?? 0;
    return { kind: 'parked', slot: code, since: session.startedAt, costMinor, reference: booking.reference };
  }
  switch (outcome.code) {
    case 'slot-unknown':
      return { kind: 'slot-unknown', asked: code, slots: await slotCodes(desk, lot) };
    case 'no-car-there':
      return { kind: 'no-car-there', slot: code };
    case 'car-accounted-for':
      return { kind: 'car-accounted-for', slot: code };
    case 'already-booked': {
      const { booking } = outcome;
      const state = booking.state === 'active' ? 'active' : 'reserved';
      const asked = { command: 'park', slot: code } as const;
      return {
        kind: 'already-booked',
        slot: await codeOf(desk, booking.slotId),
        reference: booking.reference,
        state,
        asked,
      };
    }
    case 'tariff-missing':
      return { kind: 'tariff-missing' };
  }
}

export async function cancelTurn(desk: DriverDesk, client: Client, reference: string | null): Promise<Reply> {
  const held = desk.booking(client.driver.id);
  if (reference !== null && held?.reference !== reference) return { kind: 'reference-unknown', reference };
  if (!held) return { kind: 'nothing-to-cancel' };
  await desk.scenes.load([held.slotId]);
  const { slot, booking } = desk.scenes.get(held.slotId);
  if (booking?.id !== held.id) return { kind: 'nothing-to-cancel' };
  if (booking.state === 'active') return { kind: 'cancel-too-late', slot: slot.code };
  const cancelled = cancelBooking(booking, desk.now, 'driver');
  desk.scenes.update(slot.id, { booking: cancelled });
  desk.noteBooking(cancelled);
  return { kind: 'cancelled', slot: slot.code, reference: cancelled.reference };
}

/** The car on my slot is not mine: the booking waits again, and the car is one nobody accounts for. */
export async function notMeTurn(desk: DriverDesk, client: Client): Promise<Reply> {
  const mine = desk.session(client.driver.id);
  if (!mine) return { kind: 'not-me-nothing' };
  await desk.scenes.load([mine.slotId]);
  const { slot, session, booking } = desk.scenes.get(mine.slotId);
  if (session?.id !== mine.id || !isOpen(session) || booking?.id !== session.bookingId || booking?.state !== 'active') {
    return { kind: 'not-me-nothing' };
  }
  const lot = desk.book.lot(slot.lotId);
  const waiting = returnToReserved(booking, desk.now, lot.settings);
  desk.scenes.update(slot.id, {
    session: { ...session, bookingId: null, driverId: null },
    booking: waiting,
  });
  desk.noteBooking(waiting);
  desk.noteSession(client.driver.id, null);
  return { kind: 'not-me-done', slot: slot.code, holdUntil: waiting.holdUntil };
}

const NOTHING_CAN_CLOSE_MS = 24 * 3_600_000;

/** The driver says that the car has left. Believed where no sensor can say it. */
export async function leftTurn(desk: DriverDesk, client: Client): Promise<Reply> {
  const mine = desk.session(client.driver.id);
  if (!mine) return { kind: 'left-nothing' };
  await desk.scenes.load([mine.slotId]);
  const { slot, session } = desk.scenes.get(mine.slotId);
  if (session?.id !== mine.id || !isOpen(session)) return { kind: 'left-nothing' };
  let endedAt = desk.now;
  if (slot.controllerId !== null) {
    const [controller] = await desk.tx.controllers.byIds([slot.controllerId]);
    const silentFor = controller
      ? desk.now - (await unknownSince(desk.tx, slot, controller))
      : Number.POSITIVE_INFINITY;
    if (slot.health !== 'silent' || silentFor < NOTHING_CAN_CLOSE_MS)
      return { kind: 'left-still-seen', slot: slot.code };
    endedAt = await supportedUntil(desk.tx, slot, session.startedAt, desk.now);
  }
  await desk.settlement.prepare([desk.scenes.get(slot.id)]);
  const settled = await desk.settlement.end(slot.id, endedAt, 'driver', false);
  desk.noteSession(client.driver.id, null);
  const { booking } = desk.scenes.get(slot.id);
  if (booking) desk.noteBooking(booking);
  desk.noteBalance(client.driver.id, desk.book.lot(slot.lotId).currency, settled.balanceMinor);
  const durationSeconds = Math.round((endedAt - session.startedAt) / 1000);
  return { kind: 'left-done', slot: slot.code, durationSeconds, ...settled };
}

async function freeSlots(desk: DriverDesk, lot: Lot): Promise<string[]> {
  desk.save();
  const slots = await desk.tx.slots.inLot(lot.id);
  return slots.filter(({ state }) => state === 'free').map(({ code }) => code);
}

async function slotCodes(desk: DriverDesk, lot: Lot): Promise<string[]> {
  return (await desk.tx.slots.inLot(lot.id)).map(({ code }) => code);
}

async function codeOf(desk: DriverDesk, slotId: string): Promise<string> {
  const [slot] = await desk.tx.slots.byIds([slotId]);
  return slot?.code ?? '?';
}
