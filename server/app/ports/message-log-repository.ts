import type { Message, MessageStatus, Transport } from './entities.ts';

/** Which messages are asked for; what is null does not narrow. Times in ms since the epoch, `to` excluded. */
export interface MessageFilter {
  readonly driverId: string | null;
  readonly status: MessageStatus | null;
  readonly direction: Message['direction'] | null;
  readonly kind: string | null;
  readonly transport: Transport | null;
  readonly from: number | null;
  readonly to: number | null;
}

/** One step of how a message fared, and under which id of the provider. */
export interface MessageStep {
  readonly status: MessageStatus;
  readonly at: number;
  readonly reason: string | null;
  readonly externalId: string | null;
}

/** A driver as somebody who writes. */
export interface ContactRow {
  readonly driverId: string;
  readonly displayName: string;
  readonly phone: string | null;
  readonly lastMessageAt: number | null;
  readonly lastInboundAt: number | null;
  readonly counts: Readonly<Partial<Record<MessageStatus, number>>>;
}

export interface MessageCount {
  readonly direction: Message['direction'];
  readonly status: MessageStatus;
  readonly kind: string;
  readonly count: number;
}

/** How often an option of the menu was chosen, by number, button or words. */
export interface OptionCount {
  readonly option: string;
  readonly count: number;
}

/** From the arrival of a message to when its reply was given to the channel. */
export interface ResponseTimes {
  readonly count: number;
  readonly meanMs: number;
  /** Half of them took no longer. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** What was said, for those who look back. */
export interface MessageLogRepository {
  /** The newest first, with how many there are in all. */
  list(filter: MessageFilter, limit: number, offset: number): Promise<{ messages: Message[]; total: number }>;
  byId(id: string): Promise<Message | null>;
  /** The webhook that brought the message, or told last what became of it; null where it is not kept, or no more. */
  rawOf(id: string): Promise<string | null>;
  /** Forgets the webhooks of messages before then. */
  forgetRaw(before: number): Promise<void>;
  /** How it fared, the first step first: what it began with, then each change of its status. */
  timeline(message: Message): Promise<MessageStep[]>;
  /** Whoever wrote last first; `query` is a part of a name or a number. */
  contacts(query: string | null, limit: number, offset: number): Promise<{ contacts: ContactRow[]; total: number }>;
  contact(driverId: string): Promise<ContactRow | null>;
  counts(from: number, to: number): Promise<MessageCount[]>;
  /** How many messages to drivers of this number of ours went out since then. */
  sentFrom(transport: Transport, ourAddress: string, since: number): Promise<number>;
  options(from: number, to: number): Promise<OptionCount[]>;
  responseTimes(from: number, to: number): Promise<ResponseTimes>;
  /** How many bookings were made: what the messages sent are held against. */
  bookings(from: number, to: number): Promise<number>;
}
