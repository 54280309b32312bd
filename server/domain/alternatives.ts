import { type Interval, overlaps } from './interval.ts';
import { joined, type OpeningHours, openSpans } from './opening-hours.ts';

/** A slot that could be booked, with the windows in which others hold it. */
export interface Place {
  readonly code: string;
  readonly position: number;
  readonly busy: readonly Interval[];
}

/** What is offered instead of a window that cannot be had: other slots for it, and other times on the asked slot. */
export interface Alternatives {
  readonly slots: readonly string[];
  readonly times: readonly Interval[];
}

export const NO_ALTERNATIVES: Alternatives = { slots: [], times: [] };

const MOST = 3;
const REACH_MS = 24 * 3_600_000;

/** The slots nearest to a position that nobody holds in the window. */
export function nearestSlots(places: readonly Place[], position: number, window: Interval, most = MOST): string[] {
  return byDistance(places, position)
    .filter(({ busy }) => !busy.some((held) => overlaps(held, window)))
    .slice(0, most)
    .map(({ code }) => code);
}

/** Places from the nearest to the farthest; of two as near, the one with the lower position. */
export function byDistance<T extends { readonly position: number }>(places: readonly T[], position: number): T[] {
  return [...places].sort(
    (a, b) => Math.abs(a.position - position) - Math.abs(b.position - position) || a.position - b.position,
  );
}

/**
 * The windows of the same length nearest to the asked one, at most one in each stretch in which the slot is free and the
 * lot open, beginning within a day before or after it and not in the past.
 */
export function nearestTimes(
  busy: readonly Interval[],
  asked: Interval,
  now: number,
  lot: { readonly openingHours: OpeningHours; readonly timeZone: string },
  most = MOST,
): Interval[] {
  const length = asked.to - asked.from;
  const earliest = Math.max(now, asked.from - REACH_MS);
  const latest = asked.from + REACH_MS;
  const reach = { from: earliest, to: latest + length };
  const free = openSpans(lot.openingHours, lot.timeZone, reach).flatMap((open) => without(open, busy));
  return free
    .filter((span) => span.to - span.from >= length)
    .map((span) => Math.min(Math.max(asked.from, span.from), span.to - length))
    .sort((a, b) => Math.abs(a - asked.from) - Math.abs(b - asked.from) || a - b)
    .slice(0, most)
    .map((from) => ({ from, to: from + length }));
}

/** What is left of a span. */
function without(span: Interval, busy: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let from = span.from;
  for (const held of joined(busy)) {
    if (held.to <= from || held.from >= span.to) continue;
    if (held.from > from) left.push({ from, to: held.from });
    from = Math.max(from, held.to);
  }
  if (from < span.to) left.push({ from, to: span.to });
  return left;
}
