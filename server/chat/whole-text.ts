import { LONGEST_DISPUTE } from '../domain/dispute.ts';
import { nearMiss } from './command-text.ts';
import { isNearlyDispute } from './correct.ts';
import type { Intent } from './intent.ts';
import { type Known, lotNamed, slotNamed } from './known-codes.ts';
import { AFTER_SLOT, ASSENT_FILLERS, FILLERS, NO, phrases, SLOT_NOUNS, YES } from './lexicon.ts';
import { HINDI_NO_PHRASES, HINDI_YES_PHRASES } from './lexicon-hi.ts';
import { findReference } from './reference.ts';
import { codeAt } from './slot-object.ts';
import type { Word } from './words.ts';

type NearMiss = Extract<Intent, { kind: 'near-miss' }>;

const LOT_VERBS = new Set(['lot', 'use', 'choose', 'select', 'switch', 'go', 'change']);
const YES_PHRASES = new Set(['go ahead', 'do it', 'please do', 'yes do', ...HINDI_YES_PHRASES]);
const NO_PHRASES = new Set([
  'leave it',
  'not now',
  'do not',
  'no not now',
  'not now thanks',
  'please dont',
  'no dont',
  ...HINDI_NO_PHRASES,
]);
const CONFIRMED_VERBS = new Set(['book', 'reserve', 'cancel', 'it', 'that', 'this']);
const ARRIVED = new Set(['arrived', 'here', 'at', 'in', 'im']);
const ARRIVED_HINDI = new Set(['pahunch', 'aa', 'gaya', 'khada']);
const NUMBERS_HINDI = ['ek', 'do', 'teen', 'char', 'paanch', 'chhah', 'saat', 'aath', 'nau', 'das'];

/** A text without any word: some signs are answers. */
export function readSigns(text: string): Intent {
  const agrees = /👍|👌|✅|✔/u.test(text);
  const declines = /👎|❌|🚫/u.test(text);
  if (agrees !== declines) return { kind: agrees ? 'yes' : 'no' };
  if (agrees) return { kind: 'unknown' };
  if (text.includes('🙏')) return { kind: 'thanks' };
  if (text.includes('👋')) return { kind: 'menu' };
  return /^[\s?¿？]*[?？][\s?¿？]*$/u.test(text.slice(0, 20)) ? { kind: 'help' } : { kind: 'unknown' };
}

/** `book A` or `cancel PW-7K3M9Q` and nothing else, whatever word the code also is. */
export function readCanonical(words: readonly Word[], known: Known): Intent | null {
  const verb = words[0]!.text;
  if (words.length < 2 || words.length > 4) return null;
  if (verb === 'book' || verb === 'park' || verb === 'move') {
    const found = codeAt(words, 1, known);
    return found?.length === words.length - 1 ? { kind: verb, slot: found.slot } : null;
  }
  if (verb !== 'cancel') return null;
  const found = findReference(words);
  const isAll = found !== null && !found.guessed && found.at === 1 && found.length === words.length - 1;
  return isAll ? { kind: 'cancel', reference: found.reference } : null;
}

/** `dispute` in front: all that follows are the driver's own words. */
export function readDispute(text: string, words: readonly Word[]): Intent | null {
  const isExact = words[0]!.text === 'dispute';
  if (!isExact && !isNearlyDispute(words[0]!)) return null;
  const found = findReference(words);
  const reference = found && !found.guessed ? found.reference : null;
  const own = text.trim().replace(/^\S+\s*/u, '');
  if (isExact) return { kind: 'dispute', words: own, reference };
  return nearMiss({ kind: 'dispute', words: own.slice(0, LONGEST_DISPUTE).trimEnd(), reference });
}

/** `2`, `2.`, `option 2`: what a list numbered so means is known only where it was shown. */
export function readChoice(words: readonly Word[], known: Known): Intent | null {
  const at = words[0]!.text === 'option' || words[0]!.text === 'choice' ? 1 : 0;
  const polite = words.at(-1)!.text === 'please' ? 1 : 0;
  const typed = digitsOf(words[at]);
  if (words.length !== at + 1 + polite || !/^[1-9][0-9]?$/.test(typed)) return null;
  return { kind: 'choice', number: Number(typed), slot: slotNamed(known, typed) ?? null };
}

/** A number in digits or as a Hindi word. A Latin `do` is the English word. */
function digitsOf(word: Word | undefined): string {
  if (word === undefined) return '';
  const number = word.text === 'do' && !word.isHindi ? 0 : NUMBERS_HINDI.indexOf(word.text) + 1;
  return number > 0 ? String(number) : word.text;
}

/** The code of a lot as the whole text, or after `lot` or `use`. After `lot` a code nobody has is an answer too. */
export function readLot(words: readonly Word[], known: Known): Intent | null {
  if (words.length > 8) return null;
  const whole = lotNamed(known, squeeze(words, 0));
  if (whole !== undefined && !(words.length === 1 && phrases.get(words[0]!.text)?.strength === 'strong')) {
    return { kind: 'choose-lot', lot: whole };
  }
  const verb = words[0]!.text;
  if (!LOT_VERBS.has(verb) || words.length < 2) return null;
  const after =
    words.slice(1).findIndex((word) => word.text !== 'lot' && word.text !== 'to' && word.text !== 'the') + 1;
  if (after === 0) return null;
  const polite = words.at(-1)!.text === 'please' ? 1 : 0;
  const typed = squeeze(words.slice(0, words.length - polite), after);
  const lot = lotNamed(known, typed);
  if (lot !== undefined) return { kind: 'choose-lot', lot };
  const isOneWord =
    typed !== '' &&
    words.length === 2 &&
    verb === 'lot' &&
    !FILLERS.has(typed) &&
    !phrases.has(typed) &&
    !AFTER_SLOT.has(typed);
  return isOneWord ? { kind: 'choose-lot', lot: typed.slice(0, 32) } : null;
}

/** A yes or a no counts only when it is all there is: `yes but not now` is neither. */
export function readAnswer(words: readonly Word[]): Intent | null {
  if (words.length > 12) return null;
  const text = words.map((word) => word.text).join(' ');
  if (YES_PHRASES.has(text)) return { kind: 'yes' };
  if (NO_PHRASES.has(text)) return { kind: 'no' };
  const saysYes = words.some((word) => YES.has(word.text));
  const saysNo = words.some((word) => NO.has(word.text));
  if (saysYes === saysNo) return null;
  const answers = saysYes ? YES : NO;
  if (words.every((word) => answers.has(word.text) || ASSENT_FILLERS.has(word.text)))
    return { kind: saysYes ? 'yes' : 'no' };
  const confirms = saysYes && YES.has(words[0]!.text) && words.length >= 3 && /^(it|that|this)$/.test(words[2]!.text);
  const isOnlyThat = words.every(
    (word) => answers.has(word.text) || ASSENT_FILLERS.has(word.text) || CONFIRMED_VERBS.has(word.text),
  );
  return confirms && isOnlyThat ? { kind: 'yes' } : null;
}

/** Only a slot's code, with small talk at most: probably a booking, and asked before it is one. */
export function readBareSlot(words: readonly Word[], known: Known): NearMiss | null {
  if (words.length > 12) return null;
  const rest = [...words.keys()].filter((i) => words[i]!.isCode || !isSmallTalk(words[i]!.text));
  const first = rest[0];
  const found = first === undefined ? bareArticle(words, known) : codeAt(words, first, known);
  if (found === null || rest.length > found.length) return null;
  const hasArrived = words.some((word) => ARRIVED.has(word.text) || ARRIVED_HINDI.has(word.text)) || isThere(words);
  return { ...nearMiss({ kind: hasArrived ? 'park' : 'book', slot: found.slot }), isBare: true };
}

/** `gaadi A mein hai` */
function isThere(words: readonly Word[]): boolean {
  const has = (these: RegExp): boolean => words.some(({ text, isHindi }) => isHindi && these.test(text));
  return has(/^(?:mein|me|pe|par)$/) && has(/^(?:hai|hoon)$/);
}

/** `A`, `slot a please`: a code that is also a common word has to come last, or follow `slot`. */
function bareArticle(words: readonly Word[], known: Known): { slot: string; length: number } | null {
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const text = words[at]!.text;
    const slot = slotNamed(known, text);
    const follows = at === 0 || SLOT_NOUNS.has(words[at - 1]!.text) || text === 'a';
    if (slot !== undefined && follows) return { slot, length: 1 };
    if (!AFTER_SLOT.has(text)) return null;
  }
  return null;
}

function isSmallTalk(text: string): boolean {
  return FILLERS.has(text) || SLOT_NOUNS.has(text) || text === 'arrived' || ARRIVED_HINDI.has(text);
}

function squeeze(words: readonly Word[], from: number): string {
  let text = '';
  for (const word of words.slice(from)) text += word.text;
  return text;
}
