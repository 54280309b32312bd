import { expect } from 'chai';
import { SenderLimit } from '../../../server/app/turn/sender-limit.ts';

const T0 = 1_700_000_000_000;
const SECOND = 1000;
const MINUTE = 60_000;

describe('the limit of a sender', () => {
  const flood = (limit: SenderLimit, sender: string, count: number, now: number) =>
    Array.from({ length: count }, () => limit.admit(sender, now));

  it('answers as many at once as it holds, says so once, and then keeps quiet for a minute', () => {
    const limit = new SenderLimit(3);
    expect(flood(limit, 'a', 6, T0)).to.deep.equal(['answer', 'answer', 'answer', 'say-so', 'silence', 'silence']);
    expect(limit.admit('a', T0 + MINUTE - 1)).to.equal('silence');
    expect(flood(limit, 'a', 4, T0 + MINUTE)).to.deep.equal(['answer', 'answer', 'answer', 'say-so']);
  });

  it('lets through whoever keeps to the pace, however long', () => {
    const limit = new SenderLimit(60);
    flood(limit, 'a', 60, T0);
    for (let second = 1; second <= 300; second++) {
      expect(limit.admit('a', T0 + second * SECOND)).to.equal('answer');
    }
  });

  it('holds nobody to what another one sends', () => {
    const limit = new SenderLimit(1);
    flood(limit, 'a', 5, T0);
    expect(limit.admit('b', T0)).to.equal('answer');
  });

  it('does not count what was taken before', () => {
    const limit = new SenderLimit(2);
    for (let times = 0; times < 10; times++) {
      expect(limit.admit('a', T0)).to.equal('answer');
      limit.forgive('a');
    }
    limit.forgive('nobody');
    expect(flood(limit, 'a', 3, T0)).to.deep.equal(['answer', 'answer', 'say-so']);
  });

  it('takes a clock that was set back for no pause, and answers all where it is off', () => {
    const limit = new SenderLimit(1);
    expect(flood(limit, 'a', 2, T0)).to.deep.equal(['answer', 'say-so']);
    expect(limit.admit('a', T0 - MINUTE)).to.equal('silence');
    expect(new Set(flood(new SenderLimit(0), 'a', 500, T0))).to.deep.equal(new Set(['answer']));
  });

  it('remembers no more senders than it has room for', () => {
    const limit = new SenderLimit(1);
    limit.admit('flooder', T0);
    expect(limit.admit('flooder', T0)).to.equal('say-so');
    for (let n = 0; n < 20_000; n++) limit.admit(`quiet ${n}`, T0 + MINUTE * 2);
    // The oldest made room, and begins anew.
    expect(limit.admit('flooder', T0 + MINUTE * 2)).to.equal('answer');
  });
});
