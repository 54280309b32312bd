import { expect } from 'chai';
import { type AmountFault, amountText, readAmount } from '../../../server/board/amount.ts';
import { minorDigits } from '../../../server/board/format.ts';

describe('amounts as people type them', () => {
  const readIn = (typed: string, currency: string) => readAmount(typed, minorDigits(currency));

  it('are read exactly, with a point or a comma', () => {
    const cases: [typed: string, currency: string, minor: number][] = [
      ['1,15', 'USD', 115],
      ['1.15', 'USD', 115],
      ['12.5', 'USD', 1250],
      ['12,50', 'EUR', 1250],
      [' 7 ', 'INR', 700],
      ['0.29', 'USD', 29],
      ['1250', 'JPY', 1250],
      ['0.1', 'KWD', 100],
      ['1,150', 'KWD', 1150],
      ['1.150', 'KWD', 1150],
      ['9999999999999.99', 'USD', 999_999_999_999_999],
    ];
    for (const [typed, currency, minor] of cases) expect(readIn(typed, currency), typed).to.deep.equal({ minor });
  });

  it('are refused, with the reason, where they may be meant otherwise or are none', () => {
    const cases: [typed: string, currency: string, fault: AmountFault][] = [
      ['', 'USD', 'empty'],
      ['  ', 'USD', 'empty'],
      ['1,150', 'USD', 'ambiguous'],
      ['1.150', 'EUR', 'ambiguous'],
      ['1.000', 'JPY', 'ambiguous'],
      ['1,000', 'JPY', 'ambiguous'],
      ['1,150.00', 'USD', 'ambiguous'],
      ['1.150,00', 'EUR', 'ambiguous'],
      ['1,00,000', 'INR', 'ambiguous'],
      ['1,00,000.50', 'INR', 'ambiguous'],
      ['12.5', 'JPY', 'too-fine'],
      ['1.2345', 'USD', 'too-fine'],
      ['1.2345', 'KWD', 'too-fine'],
      ['-1', 'USD', 'malformed'],
      ['1e3', 'USD', 'malformed'],
      ['0x10', 'USD', 'malformed'],
      ['.5', 'USD', 'malformed'],
      ['5.', 'USD', 'malformed'],
      ['1.2.3', 'USD', 'malformed'],
      ['1 000', 'USD', 'malformed'],
      ['$5', 'USD', 'malformed'],
      ['99999999999999999', 'JPY', 'malformed'],
    ];
    for (const [typed, currency, fault] of cases)
      expect(readIn(typed, currency), `${typed} ${currency}`).to.deep.equal({ minor: null, fault });
  });

  it('are written as they read back', () => {
    expect(amountText(5, 2)).to.equal('0.05');
    expect(amountText(115, 2)).to.equal('1.15');
    expect(amountText(1250, 0)).to.equal('1250');
    expect(amountText(1250, 3)).to.equal('1.250');
    for (const digits of [0, 2, 3, 4, 6])
      for (const minor of [0, 1, 9, 10, 29, 57, 99, 100, 999, 1001, 999_999_999])
        expect(readAmount(amountText(minor, digits), digits), `${minor} ${digits}`).to.deep.equal({ minor });
  });
});
