import type { Rich } from '../../chat/speech.ts';
import type { CaseMedia } from '../../domain/reported-case.ts';
import type { Contact } from '../enrol-drivers.ts';

/** What a driver wrote, as any channel hands it in. */
export interface InboundMessage {
  /** The provider's id of the message; the same id again has no second effect. */
  readonly externalId: string;
  readonly from: Contact;
  /** Null where the message has no text: a picture, a place, a reaction. */
  readonly text: string | null;
  /** A place that was shared, in degrees. */
  readonly place?: { readonly latitude: number; readonly longitude: number };
  /** Pictures and recordings that came with it. */
  readonly media?: readonly CaseMedia[];
  readonly receivedAt: number;
  /** The webhook that brought it, where it is to be kept. */
  readonly raw?: string;
  /** The sender has sent too much: told so, whatever the words. */
  readonly isFlood?: true;
  /** The command that somebody outside takes the text for, where the grammar does not understand it. */
  readonly opinion?: string;
}

/** Who writes, across whatever they write. */
export const senderOf = ({ from }: InboundMessage): string => `${from.channel}:${from.userId}`;

/** Takes messages one by one; one sender's in their order. */
export interface Turns {
  add(message: InboundMessage): Promise<TurnReply>;
}

/** What comes of a message: a reply, or silence. */
export type TurnReply = SpokenReply | SilentReply;

/** Nothing is said: a person answers, or the sender has sent too much. */
export interface SilentReply {
  readonly isSilent: true;
  /** The message had been taken before. */
  readonly repeated: boolean;
}

/** The reply to a message, stored with it. */
export interface SpokenReply {
  readonly isSilent: false;
  readonly messageId: string;
  readonly body: string;
  readonly rich: Rich | null;
  /** The message had been answered before, with these same words. */
  readonly repeated: boolean;
  /** The reply goes, or went, by itself: the same words in the answer to a request would be a second message. */
  readonly sentApart: boolean;
}

/** A text longer than this is not read. */
export const LONGEST_TEXT = 1000;
