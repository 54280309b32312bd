import { instantOf, wallClock } from '../../domain/calendar.ts';
import type { Interval } from '../../domain/interval.ts';
import type { DayPart } from './calendar-words.ts';
import type { ClockTime } from './read-clock.ts';
import { meantMinute, type Place, todayAt, type When } from './read-when.ts';

/** What a text's words on time come to at a lot: a window, or what is still to be asked. */
export type Resolved =
  | { readonly kind: 'window'; readonly window: Interval; readonly isFromNow: boolean }
  /** A day without a time. */
  | { readonly kind: 'time-missing'; readonly day: number };

const DAY_MINUTES = 1440;
const NOON = 720;

/**
 * The window that words mean at a lot, in ms since the epoch. A time without a day is the next such time; an end that is not
 * after the start is of the next day; without an end or a length it lasts as long as the lot gives. Today without a time is
 * from now on; with a part of the day it is then.
 */
export function resolveWhen(when: When, place: Place, usualMinutes: number): Resolved {
  const { time, until, minutes } = when;
  const { day: today, minuteOfDay: now } = wallClock(place.now, place.timeZone);
  const isNextMorning = when.part === 'morning' && now >= NOON;
  const day = when.day ?? (when.part === undefined ? undefined : today + (isNextMorning ? 1 : 0));
  if (time === undefined && day !== undefined && (day !== today || when.part !== undefined))
    return { kind: 'time-missing', day };
  if (time === undefined) {
    const to = until === undefined ? place.now + (minutes ?? usualMinutes) * 60_000 : nextAt(until, place);
    return { kind: 'window', window: { from: place.now, to }, isFromNow: true };
  }
  const from = day === undefined ? nextAt(time, place) : instantOf(day, meantMinute(time, day, place), place.timeZone);
  return { kind: 'window', window: { from, to: endOf(from, until, minutes ?? usualMinutes, place) }, isFromNow: false };
}

/** The next instant at which a clock shows the time. */
function nextAt(time: ClockTime, place: Place): number {
  const today = todayAt(place.now, place.timeZone);
  const here = instantOf(today, meantMinute(time, today, place), place.timeZone);
  if (here >= place.now) return here;
  return instantOf(today + 1, meantMinute(time, today + 1, place), place.timeZone);
}

/** From which hour to which the parts of a day are; the night goes on into the next day. */
const HOURS_OF: Readonly<Record<DayPart, readonly [number, number]>> = {
  morning: [6, 12],
  noon: [12, 17],
  evening: [17, 21],
  night: [21, 30],
};

/** A part of a day, as far as it is not past; null where all of it is. */
export function windowOfPart(part: DayPart, day: number, { now, timeZone }: Place): Interval | null {
  const at = (hour: number): number => instantOf(day + Math.floor(hour / 24), (hour % 24) * 60, timeZone);
  const [from, to] = HOURS_OF[part];
  const window = { from: Math.max(now, at(from)), to: at(to) };
  return window.from < window.to ? window : null;
}

/** How long it is from a start to a time that was said as the end. */
export function minutesUntil(from: number, until: ClockTime, place: Place): number {
  return Math.round((endOf(from, until, 0, place) - from) / 60_000);
}

function endOf(from: number, until: ClockTime | undefined, minutes: number, place: Place): number {
  if (until === undefined) return from + minutes * 60_000;
  const day = todayAt(from, place.timeZone);
  const base = until.isHalfDay ? until.minuteOfDay % 720 : until.minuteOfDay;
  const possible = until.isHalfDay ? [base, base + 720, base + DAY_MINUTES] : [base, base + DAY_MINUTES];
  for (const minute of possible) {
    const later = Math.floor(minute / DAY_MINUTES);
    const at = instantOf(day + later, minute - later * DAY_MINUTES, place.timeZone);
    if (at > from) return at;
  }
  return from + minutes * 60_000;
}
