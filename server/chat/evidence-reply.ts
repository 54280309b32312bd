import type { BillLineKind } from '../domain/bill.ts';

/** One line of a bill in `why`. */
export interface WhyLine {
  kind: BillLineKind;
  name: string | null;
  from: number;
  to: number;
  amountMinor: number;
  /** Of time that is sold: how much of it, and the price of an hour. */
  sold: { increments: number; incrementSeconds: number; ratePerHourMinor: number } | null;
  /** An attendant looked, and it rests on that too. */
  isChecked: boolean;
  /** The sensor was out of touch for a part of it. */
  isOutOfTouch: boolean;
}

/** Who saw the car come or leave; that it left, the driver may have said. */
export interface WhySight {
  by: 'sensor' | 'attendant' | 'driver';
  at: number;
  learnedAt: number;
  /** It was so when the board woke; it may have been so before. */
  isInitial: boolean;
}

/** A case, and which stay's bill it is about. */
export interface DisputedStay {
  number: string;
  slot: string;
  /** When the stay began. */
  from: number;
}

/** What the chat says of a bill's evidence, and of bills that are disputed. */
export type EvidenceReply =
  | {
      kind: 'why';
      slot: string;
      reference: string | null;
      from: number;
      /** Null while the car is there. */
      to: number | null;
      /** Null where the stay has no price. */
      amountMinor: number | null;
      refundedMinor: number;
      lines: WhyLine[];
      came: WhySight | null;
      left: WhySight | null;
      /** Since when nobody sees the slot; null where it is seen. */
      silentSince: number | null;
      isCorrected: boolean;
      /** The case about the bill, if there is one. */
      dispute: { number: string; state: 'open' | 'refunded' | 'rejected' } | null;
    }
  /** What a booking cost that was given back late or not used, and by which rule. */
  | {
      kind: 'why-fee';
      slot: string;
      reference: string;
      why: 'cancel' | 'no-show';
      bookedAt: number;
      startsAt: number;
      endedAt: number;
      amountMinor: number;
      /** Of that, what came out of the deposit. */
      capturedMinor: number;
      refundedMinor: number;
      /** Of a cancellation, until when it would have been free; null where the lot's rule is not what it was then. */
      rule: { freeUntil: number | null } | null;
    }
  | { kind: 'why-nothing' }
  | ({ kind: 'dispute-opened'; amountMinor: number; asksReason: boolean } & DisputedStay)
  | ({ kind: 'dispute-refunded'; amountMinor: number; balanceMinor: number } & DisputedStay)
  | ({ kind: 'dispute-already'; state: 'open' | 'refunded' | 'rejected'; asksReason: boolean } & DisputedStay)
  /** The driver's words were added; `isCut` where not all of them found room. */
  | ({ kind: 'dispute-noted'; isCut: boolean } & DisputedStay)
  | { kind: 'dispute-too-many'; limit: number }
  | { kind: 'dispute-not-over' }
  | { kind: 'dispute-nothing' };

/** Sent without being asked. */
export interface DisputeNotice {
  kind: 'dispute-decided';
  number: string;
  amountMinor: number;
  refundedMinor: number;
  reason: string;
  balanceMinor: number;
}
