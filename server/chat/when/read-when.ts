import { instantOf, wallClock } from '../../domain/calendar.ts';
import { isOpenFor, type OpeningHours } from '../../domain/opening-hours.ts';
import { type DayPart, LEAD_INS, POSTPOSITIONS } from './calendar-words.ts';
import { englishWhen } from './english.ts';
import { OwnReader } from './find-own.ts';
import { answeredTimeAt, type ClockTime } from './read-clock.ts';
import { dayAt, dayOfMonth } from './read-day.ts';
import { lengthPartAt } from './read-length.ts';
import { readTokens } from './tokens.ts';
import { words } from './word-table.ts';

/** What a text says of when: a day, a time, an end, a length; each only where it is said. */
export interface When {
  /** Days since 1970-01-01 on the calendar of `today`. */
  readonly day?: number;
  /** A date was said that no calendar has, such as 31/11. */
  readonly isNoDay?: true;
  /** The part of the day, where no hour is said with it. */
  readonly part?: DayPart;
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
/** They say nothing of when. */
const POLITE = words('please pls plz ok okay ji sir हां जी');
/** Noon, where nobody says what time it is. */
const NOON = 720;

/**
 * Finds day, time, end and length in a text, each at most once; null where it says none. Linear in the text. `minuteOfDay` is that of
 * now, for `in 2 hours`; `isCode` knows the words, folded, that are slots though they look like a time or a length: `5a`, `2h`.
 */
export function findWhen(
  text: string,
  today: number,
  minuteOfDay = NOON,
  isCode: (word: string) => boolean = () => false,
): WhenFound | null {
  const own = findOwn(text, today, minuteOfDay, isCode);
  if (own && saysWhen(own.when)) return own;
  const english = englishWhen(text, today, minuteOfDay);
  if (!english) return own;
  const { day, time, found } = english;
  const without = text.replace(found, ' ');
  const rest = findOwn(without, today, minuteOfDay, isCode);
  const plain = () => readTokens(without).map((token) => token.text);
  return { when: { ...(rest?.when ?? {}), day, ...(time ? { time } : {}) }, rest: rest?.rest ?? plain().join(' ') };
}

function saysWhen({ day, isNoDay, part, time, until }: When): boolean {
  return day !== undefined || isNoDay === true || part !== undefined || time !== undefined || until !== undefined;
}

function findOwn(
  text: string,
  today: number,
  minuteOfDay: number,
  isCode: (word: string) => boolean,
): WhenFound | null {
  const tokens = readTokens(text);
  if (tokens.length > MOST_TOKENS) return null;
  // A slot's code says no time, whatever it looks like; numbers alone may be either.
  const isTaken = (word: string): boolean => /\d\D/.test(word) && isCode(word);
  const seen = tokens.map((token) => (isTaken(token.text) ? { ...token, text: '' } : token));
  const { found, used } = new OwnReader(seen, today, minuteOfDay).read();
  if (Object.keys(found).length === 0) return null;
  const rest = tokens.filter((_, index) => !used.has(index)).map(({ text: word }) => word);
  return { when: found, rest: rest.join(' ') };
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
  const said = findOwn(text, 0, NOON, () => false)?.when.time;
  if (said) return said;
  const tokens = readTokens(text)
    .slice(0, MOST_TOKENS)
    .filter(({ text: word }) => !LEAD_INS.has(word) && !POSTPOSITIONS.has(word) && !POLITE.has(word));
  const time = answeredTimeAt(tokens, 0);
  return time?.length === tokens.length ? time.value : null;
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
