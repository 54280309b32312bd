import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type DayRange, periodOf } from '../../../server/domain/report-period.ts';
import { BIN_MS, byHalfHour, byWeekHour, type Occupancy, type StayEvents } from '../../../server/domain/stay-bins.ts';
import { ZONES } from './zones.ts';

interface Stay {
  readonly from: number;
  readonly to: number | null;
}

/** What the database would count of these stays. */
function eventsOf(stays: readonly Stay[], from: number, to: number): StayEvents {
  const events = (times: (number | null)[]) => {
    const found = times.filter((at): at is number => at !== null && at >= from && at < to);
    return [...new Set(found.map((at) => Math.floor(at / BIN_MS)))].map((bin) => {
      const its = found.filter((at) => Math.floor(at / BIN_MS) === bin);
      return { bin, count: its.length, offsetSumMs: its.reduce((sum, at) => sum + at - bin * BIN_MS, 0) };
    });
  };
  return {
    openAtStart: stays.filter((stay) => stay.from < from && (stay.to ?? to) >= from).length,
    starts: events(stays.map((stay) => stay.from)),
    ends: events(stays.map((stay) => stay.to)),
  };
}

const overlap = (stay: Stay, from: number, to: number) =>
  Math.max(0, Math.min(stay.to ?? to, to) - Math.max(stay.from, from));

/** Every zone's clock within the past weeks, by five minutes, so that it is surely fine enough. */
const STEP = 300_000;

const arbitrary = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    // Around days on which some of the zones change their clocks, and others.
    first: fc.constantFrom(
      ...['2026-03-28', '2026-04-04', '2026-04-24', '2026-09-05', '2026-10-24', '2026-10-31', '2026-11-20'].map(
        (date) => Date.parse(date) / 86_400_000,
      ),
    ),
    days: fc.integer({ min: 1, max: 4 }),
    cut: fc.option(fc.integer({ min: 1, max: 4 * 86_400_000 })),
    stays: fc.array(
      fc.tuple(fc.integer({ min: -2 * 86_400_000, max: 5 * 86_400_000 }), fc.option(fc.nat(2 * 86_400_000))),
      { maxLength: 12 },
    ),
    retired: fc.array(fc.option(fc.integer({ min: -86_400_000, max: 5 * 86_400_000 })), { maxLength: 3 }),
  })
  .map(({ zone, first, days, cut, stays, retired }) => {
    const range: DayRange = { first, last: first + days - 1 };
    const { span } = periodOf(range, zone, Number.MAX_SAFE_INTEGER);
    const period = periodOf(range, zone, cut === null ? Number.MAX_SAFE_INTEGER : span.from + cut);
    return {
      ...{ zone, period },
      stays: stays.map(([from, length]) => ({
        from: span.from + from,
        to: length === null ? null : span.from + from + length,
      })),
      slots: retired.map((at) => ({ retiredAt: at === null ? null : span.from + at })),
    };
  });

describe('how full a lot was', () => {
  it('is the same, by hour and weekday and by half-hour, as looking at every five minutes by itself', () => {
    fc.assert(
      fc.property(arbitrary, ({ zone, period, stays, slots }) => {
        const { from, to } = period.span;
        const hours = new Map<string, Occupancy>();
        const halves = new Map<string, Occupancy>();
        for (let at = from; at < to; at += STEP) {
          const end = Math.min(to, at + STEP);
          const { weekday, hour, minute } = DateTime.fromMillis(at, { zone });
          const one = {
            entries: stays.filter((stay) => stay.from >= at && stay.from < end).length,
            exits: stays.filter((stay) => stay.to !== null && stay.to >= at && stay.to < end).length,
            occupiedMs: stays.reduce((sum, stay) => sum + overlap(stay, at, end), 0),
            slotMs: slots.reduce((sum, { retiredAt }) => sum + overlap({ from: at, to: retiredAt }, at, end), 0),
          };
          for (const [map, key] of [
            [hours, `${weekday} ${hour}`],
            [halves, `${hour * 2 + Math.floor(minute / 30)}`],
          ] as const) {
            const sum = map.get(key) ?? { entries: 0, exits: 0, occupiedMs: 0, slotMs: 0 };
            map.set(key, {
              entries: sum.entries + one.entries,
              exits: sum.exits + one.exits,
              occupiedMs: sum.occupiedMs + one.occupiedMs,
              slotMs: sum.slotMs + one.slotMs,
            });
          }
        }
        const nothing = { entries: 0, exits: 0, occupiedMs: 0, slotMs: 0 };
        const events = eventsOf(stays, from, to);
        for (const { weekday, hour, ...found } of byWeekHour(period, zone, events, slots))
          expect(found, `${weekday} ${hour}`).to.deep.equal(hours.get(`${weekday} ${hour}`) ?? nothing);
        for (const [n, found] of byHalfHour(period, zone, events, slots).entries())
          expect(found, `half-hour ${n}`).to.deep.equal(halves.get(`${n}`) ?? nothing);
      }),
      { numRuns: 60 },
    );
  });
});
