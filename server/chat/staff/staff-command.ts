/** What staff text from a linked phone. */
export type StaffCommand =
  | { kind: 'link'; code: string }
  | { kind: 'staff' }
  | { kind: 'board'; lot: string | null }
  | { kind: 'who' | 'in' | 'out' | 'free'; slot: string; lot: string | null }
  | { kind: 'plate'; plate: string }
  | { kind: 'topup'; phone: string; amount: string; reason: string | null }
  | { kind: 'alerts'; isOn: boolean | null }
  /** The answer to a dispute; without a number, to the one that was told. */
  | { kind: 'refund' | 'reject'; number: string | null; reason: string | null }
  /** Seen: the answer to a car that nobody accounts for; without a slot, to the one that was told. */
  | { kind: 'ok'; slot: string | null }
  | { kind: 'yes' }
  | { kind: 'no' };
