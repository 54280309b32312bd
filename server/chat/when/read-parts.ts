import { weekdayOf } from '../../domain/calendar.ts';
import {
  DAY_PARTS,
  DAY_WORDS,
  type DayPart,
  FRACTIONS,
  HOUR_WORDS,
  LENGTH_WORDS,
  MINUTE_WORDS,
  MONTHS,
  NAMED_TIMES,
  NUMBER_WORDS,
  OCLOCK,
  RELATIVE_DAYS,
  WEEKDAYS,
} from './calendar-words.ts';
import type { Token as Word } from './tokens.ts';

/** Something read at a word of a text, and how many words it took. */
export interface Part<T> {
  readonly value: T;
  readonly length: number;
}

/** A time of day as it was said. */
export interface ClockTime {
  readonly minuteOfDay: number;
  /** Without am, pm, a part of the day or 24-hour form: it may be twelve hours later just as well. */
  readonly isHalfDay: boolean;
}

const DAY_MS = 86_400_000;
const LONGEST_WAY_BACK_DAYS = 60;

/** A day of the calendar at a word, as days since 1970-01-01; one without a year is the one that is near. */
export function dayAt(words: readonly Word[], at: number, today: number): Part<number> | null {
  const text = (i: number): string => words[i]?.text ?? '';
  if (text(at) === 'day' && text(at + 1) === 'after' && RELATIVE_DAYS.get(text(at + 2)) === 1)
    return { value: today + 2, length: 3 };
  const relative = RELATIVE_DAYS.get(text(at));
  if (relative !== undefined) return { value: today + relative, length: 1 };
  const weekday = WEEKDAYS.get(text(at));
  if (weekday !== undefined) return { value: next(weekday, today), length: 1 };
  const found = numericDay(words, at, today) ?? namedDay(words, at, today);
  if (found) return found;
  const ordinal = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(text(at));
  const day = ordinal ? dayOfMonth(Number(ordinal[1]), today) : null;
  return day === null ? null : { value: day, length: 1 };
}

function next(weekday: number, today: number): number {
  return today + ((weekday - weekdayOf(today) + 6) % 7) + 1;
}

/** The next day with that number, today included; null where no month has it. */
export function dayOfMonth(wanted: number, today: number): number | null {
  for (let day = today; day < today + 62; day++) if (new Date(day * DAY_MS).getUTCDate() === wanted) return day;
  return null;
}

/** `2026-11-30`, `30/11/2026`, `30.11.`, `30-11`: the day first, unless the year is. */
function numericDay(words: readonly Word[], at: number, today: number): Part<number> | null {
  const numbers: number[] = [];
  for (let i = at; i < at + 3 && /^\d{1,4}$/.test(words[i]?.text ?? ''); i++) {
    numbers.push(Number(words[i]!.text));
    if (!words[i]!.isJoined) break;
  }
  const [first = 0, second = 0, third] = numbers;
  if (numbers.length === 3 && first > 31) return calendarDay(first, second, third ?? 0, 3);
  if (numbers.length < 2 || words[at]!.isJoined === 'colon' || second > 12) return null;
  // `5.30` is a time; so is `10.11` where nothing says that it is a date.
  if (numbers.length === 2 && words[at]!.isJoined === 'point') return null;
  if (third === undefined) return near(first, second, today, 2);
  return calendarDay(third < 100 ? 2000 + third : third, second, first, 3);
}

/** `30 nov`, `30th of November 2026`, `nov 30`. */
function namedDay(words: readonly Word[], at: number, today: number): Part<number> | null {
  const text = (i: number): string => words[i]?.text ?? '';
  const dayOf = (word: string): number => Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? 0);
  const joint = text(at + 1) === 'of' ? 1 : 0;
  const after = MONTHS.get(text(at + 1 + joint));
  if (after !== undefined && dayOf(text(at)) > 0) return withYear(dayOf(text(at)), after, 2 + joint);
  const month = MONTHS.get(text(at));
  if (month !== undefined && text(at) !== 'may' && dayOf(text(at + 1)) > 0 && !isClock(words, at + 1))
    return withYear(dayOf(text(at + 1)), month, 2);
  return null;

  function withYear(day: number, named: number, length: number): Part<number> | null {
    const year = /^20\d\d$/.test(text(at + length)) ? Number(text(at + length)) : null;
    return year === null ? near(day, named, today, length) : calendarDay(year, named, day, length + 1);
  }
}

function isClock(words: readonly Word[], at: number): boolean {
  return words[at]?.isJoined === 'colon' || /^(?:am|pm)$/.test(words[at + 1]?.text ?? '');
}

/** Without a year: this year's, unless that is long past. A day just gone by stays one, so that it can be said. */
function near(day: number, month: number, today: number, length: number): Part<number> | null {
  const year = new Date(today * DAY_MS).getUTCFullYear();
  const found = calendarDay(year, month, day, length);
  return found && found.value < today - LONGEST_WAY_BACK_DAYS ? calendarDay(year + 1, month, day, length) : found;
}

function calendarDay(year: number, month: number, day: number, length: number): Part<number> | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return exists ? { value: at.getTime() / DAY_MS, length } : null;
}

/** A time of day at a word: `17:30`, `5pm`, `5.30 pm`, `sham 5 baje`, `saadhe 5`, `noon`. A number alone is none. */
export function timeAt(words: readonly Word[], at: number): Part<ClockTime> | null {
  const text = (i: number): string => words[i]?.text ?? '';
  const named = NAMED_TIMES.get(text(at));
  if (named !== undefined) return { value: { minuteOfDay: named, isHalfDay: false }, length: 1 };
  const before = DAY_PARTS.get(text(at));
  if (before !== undefined) {
    const skip = /^(?:ke|ko|at|around|के|को)$/.test(text(at + 1)) ? 2 : 1;
    const clock = clockAt(words, at + skip);
    return clock && { value: within(before, clock.value.hour, clock.value.minute), length: skip + clock.length };
  }
  const clock = clockAt(words, at);
  if (!clock) return null;
  const { hour, minute, isSaid } = clock.value;
  const end = at + clock.length;
  const joint = /^(?:in|at)$/.test(text(end)) ? (text(end + 1) === 'the' ? 2 : 1) : 0;
  const after = DAY_PARTS.get(text(end + joint));
  if (after !== undefined && text(end + joint) !== 'tonight')
    return { value: within(after, hour, minute), length: clock.length + joint + 1 };
  return isSaid ? { value: plainClock(clock.value), length: clock.length } : null;
}

/** A number alone as the hour that was asked for, beside all other forms. */
export function answeredTimeAt(words: readonly Word[], at: number): Part<ClockTime> | null {
  const said = timeAt(words, at);
  if (said) return said;
  const clock = clockAt(words, at);
  return clock && { value: plainClock(clock.value), length: clock.length };
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | null;
  /** It looks like a time by itself, not only like a number. */
  readonly isSaid: boolean;
  readonly is24: boolean;
}

function plainClock({ hour, minute, half, is24 }: Clock): ClockTime {
  if (half !== null) return { minuteOfDay: ((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute, isHalfDay: false };
  const isHalfDay = !is24 && hour >= 1 && hour <= 12;
  return { minuteOfDay: (hour % 24) * 60 + minute, isHalfDay };
}

function clockAt(words: readonly Word[], at: number): Part<Clock> | null {
  const text = (i: number): string => words[i]?.text ?? '';
  const fraction = FRACTIONS.get(text(at));
  const start = fraction === undefined ? at : at + 1;
  const glued = /^(\d{1,2})(\d\d)?(am|pm|h|a|p|baje)?$/.exec(text(start));
  const spelled = NUMBER_WORDS.get(text(start));
  if (!glued && spelled === undefined) return null;
  const [, digits, pair, suffix] = glued ?? [];
  let hour = digits === undefined ? (spelled ?? 0) : Number(digits);
  let minute = pair === undefined ? 0 : Number(pair);
  let length = start - at + 1;
  const joined = words[start]?.isJoined;
  let isColon = false;
  if (pair === undefined && (joined === 'colon' || joined === 'point') && suffix === undefined) {
    const rest = /^(\d\d)(am|pm|a|p)?$/.exec(text(start + 1));
    if (rest) {
      minute = Number(rest[1]);
      length += 1;
      isColon = joined === 'colon' || rest[2] !== undefined;
      const glueHalf = rest[2];
      if (glueHalf) return clock(glueHalf.startsWith('a') ? 'am' : 'pm', true, false);
    } else if (joined === 'point') return null;
  }
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  const following = text(at + length);
  if (suffix === 'am' || suffix === 'a') return clock('am', true, false);
  if (suffix === 'pm' || suffix === 'p') return clock('pm', true, false);
  if (/^(?:am|pm)$/.test(following)) {
    length += 1;
    return clock(following as 'am' | 'pm', true, false);
  }
  if (/^[ap]$/.test(following) && text(at + length + 1) === 'm') {
    length += 2;
    return clock(following === 'a' ? 'am' : 'pm', true, false);
  }
  if (OCLOCK.has(following) || suffix === 'baje') {
    if (suffix !== 'baje') length += 1;
    return clock(null, true, false);
  }
  if (following === 'o' && text(at + length + 1) === 'clock') {
    length += 2;
    return clock(null, true, false);
  }
  if (suffix === 'h') return clock(null, false, true);
  const isLeadingZero = digits?.startsWith('0') === true && (isColon || pair !== undefined);
  return clock(null, isColon || fraction !== undefined, isLeadingZero || hour > 12 || hour === 0);

  function clock(half: 'am' | 'pm' | null, isSaid: boolean, is24: boolean): Part<Clock> | null {
    if (half !== null && (hour < 1 || hour > 12)) return null;
    const total = hour * 60 + minute + (fraction ?? 0);
    hour = Math.floor(total / 60);
    minute = total - hour * 60;
    return { value: { hour, minute, half, isSaid, is24 }, length };
  }
}

/** An hour of a part of the day: five in the evening is 17:00, eleven at night 23:00, two at night 02:00. */
function within(part: DayPart, hour: number, minute: number): ClockTime {
  const base = hour % 12;
  const isLater = hour > 12 || part === 'evening' || (part === 'noon' && base < 6) || (part === 'night' && base >= 6);
  const isNoonItself = part === 'noon' && hour === 12;
  const at =
    hour > 12 ? hour % 24 : isNoonItself ? 12 : part === 'noon' && base >= 6 ? base : base + (isLater ? 12 : 0);
  return { minuteOfDay: at * 60 + minute, isHalfDay: false };
}

/** A length at a word, in minutes: `2h`, `1.5 hours`, `90 min`, `do ghante`, `डेढ़ घंटा`, `half an hour`, `2 days`. */
export function lengthPartAt(words: readonly Word[], at: number): Part<number> | null {
  const text = (i: number): string => words[i]?.text ?? '';
  const worded = LENGTH_WORDS.get(text(at));
  if (worded !== undefined) {
    const skip = /^(?:a|an)$/.test(text(at + 1)) ? 2 : 1;
    return HOUR_WORDS.has(text(at + skip)) ? { value: worded, length: skip + 1 } : null;
  }
  const glued = /^(\d{1,4})(h|hr|hrs|hour|hours|m|min|mins|d)(\d{1,2})?m?$/.exec(text(at));
  if (glued) return gluedLength(words, at, Number(glued[1]), glued[2]!, glued[3]);
  const fraction = FRACTIONS.get(text(at));
  const start = fraction === undefined ? at : at + 1;
  const number = /^\d{1,4}$/.test(text(start)) ? Number(text(start)) : NUMBER_WORDS.get(text(start));
  if (number === undefined) return null;
  const tail = words[start]?.isJoined === 'point' ? /^(\d{1,2})(h|hr|hrs|hours)?$/.exec(text(start + 1)) : null;
  if (tail?.[2] !== undefined)
    return { value: Math.round((number + Number(`0.${tail[1]}`)) * 60), length: start + 2 - at };
  const isPoint = tail !== null;
  const unitAt = isPoint ? start + 2 : start + 1;
  const decimals = isPoint ? Number(`0.${text(start + 1)}`) : 0;
  const unit = text(unitAt);
  const length = unitAt + 1 - at;
  if (HOUR_WORDS.has(unit)) {
    const hours = Math.round((number + decimals) * 60) + (fraction ?? 0);
    const more = minutesAfter(words, at + length);
    return { value: hours + more.value, length: length + more.length };
  }
  if (MINUTE_WORDS.has(unit) && !isPoint) return { value: number, length };
  // `A day after tomorrow` is a slot and a day.
  if (DAY_WORDS.has(unit) && !isPoint && text(unitAt + 1) !== 'after') return { value: number * 1440, length };
  return null;
}

function gluedLength(words: readonly Word[], at: number, number: number, unit: string, rest?: string): Part<number> {
  if (unit === 'd') return { value: number * 1440, length: 1 };
  if (unit.startsWith('m')) return { value: number, length: 1 };
  if (rest !== undefined) return { value: number * 60 + Number(rest), length: 1 };
  const more = minutesAfter(words, at + 1);
  return { value: number * 60 + more.value, length: 1 + more.length };
}

/** `… and 30 minutes`, `… 30m`. */
function minutesAfter(words: readonly Word[], at: number): Part<number> {
  const joint = /^(?:and|aur|और)$/.test(words[at]?.text ?? '') ? 1 : 0;
  const glued = /^(\d{1,2})(?:m|min|mins)$/.exec(words[at + joint]?.text ?? '');
  if (glued) return { value: Number(glued[1]), length: joint + 1 };
  const number = /^\d{1,2}$/.exec(words[at + joint]?.text ?? '');
  const hasUnit = MINUTE_WORDS.has(words[at + joint + 1]?.text ?? '');
  return number && hasUnit ? { value: Number(number[0]), length: joint + 2 } : { value: 0, length: 0 };
}
