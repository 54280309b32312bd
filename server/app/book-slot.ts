import {
  arrivalFrom,
  type Booking,
  type BookingSource,
  holdOf,
  immediateWindow,
  isLive,
  referenceFrom,
  window,
} from '../domain/booking.ts';
import { leastMs, type WindowFault, windowFault } from '../domain/booking-window.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { type Interval, overlaps } from '../domain/interval.ts';
import type { Lot } from '../domain/lot.ts';
import { closesAt } from '../domain/opening-hours.ts';
import { isOpen } from '../domain/parking-session.ts';
import type { Client, DriverDesk } from './driver-desk.ts';
import { holdDeposit } from './hold-deposit.ts';
import type { Scene } from './scenes.ts';
import { chosenAddOns } from './tariff-change.ts';

const DAY_MS = 86_400_000;
/** A start this little in the past was meant as now: it took a while to arrive. */
const JUST_NOW_MS = 60_000;

/** What is asked for beside the slot. */
export interface BookingWish {
  /** When; without it from now, for as long as the lot gives. Without `from` from now. */
  readonly window?: { readonly from: number | null; readonly to: number } | null;
  /** Codes of add-ons. */
  readonly addOns?: readonly string[];
  /** For the attendant, in the driver's words. */
  readonly notes?: string | null;
}

export type BookingRefusal =
  | { readonly ok: false; readonly code: Extract<ErrorCode, 'slot-unknown' | 'driver-blocked'> }
  | {
      readonly ok: false;
      readonly code: 'slot-taken' | 'slot-has-car';
      /** What was asked for, so that something like it can be offered. */
      readonly window: Interval;
    }
  | {
      readonly ok: false;
      readonly code: 'slot-not-offered';
      readonly reason: 'unknown' | 'out-of-service';
      readonly window: Interval;
    }
  | { readonly ok: false; readonly code: 'window-refused'; readonly fault: WindowFault; readonly window: Interval }
  | { readonly ok: false; readonly code: 'already-booked'; readonly booking: Booking }
  | { readonly ok: false; readonly code: 'bookings-overlap'; readonly booking: Booking }
  | { readonly ok: false; readonly code: 'too-many-bookings'; readonly limit: number }
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

/** The span for which a slot's diary must be loaded before it is booked. */
export function spanToLoad(now: number, lot: Lot, wish: BookingWish = {}): Interval {
  const { to } = immediateWindow(now, lot.settings);
  return { from: now - JUST_NOW_MS, to: Math.max(to, wish.window?.to ?? to) };
}

/**
 * Books a slot, for now or for later. The one way in for chat and API. The slot's scene and diary (`spanToLoad`) and the
 * driver must be loaded at the desk; the database refuses again whatever slips through.
 */
export function bookSlot(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
  slotCode: string,
  source: BookingSource,
  wish: BookingWish = {},
): BookingOutcome {
  const { now } = desk;
  const scene = desk.scenes.find(lot.id, slotCode);
  const from = Math.max(now, wish.window?.from ?? now);
  const isAhead = from > now;
  // First, because whoever has a slot already would be told to give it back for one that there is not.
  if (!scene) return { ok: false, code: 'slot-unknown' };
  const refusal = refuseDriver(desk, client, lot, from);
  if (refusal) return refusal;
  const driverId = client.driver.id;
  const found = wish.window
    ? statedWindow(desk, lot, { from: wish.window.from ?? now, to: wish.window.to })
    : windowFromNow(desk, lot, scene, driverId);
  if ('ok' in found) return found;
  const span = found;
  const [own] = desk.diary.ofDriverIn(driverId, span);
  if (own) return { ok: false, code: 'bookings-overlap', booking: own };
  const isDue = now >= arrivalFrom({ startsAt: span.from }, lot.settings);
  const taken = refuseSlot(desk, scene, span, isAhead, isDue);
  if (taken) return taken;
  const isCurrent = !isAhead || (isDue && holdsNobody(scene) && desk.booking(driverId) === null);
  const { maxFutureBookings } = lot.settings;
  if (!isCurrent && desk.diary.ahead(driverId).length >= maxFutureBookings)
    return { ok: false, code: 'too-many-bookings', limit: maxFutureBookings };
  const tariff = desk.book.tariffAt(lot.id, span.from);
  if (!tariff) return { ok: false, code: 'tariff-missing' };
  const booking: Booking = {
    id: desk.ids.next(),
    reference: referenceFrom(desk.ids.random(6)),
    lotId: lot.id,
    slotId: scene.slot.id,
    driverId,
    identityId: client.identity.id,
    state: 'reserved',
    isCurrent,
    startsAt: span.from,
    endsAt: span.to,
    holdUntil: holdOf(span, lot.settings),
    createdAt: now,
    arrivedAt: null,
    endedAt: null,
    endReason: null,
    source,
    addOns: chosenAddOns(tariff, wish.addOns ?? []),
    notes: wish.notes ?? null,
  };
  if (isCurrent) desk.scenes.update(scene.slot.id, { booking });
  else desk.tx.bookings.save(booking);
  desk.noteBooking(booking);
  holdDeposit(desk, lot, booking);
  return { ok: true, booking };
}

/** Why a driver may not book at a lot, from a moment on, whichever slot it is. */
export function refuseDriver(desk: DriverDesk, client: Client, lot: Lot, from: number): BookingRefusal | null {
  const { driver, identity } = client;
  const { settings } = lot;
  if (driver.blockedAt !== null) return { ok: false, code: 'driver-blocked' };
  // First, because its booking cannot be cancelled any more: what ends it is driving away.
  const session = desk.session(driver.id);
  if (session && from <= desk.now) return { ok: false, code: 'already-parked', slotId: session.slotId };
  const booking = desk.booking(driver.id);
  if (booking && from <= desk.now) return { ok: false, code: 'already-booked', booking };
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
  const neededMinor = Math.max(settings.minBalanceMinor, settings.depositMinor);
  if (balanceMinor < neededMinor || balanceMinor < 0)
    return { ok: false, code: 'balance-too-low', balanceMinor, neededMinor };
  return desk.book.tariffAt(lot.id, Math.max(from, desk.now)) ? null : { ok: false, code: 'tariff-missing' };
}

/** A window that was asked for in so many words is taken as it is or not at all. */
function statedWindow(desk: DriverDesk, lot: Lot, asked: Interval): Interval | BookingRefusal {
  const { now } = desk;
  if (asked.from < now - JUST_NOW_MS) return { ok: false, code: 'window-refused', fault: 'past', window: asked };
  const span = { from: Math.max(asked.from, now), to: asked.to };
  // What is said of the length is said of the window as it was asked for.
  const fault = windowFault(asked, now, lot.settings, lot.timeZone);
  return fault ? { ok: false, code: 'window-refused', fault, window: span } : span;
}

/** From now for as long as the lot gives, but not into the next booking, and not past closing time. */
function windowFromNow(desk: DriverDesk, lot: Lot, scene: Scene, driverId: string): Interval | BookingRefusal {
  const { now } = desk;
  const full = immediateWindow(now, lot.settings);
  const closing = closesAt(lot.settings.openingHours, lot.timeZone, now, full.to);
  if (closing === null) return { ok: false, code: 'window-refused', fault: 'closed', window: full };
  const least = leastMs(lot.settings);
  if (closing - now < least) return { ok: false, code: 'window-refused', fault: 'closed', window: full };
  const [own] = desk.diary.ofDriverIn(driverId, full);
  if (own && own.startsAt - now < least) return { ok: false, code: 'bookings-overlap', booking: own };
  const next = desk.diary.onSlot(scene.slot.id, full).find(({ id }) => id !== scene.booking?.id);
  const to = Math.min(closing, own?.startsAt ?? full.to, next?.startsAt ?? full.to);
  return to - now < least ? { ok: false, code: 'slot-taken', window: full } : { from: now, to };
}

function refuseSlot(
  desk: DriverDesk,
  scene: Scene,
  span: Interval,
  isAhead: boolean,
  isDue: boolean,
): BookingRefusal | null {
  const { slot, session, booking } = scene;
  const isHeldNow = booking !== null && isLive(booking);
  if (isHeldNow && (!isAhead || overlaps(window(booking), span)))
    return { ok: false, code: 'slot-taken', window: span };
  if (desk.diary.onSlot(slot.id, span).length > 0) return { ok: false, code: 'slot-taken', window: span };
  if (slot.outOfService) return { ok: false, code: 'slot-not-offered', reason: 'out-of-service', window: span };
  // What the sensor says now, or that it says nothing, is no reason against a booking for another day.
  if (!isDue) return null;
  if (slot.health === 'silent') return { ok: false, code: 'slot-not-offered', reason: 'unknown', window: span };
  const mayStand = isAhead && isHeldNow && desk.now < booking.endsAt;
  return session && isOpen(session) && !mayStand ? { ok: false, code: 'slot-has-car', window: span } : null;
}

function holdsNobody({ booking, session }: Scene): boolean {
  return !(booking && isLive(booking)) && !(session && isOpen(session));
}
