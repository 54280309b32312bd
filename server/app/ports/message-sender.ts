import type { Identity, Message } from './entities.ts';

/**
 * What came of sending a message.
 * - `accepted`: the provider has it, under its own id.
 * - `refused`: the provider will never take it, for this reason.
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
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Sends one message by one way. Never throws. */
export interface MessageSender {
  send(message: Message, to: Identity): Promise<SendOutcome>;
  /**
   * Ids of what the provider has with the words of a message whose sending was interrupted; nothing where it has none
   * or cannot be asked. Which of them are other messages with the same words, the caller knows.
   */
  sentLike(message: Message, to: Identity): Promise<readonly string[]>;
}
