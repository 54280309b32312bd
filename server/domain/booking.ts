import type { Interval } from './interval.ts';
import type { AddOn } from './tariff.ts';

/** `reserved → active → completed`, or `cancelled`, or `expired`. */
export type BookingState = 'reserved' | 'active' | 'completed' | 'cancelled' | 'expired';

/** Who made it: the driver, staff, or the waiting list whose first in line a slot went to. */
export type BookingSource = 'chat' | 'api' | 'waiting-list';

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
  /** It holds its slot and its driver now. One for later does not until its time comes; then it is so to its end. */
  readonly isCurrent: boolean;
  readonly startsAt: number;
  readonly endsAt: number;
  /** A reserved booking whose car has not come by then is a no-show. */
  readonly holdUntil: number;
  readonly createdAt: number;
  readonly arrivedAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: BookingEndReason | null;
  readonly source: BookingSource;
  /** Chosen with the booking, at the price they had then. */
  readonly addOns: readonly AddOn[];
  /** What the driver wants the attendant to know. */
  readonly notes: string | null;
}

export type BookingEndReason =
  | 'departed'
  | 'cancelled-by-driver'
  | 'cancelled-by-staff'
  | 'no-show'
  /** A slot from the waiting list was not taken in time: no no-show, for nobody chose the moment. */
  | 'wait-lapsed'
  | 'arrived-too-late'
  | 'not-their-car'
  /** The slot could not be had when its time came, or not be used while it was held. */
  | 'slot-unavailable'
  /** All through its hold the driver was on another booking. */
  | 'driver-elsewhere'
  /** Its driver was still parked on the same slot: the earlier booking took its time over. */
  | 'taken-over';

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

/** Until when a booking waits for its car. */
export function holdOf(window: Interval, policy: Pick<BookingPolicy, 'holdMinutes'>): number {
  return policy.holdMinutes === null ? window.to : Math.min(window.to, window.from + policy.holdMinutes * MINUTE);
}

/** The window of a booking made for now, if nothing comes after it. */
export function immediateWindow(now: number, policy: BookingPolicy): Interval {
  return { from: now, to: now + policy.reservationMinutes * MINUTE };
}

/** From then on a car on the slot is the booking's. */
export function arrivalFrom(booking: Pick<Booking, 'startsAt'>, policy: Pick<BookingPolicy, 'earlyArrivalMinutes'>) {
  return booking.startsAt - policy.earlyArrivalMinutes * MINUTE;
}

/** Whether a car seen at that moment is the arrival of this reserved booking. */
export function isArrivalOf(booking: Booking, at: number, policy: BookingPolicy): boolean {
  return at >= arrivalFrom(booking, policy) && at < booking.endsAt;
}

export function arrive(booking: Booking, at: number): Booking {
  return { ...booking, state: 'active', arrivedAt: at, endedAt: null, endReason: null };
}

export function complete(booking: Booking, at: number): Booking {
  return { ...booking, state: 'completed', endedAt: at, endReason: 'departed' };
}

/** The stay went on after all; what was booked meanwhile, from `limit` on, stands. */
export function resume(booking: Booking, limit: number): Booking {
  const endsAt = Math.max(booking.startsAt + 1, Math.min(booking.endsAt, limit));
  return { ...booking, state: 'active', endsAt, endedAt: null, endReason: null };
}

/**
 * The car was not the driver's: the booking waits again, at least as long as a new one would, but not into what is
 * booked from `limit` on.
 */
export function returnToReserved(booking: Booking, now: number, policy: BookingPolicy, limit: number): Booking {
  const again = holdOf(immediateWindow(now, policy), policy);
  const endsAt = Math.max(booking.startsAt + 1, Math.min(limit, Math.max(booking.endsAt, again)));
  return {
    ...booking,
    state: 'reserved',
    arrivedAt: null,
    endedAt: null,
    endReason: null,
    endsAt,
    holdUntil: Math.min(endsAt, Math.max(booking.holdUntil, again)),
  };
}

export function cancel(booking: Booking, now: number, by: 'driver' | 'staff'): Booking {
  return { ...booking, state: 'cancelled', endedAt: now, endReason: `cancelled-by-${by}` };
}

/** The car that had used it was not the driver's, and the slot cannot be held for them again. */
export function disclaim(booking: Booking, now: number): Booking {
  return { ...booking, state: 'cancelled', endedAt: now, endReason: 'not-their-car' };
}

export type CallOffReason = Extract<BookingEndReason, 'slot-unavailable' | 'driver-elsewhere' | 'taken-over'>;

/** The booking came to nothing and its driver is not to blame. */
export function callOff(booking: Booking, now: number, endReason: CallOffReason): Booking {
  return { ...booking, state: 'cancelled', endedAt: now, endReason };
}

export function expire(booking: Booking, now: number): Booking {
  const endReason = booking.source === 'waiting-list' ? 'wait-lapsed' : 'no-show';
  return { ...booking, state: 'expired', endedAt: now, endReason };
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
