import type { FeeCause } from './booking-fee.ts';
import type { Gap } from './gap.ts';
import type { AddOn } from './tariff.ts';

/**
 * What an amount was worked out from when it was charged. Kept with the transfer: a late event may change the stay later,
 * its driver may say that it was not theirs, and a lot may change its rules.
 */
export type ChargeBasis = StayBasis | FeeBasis;

/** A stay as it was billed; with its lot's time zone and the tariff it prices the same at any time. Times in ms since the epoch. */
export interface StayBasis {
  readonly kind: 'stay';
  readonly from: number;
  readonly to: number;
  readonly tariffId: string;
  readonly bookingId: string | null;
  /** What was left out of the bill because nobody saw it. */
  readonly gaps: readonly Gap[];
  readonly addOns: readonly AddOn[];
}

/** The lot's rule that a fee followed. */
export interface FeeBasis {
  readonly kind: 'fee';
  readonly why: FeeCause;
  /** The whole fee in minor units, whatever part of it this transfer pays. */
  readonly amountMinor: number;
  /** Until when giving the booking back would have been free; null for a booking that was not used. */
  readonly freeUntil: number | null;
}
