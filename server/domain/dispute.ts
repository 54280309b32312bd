export type DisputeState = 'open' | 'refunded' | 'rejected';

/** A bill that its driver does not accept. Times in ms since the epoch. */
export interface Dispute {
  readonly id: string;
  /** What people read out: `DP-` and six characters. */
  readonly number: string;
  readonly lotId: string;
  readonly driverId: string;
  readonly bookingId: string | null;
  readonly sessionId: string;
  /** The charge that is disputed. */
  readonly transferId: string;
  readonly currency: string;
  readonly amountMinor: number;
  /** What the driver says about it. */
  readonly words: string;
  readonly state: DisputeState;
  readonly openedAt: number;
  /** `driver`, or the member of staff who opened it on their behalf. */
  readonly openedBy: string;
  readonly decidedAt: number | null;
  /** `policy` where the lot refunds such bills at once, else the member of staff. */
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly refundedMinor: number;
}

/** How a lot takes disputes. */
export interface DisputePolicy {
  /** A disputed bill below this is refunded at once; 0 leaves every one to an attendant. */
  readonly disputeRefundBelowMinor: number;
  /** So many disputes may a driver open within 30 days. */
  readonly disputesPerMonth: number;
}

/** The span the limit of disputes counts in: it is the same length in every month and time zone. */
export const DISPUTE_MONTH_MS = 30 * 86_400_000;

/** A driver's words beyond this are cut. */
export const LONGEST_DISPUTE = 500;

/** Whether a disputed bill is refunded without anybody looking at it. */
export function isRefundedAtOnce(amountMinor: number, policy: DisputePolicy): boolean {
  return amountMinor < policy.disputeRefundBelowMinor;
}

/** A case with more of its driver's words, on a line of their own, as far as there is room for them. */
export function withWords(dispute: Dispute, words: string): Dispute {
  const both = dispute.words === '' ? words : `${dispute.words}\n${words}`;
  return { ...dispute, words: both.slice(0, LONGEST_DISPUTE) };
}

export function decide(
  dispute: Dispute,
  decision: { refundMinor: number; by: string; at: number; reason: string },
): Dispute {
  return {
    ...dispute,
    state: decision.refundMinor > 0 ? 'refunded' : 'rejected',
    refundedMinor: decision.refundMinor,
    decidedAt: decision.at,
    decidedBy: decision.by,
    reason: decision.reason,
  };
}
