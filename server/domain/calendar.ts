/** Wall clocks of time zones, from the runtime's own zone data; days of 23 and 25 hours come out right. */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 1440 * MINUTE;
/** 1970-01-01 was a Thursday. */
const WEEKDAY_OF_EPOCH = 4;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, known);
  }
  return known;
}

/** What a wall clock is ahead of UTC at an instant, in ms. */
export function offsetAt(at: number, timeZone: string): number {
  const fields = new Map(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes): number => fields.get(type) ?? 0;
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return wall - Math.floor(at / SECOND) * SECOND;
}

/** Whether the runtime knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    offsetAt(0, timeZone);
    return true;
  } catch {
    return false;
  }
}

/** What a wall clock and a calendar show. */
export interface WallClock {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Monday is 1, Sunday 7. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

export function wallClock(at: number, timeZone: string): WallClock {
  const local = at + offsetAt(at, timeZone);
  const day = Math.floor(local / DAY);
  return { day, weekday: weekdayOf(day), minuteOfDay: Math.floor((local - day * DAY) / MINUTE) };
}

/** The weekday of a day since 1970-01-01: Monday is 1, Sunday 7. */
export function weekdayOf(day: number): number {
  const fromMonday = (day + WEEKDAY_OF_EPOCH - 1) % 7;
  return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1;
}

/**
 * The next instant after `at` at which the wall clock shows midnight or one of the given minutes of the day, or at
 * which it is put forward or back. At least one of these comes every day.
 */
export function nextEdge(at: number, timeZone: string, minutesOfDay: readonly number[]): number {
  const offset = offsetAt(at, timeZone);
  const local = at + offset;
  const midnight = Math.floor(local / DAY) * DAY;
  let edge = midnight + DAY;
  for (const minute of minutesOfDay) {
    const candidate = midnight + minute * MINUTE;
    if (candidate > local && candidate < edge) edge = candidate;
  }
  return firstChange(at, edge - offset, timeZone, offset) ?? edge - offset;
}

/**
 * The instant at which a wall clock shows a day and a minute. Of two, the first; one that is skipped gives the instant at
 * which the clock is put forward.
 */
export function instantOf(day: number, minuteOfDay: number, timeZone: string): number {
  const local = day * DAY + minuteOfDay * MINUTE;
  const ahead = offsetAt(local - DAY, timeZone);
  const after = offsetAt(local + DAY, timeZone);
  const candidates = [local - ahead, local - after].sort((a, b) => a - b);
  const shown = candidates.find((at) => at + offsetAt(at, timeZone) === local);
  if (shown !== undefined) return shown;
  const [early = local, late = local] = candidates;
  return firstChange(early - 1, late, timeZone, offsetAt(early - 1, timeZone)) ?? late;
}

/** The first instant of the day after the one that holds `at`. */
export function startOfNextDay(at: number, timeZone: string): number {
  const { day } = wallClock(at, timeZone);
  let edge = at;
  do edge = nextEdge(edge, timeZone, []);
  while (wallClock(edge, timeZone).day <= day);
  return edge;
}

/** When the offset changes within (from, to], found by bisection; null where it does not. */
function firstChange(from: number, to: number, timeZone: string, offset: number): number | null {
  if (offsetAt(to, timeZone) === offset) return null;
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  return after;
}
