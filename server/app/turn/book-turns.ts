import type { Reply } from '../../chat/reply.ts';
import { leastMs } from '../../domain/booking-window.ts';
import type { Interval } from '../../domain/interval.ts';
import type { Lot } from '../../domain/lot.ts';
import { isOpen, type StayEnd } from '../../domain/parking-session.ts';
import { type BookingWish, bookSlot, spanToLoad } from '../book-slot.ts';
import { claimCar } from '../claim-car.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { findAlternatives, offeredPlaces } from '../find-alternatives.ts';
import { lockForDeposit } from '../hold-deposit.ts';
import { RunningCosts } from '../running-cost.ts';
import { hourlyRate } from '../stay-bill.ts';
import { unknownSince } from '../unknown-since.ts';
import { limitsOf } from './change-turns.ts';

/** What the turns that change something answer. Each loads the slots it touches and leaves the writing to the desk. */

export async function bookTurn(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
  code: string | null,
  wish: BookingWish = {},
): Promise<Reply> {
  const { window = null } = wish;
  if (code === null) return { kind: 'which-slot', purpose: 'book', free: await freeSlots(desk, lot) };
  await desk.loadSlots([{ lotId: lot.id, code }], spanToLoad(desk.now, lot, wish));
  await lockForDeposit(desk, client, lot);
  const outcome = bookSlot(desk, client, lot, code, 'chat', wish);
  if (outcome.ok) {
    const { reference, holdUntil, startsAt, endsAt } = outcome.booking;
    return {
      kind: 'booked',
      startsAt,
      slot: code,
      lotName: lot.name,
      reference,
      holdUntil,
      endsAt,
      ratePerHourMinor: hourlyRate(desk.book, lot, desk.now),
      depositMinor: lot.settings.depositMinor,
      welcome: client.welcome,
    };
  }
  switch (outcome.code) {
    case 'slot-unknown':
      return { kind: 'slot-unknown', asked: code, slots: await slotCodes(desk, lot) };
    case 'slot-taken':
      if (window)
        return {
          kind: 'window-taken',
          slot: code,
          ...outcome.window,
          ...(await instead(outcome.window)),
          verb: 'book',
        };
      return { kind: 'slot-taken', slot: code, free: await freeSlots(desk, lot) };
    case 'window-refused':
      return { kind: 'window-refused', fault: outcome.fault, ...limitsOf(lot) };
    case 'bookings-overlap': {
      const { slotId, reference, startsAt } = outcome.booking;
      return { kind: 'bookings-overlap', slot: await codeOf(desk, slotId), reference, startsAt };
    }
    case 'too-many-bookings':
      return { kind: 'too-many-bookings', limit: outcome.limit };
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

  async function instead(span: Interval): Promise<{ slots: string[]; times: Interval[] }> {
    const { slots, times } = await findAlternatives(desk, lot, client.driver.id, code ?? '', span);
    return { slots: [...slots], times: [...times] };
  }
}

/** Claims the car that stands on a slot, from its detection on. */
export async function parkTurn(desk: DriverDesk, client: Client, lot: Lot, code: string | null): Promise<Reply> {
  if (code === null) return { kind: 'which-slot', purpose: 'park', free: await freeSlots(desk, lot) };
  await desk.loadSlots([{ lotId: lot.id, code }], spanToLoad(desk.now, lot));
  const outcome = claimCar(desk, client, lot, code);
  if (outcome.ok) {
    const { session, booking } = outcome;
    const { slot } = desk.scenes.get(session.slotId);
    const costs = await RunningCosts.load(desk.tx, desk.book, [{ slot, session }], desk.now);
    const costMinor = costs.billOf(session)?.amountMinor ?? null;
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

const NOTHING_CAN_CLOSE_MS = 24 * 3_600_000;

/** The driver says that the car has left. Believed where no sensor can say it. */
export async function leftTurn(desk: DriverDesk, client: Client): Promise<Reply> {
  const mine = desk.session(client.driver.id);
  if (!mine) return { kind: 'left-nothing' };
  await desk.scenes.load([mine.slotId]);
  const { slot, session } = desk.scenes.get(mine.slotId);
  if (session?.id !== mine.id || !isOpen(session)) return { kind: 'left-nothing' };
  let end: StayEnd = { at: desk.now, reason: 'driver', foundBy: 'by-hand' };
  if (slot.controllerId !== null) {
    const [controller] = await desk.tx.controllers.byIds([slot.controllerId]);
    const silentFor = controller
      ? desk.now - (await unknownSince(desk.tx, slot, controller))
      : Number.POSITIVE_INFINITY;
    if (slot.health !== 'silent' || silentFor < NOTHING_CAN_CLOSE_MS)
      return { kind: 'left-still-seen', slot: slot.code };
    const costs = await RunningCosts.load(desk.tx, desk.book, [{ slot, session }], desk.now);
    end = { at: costs.supportedUntil(session), reason: 'driver', foundBy: 'supported' };
  }
  await desk.settlement.prepare([desk.scenes.get(slot.id)]);
  const settled = await desk.settlement.end(slot.id, end, false);
  desk.noteSession(client.driver.id, null);
  const { booking } = desk.scenes.get(slot.id);
  if (booking) desk.noteBooking(booking);
  desk.noteBalance(client.driver.id, desk.book.lot(slot.lotId).currency, settled.balanceMinor);
  const durationSeconds = Math.round((end.at - session.startedAt) / 1000);
  return { kind: 'left-done', slot: slot.code, durationSeconds, ...settled };
}

/** The slots that are free now and for as long as a booking must last at least. */
async function freeSlots(desk: DriverDesk, lot: Lot): Promise<string[]> {
  desk.save();
  const free = (await desk.tx.slots.inLot(lot.id)).filter(({ state }) => state === 'free');
  const span = { from: desk.now, to: desk.now + leastMs(lot.settings) };
  const places = await offeredPlaces(desk.tx, lot, free, span, desk.now);
  return places.filter(({ busy }) => busy.length === 0).map(({ code }) => code);
}

async function slotCodes(desk: DriverDesk, lot: Lot): Promise<string[]> {
  return (await desk.tx.slots.inLot(lot.id)).map(({ code }) => code);
}

async function codeOf(desk: DriverDesk, slotId: string): Promise<string> {
  const [slot] = await desk.tx.slots.byIds([slotId]);
  return slot?.code ?? '?';
}
