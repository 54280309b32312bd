import { interpret } from '../../chat/grammar.ts';
import type { Intent } from '../../chat/intent.ts';
import { detectLanguage } from '../../chat/language.ts';
import type { Reply } from '../../chat/reply.ts';
import type { KnownNames } from '../lot-directory.ts';
import { type InboundMessage, LONGEST_TEXT } from './inbound-message.ts';

/** A message with what its text was understood to mean. */
export interface Read {
  readonly message: InboundMessage;
  readonly intent: Intent | { readonly kind: 'unreadable'; readonly reply: Reply };
  /** The language that it shows. */
  readonly language: string | null;
}

/** Understands a message by itself; what it means where the dialogue stands is decided in the turn. */
export function readMessage(message: InboundMessage, known: KnownNames): Read {
  return { message, intent: intentOf(message, known), language: detectLanguage(message.text ?? '') };
}

/** What a message is before its words: one of a flood, or to a number that drivers are not answered on. */
function intentOf({ text, from, isFlood }: InboundMessage, known: KnownNames): Read['intent'] {
  if (isFlood) return { kind: 'unreadable', reply: { kind: 'too-many-messages' } };
  if (from.isStaffNumber) return { kind: 'unreadable', reply: { kind: 'staff-number' } };
  return readText(text, known);
}

function readText(text: string | null, known: KnownNames): Read['intent'] {
  if (text === null || text.trim() === '') return { kind: 'unreadable', reply: { kind: 'no-text' } };
  if (text.length > LONGEST_TEXT) return { kind: 'unreadable', reply: { kind: 'text-too-long', limit: LONGEST_TEXT } };
  return interpret(text, known);
}
