import { expect } from 'chai';
import { Pacer } from '../../../server/app/pacer.ts';
import type { Paces } from '../../../server/app/ports/message-sender.ts';

const T0 = 1_700_000_000_000;
const PACES: Paces = { number: { burst: 5, everyMs: 100 }, recipient: { burst: 2, everyMs: 6000 } };

describe('the pacer', () => {
  it('lets a burst through, and then tells each how long it waits', () => {
    const pacer = new Pacer();
    const waits = Array.from({ length: 3 }, () => pacer.take('us', 'a', PACES, T0));
    expect(waits).to.deep.equal([0, 0, 6000]);
    expect(pacer.take('us', 'a', PACES, T0 + 5999)).to.equal(1);
    expect(pacer.take('us', 'a', PACES, T0 + 6000)).to.equal(0);
  });

  it('makes nobody wait for what another driver is sent, until the number itself is at its limit', () => {
    const pacer = new Pacer();
    for (let n = 0; n < 3; n++) pacer.take('us', 'a', PACES, T0);
    expect(pacer.take('us', 'b', PACES, T0)).to.equal(0);
    expect(pacer.take('us', 'c', PACES, T0)).to.equal(0);
    expect(pacer.take('us', 'd', PACES, T0)).to.equal(0);
    expect(pacer.take('us', 'e', PACES, T0)).to.equal(100);
    expect(pacer.take('another number', 'e', PACES, T0)).to.equal(0);
  });

  it('does not count what has to wait', () => {
    const pacer = new Pacer();
    for (let n = 0; n < 50; n++) pacer.take('us', 'a', PACES, T0);
    expect(pacer.take('us', 'b', PACES, T0)).to.equal(0);
  });

  it('holds back whom the provider names, and a clock that is set back changes nothing', () => {
    const pacer = new Pacer();
    pacer.hold('recipient', 'nobody yet', T0 + 1);
    pacer.take('us', 'a', PACES, T0);
    pacer.hold('recipient', 'a', T0 + 9000);
    pacer.hold('recipient', 'a', T0 + 8000);
    expect(pacer.take('us', 'a', PACES, T0 + 1000)).to.equal(8000);
    expect(pacer.take('us', 'b', PACES, T0 + 1000)).to.equal(0);
    pacer.hold('number', 'us', T0 + 2000);
    expect(pacer.take('us', 'b', PACES, T0 + 1500)).to.equal(500);
    expect(pacer.take('us', 'b', PACES, T0 + 2000 - 1)).to.equal(1);
    expect(pacer.take('us', 'b', PACES, T0 - 5000)).to.equal(7000);
  });

  it('forgets, of very many, whom it has written to least recently, and never its own numbers', () => {
    const pacer = new Pacer();
    pacer.take('us', 'busy', PACES, T0);
    pacer.hold('recipient', 'busy', T0 + 9000);
    pacer.hold('number', 'us', T0 + 9000);
    for (let n = 0; n < 50_000; n++) {
      pacer.take('another number', `driver ${n}`, PACES, T0);
      if (n % 1000 === 0) pacer.take('us', 'busy', PACES, T0);
    }
    expect(pacer.take('us', 'busy', PACES, T0)).to.equal(9000);
    expect(pacer.take('us', 'anybody', PACES, T0)).to.equal(9000);
    expect(pacer.take('a third number', 'busy', PACES, T0)).to.equal(9000);
    pacer.hold('recipient', 'driver 0', T0 + 9000);
    expect(pacer.take('a third number', 'driver 0', PACES, T0)).to.equal(0);
  });
});
