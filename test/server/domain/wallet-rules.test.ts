import { expect } from 'chai';
import fc from 'fast-check';
import { type CreditGrant, lapsedCredit, toGrantAgain } from '../../../server/domain/credit.ts';
import { closeHold, heldBy, hold } from '../../../server/domain/deposit.ts';
import { charge, type TransferDraft } from '../../../server/domain/ledger.ts';
import { minorOf } from '../../../server/domain/money.ts';
import { type Paid, refund, refundable, withdrawal } from '../../../server/domain/refund.ts';
import { dueFee } from './samples.ts';

const amount = fc.integer({ min: 1, max: 1_000_000 });
const wallet = fc.record({ cashMinor: fc.integer({ min: -5000, max: 500_000 }), promoMinor: fc.nat(500_000) });
const CAUSE = { bookingId: 'b', driverId: 'd', currency: 'USD' };

const isBalanced = ({ postings }: TransferDraft): boolean =>
  postings.length >= 2 &&
  postings.every(({ amountMinor }) => Number.isSafeInteger(amountMinor) && amountMinor !== 0) &&
  postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === 0;

const effect = (...drafts: TransferDraft[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { postings } of drafts) {
    for (const { account, amountMinor } of postings) sums[account.kind] = (sums[account.kind] ?? 0) + amountMinor;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, minor]) => minor !== 0));
};

describe('deposits', () => {
  it('are held from promo first, and never from below zero', () => {
    expect(effect(hold(CAUSE, 70, { cashMinor: 100, promoMinor: 50 }))).to.deep.equal({
      promo: -50,
      cash: -20,
      held: 70,
    });
    expect(() => hold(CAUSE, 70, { cashMinor: 19, promoMinor: 50 })).to.throw(RangeError);
    expect(() => hold(CAUSE, 70, { cashMinor: -40, promoMinor: 100 })).to.throw(RangeError);
  });

  it('go back to where they came from, less the fee, which takes the promo of it first', () => {
    const held = { promoMinor: 50, cashMinor: 20 };
    const closed = (fee: number) => effect(...closeHold(CAUSE, held, 'release', dueFee(fee)).transfers);
    expect(closed(0)).to.deep.equal({ held: -70, promo: 50, cash: 20 });
    expect(closed(30)).to.deep.equal({ held: -70, revenue: 30, promo: 20, cash: 20 });
    expect(closed(60)).to.deep.equal({ held: -70, revenue: 60, cash: 10 });
    expect(closed(500)).to.deep.equal({ held: -70, revenue: 70 });
  });

  it('leave nothing held and lose nothing, whatever the wallet and the fee', () => {
    fc.assert(
      fc.property(amount, wallet, fc.nat(1_000_000), (minor, has, fee) => {
        fc.pre(has.cashMinor + has.promoMinor >= minor);
        const taken = hold(CAUSE, minor, has);
        const { transfers } = closeHold(CAUSE, heldBy(taken), 'expire', dueFee(fee));
        expect([taken, ...transfers].every(isBalanced)).to.equal(true);
        const all = effect(taken, ...transfers);
        expect(all['held']).to.equal(undefined);
        expect((all['revenue'] ?? 0) + (all['promo'] ?? 0) + (all['cash'] ?? 0)).to.equal(0);
        expect(all['revenue'] ?? 0).to.equal(Math.min(fee, minor));
        expect(new Set([taken, ...transfers].map(({ key }) => key)).size).to.equal(1 + transfers.length);
      }),
    );
  });
});

describe('refunds', () => {
  const paidFor = (draft: TransferDraft, back: readonly TransferDraft[]): Paid => {
    const house = (drafts: readonly TransferDraft[], kind: string) => effect(...drafts)[kind] ?? 0;
    const returned = effect(...back);
    return {
      transferId: 't',
      driverId: 'd',
      currency: 'USD',
      sessionId: 's',
      bookingId: null,
      taken: heldBy(draft),
      revenueMinor: house([draft], 'revenue'),
      taxMinor: house([draft], 'tax'),
      returned: { promoMinor: returned['promo'] ?? 0, cashMinor: returned['cash'] ?? 0 },
      taxReturnedMinor: -(returned['tax'] ?? 0),
    };
  };

  it('restore cash first, then promo, and the tax in proportion', () => {
    const paid = charge(
      'd',
      100,
      'USD',
      { id: 's', revision: 1 },
      { cashMinor: 500, promoMinor: 60 },
      { taxMinor: 20 },
    );
    const first = refund(paidFor(paid, []), 50, 'r1', 'why');
    expect(effect(first)).to.deep.equal({ cash: 40, promo: 10, revenue: -40, tax: -10 });
    expect(effect(refund(paidFor(paid, [first]), 50, 'r2', 'why'))).to.deep.equal({
      promo: 50,
      revenue: -40,
      tax: -10,
    });
    expect(() => refund(paidFor(paid, [first]), 51, 'r3', 'why')).to.throw(RangeError);
  });

  it('in any number of parts give back exactly what was paid, to every account', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amount, wallet, parts, fc.nat(10_000), (minor, has, wanted, taxShare) => {
        const tax = Math.floor((minor * taxShare) / 10_000);
        const paid = charge('d', minor, 'USD', { id: 's', revision: 1 }, has, { taxMinor: tax });
        const back: TransferDraft[] = [];
        for (const part of [...wanted, Number.MAX_SAFE_INTEGER]) {
          const left = refundable(paidFor(paid, back));
          if (left > 0) back.push(refund(paidFor(paid, back), Math.min(part, left), `r${back.length}`, 'why'));
        }
        expect(back.every(isBalanced)).to.equal(true);
        expect(effect(paid, ...back)).to.deep.equal({});
      }),
    );
  });

  it('are taken back whole before the charge is reversed, from cash where the promo is spent', () => {
    const paid = charge('d', 100, 'USD', { id: 's', revision: 1 }, { cashMinor: 0, promoMinor: 100 });
    const back = refund(paidFor(paid, []), 80, 'r1', 'why');
    const taken = withdrawal(paidFor(paid, [back]), { cashMinor: 0, promoMinor: 30 }, 'why');
    expect(effect(taken)).to.deep.equal({ revenue: 80, promo: -30, cash: -50 });
  });
});

describe('promotional credit', () => {
  const grant = (amountMinor: number, expiresAt: number): CreditGrant => ({
    id: `g${expiresAt}`,
    driverId: 'd',
    currency: 'USD',
    amountMinor,
    expiresAt,
  });

  it('that lapses first is spent first: only what later grants cannot hold has lapsed', () => {
    const grants = [grant(100, 10), grant(50, 20)];
    expect(lapsedCredit(150, grants, 9)).to.equal(0);
    expect(lapsedCredit(150, grants, 10)).to.equal(100);
    expect(lapsedCredit(120, grants, 10)).to.equal(70);
    expect(lapsedCredit(50, grants, 10)).to.equal(0);
    expect(lapsedCredit(30, grants, 20)).to.equal(30);
  });

  it('agrees with spending grant by grant, whatever was spent when', () => {
    const grants = fc.uniqueArray(
      fc.record({ amountMinor: fc.integer({ min: 1, max: 500 }), expiresAt: fc.nat(100) }),
      {
        selector: ({ expiresAt }) => expiresAt,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(grants, fc.nat(2000), fc.nat(100), (given, spend, now) => {
        const sorted = given
          .map((each) => ({ ...each, left: each.amountMinor }))
          .sort((a, b) => a.expiresAt - b.expiresAt);
        const total = sorted.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        let rest = Math.min(spend, total);
        for (const one of sorted) {
          const part = Math.min(one.left, rest);
          one.left -= part;
          rest -= part;
        }
        const lapsed = sorted.filter(({ expiresAt }) => expiresAt <= now).reduce((sum, { left }) => sum + left, 0);
        const balance = total - Math.min(spend, total);
        const stored = given.map(({ amountMinor, expiresAt }) => grant(amountMinor, expiresAt));
        expect(lapsedCredit(balance, stored, now)).to.equal(lapsed);
      }),
    );
  });

  it('is granted again only as far as its grant has lapsed', () => {
    expect(toGrantAgain(30, 130, [grant(100, 20)], 10)).to.equal(30);
    expect(toGrantAgain(30, 90, [grant(100, 20)], 10)).to.equal(0);
    expect(toGrantAgain(30, 30, [grant(100, 20)], 20)).to.equal(30);
    expect(toGrantAgain(30, 130, [grant(100, 20)], 20)).to.equal(30);
  });
});

describe('amounts as people write them', () => {
  it('are minor units of the currency, or nothing', () => {
    expect(['20', '20.5', '20.50', '20.505', 'x', '-1', ''].map((text) => minorOf(text, 'USD'))).to.deep.equal([
      2000,
      2050,
      2050,
      null,
      null,
      null,
      null,
    ]);
    expect([minorOf('20', 'JPY'), minorOf('20.5', 'JPY'), minorOf('20.505', 'KWD')]).to.deep.equal([20, null, 20_505]);
  });
});
