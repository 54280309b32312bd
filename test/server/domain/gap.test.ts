import { expect } from 'chai';
import fc from 'fast-check';
import { addGap, coverGaps, type Gap, gapsWithin } from '../../../server/domain/gap.ts';

const gap = (from: number, to: number, cause: Gap['cause'] = 'reboot'): Gap => ({ from, to, cause });
const spans = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const adding = fc.array(fc.tuple(spans, fc.constantFrom('reboot' as const, 'loss' as const)), { maxLength: 8 });
const build = (list: readonly (readonly [{ from: number; to: number }, Gap['cause']])[]) =>
  list.reduce<readonly Gap[]>((gaps, [span, cause]) => addGap(gaps, { ...span, cause }), []);
const minutes = (gaps: readonly Gap[]) =>
  new Set(gaps.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)));

describe('gaps in the evidence of a stay', () => {
  it('are kept in order, apart from each other, and those of one cause that touch are one', () => {
    expect(addGap([gap(5, 8)], gap(8, 9))).to.deep.equal([gap(5, 9)]);
    expect(addGap([gap(5, 8)], gap(8, 9, 'loss'))).to.deep.equal([gap(5, 8), gap(8, 9, 'loss')]);
    const some = [gap(5, 8)];
    expect(addGap(some, gap(9, 9))).to.equal(some);
    fc.assert(
      fc.property(adding, (list) => {
        const gaps = build(list);
        gaps.forEach((one, index) => {
          expect(one.from).to.be.below(one.to);
          expect(one.from).to.be.at.least(gaps[index - 1]?.to ?? 0);
        });
        expect([...minutes(gaps)].sort()).to.deep.equal(
          [...minutes(list.map(([span]) => ({ ...span, cause: 'reboot' })))].sort(),
        );
      }),
    );
  });

  it('lose exactly what evidence covers, and are cut exactly to a span', () => {
    fc.assert(
      fc.property(adding, spans, (list, span) => {
        const gaps = build(list);
        const covered = minutes([{ ...span, cause: 'reboot' }]);
        const left = [...minutes(gaps)].filter((minute) => !covered.has(minute));
        expect([...minutes(coverGaps(gaps, span))]).to.have.members(left);
        const within = [...minutes(gaps)].filter((minute) => covered.has(minute));
        expect([...minutes(gapsWithin(gaps, span))]).to.have.members(within);
      }),
    );
    const untouched = [gap(5, 8)];
    expect(coverGaps(untouched, { from: 8, to: 20 })).to.equal(untouched);
  });
});
