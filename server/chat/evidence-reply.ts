import type { BillLineKind } from '../domain/bill.ts';

/** One line of a bill in `why`. */
export interface WhyLine {
  kind: BillLineKind;
  name: string | null;
  from: number;
  to: number;
  amountMinor: number;
}

/** Who saw the car come or leave. */
export interface WhySight {
  by: 'sensor' | 'attendant';
  at: number;
  learnedAt: number;
  /** It was so when the board woke; it may have been so before. */
  isInitial: boolean;
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
    }
  | { kind: 'why-nothing' }
  | { kind: 'dispute-opened'; number: string; amountMinor: number }
  | { kind: 'dispute-refunded'; number: string; amountMinor: number; balanceMinor: number }
  | { kind: 'dispute-already'; number: string; state: 'open' | 'refunded' | 'rejected' }
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
