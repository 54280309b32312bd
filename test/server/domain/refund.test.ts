import { expect } from 'chai';
import fc from 'fast-check';
import { heldBy } from '../../../server/domain/deposit.ts';
import { charge, type TransferDraft } from '../../../server/domain/ledger.ts';
import { givenBack, type Paid, refund } from '../../../server/domain/refund.ts';

const of = (transfers: readonly TransferDraft[], kind: 'cash' | 'promo') =>
  transfers
    .flatMap(({ postings }) => postings)
    .reduce((sum, p) => (p.account.owner === 'driver' && p.account.kind === kind ? sum + p.amountMinor : sum), 0);

/** What a charge took and its refunds gave back, as the ledger would tell it. */
const paidBy = (charged: TransferDraft, refunds: readonly TransferDraft[], amountMinor: number): Paid => ({
  transferId: 't',
  driverId: charged.driverId,
  currency: charged.currency,
  sessionId: charged.sessionId,
  bookingId: null,
  taken: heldBy(charged),
  revenueMinor: amountMinor,
  taxMinor: 0,
  returned: { cashMinor: of(refunds, 'cash'), promoMinor: of(refunds, 'promo') },
  taxReturnedMinor: 0,
});

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
          const paid = () => paidBy(charged, refunds, amountMinor);
          for (const [index, part] of [...parts, amountMinor].entries()) {
            if (part > amountMinor - givenBack(paid())) {
              expect(() => refund(paid(), part, `${index}`, 'x')).to.throw(RangeError);
              continue;
            }
            const one = refund(paid(), part, `${index}`, 'x');
            expect(one.postings.reduce((sum, posting) => sum + posting.amountMinor, 0)).to.equal(0);
            expect(one).to.include({ kind: 'refund', sessionId: 's', refunds: 't', key: `refund:${index}` });
            refunds.push(one);
            for (const kind of ['cash', 'promo'] as const) {
              expect(of(refunds, kind)).to.be.within(0, -of([charged], kind));
            }
          }
          expect(() => refund(paid(), 0, 'none', 'x')).to.throw(RangeError);
        },
      ),
    );
  });
});
