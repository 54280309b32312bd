import { expect } from 'chai';
import { windowFault } from '../../../server/domain/booking-window.ts';
import { DEFAULT_SETTINGS } from '../../../server/domain/lot.ts';
import { closesAt, isOpenFor, openSpans } from '../../../server/domain/opening-hours.ts';
import { DAY, HOUR, MINUTE } from './samples.ts';

const BERLIN = 'Europe/Berlin';
const at = (text: string): number => Date.parse(text);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('opening hours', () => {
  it('without any are around the clock', () => {
    const week = { from: 0, to: 7 * DAY };
    expect(openSpans(null, BERLIN, week)).to.deep.equal([week]);
    expect(openSpans(null, BERLIN, { from: 5, to: 5 })).to.deep.equal([]);
  });

  it('are joined where they touch: every day from midnight to midnight is one span', () => {
    const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ days: [day], from: 0, to: 1440 }));
    const month = span('2026-03-01T00:00:00Z', '2026-04-15T00:00:00Z');
    expect(openSpans(days, BERLIN, month)).to.deep.equal([month]);
    expect(openSpans([{ days: null, from: 360, to: 360 }], BERLIN, month)).to.deep.equal([month]);
  });

  it('past midnight belong to the day on which they begin', () => {
    const friday = [{ days: [5], from: 22 * 60, to: 2 * 60 }];
    const week = span('2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z');
    expect(openSpans(friday, 'UTC', week)).to.deep.equal([span('2026-11-20T22:00:00Z', '2026-11-21T02:00:00Z')]);
    expect(isOpenFor(friday, 'UTC', span('2026-11-21T00:00:00Z', '2026-11-21T02:00:00Z'))).to.equal(true);
    expect(isOpenFor(friday, 'UTC', span('2026-11-21T00:00:00Z', '2026-11-21T02:00:01Z'))).to.equal(false);
  });

  it('are those of the wall clock when it is put forward or back: daylight saving both ways', () => {
    const nights = [{ days: null, from: 60, to: 4 * 60 }];
    // 29 March 2026: 02:00 is 03:00; 25 October 2026: 03:00 is 02:00 again.
    const lengthOf = (day: string) => {
      const [only] = openSpans(nights, BERLIN, { from: at(`${day}T00:00:00+01:00`), to: at(`${day}T12:00:00+01:00`) });
      return only ? (only.to - only.from) / HOUR : 0;
    };
    expect(['2026-03-28', '2026-03-29', '2026-03-30'].map(lengthOf)).to.deep.equal([3, 2, 3]);
    expect(['2026-10-24', '2026-10-25'].map(lengthOf)).to.deep.equal([3, 4]);
    const skipped = [{ days: null, from: 150, to: 300 }];
    const [first] = openSpans(skipped, BERLIN, span('2026-03-29T00:00:00Z', '2026-03-29T12:00:00Z'));
    expect(first).to.deep.equal(span('2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'));
  });

  it('know the 29th of February', () => {
    const weekdays = [{ days: [2], from: 8 * 60, to: 18 * 60 }];
    const leap = span('2028-02-29T08:00:00Z', '2028-02-29T18:00:00Z');
    expect(openSpans(weekdays, 'UTC', span('2028-02-28T00:00:00Z', '2028-03-02T00:00:00Z'))).to.deep.equal([leap]);
  });

  it('say when the lot closes, and that it is closed', () => {
    const hours = [{ days: null, from: 8 * 60, to: 20 * 60 }];
    const nine = at('2026-11-02T09:00:00Z');
    expect(closesAt(hours, 'UTC', nine, nine + DAY)).to.equal(nine + 11 * HOUR);
    expect(closesAt(hours, 'UTC', nine, nine + HOUR)).to.equal(nine + HOUR);
    expect(closesAt(hours, 'UTC', nine + 11 * HOUR, nine + DAY)).to.equal(null);
  });
});

describe('the window of a booking', () => {
  const now = at('2026-11-02T09:00:00Z');
  const fault = (from: number, minutes: number, change = {}) =>
    windowFault({ from, to: from + minutes * MINUTE }, now, { ...DEFAULT_SETTINGS, ...change }, 'UTC');

  it('is taken from the shortest to the longest and up to so many days ahead', () => {
    expect([fault(now, 29), fault(now, 30), fault(now, 10_080), fault(now, 10_081)]).to.deep.equal([
      'too-short',
      null,
      null,
      'too-long',
    ]);
    expect([fault(now + 30 * DAY, 60), fault(now + 30 * DAY + 1, 60)]).to.deep.equal([null, 'too-far-ahead']);
    expect([fault(now, 60, { bookAheadDays: 0 }), fault(now + 1, 60, { bookAheadDays: 0 })]).to.deep.equal([
      null,
      'too-far-ahead',
    ]);
    expect(fault(now - HOUR, 60)).to.equal('past');
  });
});
