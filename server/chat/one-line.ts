import { interpret } from './grammar.ts';
import type { Known } from './known-codes.ts';
import { findWhen, type When } from './when/read-when.ts';
import { readTokens } from './when/tokens.ts';
import { fold } from './words.ts';

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

export interface Service {
  readonly code: string;
  readonly name: string;
}

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
  const found = findWhen(text, today, minuteOfDay);
  const words = readTokens(found?.rest ?? text).map((token) => token.text);
  const lots = new Map(known.lots.map((code) => [fold(code), code]));
  const slots = new Set(known.slots.map(fold));
  const rest: string[] = [];
  const addOns: string[] = [];
  let lot: string | null = null;
  let isAny = false;
  for (const [index, word] of words.entries()) {
    const service = services.find((one) => names(one, word));
    if (lot === null && index > 0 && lots.has(word) && !slots.has(word)) lot = lots.get(word) ?? null;
    else if (service && !slots.has(word)) addOns.push(service.code);
    else if (ANY.has(word)) isAny = true;
    else if (!(isAny && ANY_TAIL.has(word))) rest.push(word);
  }
  if (!found && lot === null && !isAny && addOns.length === 0) return null;
  const intent = interpret(rest.join(' '), known);
  // A bare code with a time beside it is a booking; what is doubtful for another reason is asked about first.
  const meant = intent.kind === 'near-miss' && intent.isBare ? intent.suggestion : intent;
  const line = { isAny, lot, when: found?.when ?? null, addOns: [...new Set(addOns)] };
  if (meant.kind === 'book') return { kind: 'book', slot: meant.slot, ...line, isAny: isAny && meant.slot === null };
  const isAsked = meant.kind === 'slots' && (found?.when.day !== undefined || found?.when.time !== undefined);
  return isAsked ? { kind: 'slots', slot: null, ...line } : null;
}

/** A service by its code, or by a word of its name. */
function names({ code, name }: Service, word: string): boolean {
  if (fold(code) === word) return true;
  return readTokens(name).some((token) => token.text === word && word.length >= 2);
}
