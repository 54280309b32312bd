import { instantOf, offsetAt, wallClock } from './calendar.ts';
import type { Interval } from './interval.ts';

/** What a report is about: whole days of a lot's calendar, as far as they have come. */

export const LONGEST_REPORT_DAYS = 400;

/** The first and the last day, both included, as days since 1970-01-01 on the lot's calendar. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** One day of the lot's calendar, and from when to when it lasts: 23, 24 or 25 hours. */
export interface DaySpan extends Interval {
  readonly day: number;
}

export interface ReportPeriod {
  /** Every day that was asked for. */
  readonly days: readonly DaySpan[];
  /** From the first day's begin to the last one's end or now, whichever is earlier; empty where all of it is still to come. */
  readonly span: Interval;
}

const DAY_MS = 86_400_000;

/** The days of a range as the lot's clock has them, and how much of them has passed by `now`. */
export function periodOf(range: DayRange, timeZone: string, now: number): ReportPeriod {
  const begins = Array.from({ length: range.last - range.first + 2 }, (_, n) =>
    instantOf(range.first + n, 0, timeZone),
  );
  const days = begins
    .slice(0, -1)
    .map((from, n) => ({ day: range.first + n, from, to: begins[n + 1] ?? from }))
    // A zone that crosses the date line leaves a day out.
    .filter(({ from, to }) => from < to);
  const from = begins[0] ?? now;
  return { days, span: { from, to: Math.max(from, Math.min(begins.at(-1) ?? now, now)) } };
}

/** As many days right before. Of a day that is not over, as much as of the day that it is compared with. */
export function periodBefore(range: DayRange, timeZone: string, now: number): ReportPeriod {
  const length = range.last - range.first + 1;
  const before = { first: range.first - length, last: range.first - 1 };
  const { day, minuteOfDay } = wallClock(now, timeZone);
  const isOver = day > range.last;
  return periodOf(before, timeZone, isOver ? now : instantOf(day - length, minuteOfDay, timeZone));
}

/** The days of a period that have begun. */
export function begunDays({ days, span }: ReportPeriod): readonly DaySpan[] {
  return days.filter(({ from }) => from < span.to);
}

/** A day since 1970-01-01 as `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day since 1970-01-01 of a `YYYY-MM-DD`; null for a day that no calendar has. */
export function dayOf(date: string): number | null {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at / DAY_MS;
}

/** What the wall clock is ahead of UTC, in ms, at any instant of a day; looked up once where the day has no change of it. */
export function offsetsOf({ from, to }: Interval, timeZone: string): (at: number) => number {
  const first = offsetAt(from, timeZone);
  return first === offsetAt(to, timeZone) ? () => first : (at) => offsetAt(at, timeZone);
}
