import type { Interval } from './interval.ts';
import { isOpenFor, type OpeningHours } from './opening-hours.ts';

/** Which windows a lot takes. */
export interface WindowPolicy {
  /** How far ahead a booking may begin; 0 where bookings are for now only. */
  readonly bookAheadDays: number;
  /** How many bookings for later a driver may have. */
  readonly maxFutureBookings: number;
  readonly minimumMinutes: number;
  readonly maximumMinutes: number;
  readonly openingHours: OpeningHours;
}

/** Why a lot does not take a window. */
export type WindowFault = 'past' | 'too-short' | 'too-long' | 'too-far-ahead' | 'closed';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** What is wrong with a window that is asked for; null where nothing is. Whether it is taken is another question. */
export function windowFault(window: Interval, now: number, policy: WindowPolicy, timeZone: string): WindowFault | null {
  const minutes = (window.to - window.from) / MINUTE;
  if (window.to <= now) return 'past';
  if (minutes < policy.minimumMinutes) return 'too-short';
  if (minutes > policy.maximumMinutes) return 'too-long';
  if (window.from > now + policy.bookAheadDays * DAY) return 'too-far-ahead';
  return isOpenFor(policy.openingHours, timeZone, window) ? null : 'closed';
}

/** The least that a booking for now must last: no more than the lot would give without being asked. */
export function leastMs(policy: Pick<WindowPolicy, 'minimumMinutes'> & { reservationMinutes: number }): number {
  return Math.min(policy.minimumMinutes, policy.reservationMinutes) * MINUTE;
}
