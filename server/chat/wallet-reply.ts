/** A line of a bill, as a receipt tells it. */
export interface ReceiptLine {
  kind: 'grace' | 'free' | 'no-evidence' | 'time' | 'flat' | 'daily-cap' | 'stay-cap' | 'add-on';
  name: string | null;
  from: number;
  to: number;
  amountMinor: number;
}

/** What the chat says about money beyond a balance and a bill. */
export type WalletReply =
  | { kind: 'top-up'; balanceMinor: number; paysByLink: boolean; exampleMinor: number }
  /** The link comes in a message of its own. */
  | { kind: 'top-up-link-follows'; amountMinor: number }
  | { kind: 'top-up-amount'; leastMinor: number; mostMinor: number }
  | { kind: 'top-up-too-often' }
  | { kind: 'receipt'; receipt: Receipt | null; balanceMinor: number }
  // Sent without being asked.
  | { kind: 'top-up-link'; amountMinor: number; url: string }
  | { kind: 'top-up-link-failed'; amountMinor: number }
  | { kind: 'top-up-receipt'; amountMinor: number; balanceMinor: number; reference: string }
  | { kind: 'refunded'; amountMinor: number; balanceMinor: number; reason: string; reference: string }
  | {
      kind: 'low-while-parked';
      slot: string;
      costMinor: number;
      balanceMinor: number;
      /** Held as a deposit, beside the balance. */
      heldMinor: number;
      paysByLink: boolean;
    };

export interface Receipt {
  slot: string;
  reference: string | null;
  from: number;
  to: number;
  durationSeconds: number;
  amountMinor: number;
  taxMinor: number;
  lines: ReceiptLine[];
}
