import { DOUBTS, NEGATIONS, SLOT_NOUNS } from './lexicon.ts';
import type { Match } from './phrase-scan.ts';
import type { Word } from './words.ts';

/** What keeps a command from being an order. */

const HARMLESS_IF = new Set(['it', 'its', 'is', 'free', 'available', 'possible', 'you']);
const HOW_TO = new Set(['to', 'do', 'can', 'does', 'should', 'could', 'would', 'must']);

const TOLD = new Set(['park', 'khada', 'khali']);

/** `how do I book`, not `how about booking`. */
export function asksHow(words: readonly Word[], before: number): boolean {
  if (words.some((word) => word.text === 'kaise')) return true;
  const at = words.findIndex((word) => word.text === 'how');
  return at !== -1 && at < before && HOW_TO.has(words[at + 1]?.text ?? '');
}

/** A negation that is not a part of a phrase itself (`not me`) or an abbreviation (`slot no. 5`). */
export function hasNegation(words: readonly Word[], matches: readonly Match[]): boolean {
  const inPhrase = new Set<number>();
  const isOrder = matches.some(({ strength }) => strength === 'strong');
  for (const match of matches) {
    // In `A book karo, nahi chahiye` the `nahi` is not a part of the order.
    if (isOrder && match.strength !== 'strong' && words[match.at]!.isHindi) continue;
    for (let i = match.at; i < match.at + match.length; i += 1) inPhrase.add(i);
  }
  return words.some(({ text }, i) => {
    if (!NEGATIONS.has(text) || inPhrase.has(i)) return false;
    const isNumber = text === 'no' && SLOT_NOUNS.has(words[i - 1]?.text ?? '') && words[i + 1] !== undefined;
    return !isNumber;
  });
}

/** Whether it asks about an act or makes it depend on something. */
export function hasDoubt(words: readonly Word[]): boolean {
  return words.some(({ text }, i) => {
    if (text === 'if') return !HARMLESS_IF.has(words[i + 1]?.text ?? '');
    // What is told is what was done: the car is parked.
    if (text === 'kiya' && TOLD.has(words[i - 1]?.text ?? '')) return false;
    return DOUBTS.has(text);
  });
}
