import type { Identity, Message } from './entities.ts';

/**
 * What came of sending a message.
 * - `accepted`: the provider has it, under its own id.
 * - `refused`: the provider will never take it, for this reason.
 * - `outside-window`: it takes no words of our own, because the driver wrote too long ago.
 * - `held-back`: it wants fewer messages, to this driver or from this number, for so many ms; the try does not count.
 * - `failed`: it may succeed later.
 * - `unknown`: it may or may not have been sent.
 */
export type SendOutcome =
  | {
      readonly kind: 'accepted';
      readonly externalId: string | null;
      readonly status: 'sent' | 'delivered';
      readonly note?: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'outside-window'; readonly reason: string }
  | {
      readonly kind: 'held-back';
      readonly reason: string;
      readonly scope: 'recipient' | 'number';
      readonly forMs: number;
    }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** How a message goes out: in its own words, or by what WhatsApp has approved. */
export type SendForm = 'words' | 'approved';

/** So many messages at once, and one more each `everyMs`. */
export interface Pace {
  readonly burst: number;
  readonly everyMs: number;
}

/** What a provider takes of messages from one number, and to one driver. */
export interface Paces {
  readonly number: Pace;
  readonly recipient: Pace;
}

/** Sends one message by one way. Never throws. */
export interface MessageSender {
  send(message: Message, to: Identity, form?: SendForm): Promise<SendOutcome>;
  /**
   * Ids of what the provider has with the words of a message whose sending was interrupted; nothing where it has none
   * or cannot be asked. Which of them are other messages with the same words, the caller knows.
   */
  sentLike(message: Message, to: Identity): Promise<readonly string[]>;
  /** Whether WhatsApp's rule holds: drivers who wrote more than 24 hours ago get approved templates only. */
  hasWindow(to: Identity): boolean;
  /** The number that messages to this driver come from, and how fast it may send; null where nobody counts. */
  pacesOf(to: Identity): { readonly number: string; readonly paces: Paces } | null;
}
