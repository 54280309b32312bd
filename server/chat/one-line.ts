import { hasDoubt } from './doubts.ts';
import { interpret } from './grammar.ts';
import { standardWords } from './hindi-words.ts';
import type { Intent } from './intent.ts';
import { type Known, lotNamed, slotNamed } from './known-codes.ts';
import { NEGATIONS } from './lexicon.ts';
import { type Service, servicesIn } from './named-services.ts';
import { findWhen, type When } from './when/read-when.ts';
import { readTokens } from './when/tokens.ts';
import { fold, readWords, type Word } from './words.ts';

/** What a line asks for that names more than a slot: a time, a lot, any slot, services. */
export interface OneLine {
  readonly kind: 'book' | 'slots';
  /** Null where none is named. */
  readonly slot: string | null;
  readonly isAny: boolean;
  /** A lot's code as it is known. */
  readonly lot: string | null;
  readonly when: When | null;
  /** Codes of add-ons. */
  readonly addOns: readonly string[];
}

type NearMiss = Extract<Intent, { kind: 'near-miss' }>;

const ANY: ReadonlySet<string> = new Set(['any', 'anywhere', 'koi', 'कोई'].map(fold));
/** Beside "any", they say nothing more. */
const ANY_TAIL: ReadonlySet<string> = new Set(['bhi', 'slot', 'free', 'भी', 'स्लॉट'].map(fold));
const LONGEST = 300;

/**
 * Reads `book A tomorrow 5pm 2h`, `book any ev`, `book main A`, `slots saturday 10:00`; null where a line names nothing
 * beside a slot, and where it asks for anything else than a booking or what is free. `today` and `minuteOfDay` are the lot's.
 */
export function readOneLine(
  text: string,
  known: Known,
  today: number,
  services: readonly Service[],
  minuteOfDay?: number,
): OneLine | null {
  // One word says one thing; most of what drivers send is one word.
  if (text.length > LONGEST || !/\S[\s,.:;-]+\S/u.test(text)) return null;
  const isSlot = (word: string): boolean => slotNamed(known, word) !== undefined;
  const found = findWhen(text, today, minuteOfDay, isSlot);
  const words = readTokens(found?.rest ?? text).map((token) => token.text);
  const standard = (words: string) => standardWords(readWords(words), known);
  const isHindi = standard(text).some((word) => word.isHindi === true);
  const named = servicesIn(words, services, isSlot);
  const rest: string[] = [];
  let lot: string | null = null;
  let isAny = false;
  for (const [index, word] of words.entries()) {
    // In a Hindi sentence `main` is "I".
    if (isHindi && word === 'main') continue;
    const code: string | undefined = lot === null && index > 0 && !isSlot(word) ? lotNamed(known, word) : undefined;
    if (code !== undefined) lot = code;
    else if (named.used.has(index)) continue;
    else if (ANY.has(word)) isAny = true;
    else if (!(isAny && ANY_TAIL.has(word))) rest.push(word);
  }
  if (!found && lot === null && !isAny && named.codes.length === 0) return null;
  const intent = interpret(rest.join(' '), known);
  const when = found?.when;
  const isLater = (when?.day ?? when?.time ?? when?.part) !== undefined || when?.isNoDay === true;
  const isAhead = isLater && (when?.day ?? today) >= today;
  const meant =
    intent.kind === 'near-miss' && isPlain(intent, isAhead, standard(rest.join(' '))) ? intent.suggestion : intent;
  const line = { isAny, lot, when: found?.when ?? null, addOns: named.codes };
  if (meant.kind === 'book') return { kind: 'book', slot: meant.slot, ...line, isAny: isAny && meant.slot === null };
  return meant.kind === 'slots' && isLater ? { kind: 'slots', slot: null, ...line } : null;
}

/**
 * Whether a near miss is a booking where a time stands beside it: a bare code is one. A misspelling or a wish for later is summed up
 * and asked about anyway; a negation, a doubt or a second command is not taken for it.
 */
function isPlain(intent: NearMiss, isAhead: boolean, words: readonly Word[]): boolean {
  if (intent.isBare) return true;
  if (!isAhead || intent.suggestion.kind !== 'book' || intent.among || intent.namesTime) return false;
  return !hasDoubt(words) && !words.some(({ text }) => NEGATIONS.has(text));
}
