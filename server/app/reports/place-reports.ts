import { begunDays, dateOf, periodBefore } from '../../domain/report-period.ts';
import { byHalfHour, byWeekHour, type Occupancy } from '../../domain/stay-bins.ts';
import { LENGTH_EDGES_MINUTES } from '../../domain/stay-lengths.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { eachDay, type ReportRequest, report, shareOf } from './report-scope.ts';

/** How a lot's slots were used. */

const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((sum, row) => sum + of(row), 0);

const filled = ({ occupiedMs, slotMs }: Pick<Occupancy, 'occupiedMs' | 'slotMs'>) => ({
  occupiedMs,
  slotMs,
  share: shareOf(occupiedMs, slotMs),
});

/** The share of the time of all slots in which a car stood there, by hour and weekday. */
export function occupancyReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async ({ look, lot, period }) => {
    const slots = await look.reports.slots(lot.id);
    const events = await look.reports.stayEvents(lot.id, period.span);
    const hours = byWeekHour(period, lot.timeZone, events, slots);
    const all = { occupiedMs: sumOf(hours, (one) => one.occupiedMs), slotMs: sumOf(hours, (one) => one.slotMs) };
    return {
      slots: slots.filter(({ retiredAt }) => retiredAt === null || retiredAt > period.span.from).length,
      ...filled(all),
      hours: hours.map((one) => ({ weekday: one.weekday, hour: one.hour, ...filled(one) })),
    };
  });
}

/** Cars that came and left and how full it was, by half-hours of the day, beside as many days before. */
export function flowReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async ({ look, lot, range, period, now }) => {
    const before = periodBefore(range, lot.timeZone, now);
    const slots = await look.reports.slots(lot.id);
    const halves = async ({ days, span }: typeof period) =>
      byHalfHour({ days, span }, lot.timeZone, await look.reports.stayEvents(lot.id, span), slots);
    const [current, previous] = [await halves(period), await halves(before)];
    const view = (one: Occupancy | undefined) => {
      const { entries, exits, ...rest } = one ?? { entries: 0, exits: 0, occupiedMs: 0, slotMs: 0 };
      return { entries, exits, ...filled(rest) };
    };
    const length = range.last - range.first + 1;
    return {
      previous: { from: dateOf(range.first - length), to: dateOf(range.first - 1), until: before.span.to },
      entries: sumOf(current, ({ entries }) => entries),
      exits: sumOf(current, ({ exits }) => exits),
      previousEntries: sumOf(previous, ({ entries }) => entries),
      previousExits: sumOf(previous, ({ exits }) => exits),
      halfHours: current.map((one, n) => ({ time: timeOf(n), current: view(one), previous: view(previous[n]) })),
    };
  });
}

const timeOf = (halfHour: number): string =>
  `${String(Math.floor(halfHour / 2)).padStart(2, '0')}:${halfHour % 2 === 0 ? '00' : '30'}`;

/** How long the stays lasted that ended. */
export function staysReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async ({ look, lot, period }) => {
    const edges = LENGTH_EDGES_MINUTES.map((minutes) => minutes * 60_000);
    const { classes, totalMs, medianMs } = await look.reports.stayLengths(lot.id, period.span, edges);
    const count = sumOf(classes, (one) => one.count);
    return {
      count,
      meanMs: count === 0 ? null : Math.round(totalMs / count),
      medianMs,
      lengths: LENGTH_EDGES_MINUTES.map((fromMinutes, place) => ({
        fromMinutes,
        toMinutes: LENGTH_EDGES_MINUTES[place + 1] ?? null,
        count: classes.find((one) => one.place === place)?.count ?? 0,
      })),
    };
  });
}

/** How many stays began on each slot and day. */
export function turnoverReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async ({ look, lot, period }) => {
    const bySlot = new Map(
      (await look.reports.staysBySlot(lot.id, period.span)).map(({ slotId, count }) => [slotId, count]),
    );
    const slots = (await look.reports.slots(lot.id)).filter(
      ({ id, retiredAt }) => retiredAt === null || retiredAt > period.span.from || bySlot.has(id),
    );
    const begun = begunDays(period);
    const counted = await look.reports.staysByDay(
      lot.id,
      begun.map((day) => ({ ...day, to: Math.min(day.to, period.span.to) })),
    );
    const stays = sumOf(slots, ({ id }) => bySlot.get(id) ?? 0);
    return {
      stays,
      perSlotAndDay: shareOf(stays, slots.length * begun.length),
      slots: slots.map(({ id, code }) => {
        const count = bySlot.get(id) ?? 0;
        return { slot: code, stays: count, perDay: begun.length === 0 ? 0 : count / begun.length };
      }),
      days: eachDay({ ...period, days: begun }, counted, (row) => ({
        stays: row?.count ?? 0,
        perSlot: shareOf(row?.count ?? 0, slots.length),
      })),
    };
  });
}
