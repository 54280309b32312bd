import { expect } from 'chai';
import fc from 'fast-check';
import { advance, type Progress, type Ready } from '../../../server/domain/sequence.ts';

/** Feeds batches as the server does: what is not ready is kept and offered again. */
function feed(batches: readonly { seqs: readonly number[]; baseSeq: number }[]) {
  let progress: Progress = { baseSeq: 1, ackedSeq: 0 };
  let kept: number[] = [];
  const ready: Ready[] = [];
  const lost: number[] = [];
  for (const { seqs, baseSeq } of batches) {
    progress = { ...progress, baseSeq: Math.max(progress.baseSeq, baseSeq) };
    const step = advance(progress, [...kept, ...seqs]);
    ready.push(...step.ready);
    for (const [from, to] of step.lost) for (let seq = from; seq <= to; seq++) lost.push(seq);
    kept = [...kept, ...seqs].filter((seq) => seq > step.ackedSeq);
    progress = { ...progress, ackedSeq: step.ackedSeq };
  }
  return { ready, lost, ackedSeq: progress.ackedSeq };
}

/** 1..n shuffled, some twice, cut into batches. */
const delivery = fc.integer({ min: 1, max: 40 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    order: fc
      .array(fc.integer({ min: 1, max: n }), { maxLength: 20 })
      .chain((again) => fc.shuffledSubarray([...numbers(n), ...again], { minLength: n + again.length })),
    cuts: fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
  }),
);

const numbers = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

function batchesOf(order: readonly number[], cuts: readonly boolean[]): number[][] {
  const batches: number[][] = [[]];
  order.forEach((seq, index) => {
    if (cuts[index]) batches.push([]);
    batches.at(-1)?.push(seq);
  });
  return batches;
}

describe('sequence', () => {
  it('applies in order, waits behind a gap, ignores what is applied', () => {
    expect(advance({ baseSeq: 1, ackedSeq: 2 }, [5, 1, 3, 2, 3])).to.deep.equal({
      ready: [{ seq: 3, afterLoss: false }],
      lost: [],
      ackedSeq: 3,
    });
    expect(advance({ baseSeq: 1, ackedSeq: 0 }, [])).to.deep.equal({ ready: [], lost: [], ackedSeq: 0 });
  });

  it('counts as lost what is missing below the base, and marks the event after it', () => {
    expect(advance({ baseSeq: 5, ackedSeq: 1 }, [3, 5, 6, 8])).to.deep.equal({
      ready: [
        { seq: 3, afterLoss: true },
        { seq: 5, afterLoss: true },
        { seq: 6, afterLoss: false },
      ],
      lost: [
        [2, 2],
        [4, 4],
      ],
      ackedSeq: 6,
    });
  });

  it('marks the event after a loss also when it comes later than the news of the loss', () => {
    const { ready, lost } = feed([
      { seqs: [1, 2], baseSeq: 1 },
      { seqs: [], baseSeq: 5 },
      { seqs: [6], baseSeq: 5 },
      { seqs: [5], baseSeq: 5 },
    ]);
    expect(lost).to.deep.equal([3, 4]);
    expect(ready.map(({ seq, afterLoss }) => (afterLoss ? `after loss ${seq}` : seq))).to.deep.equal([
      1,
      2,
      'after loss 5',
      6,
    ]);
  });

  it('brings each of 1..n exactly once and in order, however shuffled, repeated and batched', () => {
    fc.assert(
      fc.property(delivery, ({ n, order, cuts }) => {
        const { ready, lost, ackedSeq } = feed(batchesOf(order, cuts).map((seqs) => ({ seqs, baseSeq: 1 })));
        expect(ready).to.deep.equal(numbers(n).map((seq) => ({ seq, afterLoss: false })));
        expect(lost).to.deep.equal([]);
        expect(ackedSeq).to.equal(n);
      }),
      { numRuns: 500 },
    );
  });

  it('with a base and losses: each number is ready or lost, in order, and the marks are the same for every batching', () => {
    fc.assert(
      fc.property(delivery, fc.nat(40), fc.array(fc.nat(40)), fc.nat(64), ({ n, order, cuts }, low, gone, told) => {
        const baseSeq = Math.min(low + 1, n);
        const missing = new Set(gone.filter((seq) => seq < baseSeq));
        const batches = batchesOf(
          order.filter((seq) => !missing.has(seq)),
          cuts,
        );
        // The base is told at some time; until then what is missing may still come.
        const { ready, lost, ackedSeq } = feed([
          ...batches.map((seqs, index) => ({ seqs, baseSeq: index >= told ? baseSeq : 1 })),
          { seqs: [], baseSeq },
        ]);
        const seqs = ready.map(({ seq }) => seq);
        expect(seqs, 'in order, once').to.deep.equal([...new Set(seqs)].sort((a, b) => a - b));
        expect([...seqs, ...lost].sort((a, b) => a - b)).to.deep.equal(numbers(n));
        expect(ackedSeq).to.equal(n);
        for (const { seq, afterLoss } of ready) expect(afterLoss, `${seq}`).to.equal(lost.includes(seq - 1));
        expect(lost.every((seq) => seq < baseSeq)).to.equal(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with a walk from number to number', () => {
    const walk = ({ baseSeq, ackedSeq }: Progress, stored: readonly number[]): number[] => {
      const has = new Set(stored);
      const ready: number[] = [];
      let seq = ackedSeq + 1;
      while (has.has(seq) || seq < baseSeq) {
        if (has.has(seq)) ready.push(seq);
        seq++;
      }
      return ready;
    };
    const seq = fc.integer({ min: 1, max: 25 });
    fc.assert(
      fc.property(seq, fc.nat(25), fc.array(seq), (baseSeq, ackedSeq, stored) => {
        const { ready } = advance({ baseSeq, ackedSeq }, stored);
        expect(ready.map(({ seq }) => seq)).to.deep.equal(walk({ baseSeq, ackedSeq }, stored));
      }),
      { numRuns: 1000 },
    );
  });
});
