import type { Booking } from './booking.ts';
import { instantOf, wallClock } from './calendar.ts';

/** What a lot reminds its drivers of, and when. Minutes of 0 are none. */
export interface ReminderPolicy {
  /** Hour of the lot's day at which drivers are reminded of tomorrow's bookings. */
  readonly dayBeforeHour: number;
  readonly remindBeforeStartMinutes: number;
  readonly remindBeforeEndMinutes: number;
  /** How long before its hold runs out a booking without its car is warned of. */
  readonly noShowWarningMinutes: number;
  /** Hour of the lot's day at which drivers are told of a follow-up date. */
  readonly followUpHour: number;
}

export const REMINDER_KINDS = ['day-before', 'before-start', 'before-end', 'no-show-warning', 'follow-up'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** One thing to be reminded of, once. */
export interface Reminder {
  readonly kind: ReminderKind;
  /** The moment it is about. A booking that is moved is about another moment and is reminded of anew. */
  readonly about: number;
  readonly dueAt: number;
  /** From then on it would only confuse. */
  readonly usefulUntil: number;
}

/** Where and how a lot reminds. */
export interface ReminderPlace {
  readonly timeZone: string;
  readonly settings: ReminderPolicy;
}

const MINUTE = 60_000;
/** A follow-up may be told this many days late. */
const FOLLOW_UP_DAYS = 2;

/** Everything that belongs to a booking as it stands, due or not. */
export function remindersOf(booking: Booking, place: ReminderPlace): Reminder[] {
  if (booking.state === 'reserved') return [...beforeStart(booking, place), ...noShowWarning(booking, place)];
  return booking.state === 'active' ? beforeEnd(booking, place) : [];
}

function beforeStart(booking: Booking, { timeZone, settings }: ReminderPlace): Reminder[] {
  const { startsAt, createdAt } = booking;
  const dueAt = startsAt - settings.remindBeforeStartMinutes * MINUTE;
  const soon = settings.remindBeforeStartMinutes > 0 ? dueAt : startsAt;
  const { day } = wallClock(startsAt, timeZone);
  const dayBefore = instantOf(day - 1, settings.dayBeforeHour * 60, timeZone);
  const reminders: Reminder[] = [
    // Once the later reminder is due the earlier one says nothing more.
    { kind: 'day-before', about: startsAt, dueAt: dayBefore, usefulUntil: soon },
    { kind: 'before-start', about: startsAt, dueAt: soon, usefulUntil: startsAt },
  ];
  // Whoever books later than that has just been told.
  return reminders.filter((each) => createdAt < each.dueAt && each.dueAt < each.usefulUntil);
}

function noShowWarning(booking: Booking, { settings }: ReminderPlace): Reminder[] {
  const lead = settings.noShowWarningMinutes * MINUTE;
  const { startsAt, createdAt, holdUntil } = booking;
  const held = holdUntil - Math.max(startsAt, createdAt);
  // A hold that is hardly longer than the warning is its own warning.
  if (lead === 0 || held < 2 * lead) return [];
  return [{ kind: 'no-show-warning', about: holdUntil, dueAt: holdUntil - lead, usefulUntil: holdUntil }];
}

function beforeEnd(booking: Booking, { settings }: ReminderPlace): Reminder[] {
  const lead = settings.remindBeforeEndMinutes * MINUTE;
  const { endsAt, createdAt, arrivedAt } = booking;
  const dueAt = endsAt - lead;
  if (lead === 0 || Math.max(createdAt, arrivedAt ?? 0) >= dueAt) return [];
  return [{ kind: 'before-end', about: endsAt, dueAt, usefulUntil: endsAt }];
}

/** The reminder of a date that was set when a stay was marked done. */
export function followUpOf(date: string, { timeZone, settings }: ReminderPlace): Reminder {
  const day = dayOf(date);
  const dueAt = instantOf(day, settings.followUpHour * 60, timeZone);
  const usefulUntil = instantOf(day + FOLLOW_UP_DAYS + 1, 0, timeZone);
  return { kind: 'follow-up', about: day, dueAt, usefulUntil };
}

/** What to do about a reminder now. */
export function decide(reminder: Reminder, now: number): 'wait' | 'send' | 'too-late' {
  if (now < reminder.dueAt) return 'wait';
  return now < reminder.usefulUntil ? 'send' : 'too-late';
}

/** The latest start of which a lot reminds by now: the end of tomorrow in the zone that is ahead the most. */
export const FURTHEST_START_MS = 50 * 60 * MINUTE;

const DAY = 86_400_000;

/** Days since 1970-01-01 of a date like `2028-02-29`; NaN where the calendar has no such day. */
export function dayOf(date: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) || dateOf(at / DAY) !== date ? Number.NaN : at / DAY;
}

/** `2028-02-29` for so many days since 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
