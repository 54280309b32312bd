import { DateTime } from 'luxon';
import type { Lot } from '../../server/domain/lot.ts';
import type { ParkingSession } from '../../server/domain/parking-session.ts';
import type { Past } from './report-history.ts';

/** What reports should say, counted by hand: one after the other, with luxon's calendar, and no thought of speed. */

const QUARTER = 900_000;

export interface Asked {
  readonly lot: Lot;
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  readonly now: number;
}

const begin = (date: string, zone: string, days = 0) =>
  DateTime.fromISO(date, { zone }).startOf('day').plus({ days }).startOf('day');

/** The days asked for with when they begin and end. */
export function daysAsked({ lot, from, to }: Pick<Asked, 'lot' | 'from' | 'to'>) {
  const days: { date: string; from: number; to: number }[] = [];
  for (let at = begin(from, lot.timeZone); at <= begin(to, lot.timeZone); at = at.plus({ days: 1 }).startOf('day'))
    days.push({
      date: at.toISODate() ?? '',
      from: at.toMillis(),
      to: at.plus({ days: 1 }).startOf('day').toMillis(),
    });
  return days;
}

export const isIn = (at: number | null, from: number, to: number): boolean => at !== null && at >= from && at < to;

export function endOf(asked: Asked): number {
  return Math.min(begin(asked.to, asked.lot.timeZone, 1).toMillis(), asked.now);
}

/** How full it was, and what came and left, by a key of the lot's wall clock. */
export function filledBy(past: Past, asked: Asked, until: number, keyOf: (at: DateTime) => string) {
  const { lot } = asked;
  const stays = past.stays.filter(({ lotId }) => lotId === lot.id);
  const slots = past.slots.filter(({ lotId }) => lotId === lot.id);
  const found = new Map<string, { entries: number; exits: number; occupiedMs: number; slotMs: number }>();
  for (let at = begin(asked.from, lot.timeZone).toMillis(); at < until; at += QUARTER) {
    const end = Math.min(until, at + QUARTER);
    const overlap = (from: number, to: number | null) => Math.max(0, Math.min(to ?? end, end) - Math.max(from, at));
    const key = keyOf(DateTime.fromMillis(at, { zone: lot.timeZone }));
    const sum = found.get(key) ?? { entries: 0, exits: 0, occupiedMs: 0, slotMs: 0 };
    found.set(key, sum);
    for (const { startedAt, endedAt } of stays) {
      sum.entries += isIn(startedAt, at, end) ? 1 : 0;
      sum.exits += isIn(endedAt, at, end) ? 1 : 0;
      sum.occupiedMs += overlap(startedAt, endedAt);
    }
    for (const { retiredAt } of slots) sum.slotMs += overlap(0, retiredAt);
  }
  return found;
}

/** The revenue of some transfers, as a report tells it. */
export function revenueOf(transfers: readonly Past['transfers'][number][]) {
  const into = (account: string, ...kinds: string[]) =>
    transfers
      .filter(({ draft }) => kinds.length === 0 || kinds.includes(draft.kind))
      .flatMap(({ draft }) => draft.postings)
      .reduce((sum, one) => sum + (one.account.kind === account ? one.amountMinor : 0), 0);
  return {
    chargesMinor: into('revenue', 'charge'),
    feesMinor: into('revenue', 'fee', 'capture'),
    correctionsMinor: into('revenue', 'reversal', 'withdrawal'),
    refundsMinor: into('revenue', 'refund'),
    revenueMinor: into('revenue'),
    taxMinor: into('tax'),
  };
}

export const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export function endsOf(bookings: readonly Past['bookings'][number][]) {
  const completed = bookings.filter(({ state }) => state === 'completed');
  const late = completed.map(({ endedAt, endsAt }) => (endedAt ?? 0) - endsAt).filter((ms) => ms > 0);
  const noShows = bookings.filter(({ endReason }) => endReason === 'no-show').length;
  return {
    completed: completed.length,
    noShows,
    cancelled: bookings.filter(({ state }) => state === 'cancelled').length,
    overstays: late.length,
    overstayMs: late.reduce((sum, ms) => sum + ms, 0),
    noShowRate: rate(noShows, completed.length + noShows),
    overstayRate: rate(late.length, completed.length),
  };
}

/** Lengths of stays, the shortest first. */
export function lengthsOf(stays: readonly ParkingSession[]): number[] {
  return stays.map(({ startedAt, endedAt }) => (endedAt ?? 0) - startedAt).sort((a, b) => a - b);
}
