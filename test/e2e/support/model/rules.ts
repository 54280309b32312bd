import { DAY, HOUR, MINUTE, SECOND } from '../../../support/manual-clock.ts';

/** What the model knows of the lot by itself: its settings, and what things cost there, written down once more. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A stay with what nobody saw of it. */
export interface Stretch extends Span {
  readonly gaps?: readonly Span[];
}

export const SLOTS = ['A', 'B', 'C'] as const;
export const PHONES = ['+919800000001', '+919800000002', '+919800000003'] as const;

export const CREDIT = 6000;
export const DEPOSIT = 100;
export const REJOIN_MS = 120 * SECOND;
/** A controller that is not heard so long is lost. */
export const SILENCE_MS = 150 * SECOND;
export const LEAST_MS = 30 * MINUTE;

/** A disputed bill below this is given back at once. */
export const DISPUTE_BELOW = 120;
export const DISPUTES_PER_MONTH = 3;

const CANCEL_FREE_MS = 60 * MINUTE;
const SECOND_THOUGHTS_MS = 5 * MINUTE;
const CANCEL_FEE = 150;
const NO_SHOW_FEE = 180;
const INCREMENT_MS = 15 * MINUTE;
const GRACE_MS = 5 * MINUTE;
const DAILY_CAP = 2000;

export const LOT = {
  reservationMinutes: 240,
  holdMinutes: 90,
  minBalanceMinor: 100,
  // Who misses many bookings would soon be kept out of the model.
  noShowLimit: 100,
  rejoinSeconds: REJOIN_MS / SECOND,
  cancelFreeMinutes: CANCEL_FREE_MS / MINUTE,
  cancelFeeMinor: CANCEL_FEE,
  noShowFeeMinor: NO_SHOW_FEE,
  depositMinor: DEPOSIT,
  guestCreditMinor: CREDIT,
  disputeRefundBelowMinor: DISPUTE_BELOW,
  disputesPerMonth: DISPUTES_PER_MONTH,
};

export const tariffOf = (ratePerHourMinor: number) => ({
  ratePerHourMinor,
  incrementSeconds: INCREMENT_MS / SECOND,
  graceSeconds: GRACE_MS / SECOND,
  dailyCapMinor: DAILY_CAP,
});

/**
 * What a stay costs, by started quarters of an hour, each in the day in which it begins; what lies wholly in gaps costs
 * nothing. Rates divide by four.
 */
export function priceOf({ from, to, gaps = [] }: Stretch, ratePerHourMinor: number): number {
  const unseen = gaps.reduce((ms, gap) => ms + gap.to - gap.from, 0);
  if (to - from - unseen <= GRACE_MS) return 0;
  const days = new Map<number, number>();
  for (let at = from; at < to; at += INCREMENT_MS) {
    if (isWithin({ from: at, to: Math.min(at + INCREMENT_MS, to) }, gaps)) continue;
    const day = Math.floor(at / DAY);
    days.set(day, (days.get(day) ?? 0) + (ratePerHourMinor * INCREMENT_MS) / HOUR);
  }
  return [...days.values()].reduce((sum, day) => sum + Math.min(day, DAILY_CAP), 0);
}

function isWithin({ from, to }: Span, gaps: readonly Span[]): boolean {
  const covered = gaps.reduce((ms, gap) => ms + Math.max(0, Math.min(gap.to, to) - Math.max(gap.from, from)), 0);
  return covered >= to - from;
}

export interface EndedBooking {
  readonly endReason: string | null;
  readonly startsAt: number;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** What a booking that is over costs by itself. `byRule`: staff gave it back for the driver. `missed`: so often. */
export function feeOf(booking: EndedBooking, history: { byRule: boolean; missed: number }): number {
  const { endReason, startsAt, createdAt, endedAt } = booking;
  // A fee for a booking is asked once, also where it was given back since.
  if (endReason === 'no-show') return history.missed === 1 ? NO_SHOW_FEE : 0;
  const givenBack = endReason === 'cancelled-by-driver' || (endReason === 'cancelled-by-staff' && history.byRule);
  if (!givenBack || history.missed > 0) return 0;
  const freeUntil = Math.max(startsAt - CANCEL_FREE_MS, createdAt + SECOND_THOUGHTS_MS);
  return (endedAt ?? 0) <= freeUntil ? 0 : CANCEL_FEE;
}
