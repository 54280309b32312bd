import { expect } from 'chai';
import { Pacer } from '../../../server/app/pacer.ts';
import type { Paces } from '../../../server/app/ports/message-sender.ts';

const T0 = 1_700_000_000_000;
const PACES: Paces = { number: { burst: 5, everyMs: 100 }, recipient: { burst: 2, everyMs: 6000 } };

let message = 0;
/** Of one message after the other. */
const take = (pacer: Pacer, number: string, recipient: string, now: number): number =>
  pacer.take(`m${message++}`, number, recipient, PACES, now);

describe('the pacer', () => {
  it('lets a burst through, and then gives each a time of its own', () => {
    const pacer = new Pacer();
    const takeAll = (now: number) => ['m0', 'm1', 'm2', 'm3', 'm4'].map((id) => pacer.take(id, 'us', 'a', PACES, now));
    expect(takeAll(T0)).to.deep.equal([0, 0, 6000, 12_000, 18_000]);
    const third = (now: number) => pacer.take('m2', 'us', 'a', PACES, now);
    expect(third(T0 + 5999)).to.equal(1);
    expect(third(T0 + 6000)).to.equal(0);
    // Whoever comes meanwhile comes after those who wait.
    expect(pacer.take('m5', 'us', 'a', PACES, T0 + 6000)).to.equal(18_000);
    expect(pacer.take('m3', 'us', 'a', PACES, T0 + 12_000)).to.equal(0);
    expect(pacer.take('m4', 'us', 'a', PACES, T0 + 20_000)).to.equal(0);
  });

  it('spreads what waits for the number, and what waited through a hold', () => {
    const pacer = new Pacer();
    const ids = Array.from({ length: 8 }, (_, n) => `n${n}`);
    const takeAll = (now: number) => ids.map((id) => pacer.take(id, 'us', id, PACES, now));
    expect(takeAll(T0)).to.deep.equal([0, 0, 0, 0, 0, 100, 200, 300]);
    pacer.hold('number', 'us', PACES.number, T0 + 5000);
    const waits = ids.slice(5).map((id) => pacer.take(id, 'us', id, PACES, T0 + 400));
    expect(waits).to.deep.equal([4600, 4700, 4800]);
    expect(ids.slice(5).map((id, n) => pacer.take(id, 'us', id, PACES, T0 + 5000 + n * 100))).to.deep.equal([0, 0, 0]);
    expect(take(pacer, 'us', 'z', T0 + 5200)).to.equal(100);
  });

  it('makes nobody wait for what another driver is sent, until the number itself is at its limit', () => {
    const pacer = new Pacer();
    for (let n = 0; n < 3; n++) take(pacer, 'us', 'a', T0);
    expect(take(pacer, 'us', 'b', T0)).to.equal(0);
    expect(take(pacer, 'us', 'c', T0)).to.equal(0);
    expect(take(pacer, 'us', 'd', T0)).to.equal(0);
    expect(take(pacer, 'us', 'e', T0)).to.equal(100);
    expect(take(pacer, 'another number', 'e', T0)).to.equal(0);
  });

  it('does not count what has to wait', () => {
    const pacer = new Pacer();
    for (let n = 0; n < 50; n++) take(pacer, 'us', 'a', T0);
    expect(take(pacer, 'us', 'b', T0)).to.equal(0);
  });

  it('holds back whom the provider names, and a clock that is set back changes nothing', () => {
    const pacer = new Pacer();
    pacer.hold('recipient', 'nobody yet', PACES.recipient, T0 + 1);
    take(pacer, 'us', 'a', T0);
    pacer.hold('recipient', 'a', PACES.recipient, T0 + 9000);
    pacer.hold('recipient', 'a', PACES.recipient, T0 + 8000);
    expect(take(pacer, 'us', 'a', T0 + 1000)).to.equal(8000);
    expect(take(pacer, 'us', 'b', T0 + 1000)).to.equal(0);
    pacer.hold('number', 'us', PACES.number, T0 + 2000);
    const waiting = (now: number) => pacer.take('waits', 'us', 'b', PACES, now);
    expect([1500, 1999, -5000].map((passed) => waiting(T0 + passed))).to.deep.equal([500, 1, 7000]);
    expect(waiting(T0 + 2000)).to.equal(0);
  });

  it('forgets, of very many, whom it has written to least recently, and never its own numbers', () => {
    const pacer = new Pacer();
    take(pacer, 'us', 'busy', T0);
    pacer.hold('recipient', 'busy', PACES.recipient, T0 + 9000);
    pacer.hold('number', 'us', PACES.number, T0 + 9000);
    for (let n = 0; n < 50_000; n++) {
      take(pacer, 'another number', `driver ${n}`, T0);
      if (n % 1000 === 0) pacer.take('waits', 'us', 'busy', PACES, T0);
    }
    expect(pacer.take('waits', 'us', 'busy', PACES, T0)).to.equal(9000);
    expect(take(pacer, 'us', 'anybody', T0)).to.equal(9000);
    expect(take(pacer, 'a third number', 'busy', T0)).to.equal(15_000);
    pacer.hold('recipient', 'driver 0', PACES.recipient, T0 + 9000);
    expect(take(pacer, 'a third number', 'driver 0', T0)).to.equal(0);
  });
});
