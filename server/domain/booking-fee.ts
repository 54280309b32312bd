import type { Booking } from './booking.ts';

/** What giving a booking back, or not using it, costs. Amounts in minor units of the lot's currency. */
export interface FeePolicy {
  /** Giving back is free until so many minutes before the start. */
  readonly cancelFreeMinutes: number;
  readonly cancelFeeMinor: number;
  readonly noShowFeeMinor: number;
}

export type FeeCause = 'cancel' | 'no-show';

/** So long after booking anybody may change their mind for nothing. */
const SECOND_THOUGHTS_MS = 5 * 60_000;

/** What a booking that ends at `now` without a stay costs its driver. */
export function bookingFee(
  booking: Pick<Booking, 'startsAt' | 'createdAt'>,
  now: number,
  why: FeeCause,
  policy: FeePolicy,
): number {
  if (why === 'no-show') return policy.noShowFeeMinor;
  return now <= freeUntil(booking, policy) ? 0 : policy.cancelFeeMinor;
}

/** Until when giving a booking back is free. */
export function freeUntil(
  { startsAt, createdAt }: Pick<Booking, 'startsAt' | 'createdAt'>,
  { cancelFreeMinutes }: Pick<FeePolicy, 'cancelFreeMinutes'>,
): number {
  return Math.max(startsAt - cancelFreeMinutes * 60_000, createdAt + SECOND_THOUGHTS_MS);
}
