import { arrivalFrom, type Booking, holdOf, isLive } from '../domain/booking.ts';
import { type WindowFault, windowFault } from '../domain/booking-window.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { Interval } from '../domain/interval.ts';
import type { Lot } from '../domain/lot.ts';
import { isOpen } from '../domain/parking-session.ts';
import type { DriverDesk } from './driver-desk.ts';
import type { Scene } from './scenes.ts';

/** What is to be different about a booking: longer, shorter, at another time, on another slot. */
export interface BookingChange {
  readonly slotCode?: string;
  /** A new start alone keeps the length. */
  readonly from?: number;
  readonly to?: number;
}

export type ChangeRefusal =
  | {
      readonly ok: false;
      readonly code: Extract<ErrorCode, 'booking-not-live' | 'stay-has-begun' | 'booking-has-begun' | 'slot-unknown'>;
    }
  | { readonly ok: false; readonly code: 'slot-taken' | 'slot-has-car'; readonly window: Interval }
  | {
      readonly ok: false;
      readonly code: 'slot-not-offered';
      readonly reason: 'unknown' | 'out-of-service';
      readonly window: Interval;
    }
  | { readonly ok: false; readonly code: 'window-refused'; readonly fault: WindowFault; readonly window: Interval }
  | { readonly ok: false; readonly code: 'bookings-overlap'; readonly booking: Booking };

export type ChangeOutcome = { readonly ok: true; readonly before: Booking; readonly booking: Booking } | ChangeRefusal;

/** Loads what a change of this booking touches: its slot, the slot it goes to, their diaries, the driver's bookings. */
export async function loadForChange(
  desk: DriverDesk,
  lot: Lot,
  booking: Booking,
  change: BookingChange,
): Promise<void> {
  const { slotCode } = change;
  const [target] = slotCode === undefined ? [] : await codesToIds(desk, lot, [slotCode]);
  // Together, so that the slots are locked in one order.
  await desk.scenes.load([booking.slotId, ...(target ? [target] : [])]);
  const asked = askedWindow(booking, change);
  const span = { from: Math.min(desk.now, booking.startsAt, asked.from), to: Math.max(booking.endsAt, asked.to) };
  await desk.diary.loadSlots([booking.slotId, ...(target ? [target] : [])], span);
  await desk.diary.loadDrivers([booking.driverId]);
}

async function codesToIds(desk: DriverDesk, lot: Lot, codes: readonly string[]): Promise<string[]> {
  const slots = await desk.tx.slots.inLot(lot.id);
  return slots.filter(({ code }) => codes.includes(code)).map(({ id }) => id);
}

/** The window a change would give. */
export function askedWindow(booking: Booking, { from, to }: BookingChange): Interval {
  const start = from ?? booking.startsAt;
  return { from: start, to: to ?? start + (booking.endsAt - booking.startsAt) };
}

/**
 * Changes a live booking; the one way for chat and API. What costs nothing to refuse by reading is refused here with its
 * reason; the database refuses again whatever slips through. The price is what the stay takes: a longer booking costs
 * nothing by itself.
 */
export function changeBooking(desk: DriverDesk, lot: Lot, booking: Booking, change: BookingChange): ChangeOutcome {
  const { now } = desk;
  const { settings } = lot;
  if (!isLive(booking)) return { ok: false, code: 'booking-not-live' };
  const asked = askedWindow(booking, change);
  const target =
    change.slotCode === undefined ? desk.scenes.get(booking.slotId) : desk.scenes.find(lot.id, change.slotCode);
  if (!target) return { ok: false, code: 'slot-unknown' };
  const moves = target.slot.id !== booking.slotId;
  if (moves && booking.state === 'active') return { ok: false, code: 'stay-has-begun' };
  if (asked.from !== booking.startsAt && (booking.state === 'active' || now >= booking.startsAt))
    return { ok: false, code: 'booking-has-begun' };
  const fault = faultOf(booking, asked, now, lot);
  if (fault) return { ok: false, code: 'window-refused', fault, window: asked };
  const grows = asked.from < booking.startsAt || asked.to > booking.endsAt;
  const held = desk.diary.onSlot(target.slot.id, asked).filter(({ id }) => id !== booking.id);
  if ((moves || grows) && held.length > 0) return { ok: false, code: 'slot-taken', window: asked };
  const [own] = desk.diary.ofDriverIn(booking.driverId, asked).filter(({ id }) => id !== booking.id);
  if (own) return { ok: false, code: 'bookings-overlap', booking: own };
  // One that is moved into the future gives up its hold on the slot until its time comes again.
  const isDue = now >= arrivalFrom({ startsAt: asked.from }, settings);
  const isCurrent = booking.isCurrent && isDue;
  const refusal = moves ? refuseTarget(target, asked, isDue) : null;
  if (refusal) return refusal;
  const holdUntil =
    settings.holdMinutes === null || asked.from !== booking.startsAt
      ? holdOf(asked, settings)
      : Math.min(asked.to, booking.holdUntil);
  const changed: Booking = {
    ...booking,
    slotId: target.slot.id,
    startsAt: asked.from,
    endsAt: asked.to,
    holdUntil: booking.state === 'active' ? booking.holdUntil : holdUntil,
    isCurrent,
  };
  write(desk, booking, changed);
  return { ok: true, before: booking, booking: changed };
}

/** What has begun is only asked about its end. */
function faultOf(booking: Booking, asked: Interval, now: number, lot: Lot): WindowFault | null {
  const { settings, timeZone } = lot;
  if (asked.from === booking.startsAt && asked.to === booking.endsAt) return null;
  if (asked.from !== booking.startsAt && asked.from < now) return 'past';
  if (asked.to < booking.endsAt && now >= booking.startsAt) {
    // Giving time back is always possible, down to what is left of it.
    return asked.to <= now ? 'past' : null;
  }
  const fault = windowFault(asked, now, settings, timeZone);
  const isLonger = asked.to > booking.endsAt;
  return fault === 'too-short' && isLonger ? null : fault;
}

function refuseTarget(target: Scene, asked: Interval, isDue: boolean): ChangeRefusal | null {
  const { slot, session, booking } = target;
  if (slot.outOfService) return { ok: false, code: 'slot-not-offered', reason: 'out-of-service', window: asked };
  if (!isDue) return null;
  if (slot.health === 'silent') return { ok: false, code: 'slot-not-offered', reason: 'unknown', window: asked };
  if (booking && isLive(booking)) return { ok: false, code: 'slot-taken', window: asked };
  return session && isOpen(session) ? { ok: false, code: 'slot-has-car', window: asked } : null;
}

function write(desk: DriverDesk, before: Booking, changed: Booking): void {
  const held = desk.scenes.get(before.slotId).booking?.id === before.id;
  desk.tx.bookings.save(changed);
  desk.noteBooking(changed);
  if (!held) return;
  const stays = changed.isCurrent && changed.slotId === before.slotId;
  desk.scenes.update(before.slotId, { booking: stays ? changed : null });
  // The board shows the end of the booking too.
  desk.scenes.touch(before.slotId);
  if (changed.isCurrent && !stays) desk.scenes.update(changed.slotId, { booking: changed });
}

/** A booking's window after it was made longer or shorter by so many minutes; what is over is made longer from now on. */
export function resized(booking: Booking, minutes: number, now: number): number {
  const from = minutes > 0 ? Math.max(booking.endsAt, now) : booking.endsAt;
  return from + minutes * 60_000;
}
