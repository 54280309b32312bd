import { expect } from 'chai';
import { bookingFee } from '../../../server/domain/booking-fee.ts';
import { fee } from '../../../server/domain/ledger.ts';
import { booking, DAY, HOUR, MINUTE, TEN } from './samples.ts';

const policy = { cancelFreeMinutes: 60, cancelFeeMinor: 500, noShowFeeMinor: 800 };

describe('the fee of a booking', () => {
  const ahead = booking({ createdAt: TEN - DAY, startsAt: TEN, endsAt: TEN + HOUR });

  it('giving back is free until so many minutes before the start, then it has a fee', () => {
    expect(bookingFee(ahead, TEN - HOUR, 'cancel', policy)).to.equal(0);
    expect(bookingFee(ahead, TEN - HOUR + 1, 'cancel', policy)).to.equal(500);
    expect(bookingFee(ahead, TEN + HOUR, 'cancel', policy)).to.equal(500);
  });

  it('for five minutes after booking a second thought costs nothing', () => {
    const immediate = booking({ createdAt: TEN, startsAt: TEN });
    expect(bookingFee(immediate, TEN + 5 * MINUTE, 'cancel', policy)).to.equal(0);
    expect(bookingFee(immediate, TEN + 5 * MINUTE + 1, 'cancel', policy)).to.equal(500);
  });

  it('a no-show has a fee of its own', () => {
    expect(bookingFee(ahead, TEN, 'no-show', policy)).to.equal(800);
  });

  it('is paid from promotional credit first and then from cash, which may go below zero', () => {
    const cause = { bookingId: 'b1', reference: 'PW-ABCDEF', why: 'cancel' } as const;
    const draft = fee('d1', 500, 'USD', cause, { cashMinor: 100, promoMinor: 200 });
    expect(draft.postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).to.equal(0);
    expect(draft).to.include({ key: 'fee:b1:cancel', kind: 'fee', note: 'cancel PW-ABCDEF' });
    expect(draft.postings.map(({ account, amountMinor }) => [account.kind, amountMinor])).to.deep.equal([
      ['revenue', 500],
      ['promo', -200],
      ['cash', -300],
    ]);
  });
});
