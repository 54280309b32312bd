import { expect } from 'chai';
import fc from 'fast-check';
import {
  charge,
  guestCredit,
  reversal,
  spendable,
  type TransferDraft,
  topUp,
  type WalletBalance,
} from '../../../server/domain/ledger.ts';

const amount = fc.integer({ min: 1, max: 10_000_000 });
const wallet: fc.Arbitrary<WalletBalance> = fc.record({
  cashMinor: fc.integer({ min: -5000, max: 5000 }),
  promoMinor: fc.integer({ min: 0, max: 5000 }),
});
const session = { id: 's', revision: 2 };

/** What a transfer does to the driver's accounts and to the house. */
function effect(transfer: TransferDraft): Record<string, number> {
  const moved: Record<string, number> = {};
  for (const { account, amountMinor } of transfer.postings) {
    const name = account.owner === 'driver' ? `${account.driverId}/${account.kind}` : account.kind;
    moved[name] = (moved[name] ?? 0) + amountMinor;
  }
  return moved;
}

/** Whether the postings sum to zero and none of them is empty. */
const isBalanced = ({ postings }: TransferDraft): boolean =>
  postings.length >= 2 &&
  postings.every(({ amountMinor }) => Number.isSafeInteger(amountMinor) && amountMinor !== 0) &&
  postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === 0;

describe('ledger', () => {
  it('names every transfer by its cause', () => {
    expect(guestCredit('d', 5, 'USD').key).to.equal('guest-credit:d');
    expect(topUp('d', 5, 'USD', 'p9', null).key).to.equal('top-up:p9');
    expect(charge('d', 5, 'USD', session, { cashMinor: 9, promoMinor: 0 }).key).to.equal('charge:s:2');
    expect(reversal({ ...guestCredit('d', 5, 'USD'), id: 't1' }, 'why').key).to.equal('reverse:t1');
  });

  it('moves guest credit into promo and payments into cash', () => {
    expect(effect(guestCredit('d', 5, 'USD'))).to.deep.equal({ promotions: -5, 'd/promo': 5 });
    expect(effect(topUp('d', 7, 'USD', 'p', null))).to.deep.equal({ 'payments-clearing': -7, 'd/cash': 7 });
  });

  it('spends promo first, the rest from cash, which may go below zero', () => {
    const of = (minor: number, cashMinor: number, promoMinor: number) =>
      effect(charge('d', minor, 'USD', session, { cashMinor, promoMinor }));
    expect(of(30, 100, 50)).to.deep.equal({ revenue: 30, 'd/promo': -30 });
    expect(of(50, 100, 50)).to.deep.equal({ revenue: 50, 'd/promo': -50 });
    expect(of(80, 100, 50)).to.deep.equal({ revenue: 80, 'd/promo': -50, 'd/cash': -30 });
    expect(of(80, 0, 50)).to.deep.equal({ revenue: 80, 'd/promo': -50, 'd/cash': -30 });
    expect(of(80, -10, 0)).to.deep.equal({ revenue: 80, 'd/cash': -80 });
  });

  it('never drives promo below zero, touches cash only when promo is spent, and takes exactly the amount', () => {
    fc.assert(
      fc.property(amount, wallet, (amountMinor, before) => {
        const moved = effect(charge('d', amountMinor, 'USD', session, before));
        const promo = before.promoMinor + (moved['d/promo'] ?? 0);
        const cash = before.cashMinor + (moved['d/cash'] ?? 0);
        expect(promo).to.be.at.least(0);
        if (moved['d/cash'] !== undefined) expect(promo).to.equal(0);
        expect(spendable({ cashMinor: cash, promoMinor: promo })).to.equal(spendable(before) - amountMinor);
      }),
    );
  });

  it('drafts nothing that is out of balance, and a reversal mirrors it posting by posting', () => {
    fc.assert(
      fc.property(amount, wallet, fc.constantFrom('USD', 'JPY', 'KWD'), (amountMinor, before, currency) => {
        const drafts = [
          guestCredit('d', amountMinor, currency),
          topUp('d', amountMinor, currency, 'p', 'cash at the gate'),
          charge('d', amountMinor, currency, session, before),
        ];
        for (const draft of drafts) {
          const back = reversal({ ...draft, id: 't' }, 'why');
          expect(isBalanced(draft) && isBalanced(back)).to.equal(true);
          const [there, again] = [effect(draft), effect(back)];
          expect(Object.keys(again)).to.have.members(Object.keys(there));
          for (const [account, minor] of Object.entries(there)) expect(again[account]).to.equal(-minor);
          expect(back).to.include({ reverses: 't', currency, driverId: 'd', sessionId: draft.sessionId, note: 'why' });
        }
      }),
    );
  });

  it('refuses amounts that are no money', () => {
    for (const bad of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => guestCredit('d', bad, 'USD'), `${bad}`).to.throw(RangeError);
      expect(() => topUp('d', bad, 'USD', 'p', null), `${bad}`).to.throw(RangeError);
      expect(() => charge('d', bad, 'USD', session, { cashMinor: 0, promoMinor: 0 }), `${bad}`).to.throw(RangeError);
    }
  });
});
