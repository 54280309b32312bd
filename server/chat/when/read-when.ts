import { instantOf, wallClock } from '../../domain/calendar.ts';
import { isOpenFor, type OpeningHours } from '../../domain/opening-hours.ts';
import { fold } from '../words.ts';
import { DAY_PARTS, LEAD_INS, NUMBER_WORDS, RELATIVE_DAYS } from './calendar-words.ts';
import { englishWhen } from './english.ts';
import { answeredTimeAt, type ClockTime, dayAt, dayOfMonth, lengthPartAt, type Part, timeAt } from './read-parts.ts';
import { readTokens, type Token } from './tokens.ts';

/** What a text says of when: a day, a time, an end, a length; each only where it is said. */
export interface When {
  /** Days since 1970-01-01 on the calendar of `today`. */
  readonly day?: number;
  readonly time?: ClockTime;
  readonly until?: ClockTime;
  readonly minutes?: number;
}

export interface WhenFound {
  readonly when: When;
  /** The text without the words that were read. */
  readonly rest: string;
}

/** Longer texts say no time that could be taken. */
const MOST_TOKENS = 80;
/** Behind what was read they say nothing more: `2 ghante ke liye`. */
const POSTPOSITIONS: ReadonlySet<string> = new Set('ke liye ko tak के लिए को तक'.split(' ').map(fold));
const TO_WORDS: ReadonlySet<string> = new Set(['to', 'till', 'til', 'until', 'upto', 'tak', 'तक', 'se']);

/** Noon, where nobody says what time it is. */
const NOON = 720;

/**
 * Finds day, time, end and length in a text, each at most once; null where it says none. Linear in the text. `minuteOfDay` is that of
 * now, for `in 2 hours`.
 */
export function findWhen(text: string, today: number, minuteOfDay = NOON): WhenFound | null {
  const own = findOwn(text, today);
  if (own && (own.when.day !== undefined || own.when.time !== undefined || own.when.until !== undefined)) return own;
  const english = englishWhen(text, today, minuteOfDay);
  if (!english) return own;
  const { day, time, found } = english;
  const without = text.replace(found, ' ');
  const rest = findOwn(without, today);
  const when = { ...(rest?.when ?? {}), day, ...(time ? { time } : {}) };
  return {
    when,
    rest:
      rest?.rest ??
      readTokens(without)
        .map((token) => token.text)
        .join(' '),
  };
}

function findOwn(text: string, today: number): WhenFound | null {
  const tokens = readTokens(text).slice(0, MOST_TOKENS);
  const found: { day?: number; time?: ClockTime; until?: ClockTime; minutes?: number } = {};
  const used = new Set<number>();
  const take = (at: number, { length }: Part<unknown>): number => {
    for (let i = at; i < at + length; i++) used.add(i);
    for (let i = at - 1; i >= 0 && LEAD_INS.has(tokens[i]!.text) && !used.has(i); i--) used.add(i);
    let last = at + length - 1;
    while (POSTPOSITIONS.has(tokens[last + 1]?.text ?? '')) used.add(++last);
    return last;
  };
  for (let at = 0; at < tokens.length; at++) {
    const tonight = tokens[at]!.text === 'tonight' && found.time === undefined ? timeAt(tokens, at) : null;
    if (tonight) {
      found.day = today;
      found.time = tonight.value;
      at = take(at, tonight);
      continue;
    }
    const length = found.minutes === undefined ? lengthPartAt(tokens, at) : null;
    if (length) {
      found.minutes = length.value;
      at = take(at, length);
      continue;
    }
    const range = found.time === undefined ? rangeAt(tokens, at) : null;
    if (range) {
      [found.time, found.until] = range.value;
      at = take(at, range);
      continue;
    }
    const day = found.day === undefined ? dayAt(tokens, at, today) : null;
    if (day) {
      found.day = day.value;
      at = take(at, day);
      // `kal sham` without an hour says the part of the day only, which is no time.
      continue;
    }
    const time = timeAt(tokens, at) ?? bareHourAt(tokens, at);
    if (!time) continue;
    const isEnd = TO_WORDS.has(tokens[at - 1]?.text ?? '') || /^(?:tak|तक)$/.test(tokens[at + time.length]?.text ?? '');
    if (isEnd && found.until === undefined) {
      found.until = time.value;
      if (TO_WORDS.has(tokens[at - 1]?.text ?? '')) used.add(at - 1);
      at = take(at, time);
    } else if (found.time === undefined) {
      found.time = time.value;
      at = take(at, time);
    }
  }
  if (used.size === 0) return null;
  const rest = tokens
    .filter((_, index) => !used.has(index) && !(DAY_PARTS.has(tokens[index]!.text) && found.time !== undefined))
    .map(({ text: word }) => word)
    .join(' ');
  return { when: found, rest };
}

/** `5-7pm`, `5 to 7 pm`, `5 se 7 baje`: an end that says which half of the day lends it to the start. */
function rangeAt(tokens: readonly Token[], at: number): Part<[ClockTime, ClockTime]> | null {
  const from = answeredTimeAt(tokens, at);
  if (!from || NUMBER_WORDS.has(tokens[at]!.text)) return null;
  const end = at + from.length;
  const isDash = tokens[end - 1]?.isJoined === 'dash';
  const word = /^(?:to|till|until|and|se|से)$/.test(tokens[end]?.text ?? '') ? 1 : 0;
  if (!isDash && word === 0) return null;
  // `from 10 to 12`: said so, numbers alone are hours.
  const isNamed = /^(?:from|between)$/.test(tokens[at - 1]?.text ?? '');
  const to = timeAt(tokens, end + word) ?? (isNamed ? answeredTimeAt(tokens, end + word) : null);
  if (!to) return null;
  const start = from.value;
  const lends = start.isHalfDay && !to.value.isHalfDay && start.minuteOfDay < 720;
  const later = start.minuteOfDay + 720;
  const value = lends && later < to.value.minuteOfDay ? { minuteOfDay: later, isHalfDay: false } : start;
  const settled = lends && later >= to.value.minuteOfDay ? { ...start, isHalfDay: false } : value;
  return { value: [settled, to.value], length: from.length + word + to.length };
}

/** A number alone is an hour where a word before it says so: `at 5`, `tomorrow 5`. */
function bareHourAt(tokens: readonly Token[], at: number): Part<ClockTime> | null {
  const before = tokens[at - 1]?.text ?? '';
  if (!/^\d{1,2}$/.test(tokens[at]!.text) || tokens[at]!.isJoined !== null) return null;
  if (!/^(?:at|around|by)$/.test(before) && !RELATIVE_DAYS.has(before)) return null;
  return answeredTimeAt(tokens, at);
}

/** A day as the answer to "which day?": a number alone is a day of this month or the next. */
export function readDay(text: string, today: number): number | null {
  const tokens = readTokens(text).slice(0, MOST_TOKENS);
  for (let at = 0; at < tokens.length; at++) {
    const day = dayAt(tokens, at, today);
    if (day) return day.value;
  }
  const [only, ...others] = tokens.filter(({ text: word }) => !LEAD_INS.has(word));
  const number = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(only?.text ?? '');
  if (!number || others.length > 0) return null;
  return dayOfMonth(Number(number[1]), today);
}

/** A time as the answer to "at what time?": a number alone is an hour. */
export function readTime(text: string): ClockTime | null {
  const tokens = readTokens(text).slice(0, MOST_TOKENS);
  for (let at = 0; at < tokens.length; at++) {
    const time = answeredTimeAt(tokens, at);
    if (time) return time.value;
  }
  return null;
}

/** A length in minutes as the answer to "for how long?". */
export function readLength(text: string): number | null {
  const tokens = readTokens(text).slice(0, MOST_TOKENS);
  for (let at = 0; at < tokens.length; at++) {
    const length = lengthPartAt(tokens, at);
    if (length && length.value > 0) return length.value;
  }
  return null;
}

export interface Place {
  readonly now: number;
  readonly timeZone: string;
  readonly openingHours: OpeningHours;
}

/** Opening by day: of an hour that may be in both halves of the day, these are meant. */
const DAYTIME = { from: 7 * 60, to: 19 * 60 };

/**
 * The minute of the day that a time means on a day: of two that it may mean, one that is not past and open; of two such, the
 * one by day.
 */
export function meantMinute({ minuteOfDay, isHalfDay }: ClockTime, day: number, place: Place): number {
  if (!isHalfDay) return minuteOfDay;
  const base = minuteOfDay % 720;
  const both = [base, base + 720];
  const possible = both.filter((minute) => {
    const from = instantOf(day, minute, place.timeZone);
    return from >= place.now && isOpenFor(place.openingHours, place.timeZone, { from, to: from + 60_000 });
  });
  const among = possible.length > 0 ? possible : both;
  return among.find((minute) => minute >= DAYTIME.from && minute < DAYTIME.to) ?? among[0] ?? minuteOfDay;
}

/** Today on the calendar of a zone, as days since 1970-01-01. */
export function todayAt(now: number, timeZone: string): number {
  return wallClock(now, timeZone).day;
}
