import { instantOf, wallClock, weekdayOf } from './calendar.ts';
import type { Interval } from './interval.ts';
import type { Band } from './tariff.ts';

/** When bookings may lie, as hours of the lot's wall clock; null for always. Cars may leave at any time. */
export type OpeningHours = readonly Band[] | null;

/**
 * When the lot is open within a span, in order and joined where they touch. Days of 23 and 25 hours come out right, as
 * the wall clock shows the hours.
 */
export function openSpans(hours: OpeningHours, timeZone: string, span: Interval): Interval[] {
  if (span.from >= span.to) return [];
  if (hours === null) return [span];
  const first = wallClock(span.from, timeZone).day - 1;
  const last = wallClock(span.to, timeZone).day;
  const found: Interval[] = [];
  for (let day = first; day <= last; day++) {
    for (const { days, from, to } of hours) {
      if (days !== null && !days.includes(weekdayOf(day))) continue;
      const opens = Math.max(span.from, instantOf(day, from, timeZone));
      const closes = Math.min(span.to, instantOf(to > from ? day : day + 1, to, timeZone));
      if (opens < closes) found.push({ from: opens, to: closes });
    }
  }
  return joined(found);
}

/** Whether the lot is open all through the window. */
export function isOpenFor(hours: OpeningHours, timeZone: string, window: Interval): boolean {
  const [only, ...others] = openSpans(hours, timeZone, window);
  return only?.from === window.from && only.to === window.to && others.length === 0;
}

/** When the lot closes after a moment at which it is open, looking no further than `limit`; null where it is closed. */
export function closesAt(hours: OpeningHours, timeZone: string, at: number, limit: number): number | null {
  const [first] = openSpans(hours, timeZone, { from: at, to: limit });
  return first?.from === at ? first.to : null;
}

/** Spans in order, those that touch or overlap as one. */
export function joined(spans: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}
