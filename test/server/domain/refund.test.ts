import { expect } from 'chai';
import fc from 'fast-check';
import { charge, type TransferDraft } from '../../../server/domain/ledger.ts';
import { movedToDriver, refund } from '../../../server/domain/refund.ts';

const of = (transfers: readonly TransferDraft[], kind: 'cash' | 'promo') =>
  transfers
    .flatMap(({ postings }) => postings)
    .reduce((sum, p) => (p.account.owner === 'driver' && p.account.kind === kind ? sum + p.amountMinor : sum), 0);

describe('refunds of a charge', () => {
  it('restore what it took, from cash and credit each, and never more', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 6 }),
        (promoMinor, amountMinor, parts) => {
          const charged = charge('d', amountMinor, 'USD', { id: 's', revision: 0 }, { cashMinor: 0, promoMinor });
          const refunds: TransferDraft[] = [];
          for (const [index, part] of [...parts, amountMinor].entries()) {
            const left = amountMinor - movedToDriver(refunds, 'refund');
            if (part > left) {
              expect(() => refund(charged, refunds, part, `${index}`, 'x')).to.throw(RangeError);
              continue;
            }
            const one = refund(charged, refunds, part, `${index}`, 'x');
            expect(one.postings.reduce((sum, posting) => sum + posting.amountMinor, 0)).to.equal(0);
            expect(one).to.include({ kind: 'refund', sessionId: 's', key: `refund:${index}` });
            refunds.push(one);
            for (const kind of ['cash', 'promo'] as const) {
              expect(of(refunds, kind)).to.be.within(0, -of([charged], kind));
            }
          }
          expect(() => refund(charged, refunds, 0, 'none', 'x')).to.throw(RangeError);
        },
      ),
    );
  });
});
