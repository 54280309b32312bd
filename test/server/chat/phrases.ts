import { expect } from 'chai';
import { interpret } from '../../../server/chat/grammar.ts';
import type { Intent } from '../../../server/chat/intent.ts';
import type { Known } from '../../../server/chat/known-codes.ts';

export const KNOWN: Known = {
  slots: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'B12'],
  lots: ['main', 'north-2'],
};

/** Phrases by what they must mean, as the shortest command with that meaning; `?` marks a near miss. */
export type Phrases = Readonly<Record<string, readonly string[]>>;

/** A test of each phrase. */
export function describePhrases(title: string, phrases: Phrases, known: Known = KNOWN): void {
  describe(`chat grammar: ${title}`, () => {
    for (const [meaning, texts] of Object.entries(phrases)) {
      for (const text of texts) {
        it(`${JSON.stringify(text)} → ${meaning}`, () => {
          expect(describeIntent(interpret(text, known))).to.equal(meaning);
        });
      }
    }
  });
}

export function describeIntent(intent: Intent): string {
  switch (intent.kind) {
    case 'extend':
    case 'shorten':
      return intent.minutes === null ? intent.kind : `${intent.kind} ${intent.minutes}`;
    case 'how-long':
      return intent.unclear === 'end' ? `${intent.verb} to what?` : `${intent.verb} too long`;
    case 'near-miss':
      return `?${intent.asText}`;
    case 'book':
    case 'park':
    case 'move':
      return intent.slot === null ? intent.kind : `${intent.kind} ${intent.slot}`;
    case 'cancel':
      return intent.reference === null ? 'cancel' : `cancel ${intent.reference}`;
    case 'not-me':
      return 'not me';
    case 'choose-lot':
      return `lot ${intent.lot}`;
    case 'top-up':
      return intent.amount === null ? 'top up' : `top up ${intent.amount}`;
    case 'choice':
      return `#${intent.number}`;
    case 'one-slot':
      return `1 of ${intent.slots.join(', ')}: ${intent.command}`;
    default:
      return intent.kind;
  }
}
