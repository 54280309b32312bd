import type { NumbersOfBusiness } from '../../domain/channel.ts';
import type { Message, MessageStatus, Transport } from './entities.ts';

/** Which message a report is about. */
export interface ReportedMessage {
  readonly transport: Transport;
  /** The provider's id. */
  readonly externalId: string;
  /** Ours, where it went out with the message: it counts where the provider's id is known already, or the driver writes to one of `by`. */
  readonly id: string | null;
  readonly by: NumbersOfBusiness;
}

export interface MessageRepository {
  /** Stores what came in; answers the ids of those that were new. */
  accept(messages: readonly Message[]): Promise<Set<string>>;
  /** Replies to messages that came in before, by transport and the provider's id. */
  repliesTo(transport: Transport, externalIds: readonly string[]): Promise<Map<string, Message>>;
  add(message: Message): void;
  /**
   * Takes the oldest messages that are due, at most one for each identity, and marks them as being sent; none of drivers who wrote last to
   * one of the numbers in `busy`, where an empty one stands for those who never wrote.
   */
  claimDue(now: number, limit: number, busy?: readonly string[]): Promise<Message[]>;
  /** Messages that have been marked as being sent since before the moment. */
  interrupted(before: number): Promise<Message[]>;
  settle(
    id: string,
    outcome: {
      status: MessageStatus;
      reason: string | null;
      externalId?: string | null;
      notBefore?: number;
      at: number;
      /** The try was none of its own: the provider wants fewer messages for a moment. */
      isUncounted?: boolean;
      /** The try that this came of: where another one has begun since, it says nothing any more. */
      attempt?: number;
    },
  ): Promise<void>;
  /** Other words for a message that is about to be sent. */
  reword(id: string, body: string, at: number): Promise<void>;
  /** What is not told yet of these stays is withdrawn, because it is no longer so; answers of which kinds it was. */
  withdrawUntold(sessionIds: readonly string[], reason: string, at: number): Promise<string[]>;
  /**
   * Applies a provider's report on an outbound message; never backwards. A reply that failed in the answer to a request
   * waits to be sent, once. Answers whether the message is known, and one of whoever reports.
   */
  report(
    message: ReportedMessage,
    report: {
      status: MessageStatus;
      reason: string | null;
      at: number;
      /** A failure that may pass: the message waits to be sent again, as long as it was tried fewer times. */
      again?: { notBefore: number; below: number } | null;
      /** It failed because the driver wrote too long ago: it goes again by what WhatsApp has approved, once, where there is that. */
      isOutsideWindow?: boolean;
      /** The webhook that says so, where it is to be kept. */
      raw?: string | null;
    },
  ): Promise<boolean>;
  /** A reply whose request was gone before it was answered waits to be sent, unless it was sent by itself already. */
  queueInline(id: string, reason: string, at: number): Promise<void>;
  /** Which of the provider's ids are those of outbound messages, and of which. */
  knownOf(transport: Transport, externalIds: readonly string[]): Promise<{ id: string; externalId: string }[]>;
  ofIdentity(identityId: string, limit: number): Promise<Message[]>;
  /** When each identity wrote last; nothing of those who never did. */
  lastHeard(identityIds: readonly string[]): Promise<Map<string, number>>;
  /** When the next message that waits is due; null when none waits. */
  nextDue(): Promise<number | null>;
}
