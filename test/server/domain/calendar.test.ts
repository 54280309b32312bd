import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { instantOf, isTimeZone, nextEdge, startOfNextDay, wallClock } from '../../../server/domain/calendar.ts';
import { ZONES } from './zones.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

describe('calendar', () => {
  it('knows what the wall clock shows where the lot is', () => {
    const shown = (text: string, zone: string): number[] => Object.values(wallClock(at(text), zone));
    const friday = Date.UTC(2026, 10, 20) / (24 * HOUR);
    expect(shown('2026-11-20T18:29:59.999Z', 'Asia/Kolkata')).to.deep.equal([friday, 5, 1439]);
    expect(shown('2026-11-20T18:30:00Z', 'Asia/Kolkata')).to.deep.equal([friday + 1, 6, 0]);
    expect(shown('2026-11-20T18:30:00Z', 'Pacific/Pago_Pago')).to.deep.equal([friday, 5, 450]);
    expect(shown('1969-12-31T23:59:00Z', 'UTC')).to.deep.equal([-1, 3, 1439]);
  });

  it('agrees with luxon on any wall clock', () => {
    const anyTime = fc.integer({ min: at('1955-01-01T00:00:00Z'), max: at('2037-12-31T00:00:00Z') });
    fc.assert(
      fc.property(anyTime, fc.constantFrom(...ZONES), (time, zone) => {
        const luxon = DateTime.fromMillis(time, { zone });
        const { weekday, minuteOfDay, day } = wallClock(time, zone);
        expect([weekday, minuteOfDay]).to.deep.equal([luxon.weekday, luxon.hour * 60 + luxon.minute]);
        expect(new Date(day * 24 * HOUR).toISOString().slice(0, 10)).to.equal(luxon.toISODate());
      }),
      { numRuns: 500 },
    );
  });

  it('stops at the minutes asked for, at midnight and where the clock is changed', () => {
    const stops = (from: string, until: string, zone: string, minutes: number[]): string[] => {
      const found: string[] = [];
      for (let edge = nextEdge(at(from), zone, minutes); edge <= at(until); edge = nextEdge(edge, zone, minutes))
        found.push(new Date(edge).toISOString().slice(5, 16));
      return found;
    };
    expect(stops('2026-11-20T10:00:00Z', '2026-11-21T12:00:00Z', 'UTC', [8 * 60, 18 * 60 + 30])).to.deep.equal([
      '11-20T18:30',
      '11-21T00:00',
      '11-21T08:00',
    ]);
    // 02:30 is skipped in Berlin on 29 March, and comes twice on 25 October.
    expect(stops('2026-03-28T23:30:00Z', '2026-03-29T08:00:00Z', 'Europe/Berlin', [150])).to.deep.equal([
      '03-29T01:00',
    ]);
    expect(stops('2026-10-24T22:30:00Z', '2026-10-25T08:00:00Z', 'Europe/Berlin', [150])).to.deep.equal([
      '10-25T00:30',
      '10-25T01:00',
      '10-25T01:30',
    ]);
  });

  it('finds the instant of a wall clock: the first of two, and the change for one that is skipped', () => {
    const day = (text: string): number => at(text) / (24 * HOUR);
    const instant = (date: string, minute: number): string =>
      new Date(instantOf(day(date), minute, 'Europe/Berlin')).toISOString();
    expect(instant('2026-11-20', 600)).to.equal('2026-11-20T09:00:00.000Z');
    expect(instant('2026-03-29', 150)).to.equal('2026-03-29T01:00:00.000Z');
    expect(instant('2026-10-25', 150)).to.equal('2026-10-25T00:30:00.000Z');
    fc.assert(
      fc.property(
        fc.integer({ min: 16_500, max: 24_000 }),
        fc.nat(1439),
        fc.constantFrom(...ZONES),
        (day, minute, zone) => {
          const clock = wallClock(instantOf(day, minute, zone), zone);
          const shown = DateTime.fromMillis(day * 24 * HOUR, { zone: 'UTC' })
            .set({ hour: Math.floor(minute / 60), minute: minute % 60 })
            .setZone(zone, { keepLocalTime: true });
          if (shown.hour * 60 + shown.minute === minute)
            expect([clock.day, clock.minuteOfDay]).to.deep.equal([day, minute]);
          else expect(clock.day).to.equal(day);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has days of 23, 24, 25 and 24½ hours', () => {
    const hours = (noon: string, zone: string): number => {
      const start = startOfNextDay(at(noon) - 24 * HOUR, zone);
      return (startOfNextDay(start, zone) - start) / HOUR;
    };
    expect(hours('2026-03-29T12:00:00Z', 'Europe/Berlin')).to.equal(23);
    expect(hours('2026-03-30T12:00:00Z', 'Europe/Berlin')).to.equal(24);
    expect(hours('2026-10-25T12:00:00Z', 'Europe/Berlin')).to.equal(25);
    expect(hours('2026-04-05T02:00:00Z', 'Australia/Lord_Howe')).to.equal(24.5);
  });

  it('finds the start of a day whose midnight the clock change skips', () => {
    // Beirut goes from 24:00 to 01:00 on the last Sunday of March.
    expect(startOfNextDay(at('2026-03-28T12:00:00Z'), 'Asia/Beirut')).to.equal(at('2026-03-28T22:00:00Z'));
  });

  it('agrees with luxon on the start of the next day, anywhere and at any time', () => {
    const anyTime = fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2037-12-31T00:00:00Z') });
    fc.assert(
      fc.property(anyTime, fc.constantFrom(...ZONES), (time, zone) => {
        const next = startOfNextDay(time, zone);
        expect(next).to.be.greaterThan(time);
        expect(wallClock(next - 1, zone).day).to.equal(wallClock(time, zone).day);
        const luxon = DateTime.fromMillis(time, { zone }).plus({ days: 1 });
        expect(next).to.equal(luxon.startOf('day').toMillis());
      }),
      { numRuns: 500 },
    );
  });

  it('tells a time zone from a word', () => {
    expect(ZONES.every(isTimeZone)).to.equal(true);
    expect(['', 'Mars/Olympus', 'Asia/Calcuta'].some(isTimeZone)).to.equal(false);
  });
});
