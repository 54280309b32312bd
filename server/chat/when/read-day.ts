import { weekdayOf } from '../../domain/calendar.ts';
import { MONTHS, OCLOCK, RELATIVE_DAYS, WEEK_WORDS, WEEKDAYS } from './calendar-words.ts';
import { type Part, type Token, textAt } from './tokens.ts';
import { words } from './word-table.ts';

/** Days are counted since 1970-01-01; null is one that no calendar has, such as 31/11. */
export type Day = number | null;

const DAY_MS = 86_400_000;
const LONGEST_WAY_BACK_DAYS = 60;
/** Before `week`. */
const NEXT = words('next agle agla अगले अगला');
/** `the 2nd slot` is no day. */
const COUNTED = /^(?:slot|slots|floor|level|row|time|one|car|booking|bay|spot|space|lane|gate)$/;

/** A day of the calendar at a word; one without a year is the one that is near. */
export function dayAt(tokens: readonly Token[], at: number, today: number, isNumbersOnly = true): Part<Day> | null {
  const text = (i: number): string => textAt(tokens, i);
  if (text(at) === 'day' && text(at + 1) === 'after' && RELATIVE_DAYS.get(text(at + 2)) === 1)
    return { value: today + 2, length: 3 };
  if (NEXT.has(text(at)) && WEEK_WORDS.has(text(at + 1))) return { value: today + 7, length: 2 };
  if (text(at) === 'weekend') return { value: weekdayOf(today) >= 6 ? today : next(6, today), length: 1 };
  const relative = RELATIVE_DAYS.get(text(at));
  if (relative !== undefined) return { value: today + relative, length: 1 };
  const weekday = WEEKDAYS.get(text(at));
  if (weekday !== undefined) return { value: next(weekday, today), length: 1 };
  const found = namedDay(tokens, at, today) ?? (isNumbersOnly ? numericDay(tokens, at, today) : null);
  if (found) return found;
  // `in december`, `december mein`: which day is open.
  const joint = text(at) === 'in' ? 1 : 0;
  const month = text(at + joint);
  if (MONTHS.has(month) && (joint === 1 || (month.length > 4 && month !== 'march' && text(at - 1) !== 'for')))
    return { value: null, length: joint + 1 };
  const ordinal = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(text(at));
  if (!ordinal || COUNTED.test(text(at + 1))) return null;
  return { value: dayOfMonth(Number(ordinal[1]), today), length: 1 };
}

/** Whether a date at a word is of two numbers that may be a time or a span of hours just as well: `10-12`, `10.11`. */
export function isDoubtfulDate(tokens: readonly Token[], at: number): boolean {
  const joint = tokens[at]?.isJoined;
  const second = tokens[at + 1];
  if ((joint !== 'dash' && joint !== 'point') || !/^\d{1,2}$/.test(textAt(tokens, at)) || !second) return false;
  if (/^\d{1,4}$/.test(textAt(tokens, at + 2)) && second.isJoined === joint) return false;
  return Number(textAt(tokens, at)) <= 24 && !second.endsInPoint;
}

function next(weekday: number, today: number): number {
  return today + ((weekday - weekdayOf(today) + 6) % 7) + 1;
}

/** The next day with that number, today included; null where no month has it. */
export function dayOfMonth(wanted: number, today: number): number | null {
  for (let day = today; day < today + 62; day++) if (new Date(day * DAY_MS).getUTCDate() === wanted) return day;
  return null;
}

/** `2026-11-30`, `30/11/2026`, `30.11.`, `30-11`: the day first, unless the year is, or it could be no day there. */
function numericDay(tokens: readonly Token[], at: number, today: number): Part<Day> | null {
  const joint = tokens[at]?.isJoined;
  if (joint !== 'slash' && joint !== 'dash' && joint !== 'point') return null;
  const numbers: number[] = [];
  for (let i = at; i < at + 3 && /^\d{1,4}$/.test(textAt(tokens, i)); i++) {
    numbers.push(Number(tokens[i]!.text));
    if (tokens[i]!.isJoined !== joint) break;
  }
  const [first = 0, second = 0, third] = numbers;
  if (numbers.length < 2 || /^(?:am|pm)$/.test(textAt(tokens, at + numbers.length))) return null;
  if (third !== undefined) {
    const [day, month, year] =
      first > 31 ? [third, second, first] : [first, second, third < 100 ? 2000 + third : third];
    return { value: onCalendar(year, month, day) ?? onCalendar(year, day, month), length: 3 };
  }
  // Neither is a clock that writes a point: a half-read number would be worse than none.
  const isDate = joint === 'slash' || (second >= 1 && second <= 12);
  if (!isDate || first > 31 || second > 31 || first < 1) return null;
  return { value: near(first, second, today) ?? near(second, first, today), length: 2 };
}

/** `30 nov`, `30th of November 2026`, `nov 30`, `30nov`. */
function namedDay(tokens: readonly Token[], at: number, today: number): Part<Day> | null {
  const text = (i: number): string => textAt(tokens, i);
  const dayOf = (word: string): number => Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? 0);
  const [, digits, name = ''] = /^(\d{1,2})(\p{L}[\p{L}\p{M}]*)$/u.exec(text(at)) ?? [];
  const glued = digits === undefined ? undefined : MONTHS.get(name);
  if (glued !== undefined) return withYear(Number(digits), glued, 1);
  const joint = text(at + 1) === 'of' ? 1 : 0;
  const after = MONTHS.get(text(at + 1 + joint));
  if (after !== undefined && dayOf(text(at)) > 0) return withYear(dayOf(text(at)), after, 2 + joint);
  const month = MONTHS.get(text(at));
  if (month !== undefined && text(at) !== 'may' && dayOf(text(at + 1)) > 0 && !isClock(tokens, at + 1))
    return withYear(dayOf(text(at + 1)), month, 2);
  return null;

  function withYear(day: number, named: number, length: number): Part<Day> {
    const year = /^20\d\d$/.test(text(at + length)) ? Number(text(at + length)) : null;
    if (year === null) return { value: near(day, named, today), length };
    return { value: onCalendar(year, named, day), length: length + 1 };
  }
}

function isClock(tokens: readonly Token[], at: number): boolean {
  const after = textAt(tokens, at + 1);
  return tokens[at]?.isJoined === 'colon' || /^(?:am|pm)$/.test(after) || OCLOCK.has(after);
}

/** Without a year: this year's, unless that is long past. A day just gone by stays one, so that it can be said. */
function near(day: number, month: number, today: number): Day {
  const year = new Date(today * DAY_MS).getUTCFullYear();
  const found = onCalendar(year, month, day);
  // The 29th of February is of the year that has one.
  if (found === null && month === 2 && day === 29)
    return [1, 2, 3].map((more) => onCalendar(year + more, 2, 29)).find((one) => one !== null) ?? null;
  return found !== null && found < today - LONGEST_WAY_BACK_DAYS ? onCalendar(year + 1, month, day) : found;
}

function onCalendar(year: number, month: number, day: number): Day {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return exists ? at.getTime() / DAY_MS : null;
}
