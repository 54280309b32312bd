import { expect } from 'chai';
import fc from 'fast-check';
import { roundHalfUp } from '../../../server/domain/money.ts';

describe('money', () => {
  it('rounds half up, towards more', () => {
    const cases: [bigint, bigint, number][] = [
      [0n, 7n, 0],
      [1n, 2n, 1],
      [49n, 100n, 0],
      [50n, 100n, 1],
      [3n, 2n, 2],
      [-1n, 2n, 0],
      [-3n, 2n, -1],
      [-51n, 100n, -1],
      [10n, 5n, 2],
    ];
    for (const [numerator, denominator, result] of cases) {
      expect(roundHalfUp(numerator, denominator), `${numerator}/${denominator}`).to.equal(result);
    }
  });

  it('is the one integer r with r − ½ ≤ n/d < r + ½', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.bigInt({ min: 1000n, max: 10n ** 12n }),
        (n, d) => {
          const r = BigInt(roundHalfUp(n, d));
          return 2n * r * d - d <= 2n * n && 2n * n < 2n * r * d + d;
        },
      ),
    );
  });

  it('loses no unit where doubles would', () => {
    expect(roundHalfUp(9_007_199_254_740_991n * 3n, 3n)).to.equal(Number.MAX_SAFE_INTEGER);
    expect(roundHalfUp(2n ** 60n + 1n, 2n ** 61n)).to.equal(1);
    expect(roundHalfUp(2n ** 60n - 1n, 2n ** 61n)).to.equal(0);
  });

  it('refuses what is no amount', () => {
    expect(() => roundHalfUp(1n, 0n)).to.throw(RangeError);
    expect(() => roundHalfUp(1n, -2n)).to.throw(RangeError);
    expect(() => roundHalfUp(BigInt(Number.MAX_SAFE_INTEGER) + 1n, 1n)).to.throw(RangeError);
  });
});
