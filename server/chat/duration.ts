import { hindiLengthAt } from './duration-hi.ts';
import { FILLERS, GREETINGS, SLOT_NOUNS } from './lexicon.ts';
import { hasDigit, type Word } from './words.ts';

/** Longer than any change: a week in minutes. */
const MOST_MINUTES = 10_080;

/** A length of time in a text, and which words said it. */
export interface Length {
  readonly minutes: number;
  readonly used: ReadonlySet<number>;
}

/** `unclear` where a text names several, or a number that is no part of one. */
export type LengthFound = Length | 'none' | 'unclear' | 'too-long';

const HOURS = /^(?:h|hr|hrs|hour|hours|ghanta)$/;
const MINUTES = /^(?:m|min|mins|minute|minutes)$/;
/** `2h`, `2hrs`, `1h30`, `1h30m` */
const HOURS_IN_ONE = /^([0-9]{1,6})(?:h|hr|hrs|hour|hours|ghanta|ghante)(?:([0-9]{1,2})m?)?$/;
const MINUTES_IN_ONE = /^([0-9]{1,6})(?:m|min|mins|minute|minat)$/;
const NUMBER = /^[0-9]{1,6}$/;
const ONE = new Set(['a', 'an', 'one', '1']);
/** A number without a unit is minutes only where nothing else can be meant: `extend 30`, `extend by 30`. */
const BEFORE_NUMBER = new Set(['by', 'for', 'extend', 'prolong', 'lengthen', 'shorten', 'badhao', 'ghatao']);

/** The length from a word on, as many words as belong to it; null where there is none. */
export function lengthAt(words: readonly Word[], at: number): Length | null {
  const text = (i: number): string => words[i]?.text ?? '';
  const used = (count: number): Set<number> => new Set(Array.from({ length: count }, (_, i) => at + i));
  const hindi = hindiLengthAt(words, at);
  if (hindi !== null) return { minutes: hindi.minutes, used: used(hindi.count) };
  const fraction = fractionAt(words, at);
  if (fraction !== null) return { minutes: fraction.minutes, used: used(fraction.count) };
  if (text(at) === 'half' && ONE.has(text(at + 1)) && HOURS.test(text(at + 2))) return { minutes: 30, used: used(3) };
  const minutesIn = MINUTES_IN_ONE.exec(text(at));
  if (minutesIn) return { minutes: Number(minutesIn[1]), used: used(1) };
  const hoursIn = HOURS_IN_ONE.exec(text(at));
  if (hoursIn?.[2] !== undefined) return { minutes: Number(hoursIn[1]) * 60 + Number(hoursIn[2]), used: used(1) };
  const hours = hoursIn ? Number(hoursIn[1]) : hoursNamed(text(at), text(at + 1));
  if (hours === null) {
    const isMinutes = NUMBER.test(text(at)) && MINUTES.test(text(at + 1));
    return isMinutes ? { minutes: Number(text(at)), used: used(2) } : null;
  }
  const count = hoursIn ? 1 : 2;
  const joint = text(at + count) === 'and' ? 1 : 0;
  const rest = at + count + joint;
  const more = MINUTES_IN_ONE.exec(text(rest));
  if (more) return { minutes: hours * 60 + Number(more[1]), used: used(count + joint + 1) };
  if (NUMBER.test(text(rest)) && MINUTES.test(text(rest + 1)))
    return { minutes: hours * 60 + Number(text(rest)), used: used(count + joint + 2) };
  return { minutes: hours * 60, used: used(count) };
}

/** `1.5h`, `1,25 hours`: hours and a fraction of one that is whole minutes. */
function fractionAt(words: readonly Word[], at: number): { minutes: number; count: number } | null {
  const whole = words[at];
  if (whole?.endsInPoint !== true || !NUMBER.test(whole.text)) return null;
  const [, digits, glued] = /^([0-9]{1,2})([a-z]*)$/.exec(words[at + 1]?.text ?? '') ?? [];
  if (digits === undefined || glued === undefined) return null;
  const isApart = glued === '';
  if (!HOURS.test(isApart ? (words[at + 2]?.text ?? '') : glued)) return null;
  const hundredths = Number(whole.text) * 100 + Number(digits.padEnd(2, '0'));
  return (hundredths * 60) % 100 === 0 ? { minutes: (hundredths * 60) / 100, count: isApart ? 3 : 2 } : null;
}

function hoursNamed(number: string, unit: string): number | null {
  if (!HOURS.test(unit)) return null;
  if (ONE.has(number)) return 1;
  return NUMBER.test(number) ? Number(number) : null;
}

/** The one length that a text names, bare minutes after the verb included. A number that is no part of it is half of one. */
export function findLength(words: readonly Word[]): LengthFound {
  let found: Length | null = null;
  let hasStray = false;
  for (let at = 0; at < words.length; at += 1) {
    const length = lengthAt(words, at) ?? bareAt(words, at);
    if (length === null) {
      if (/^[0-9]+$/.test(words[at]!.text)) hasStray = true;
      continue;
    }
    if (found !== null) return 'unclear';
    found = length;
    at += length.used.size - 1;
  }
  if (hasStray) return 'unclear';
  if (found === null) return 'none';
  if (found.minutes > MOST_MINUTES) return 'too-long';
  return found.minutes > 0 ? found : 'unclear';
}

function bareAt(words: readonly Word[], at: number): Length | null {
  const { text } = words[at]!;
  const isBeforeVerb = words[at]!.isHindi && BEFORE_NUMBER.has(words[at + 1]?.text ?? '');
  if (!NUMBER.test(text) || !(isBeforeVerb || BEFORE_NUMBER.has(words[at - 1]?.text ?? ''))) return null;
  // `extend 1` may well mean an hour.
  if (Number(text) < 10) return null;
  const next = words[at + 1];
  if (next !== undefined && !isBeforeVerb && (hasDigit(next.text) || !isSmallTalk(next.text))) return null;
  return { minutes: Number(text), used: new Set([at]) };
}

/** Whether a word says nothing about what is wanted. */
export function isSmallTalk(text: string): boolean {
  return FILLERS.has(text) || SLOT_NOUNS.has(text) || GREETINGS.has(text);
}
