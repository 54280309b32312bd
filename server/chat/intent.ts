/** What a driver's text asks for. `slot` and `lot` are as typed, upper or lower case already put right. */
export type Intent =
  | { kind: 'menu' }
  | { kind: 'help' }
  | { kind: 'slots' }
  /** Without a slot the driver is asked which one. */
  | { kind: 'book'; slot: string | null }
  | { kind: 'park'; slot: string | null }
  | { kind: 'status' }
  | { kind: 'balance' }
  | { kind: 'cancel'; reference: string | null }
  | { kind: 'history' }
  /** The car on my slot is not mine. */
  | { kind: 'not-me' }
  /** I have driven away; for a stay that no sensor can close. */
  | { kind: 'left' }
  /** What is my bill made of, and what does it rest on? */
  | { kind: 'why' }
  /** I do not accept the bill of my last stay, or of a booking's. */
  | { kind: 'dispute'; words: string; reference: string | null }
  | { kind: 'choose-lot'; lot: string }
  /** Agrees to or declines what was suggested in the turn before. */
  | { kind: 'yes' }
  | { kind: 'no' }
  /** Nearly a command: nothing is done until the driver agrees. */
  | { kind: 'near-miss'; suggestion: Exclude<Intent, { kind: 'near-miss' | 'unknown' }>; asText: string }
  | { kind: 'unknown' };

export type CommandIntent = Exclude<Intent, { kind: 'near-miss' | 'unknown' | 'yes' | 'no' }>;
