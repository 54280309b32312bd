import { expect } from 'chai';
import fc from 'fast-check';
import { type BootEvidence, hearOf, isUnheard, lose, support, supportOf } from '../../../server/domain/evidence.ts';

const SLOTS = ['a', 'b', 'c'];
const NOTHING: BootEvidence = { evidenceUntil: null, unheard: {} };

type Step =
  | { readonly kind: 'support'; readonly after: number }
  | { readonly kind: 'lose' }
  | { readonly kind: 'hear'; readonly slot: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('support' as const), after: fc.integer({ min: 0, max: 50 }) }),
  fc.record({ kind: fc.constant('lose' as const) }),
  fc.record({ kind: fc.constant('hear' as const), slot: fc.constantFrom(...SLOTS) }),
);

describe('evidence of a boot', () => {
  it('nothing carries a slot across a loss but a word of its own', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let evidence = NOTHING;
        let now = 0;
        /** Told the long way: up to when each slot is supported, and whether a loss stands in between. */
        const expected = new Map(SLOTS.map((slot) => [slot, { until: 0, lost: false }]));
        for (const each of steps) {
          if (each.kind === 'support') {
            now += each.after;
            evidence = support(evidence, now);
            for (const one of expected.values()) if (!one.lost) one.until = now;
          } else if (each.kind === 'lose') {
            evidence = lose(evidence, SLOTS);
            for (const one of expected.values()) one.lost = true;
          } else {
            evidence = hearOf(evidence, each.slot);
            expected.set(each.slot, { until: now, lost: false });
          }
          for (const [slot, { until, lost }] of expected) {
            expect(supportOf(evidence, slot) ?? 0).to.equal(until);
            expect(isUnheard(evidence, slot)).to.equal(lost);
          }
        }
      }),
    );
  });

  it('is the same object where nothing is new', () => {
    const known = support(NOTHING, 10);
    expect(support(known, 10)).to.equal(known);
    expect(support(known, 9)).to.equal(known);
    expect(hearOf(known, 'a')).to.equal(known);
  });
});
