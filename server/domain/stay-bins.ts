import { weekdayOf } from './calendar.ts';
import type { Interval } from './interval.ts';
import { offsetsOf, type ReportPeriod } from './report-period.ts';

/**
 * How full a lot was, worked out from how many cars came and went in each quarter of an hour. Every zone's clock is ahead of UTC
 * by whole quarters, so that no quarter lies across a local hour or day.
 */

export const BIN_MS = 900_000;
const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const HOUR_MS = 3_600_000;

/** What happened within one quarter of an hour: `bin` counts quarters since the epoch. */
export interface BinEvents {
  readonly bin: number;
  readonly count: number;
  /** How long after the quarter's begin each was, in ms, summed up. */
  readonly offsetSumMs: number;
}

/** Cars that came to a lot's slots and left them within a span. */
export interface StayEvents {
  /** Cars that stood there when it began. */
  readonly openAtStart: number;
  readonly starts: readonly BinEvents[];
  readonly ends: readonly BinEvents[];
}

/** A slot, and since when it is none any more. */
export interface SlotLife {
  readonly retiredAt: number | null;
}

/** Some time, how many cars came and left in it, how long they stood, and how long slots were there; ms of all slots together. */
export interface Occupancy {
  readonly entries: number;
  readonly exits: number;
  readonly occupiedMs: number;
  readonly slotMs: number;
}

interface Bin extends Occupancy {
  readonly at: number;
}

/** The quarters of a day, the last one as far as `until`. */
export function binsOf(span: Interval, events: StayEvents, slots: readonly SlotLife[]): Bin[] {
  const starts = new Map(events.starts.map((one) => [one.bin, one]));
  const ends = new Map(events.ends.map((one) => [one.bin, one]));
  const lasting = slots.filter(({ retiredAt }) => retiredAt === null).length;
  const retired = slots.flatMap(({ retiredAt }) => retiredAt ?? []);
  const bins: Bin[] = [];
  let open = events.openAtStart;
  for (let bin = Math.floor(span.from / BIN_MS); bin * BIN_MS < span.to; bin++) {
    const from = Math.max(span.from, bin * BIN_MS);
    const to = Math.min(span.to, (bin + 1) * BIN_MS);
    /** How long what happened in this quarter was before its end, summed up. */
    const untilEnd = (some: BinEvents | undefined) => (some ? some.count * (to - bin * BIN_MS) - some.offsetSumMs : 0);
    const [came, left] = [starts.get(bin), ends.get(bin)];
    const occupiedMs = open * (to - from) + untilEnd(came) - untilEnd(left);
    const entries = came?.count ?? 0;
    const exits = left?.count ?? 0;
    const slotMs = lasting * (to - from) + retired.reduce((sum, at) => sum + Math.max(0, Math.min(to, at) - from), 0);
    bins.push({ at: from, entries, exits, occupiedMs, slotMs });
    open += entries - exits;
  }
  return bins;
}

/** One hour of one day of the week; Monday is 1. */
export interface WeekHour extends Occupancy {
  readonly weekday: number;
  readonly hour: number;
}

/** The hours of a week by the lot's clock, all 168 of them. */
export function byWeekHour(period: ReportPeriod, timeZone: string, events: StayEvents, slots: readonly SlotLife[]) {
  const cells = Array.from({ length: 168 }, (_, n) => ({
    weekday: Math.floor(n / 24) + 1,
    hour: n % 24,
    ...NOTHING,
  }));
  for (const { bin, day, msOfDay } of placed(period, timeZone, events, slots)) {
    const cell = cells[(weekdayOf(day) - 1) * 24 + Math.floor(msOfDay / HOUR_MS)];
    if (cell) add(cell, bin);
  }
  return cells as readonly WeekHour[];
}

/** The 48 half-hours of a day by the lot's clock, of all days together. */
export function byHalfHour(
  period: ReportPeriod,
  timeZone: string,
  events: StayEvents,
  slots: readonly SlotLife[],
): readonly Occupancy[] {
  const halves = Array.from({ length: 48 }, () => ({ ...NOTHING }));
  for (const { bin, msOfDay } of placed(period, timeZone, events, slots)) {
    const half = halves[Math.floor(msOfDay / HALF_HOUR_MS)];
    if (half) add(half, bin);
  }
  return halves;
}

const NOTHING: Occupancy = { entries: 0, exits: 0, occupiedMs: 0, slotMs: 0 };

function add(sum: { -readonly [K in keyof Occupancy]: number }, one: Occupancy): void {
  sum.entries += one.entries;
  sum.exits += one.exits;
  sum.occupiedMs += one.occupiedMs;
  sum.slotMs += one.slotMs;
}

/** Every quarter with what the lot's calendar and clock show then. */
function* placed(
  { days, span }: ReportPeriod,
  timeZone: string,
  events: StayEvents,
  slots: readonly SlotLife[],
): Generator<{ bin: Bin; day: number; msOfDay: number }> {
  const clocks = days.map((day) => ({ until: day.to, offsetAt: offsetsOf(day, timeZone) }));
  let current = 0;
  for (const bin of binsOf(span, events, slots)) {
    while (bin.at >= (clocks[current]?.until ?? Number.POSITIVE_INFINITY)) current++;
    const local = bin.at + (clocks[current]?.offsetAt(bin.at) ?? 0);
    const day = Math.floor(local / DAY_MS);
    yield { bin, day, msOfDay: local - day * DAY_MS };
  }
}
