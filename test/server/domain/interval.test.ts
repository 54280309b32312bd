import { expect } from 'chai';
import fc from 'fast-check';
import { type Interval, overlaps } from '../../../server/domain/interval.ts';

const span: fc.Arbitrary<Interval> = fc.record({
  from: fc.integer({ min: 0, max: 12 }),
  to: fc.integer({ min: 0, max: 12 }),
});

const contains = ({ from, to }: Interval, at: number): boolean => from <= at && at < to;

describe('interval', () => {
  it('overlaps another exactly when some instant lies in both', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        const shared = Array.from({ length: 13 }, (_, at) => at).some((at) => contains(a, at) && contains(b, at));
        expect(overlaps(a, b)).to.equal(shared);
        expect(overlaps(b, a)).to.equal(shared);
      }),
      { numRuns: 1000 },
    );
  });
});
