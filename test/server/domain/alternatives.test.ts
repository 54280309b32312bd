import { expect } from 'chai';
import fc from 'fast-check';
import { byDistance, nearestSlots, nearestTimes } from '../../../server/domain/alternatives.ts';
import { type Interval, overlaps } from '../../../server/domain/interval.ts';
import { isOpenFor } from '../../../server/domain/opening-hours.ts';
import { DAY, HOUR, MINUTE, TEN } from './samples.ts';

const QUARTER = 15 * MINUTE;
const always = { openingHours: null, timeZone: 'UTC' };
const daily = { openingHours: [{ days: null, from: 8 * 60, to: 20 * 60 }], timeZone: 'UTC' };

const span: fc.Arbitrary<Interval> = fc
  .tuple(fc.integer({ min: -100, max: 200 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]) => ({ from: TEN + from * QUARTER, to: TEN + (from + length) * QUARTER }));
const lot = fc.constantFrom(always, daily);

describe('alternatives', () => {
  it('are other slots, the nearest first, of two as near the one with the lower position', () => {
    const places = [5, 1, 3, 2, 4].map((position) => ({ code: `S${position}`, position, busy: [] }));
    expect(nearestSlots(places, 3, { from: 0, to: 1 }, 4)).to.deep.equal(['S3', 'S2', 'S4', 'S1']);
    expect(byDistance(places, 0).map(({ code }) => code)).to.deep.equal(['S1', 'S2', 'S3', 'S4', 'S5']);
  });

  it('are never slots that somebody holds in the window, and no free slot nearer than one offered is left out', () => {
    const place = fc.record({ position: fc.integer({ min: 0, max: 30 }), busy: fc.array(span, { maxLength: 4 }) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), span, fc.integer({ min: 0, max: 30 }), (found, asked, from) => {
        const places = found.map((one, index) => ({ ...one, code: `${index}` }));
        const free = places.filter(({ busy }) => !busy.some((held) => overlaps(held, asked)));
        const offered = nearestSlots(places, from, asked).map((code) => free.find((one) => one.code === code)!);
        expect(offered).to.have.length(Math.min(3, free.length)).and.not.include(undefined);
        const farthest = Math.max(0, ...offered.map(({ position }) => Math.abs(position - from)));
        const left = free.filter((one) => !offered.includes(one));
        expect(left.every(({ position }) => Math.abs(position - from) >= farthest)).to.equal(true);
      }),
    );
  });

  it('are windows of the same length, free, open, not in the past and within a day, the nearest first', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 10 }), span, lot, (busy, asked, where) => {
        const times = nearestTimes(busy, asked, TEN, where);
        for (const time of times) {
          expect(time.to - time.from).to.equal(asked.to - asked.from);
          expect(time.from).to.be.at.least(TEN);
          expect(Math.abs(time.from - asked.from)).to.be.at.most(DAY);
          expect(busy.some((held) => overlaps(held, time))).to.equal(false);
          expect(isOpenFor(where.openingHours, where.timeZone, time)).to.equal(true);
        }
        const distances = times.map(({ from }) => Math.abs(from - asked.from));
        expect(distances).to.deep.equal([...distances].sort((a, b) => a - b));
      }),
    );
  });

  it('leave out no nearer time than the first: checked against every quarter of an hour', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 10 }), span, lot, (busy, asked, where) => {
        const possible = Array.from({ length: 2 * 96 + 1 }, (_, i) => asked.from - DAY + i * QUARTER)
          .map((from) => ({ from, to: from + (asked.to - asked.from) }))
          .filter(({ from }) => from >= TEN)
          .filter((time) => !busy.some((held) => overlaps(held, time)))
          .filter((time) => isOpenFor(where.openingHours, where.timeZone, time))
          .map(({ from }) => Math.abs(from - asked.from));
        const [first] = nearestTimes(busy, asked, TEN, where);
        expect(first ? Math.abs(first.from - asked.from) : Infinity).to.equal(Math.min(Infinity, ...possible));
      }),
    );
  });

  it('begin where the slot is free again, before and after', () => {
    const busy = [{ from: TEN + HOUR, to: TEN + 3 * HOUR }];
    const asked = { from: TEN + 90 * MINUTE, to: TEN + 150 * MINUTE };
    expect(nearestTimes(busy, asked, TEN, always)).to.deep.equal([
      { from: TEN, to: TEN + HOUR },
      { from: TEN + 3 * HOUR, to: TEN + 4 * HOUR },
    ]);
  });
});
