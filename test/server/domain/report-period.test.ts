import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { begunDays, dateOf, dayOf, periodBefore, periodOf } from '../../../server/domain/report-period.ts';
import { ZONES } from './zones.ts';

const MINUTE = 60_000;
const anyNow = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 0, 1) });
const anyZone = fc.constantFrom(...ZONES);
const day = (text: string): number => dayOf(text) ?? Number.NaN;

describe('the period of a report', () => {
  it('has the days of the calendar one after the other without a gap, as luxon begins them', () => {
    fc.assert(
      fc.property(anyNow, anyZone, fc.nat(40), (at, zone, length) => {
        const first = day(DateTime.fromMillis(at, { zone }).toISODate() ?? '');
        const { days, span } = periodOf({ first, last: first + length }, zone, Number.MAX_SAFE_INTEGER);
        for (const [n, one] of days.entries()) {
          if (n > 0) expect(one.from).to.equal(days[n - 1]?.to);
          expect(one.from, dateOf(one.day)).to.equal(
            DateTime.fromISO(dateOf(one.day), { zone }).startOf('day').toMillis(),
          );
        }
        expect(span).to.deep.equal({ from: days[0]?.from, to: days.at(-1)?.to });
      }),
    );
  });

  it('ends now where it is not over, and is empty where it has not begun', () => {
    const range = { first: day('2026-11-20'), last: day('2026-11-22') };
    const at = (text: string) => periodOf(range, 'Asia/Kolkata', Date.parse(text));
    expect(at('2026-11-21T10:00:00Z').span.to).to.equal(Date.parse('2026-11-21T10:00:00Z'));
    expect(begunDays(at('2026-11-21T10:00:00Z')).map((one) => dateOf(one.day))).to.deep.equal([
      '2026-11-20',
      '2026-11-21',
    ]);
    expect(at('2026-12-01T00:00:00Z').span.to).to.equal(Date.parse('2026-11-22T18:30:00Z'));
    const { from, to } = at('2026-11-01T00:00:00Z').span;
    expect(to).to.equal(from);
  });

  it('has days of 23 and 25 hours where the clock is changed', () => {
    const hours = (date: string) =>
      periodOf({ first: day(date), last: day(date) }, 'Europe/Berlin', Number.MAX_SAFE_INTEGER).days.map(
        ({ from, to }) => (to - from) / 3_600_000,
      );
    expect([hours('2026-03-29'), hours('2026-03-30'), hours('2026-10-25')]).to.deep.equal([[23], [24], [25]]);
  });

  it('is compared with as many days before, of a day that is not over with as much of it', () => {
    fc.assert(
      fc.property(anyNow, anyZone, fc.nat(30), fc.integer({ min: -3, max: 3 }), (raw, zone, length, ahead) => {
        const now = raw - (raw % MINUTE);
        const last = day(DateTime.fromMillis(now, { zone }).toISODate() ?? '') + ahead;
        const range = { first: last - length, last };
        const before = periodBefore(range, zone, now);
        expect(before.days.at(-1)?.to).to.equal(periodOf(range, zone, now).span.from);
        expect(before.span.to).to.be.at.most(before.days.at(-1)?.to ?? 0);
        if (ahead < 0) expect(before.span.to).to.equal(before.days.at(-1)?.to);
        if (ahead !== 0) return;
        const then = DateTime.fromMillis(before.span.to, { zone });
        const here = DateTime.fromMillis(now, { zone });
        // A clock that is changed on one of the two days need not show the same.
        const isPlain = before.days.at(-1)!.to - before.days.at(-1)!.from === 24 * 60 * MINUTE;
        if (isPlain && here.minute + here.hour > 0)
          expect([then.hour, then.minute]).to.deep.equal([here.hour, here.minute]);
      }),
    );
  });

  it('knows the days of calendars', () => {
    fc.assert(fc.property(fc.integer({ min: -100_000, max: 100_000 }), (one) => dayOf(dateOf(one)) === one));
    expect([dayOf('2026-02-29'), dayOf('2026-13-01'), dayOf('yesterday'), dayOf('')]).to.deep.equal(
      Array.from({ length: 4 }, () => null),
    );
  });
});
