import { expect } from 'chai';
import { backoffMs, MAX_ATTEMPTS } from '../../../server/app/deliver-outbox.ts';

describe('the pace of the outbox', () => {
  it('doubles up to ten minutes, with a quarter of jitter either way', () => {
    expect([1, 2, 3, 4].map((attempts) => backoffMs(attempts, 0.5))).to.deep.equal([2000, 4000, 8000, 16_000]);
    expect(backoffMs(1, 0)).to.equal(1500);
    expect(backoffMs(1, 1)).to.equal(2500);
    expect(backoffMs(50, 0.5)).to.equal(600_000);
    for (let attempts = 1; attempts < MAX_ATTEMPTS; attempts++) {
      expect(backoffMs(attempts + 1, 0)).to.be.at.least(backoffMs(attempts, 0));
    }
  });
});
