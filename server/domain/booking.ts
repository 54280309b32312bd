import type { Interval } from './interval.ts';
import type { AddOn } from './tariff.ts';

/** `reserved → active → completed`, or `cancelled`, or `expired`. */
export type BookingState = 'reserved' | 'active' | 'completed' | 'cancelled' | 'expired';

/** The right to a slot for a window of time. Times in ms since the epoch. */
export interface Booking {
  readonly id: string;
  /** What people read out and type: `PW-` and six characters. */
  readonly reference: string;
  readonly lotId: string;
  readonly slotId: string;
  readonly driverId: string;
  readonly identityId: string;
  readonly state: BookingState;
  readonly startsAt: number;
  readonly endsAt: number;
  /** A reserved booking whose car has not come by then is a no-show. */
  readonly holdUntil: number;
  readonly createdAt: number;
  readonly arrivedAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: BookingEndReason | null;
  readonly source: 'chat' | 'api';
  /** Chosen with the booking, at the price they had then. */
  readonly addOns: readonly AddOn[];
}

export type BookingEndReason =
  | 'departed'
  | 'cancelled-by-driver'
  | 'cancelled-by-staff'
  | 'no-show'
  | 'arrived-too-late'
  | 'not-their-car'
  | 'slot-unavailable';

/** Live bookings hold their slot and their driver. */
export function isLive(booking: Booking): boolean {
  return booking.state === 'reserved' || booking.state === 'active';
}

export function window(booking: Booking): Interval {
  return { from: booking.startsAt, to: booking.endsAt };
}

/** How a lot takes bookings; lengths in minutes. */
export interface BookingPolicy {
  readonly reservationMinutes: number;
  /** How long a reserved slot waits for the car; null for the whole window. */
  readonly holdMinutes: number | null;
  /** A car this much before a booking's start is its arrival. */
  readonly earlyArrivalMinutes: number;
  readonly minBalanceMinor: number;
  /** So many no-shows within `noShowDays` and an identity may not book until the oldest has passed. */
  readonly noShowLimit: number;
  readonly noShowDays: number;
  /** `occupied` again this soon after `vacated` is the same stay. */
  readonly rejoinSeconds: number;
}

const MINUTE = 60_000;

/** The window of a booking made for now. */
export function immediateWindow(now: number, policy: BookingPolicy): Interval & { holdUntil: number } {
  const to = now + policy.reservationMinutes * MINUTE;
  const holdUntil = policy.holdMinutes === null ? to : Math.min(to, now + policy.holdMinutes * MINUTE);
  return { from: now, to, holdUntil };
}

/** Whether a car seen at that moment is the arrival of this reserved booking. */
export function isArrivalOf(booking: Booking, at: number, policy: BookingPolicy): boolean {
  return at >= booking.startsAt - policy.earlyArrivalMinutes * MINUTE && at < booking.endsAt;
}

export function arrive(booking: Booking, at: number): Booking {
  return { ...booking, state: 'active', arrivedAt: at, endedAt: null, endReason: null };
}

export function complete(booking: Booking, at: number): Booking {
  return { ...booking, state: 'completed', endedAt: at, endReason: 'departed' };
}

/** The stay went on after all. */
export function resume(booking: Booking): Booking {
  return { ...booking, state: 'active', endedAt: null, endReason: null };
}

/** The car was not the driver's: the booking waits again, at least as long as a new one would. */
export function returnToReserved(booking: Booking, now: number, policy: BookingPolicy): Booking {
  const again = immediateWindow(now, policy);
  return {
    ...booking,
    state: 'reserved',
    arrivedAt: null,
    endedAt: null,
    endReason: null,
    endsAt: Math.max(booking.endsAt, again.holdUntil),
    holdUntil: Math.max(booking.holdUntil, again.holdUntil),
  };
}

export function cancel(booking: Booking, now: number, by: 'driver' | 'staff'): Booking {
  return { ...booking, state: 'cancelled', endedAt: now, endReason: `cancelled-by-${by}` };
}

/** The car that had used it was not the driver's, and the slot cannot be held for them again. */
export function disclaim(booking: Booking, now: number): Booking {
  return { ...booking, state: 'cancelled', endedAt: now, endReason: 'not-their-car' };
}

export function expire(booking: Booking, now: number): Booking {
  return { ...booking, state: 'expired', endedAt: now, endReason: 'no-show' };
}

/** The slot could not be used, through no fault of the driver: nothing is charged and it is no no-show. */
export function withdraw(booking: Booking, now: number): Booking {
  return { ...booking, state: 'cancelled', endedAt: now, endReason: 'slot-unavailable' };
}

/** Whether a booking that ended without its car still waited for it at that moment: such a car is its arrival. */
export function waitedAt(booking: Booking, at: number, policy: BookingPolicy): boolean {
  const over =
    booking.state === 'expired' || booking.endReason === 'slot-unavailable'
      ? Math.min(booking.holdUntil, booking.endedAt ?? booking.holdUntil)
      : Number.NEGATIVE_INFINITY;
  return isArrivalOf(booking, at, policy) && at < over;
}

/** The car had come in time, but the slot was given away before we learned of it: no no-show. */
export function excuse(booking: Booking): Booking {
  return { ...booking, endReason: 'arrived-too-late' };
}

/** Crockford base32 without the letters people misread. */
const REFERENCE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference from random bytes: `PW-` for a booking, or another prefix, and six characters. */
export function referenceFrom(bytes: Uint8Array, prefix = 'PW'): string {
  let text = `${prefix}-`;
  for (let index = 0; index < 6; index++) text += REFERENCE_ALPHABET[(bytes[index] ?? 0) & 31];
  return text;
}
