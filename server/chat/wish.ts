import { nearMiss } from './command-text.ts';
import type { Intent } from './intent.ts';
import type { Known } from './known-codes.ts';
import { NEGATIONS, OTHER_TIMES } from './lexicon.ts';
import { findSlotObject, TIME_OF_DAY } from './slot-object.ts';
import type { Word } from './words.ts';

const WISHES = new Set(['chahiye', 'dedo']);

/** `kal A chahiye`: a slot is wished for, among other words. That is no order yet. */
export function readWish(words: readonly Word[], known: Known): Extract<Intent, { kind: 'near-miss' }> | null {
  const at = words.findIndex(({ text, isHindi }) => isHindi && WISHES.has(text));
  if (at === -1 || words.some(({ text }) => NEGATIONS.has(text))) return null;
  const [slot] = findSlotObject(words, at, 1, known).slots;
  if (slot === undefined) return null;
  const namesTime = words.some(({ text }) => OTHER_TIMES.has(text) || TIME_OF_DAY.test(text));
  return { ...nearMiss({ kind: 'book', slot }), ...(namesTime && { namesTime }) };
}
