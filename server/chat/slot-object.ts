import { type Known, slotNamed } from './known-codes.ts';
import { AFTER_SLOT, FILLERS, NEGATIONS, OTHER_TIMES, phrases, SLOT_NOUNS } from './lexicon.ts';
import { phraseAt } from './phrase-scan.ts';
import { hasDigit, isCodeText, type Word } from './words.ts';

/** The first slots a sentence names, the object of its verb first, and which words named them. */
export interface SlotObject {
  readonly slots: string[];
  readonly used: ReadonlySet<number>;
}

interface Found {
  readonly slot: string;
  readonly length: number;
}

/** Two are already one too many; the bound keeps the search linear. */
const MOST_NAMED = 6;
export const TIME_OF_DAY = /^[0-9]{1,4}(am|pm|h|hr|hrs|min|mins)$/;
const MARKS_OF_OBJECT = new Set(['ko', 'mein', 'me', 'par', 'pe', 'wala', 'ki', 'ka']);
const PLACES = new Set(['in', 'at', 'on', 'into']);

/** Finds what the verb at `start` (of `length` words) is about. An unknown code counts only where a code must stand. */
export function findSlotObject(words: readonly Word[], start: number, length: number, known: Known): SlotObject {
  const slots: string[] = [];
  const used = new Set<number>();
  const end = start + length;
  const take = (from: number, to: number) => {
    for (let i = from; i < to; i += 1) {
      const found = knownAt(words, i, known, start, end);
      if (found === null) continue;
      if (slots.length < MOST_NAMED && !slots.includes(found.slot)) slots.push(found.slot);
      for (let k = 0; k < found.length; k += 1) used.add(i + k);
      i += found.length - 1;
    }
  };
  take(end, words.length);
  take(0, start);
  if (slots.length === 0) {
    const unknown = unknownAfter(words, end) ?? unknownBefore(words, start);
    if (unknown !== null) {
      slots.push(unknown.slot);
      for (let k = 0; k < unknown.length; k += 1) used.add(unknown.at + k);
    }
  }
  return { slots, used };
}

/** A known code at this word, `B 12` and `b-12` included. */
export function codeAt(words: readonly Word[], at: number, known: Known): Found | null {
  const text = words[at]!.text;
  const next = words[at + 1]?.text;
  if (next !== undefined && !words[at]!.endsPhrase && /^[a-z]{1,7}$/.test(text) && /^[0-9]/.test(next)) {
    const joined = slotNamed(known, text + next);
    if (joined !== undefined) return { slot: joined, length: 2 };
  }
  const slot = slotNamed(known, text);
  return slot === undefined ? null : { slot, length: 1 };
}

function knownAt(words: readonly Word[], at: number, known: Known, start: number, end: number): Found | null {
  const found = codeAt(words, at, known);
  if (found === null || found.length === 2) return found;
  const { text, isCode } = words[at]!;
  if (isCode || (at === end && at === words.length - 1)) return found;
  if (isCount(words, at)) return null;
  if (!isCommonWord(text)) return found;
  if (isSlotNoun(words[at - 1]) || (text === 'a' && words[at - 1]?.text === 'the')) return found;
  if (at === 0 && start === 1) return text === 'a' ? found : null;
  if (at < end) return null;
  if (text === 'a') return isArticle(words, at, known) ? null : found;
  return at === end && endsObject(words, at) ? found : null;
}

/** `a` is a slot at the end of the object, the article before anything else: `book a please`, `book a slot`. */
function isArticle(words: readonly Word[], at: number, known: Known | null): boolean {
  const next = words[at + 1];
  if (next === undefined) return false;
  if (SLOT_NOUNS.has(next.text)) return !(words[at]!.endsPhrase && namesSlot(words, at + 2, known));
  if (words[at]!.endsPhrase || AFTER_SLOT.has(next.text) || NEGATIONS.has(next.text)) return false;
  // A second command ends the first one's object: `book A book B`. What is free may be that object: `book a free slot`.
  const command = phraseAt(words, at + 1);
  if (command?.strength === 'strong' && command.command !== 'slots') return false;
  return !(namesSlot(words, at + 1, known) && (next.text.length === 1 || !isCommonWord(next.text)));
}

function namesSlot(words: readonly Word[], at: number, known: Known | null): boolean {
  return known !== null && at < words.length && codeAt(words, at, known) !== null;
}

function unknownAfter(words: readonly Word[], end: number): (Found & { at: number }) | null {
  let at = end;
  while (at < words.length && isLeadIn(words, at)) at += 1;
  const word = words[at];
  if (word === undefined || !isCodeText(word.text) || OTHER_TIMES.has(word.text) || TIME_OF_DAY.test(word.text))
    return null;
  const before = words[at - 1]!;
  if (before.text === 'for' || (before.endsPhrase && at > end) || isCount(words, at)) return null;
  const next = words[at + 1]?.text ?? '';
  if (/^[a-z]{1,3}$/.test(word.text) && /^[0-9]+[a-z]?$/.test(next) && (word.text + next).length <= 8) {
    return { at, slot: (word.text + next).toUpperCase(), length: 2 };
  }
  if (!hasDigit(word.text)) {
    const isPlaced = at === end || isSlotNoun(before) || PLACES.has(before.text);
    if (!isPlaced || !endsObject(words, at) || phrases.has(word.text) || NEGATIONS.has(word.text)) return null;
    // A Hindi verb is followed by its endings, not by its object.
    if (word.isHindi || /^kar/.test(word.text)) return null;
  }
  return { at, slot: word.text.toUpperCase(), length: 1 };
}

/** In Hindi the object stands before its verb: `Z9 book karo`. */
function unknownBefore(words: readonly Word[], start: number): (Found & { at: number }) | null {
  let at = start - 1;
  while (at >= 0 && (SLOT_NOUNS.has(words[at]!.text) || MARKS_OF_OBJECT.has(words[at]!.text))) at -= 1;
  const word = words[at];
  if (word?.isHindi !== true || !isCodeText(word.text) || TIME_OF_DAY.test(word.text) || isCount(words, at))
    return null;
  const before = words[at - 1];
  if (/^[0-9]+[a-z]?$/.test(word.text)) {
    if (
      before !== undefined &&
      /^[a-z]{1,3}$/.test(before.text) &&
      !isCommonWord(before.text) &&
      !phrases.has(before.text)
    )
      return { at: at - 1, slot: (before.text + word.text).toUpperCase(), length: 2 };
    return isSlotNoun(before) ? { at, slot: word.text.toUpperCase(), length: 1 } : null;
  }
  return /^[a-z]{1,3}[0-9]+[a-z]?$/.test(word.text) ? { at, slot: word.text.toUpperCase(), length: 1 } : null;
}

/** Words between a verb and its object. `a` stays when it must be a slot. */
function isLeadIn(words: readonly Word[], at: number): boolean {
  const text = words[at]!.text;
  if (text === 'a') return isArticle(words, at, null);
  if (text === 'no') return isSlotNoun(words[at - 1]);
  return SLOT_NOUNS.has(text) || FILLERS.has(text);
}

function endsObject(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  return next === undefined || words[at]!.endsPhrase || AFTER_SLOT.has(next.text);
}

/** `2 slots`, `2 hours`: how many, not which. */
function isCount(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.text;
  if (next === undefined || !/^[0-9]+$/.test(words[at]!.text) || words[at]!.endsPhrase) return false;
  return /^(slots?|spaces?|spots?|bays?|places?|hours?|hrs?|h|minutes?|mins?|cars?|days?|jagah|gaadi|ghanta|baje|paisa)$/.test(
    next,
  );
}

function isSlotNoun(word: Word | undefined): boolean {
  return word !== undefined && SLOT_NOUNS.has(word.text);
}

function isCommonWord(text: string): boolean {
  return FILLERS.has(text) || SLOT_NOUNS.has(text);
}
