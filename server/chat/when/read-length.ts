import { DAY_WORDS, FRACTIONS, HALF_NUMBERS, HALVES, HOUR_WORDS, MINUTE_WORDS, WEEK_WORDS } from './calendar-words.ts';
import { NUMBER_WORDS, numberAt } from './numbers.ts';
import { type Part, type Token, textAt } from './tokens.ts';
import { table, words } from './word-table.ts';

/** A length of time, and whether it is one of whole days. */
export interface Span {
  readonly minutes: number;
  readonly isOfDays: boolean;
}

const HOUR = 60;
const DAY = 24 * HOUR;
/** Joins two numbers of which nobody knows which is meant: `2 or 3 hours`. */
const OR = words('or ya या');
const ONE_OF = table<number>([
  [1, 'minute'],
  [DAY, 'day'],
  [7 * DAY, 'week'],
  [14 * DAY, 'fortnight'],
]);
const AND = words('and aur और');
const LATER = words('baad later hence mein me बाद में');

/** Whether a word is a unit of time: a number before it is how long, not when. */
export function isUnit(text: string): boolean {
  return HOUR_WORDS.has(text) || MINUTE_WORDS.has(text) || DAY_WORDS.has(text) || WEEK_WORDS.has(text);
}

/** A length at a word: `2h`, `1.5 hours`, `1:30 hours`, `90 min`, `do ghante`, `डेढ़ घंटा`, `half an hour`, `2 days`. */
export function lengthPartAt(tokens: readonly Token[], at: number): Part<number> | null {
  const span = spanAt(tokens, at);
  return span && { value: span.value.minutes, length: span.length };
}

/** How long from now: `in 2 hours`, `after half an hour`, `2 ghante baad`, `2 days from now`. */
export function offsetPartAt(tokens: readonly Token[], at: number): Part<Span> | null {
  const isAhead = /^(?:in|after)$/.test(textAt(tokens, at));
  const span = spanAt(tokens, isAhead ? at + 1 : at);
  if (!span || span.value.minutes <= 0) return null;
  const start = isAhead ? at + 1 : at;
  const end = start + span.length;
  const joint = /^(?:ke|के|from)$/.test(textAt(tokens, end)) ? 1 : 0;
  const tail = textAt(tokens, end + joint);
  const isLater = textAt(tokens, end) === 'from' ? /^(?:now|today)$/.test(tail) : LATER.has(tail);
  if (isLater) return { value: span.value, length: end + joint + 1 - at };
  return isAhead ? { value: span.value, length: end - at } : null;
}

function spanAt(tokens: readonly Token[], at: number): Part<Span> | null {
  const text = (i: number): string => textAt(tokens, i);
  if (isOneOfSeveral(tokens, at)) return null;
  const spoken = spokenAt(tokens, at);
  if (spoken) return spoken;
  const glued = /^(\d{1,4})([\p{L}\p{M}]+)(\d{1,2})?m?$/u.exec(text(at));
  if (glued) return gluedAt(tokens, at, glued[1]!, glued[2]!, glued[3]);
  const fraction = FRACTIONS.get(text(at));
  const start = fraction === undefined ? at : at + 1;
  const number = numberAt(tokens, start);
  // `sava ghanta` is an hour and a quarter, `paun ghanta` three quarters.
  if (!number && fraction !== undefined && HOUR_WORDS.has(text(start)))
    return { value: { minutes: HOUR + fraction, isOfDays: false }, length: 2 };
  if (!number) return null;
  const part = partAt(tokens, start + number.length);
  const unitAt = start + number.length + part.length;
  if (part.gluedUnit !== null) return hours(number.value + part.value, part.gluedUnit, unitAt);
  return hours(number.value + part.value, text(unitAt), unitAt + 1);

  function hours(count: number, unit: string, end: number): Part<Span> | null {
    const length = end - at;
    if (HOUR_WORDS.has(unit)) {
      // `1730 hours` is a time.
      if (count > 999) return null;
      const more = minutesAfter(tokens, end);
      const minutes = Math.round(count * HOUR) + (fraction ?? 0) + more.value;
      return { value: { minutes, isOfDays: false }, length: length + more.length };
    }
    if (part.length > 0 || fraction !== undefined) return null;
    if (MINUTE_WORDS.has(unit)) return { value: { minutes: count, isOfDays: false }, length };
    // `1 day after tomorrow` is a day.
    if (DAY_WORDS.has(unit) && text(end) !== 'after')
      return { value: { minutes: count * DAY, isOfDays: true }, length };
    return WEEK_WORDS.has(unit) ? { value: { minutes: count * 7 * DAY, isOfDays: true }, length } : null;
  }
}

/** What follows the number: `.5`, `,5`, `:30`, `/2` of an hour; and the unit where it is written together with that. */
function partAt(tokens: readonly Token[], at: number): Part<number> & { gluedUnit: string | null } {
  const none = { value: 0, length: 0, gluedUnit: null };
  const isHalf = [0, 1, 2].every((i) => textAt(tokens, at + i) === ['and', 'a', 'half'][i]);
  if (isHalf && HOUR_WORDS.has(textAt(tokens, at + 3))) return { value: 0.5, length: 3, gluedUnit: null };
  const joint = tokens[at - 1]?.isJoined;
  const [, digits, unit] = /^(\d{1,2})(h|hr|hrs|hours)?$/.exec(textAt(tokens, at)) ?? [];
  if (digits === undefined) return none;
  const isUnitNext = unit !== undefined || HOUR_WORDS.has(textAt(tokens, at + 1));
  if (!isUnitNext) return none;
  const gluedUnit = unit ?? null;
  if (joint === 'point' || joint === 'comma') return { value: Number(`0.${digits}`), length: 1, gluedUnit };
  if (joint === 'colon' && digits.length === 2 && Number(digits) < HOUR)
    return { value: Number(digits) / HOUR, length: 1, gluedUnit };
  if (joint === 'slash' && Number(digits) > 1) {
    const whole = Number(textAt(tokens, at - 1));
    return { value: whole / Number(digits) - whole, length: 1, gluedUnit };
  }
  return none;
}

/** Lengths whose number is a word of its own: `half an hour`, `dedh ghanta`, `an hour`, `a couple of hours`. */
function spokenAt(tokens: readonly Token[], at: number): Part<Span> | null {
  const text = (i: number): string => textAt(tokens, i);
  const skip = /^(?:a|an)$/.test(text(at + 1)) ? 2 : 1;
  const unit = text(at + skip);
  const half = HALF_NUMBERS.get(text(at)) ?? (HALVES.has(text(at)) ? HOUR / 2 : undefined);
  if (half !== undefined && HOUR_WORDS.has(unit))
    return { value: { minutes: half, isOfDays: false }, length: skip + 1 };
  if (half !== undefined && DAY_WORDS.has(unit))
    return { value: { minutes: half * 24, isOfDays: false }, length: skip + 1 };
  // `a h` would be slots A and H.
  if (text(at) === 'an' && /^(?:hour|hr)$/.test(text(at + 1))) {
    const more = minutesAfter(tokens, at + 2);
    return { value: { minutes: HOUR + more.value, isOfDays: false }, length: 2 + more.length };
  }
  const one = text(at) === 'a' ? ONE_OF.get(text(at + 1)) : undefined;
  if (one !== undefined && text(at + 2) !== 'after') return { value: { minutes: one, isOfDays: one > 1 }, length: 2 };
  const couple = text(at) === 'couple' ? at : text(at) === 'a' && text(at + 1) === 'couple' ? at + 1 : null;
  const end = couple === null ? at : couple + (text(couple + 1) === 'of' ? 2 : 1);
  if (couple === null || !HOUR_WORDS.has(text(end))) return null;
  return { value: { minutes: 2 * HOUR, isOfDays: false }, length: end + 1 - at };
}

function gluedAt(
  tokens: readonly Token[],
  at: number,
  digits: string,
  unit: string,
  rest: string | undefined,
): Part<Span> | null {
  const number = Number(digits);
  if (unit === 'd' || DAY_WORDS.has(unit)) return { value: { minutes: number * DAY, isOfDays: true }, length: 1 };
  if (MINUTE_WORDS.has(unit)) return { value: { minutes: number, isOfDays: false }, length: 1 };
  if (!HOUR_WORDS.has(unit) || number > 999) return null;
  const more = rest === undefined ? minutesAfter(tokens, at + 1) : { value: Number(rest), length: 0 };
  return { value: { minutes: number * HOUR + more.value, isOfDays: false }, length: 1 + more.length };
}

/** `… and 30 minutes`, `… 30m`, `… and a half`. */
function minutesAfter(tokens: readonly Token[], at: number): Part<number> {
  const joint = AND.has(textAt(tokens, at)) ? 1 : 0;
  if (joint === 1 && textAt(tokens, at + 1) === 'a' && textAt(tokens, at + 2) === 'half')
    return { value: HOUR / 2, length: 3 };
  const glued = /^(\d{1,2})(?:m|min|mins)$/.exec(textAt(tokens, at + joint));
  if (glued) return { value: Number(glued[1]), length: joint + 1 };
  const number = numberAt(tokens, at + joint);
  if (!number || number.value >= HOUR) return { value: 0, length: 0 };
  const hasUnit = MINUTE_WORDS.has(textAt(tokens, at + joint + number.length));
  return hasUnit ? { value: number.value, length: joint + number.length + 1 } : { value: 0, length: 0 };
}

/** `2-3 hours`, `2 or 3 hours`, `do teen ghante`: which is meant is asked. */
function isOneOfSeveral(tokens: readonly Token[], at: number): boolean {
  const before = textAt(tokens, at - 1);
  if (!numberAt(tokens, at)) return false;
  if (tokens[at - 1]?.isJoined === 'dash' && numberAt(tokens, at - 1)) return true;
  if (OR.has(before) && numberAt(tokens, at - 2)) return true;
  return NUMBER_WORDS.has(before) && NUMBER_WORDS.has(textAt(tokens, at));
}
