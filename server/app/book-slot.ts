import { type Booking, immediateWindow, referenceFrom } from '../domain/booking.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { Lot } from '../domain/lot.ts';
import { isOpen } from '../domain/parking-session.ts';
import type { Client, DriverDesk } from './driver-desk.ts';

const DAY_MS = 86_400_000;

export type BookingRefusal =
  | {
      readonly ok: false;
      readonly code: Extract<ErrorCode, 'slot-unknown' | 'slot-taken' | 'slot-has-car' | 'driver-blocked'>;
    }
  | { readonly ok: false; readonly code: 'slot-not-offered'; readonly reason: 'unknown' | 'out-of-service' }
  | { readonly ok: false; readonly code: 'already-booked'; readonly booking: Booking }
  | { readonly ok: false; readonly code: 'already-parked'; readonly slotId: string }
  | {
      readonly ok: false;
      readonly code: 'balance-too-low';
      readonly balanceMinor: number;
      readonly neededMinor: number;
    }
  | { readonly ok: false; readonly code: 'too-many-no-shows'; readonly count: number; readonly until: number }
  | { readonly ok: false; readonly code: 'tariff-missing' };

export type BookingOutcome = { readonly ok: true; readonly booking: Booking } | BookingRefusal;

/**
 * Books a slot for now. The one way in for chat and API. The slot's scene and the driver must be loaded at the desk;
 * the database refuses again whatever slips through.
 */
export function bookSlot(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
  slotCode: string,
  source: 'chat' | 'api',
): BookingOutcome {
  const { now } = desk;
  const refusal = refuseDriver(desk, client, lot) ?? refuseSlot(desk, lot, slotCode);
  if (refusal) return refusal;
  const scene = desk.scenes.find(lot.id, slotCode);
  if (!scene) return { ok: false, code: 'slot-unknown' };
  const span = immediateWindow(now, lot.settings);
  const booking: Booking = {
    id: desk.ids.next(),
    reference: referenceFrom(desk.ids.random(6)),
    lotId: lot.id,
    slotId: scene.slot.id,
    driverId: client.driver.id,
    identityId: client.identity.id,
    state: 'reserved',
    startsAt: span.from,
    endsAt: span.to,
    holdUntil: span.holdUntil,
    createdAt: now,
    arrivedAt: null,
    endedAt: null,
    endReason: null,
    source,
    addOns: [],
  };
  desk.scenes.update(scene.slot.id, { booking });
  desk.noteBooking(booking);
  return { ok: true, booking };
}

function refuseDriver(desk: DriverDesk, client: Client, lot: Lot): BookingRefusal | null {
  const { driver, identity } = client;
  const { settings } = lot;
  if (driver.blockedAt !== null) return { ok: false, code: 'driver-blocked' };
  // First, because its booking cannot be cancelled any more: what ends it is driving away.
  const session = desk.session(driver.id);
  if (session) return { ok: false, code: 'already-parked', slotId: session.slotId };
  const booking = desk.booking(driver.id);
  if (booking) return { ok: false, code: 'already-booked', booking };
  const missed = desk.noShowsOf(identity.id).filter((at) => at > desk.now - settings.noShowDays * DAY_MS);
  if (missed.length >= settings.noShowLimit) {
    const counting = missed[missed.length - settings.noShowLimit] ?? desk.now;
    return {
      ok: false,
      code: 'too-many-no-shows',
      count: missed.length,
      until: counting + settings.noShowDays * DAY_MS,
    };
  }
  const balanceMinor = desk.balance(driver.id, lot.currency);
  const neededMinor = settings.minBalanceMinor;
  if (balanceMinor < neededMinor || balanceMinor < 0)
    return { ok: false, code: 'balance-too-low', balanceMinor, neededMinor };
  return desk.book.tariffAt(lot.id, desk.now) ? null : { ok: false, code: 'tariff-missing' };
}

function refuseSlot(desk: DriverDesk, lot: Lot, slotCode: string): BookingRefusal | null {
  const scene = desk.scenes.find(lot.id, slotCode);
  if (!scene) return { ok: false, code: 'slot-unknown' };
  const { slot, session, booking } = scene;
  if (booking && (booking.state === 'reserved' || booking.state === 'active')) return { ok: false, code: 'slot-taken' };
  if (slot.outOfService) return { ok: false, code: 'slot-not-offered', reason: 'out-of-service' };
  if (slot.health === 'silent') return { ok: false, code: 'slot-not-offered', reason: 'unknown' };
  return session && isOpen(session) ? { ok: false, code: 'slot-has-car' } : null;
}
