import type { Page } from './dialogue/dialogue-reply.ts';

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
  /** Without a length the driver is asked how long. */
  | { kind: 'extend'; minutes: number | null }
  | { kind: 'shorten'; minutes: number | null }
  /** Another slot for the booking; without one the driver is asked which. */
  | { kind: 'move'; slot: string | null }
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
  /** What it costs: the stay so far, or the lot's prices. */
  | { kind: 'price' }
  /** Paying in so much, as the driver wrote it: `20` or `20.50`. */
  | { kind: 'top-up'; amount: string | null }
  /** The last bill with its lines. */
  | { kind: 'receipt' }
  | { kind: 'pay' }
  /** About to drive away. */
  | { kind: 'leave' }
  /** Queues for the next free slot. */
  | { kind: 'wait' }
  | { kind: 'leave-list' }
  | { kind: 'thanks' }
  /** A booking, asked for step by step. */
  | { kind: 'guide' }
  /** A level of the menu. */
  | { kind: 'page'; page: Page }
  /** What is free today, or on each day of this week. */
  | { kind: 'free-days'; days: 'today' | 'week' }
  | { kind: 'upcoming' }
  | { kind: 'hours' }
  | { kind: 'faq' }
  /** A person is wanted. */
  | { kind: 'agent' }
  /** Reports a problem that attendants work on, and lists those that were. */
  | { kind: 'report' }
  | { kind: 'reports' }
  /** No reminders from now on, or reminders again. */
  | { kind: 'silence'; isOn: boolean }
  /** To be answered in a language from now on; null asks which. */
  | { kind: 'language'; tag: string | null }
  /** What the lot offers, and what it takes for it. */
  | { kind: 'services' }
  /** A change of the booking; which one is not said. */
  | { kind: 'modify' }
  /** Agrees to or declines what was suggested in the turn before. */
  | { kind: 'yes' }
  | { kind: 'no' }
  /** Nearly a command: nothing is done until the driver agrees. */
  /** Several slots where one is taken at a time: nothing is done until the driver names the one. */
  | { kind: 'one-slot'; command: 'book' | 'park'; slots: string[] }
  /** A length that cannot be taken: a new end, or a total (`to 2h`), or more than any change. The driver is asked again. */
  | { kind: 'how-long'; verb: 'extend' | 'shorten'; unclear: 'end' | 'long' }
  /** A number alone, typed back to a list; `slot` where a slot is called that too. */
  | { kind: 'choice'; number: number; slot: string | null }
  | {
      kind: 'near-miss';
      suggestion: Exclude<Intent, Unsuggested>;
      asText: string;
      /** It named another time, which bookings do not have. */
      namesTime?: true;
      /** All the commands of a text that names several. */
      among?: readonly string[];
      /** It is a slot's code and small talk: the answer where a slot was asked for. */
      isBare?: true;
    }
  | { kind: 'unknown' };

type Unsuggested = { kind: 'near-miss' | 'unknown' | 'one-slot' | 'how-long' | 'choice' };

export type CommandIntent = Exclude<Intent, { kind: 'near-miss' | 'unknown' | 'choice' | 'yes' | 'no' }>;
