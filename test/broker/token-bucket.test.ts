import { expect } from 'chai';
import fc from 'fast-check';
import { defaultLimits } from '../../broker/limits.ts';
import { RateLimiter } from '../../broker/rate-limiter.ts';
import { TokenBucket } from '../../broker/token-bucket.ts';

describe('TokenBucket', () => {
  it('gives the burst at once, then one at a time as they come', () => {
    const bucket = new TokenBucket(20, 3, 0);
    expect([0, 0, 0, 0].map((t) => bucket.tryTake(t))).to.deep.equal([true, true, true, false]);
    expect(bucket.waitMs(0)).to.equal(50);
    expect(bucket.tryTake(49)).to.equal(false);
    expect(bucket.tryTake(50)).to.equal(true);
    expect(bucket.tryTake(99)).to.equal(false);
  });

  it('goes into debt by what was used already, and says how long that lasts', () => {
    const bucket = new TokenBucket(10, 5, 0);
    bucket.charge(8, 0);
    expect(bucket.waitMs(0)).to.equal(400);
    expect(bucket.tryTake(399)).to.equal(false);
    expect(bucket.tryTake(400)).to.equal(true);
  });

  it('never fills beyond the burst', () => {
    const bucket = new TokenBucket(1000, 2, 0);
    expect(bucket.isFull(0)).to.equal(true);
    expect([9e9, 9e9, 9e9].map((t) => bucket.tryTake(t))).to.deep.equal([true, true, false]);
    expect(bucket.isFull(9e9)).to.equal(false);
  });

  it('gives nothing for a clock that steps back', () => {
    const bucket = new TokenBucket(1000, 1, 5000);
    expect(bucket.tryTake(5000)).to.equal(true);
    expect(bucket.tryTake(0)).to.equal(false);
    expect(bucket.tryTake(5000)).to.equal(false);
    expect(bucket.tryTake(5001)).to.equal(true);
  });

  it('never gives more than burst + rate × time, whatever is asked when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 300 }),
        (perSecond, burst, steps) => {
          const bucket = new TokenBucket(perSecond, burst, 0);
          let now = 0;
          let taken = 0;
          for (const step of steps) {
            now += step;
            if (bucket.tryTake(now)) taken += 1;
          }
          expect(taken).to.be.at.most(burst + (perSecond * now) / 1000 + 1e-6);
        },
      ),
    );
  });
});

describe('RateLimiter', () => {
  const limits = { ...defaultLimits, eventsPerSecond: 1, eventBurst: 2, globalEventsPerSecond: 1, globalEventBurst: 5 };

  it('counts each client by itself', () => {
    const limiter = new RateLimiter(limits, () => 0);
    expect([1, 2, 3].map(() => limiter.allow('a'))).to.deep.equal([true, true, false]);
    expect(limiter.allow('b')).to.equal(true);
  });

  it('lets a flooder use up nothing but its own share of what is everybody’s', () => {
    const limiter = new RateLimiter(limits, () => 0);
    for (let i = 0; i < 1000; i++) limiter.allow('flooder');
    expect([1, 2].map(() => limiter.allow('b'))).to.deep.equal([true, true]);
  });

  it('caps all clients together', () => {
    const limiter = new RateLimiter(limits, () => 0);
    const allowed = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].filter((id) => limiter.allow(id));
    expect(allowed).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });
});
