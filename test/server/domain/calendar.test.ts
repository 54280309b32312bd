import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dayOf, isTimeZone, startOfNextDay } from '../../../server/domain/calendar.ts';
import { ZONES } from './zones.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

describe('calendar', () => {
  it('knows the day of an instant where the lot is', () => {
    expect(dayOf(at('2026-11-20T18:29:59.999Z'), 'Asia/Kolkata')).to.equal('2026-11-20');
    expect(dayOf(at('2026-11-20T18:30:00Z'), 'Asia/Kolkata')).to.equal('2026-11-21');
    expect(dayOf(at('2026-11-20T18:30:00Z'), 'Pacific/Pago_Pago')).to.equal('2026-11-20');
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
        expect(dayOf(next - 1, zone)).to.equal(dayOf(time, zone));
        const luxon = DateTime.fromMillis(time, { zone }).plus({ days: 1 });
        expect(dayOf(next, zone)).to.equal(luxon.toISODate());
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
