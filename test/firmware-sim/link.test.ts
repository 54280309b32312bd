import { expect } from 'chai';
import { type Clock, realClock } from '../../firmware-sim/clock.ts';
import { Link, type LinkProblem } from '../../firmware-sim/link.ts';
import { VirtualTime } from '../../firmware-sim/virtual-time.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import { LOT, SECRET, TestBroker } from './support/broker.ts';

const ID = 'esp32-a';
const status = topics.status(LOT, ID);
const telemetry = topics.telemetry(LOT, ID);

describe('the MQTT link of a simulated board', () => {
  let broker: TestBroker;
  let links: Link[];

  beforeEach(async () => {
    broker = await TestBroker.start();
    links = [];
  });

  afterEach(async () => {
    for (const link of links) link.cut();
    await broker.stop();
  });

  /** A link and the things that will happen to it, each to be awaited once. */
  function open(part: { clock?: Clock; subscriptions?: string[]; secret?: string } = {}) {
    const news: ('up' | LinkProblem)[] = [];
    const waiting: ((item: 'up' | LinkProblem) => void)[] = [];
    const tell = (item: 'up' | LinkProblem): void => {
      const waiter = waiting.shift();
      if (waiter) waiter(item);
      else news.push(item);
    };
    const link = new Link(
      {
        url: broker.url,
        id: ID,
        secret: SECRET,
        willTopic: status,
        subscriptions: [topics.ack(LOT, ID)],
        clock: realClock,
        random: () => 0.5,
        backoff: { minMs: 20, maxMs: 40 },
        ...part,
      },
      { up: () => tell('up'), down: tell, message: () => {} },
    );
    links.push(link);
    link.open('{"status":"lost","bootId":"boot0001"}');
    const next = (): Promise<'up' | LinkProblem> => {
      const item = news.shift();
      return item ? Promise.resolve(item) : new Promise((resolve) => waiting.push(resolve));
    };
    return { link, next };
  }

  it('leaves a retained will when it is cut, and none when it closes', async () => {
    const first = open();
    expect(await first.next()).to.equal('up');
    first.link.cut();
    const will = await broker.until(({ topic }) => topic === status);
    expect(will).to.deep.include({ body: { status: 'lost', bootId: 'boot0001' }, retain: true, qos: 1 });

    const second = open();
    expect(await second.next()).to.equal('up');
    second.link.publish(telemetry, '{"last":true}', 1, false);
    await second.link.close();
    expect(broker.seen.map(({ topic }) => topic)).to.deep.equal([status, telemetry]);
  });

  it('does not queue what is published while it is not up', async () => {
    const { link, next } = open();
    link.publish(telemetry, '{"early":true}', 1, false);
    expect(await next()).to.equal('up');
    link.publish(telemetry, '{"early":false}', 1, false);
    const seen = await broker.until(({ topic }) => topic === telemetry);
    expect(seen.body).to.deep.equal({ early: false });
  });

  it('does not replay after a reconnect what the broker never acknowledged', async () => {
    const { link, next } = open();
    expect(await next()).to.equal('up');
    const asked: string[] = [];
    let first: () => void = () => {};
    let last: () => void = () => {};
    const firstAsked = new Promise<void>((resolve) => {
      first = resolve;
    });
    const lastAsked = new Promise<void>((resolve) => {
      last = resolve;
    });
    broker.swallow((topic) => {
      if (topic === status) return;
      asked.push(topic);
      first();
      if (topic.endsWith('/response')) last();
    });
    link.publish(telemetry, '{}', 1, false);
    await firstAsked;
    broker.breakAll();
    expect(await next()).to.include({ kind: 'lost' });
    expect(await next()).to.equal('up');
    link.publish(topics.response(LOT, ID), '{}', 1, false);
    await lastAsked;
    expect(asked).to.deep.equal([telemetry, topics.response(LOT, ID)]);
  });

  it('says when a subscription is denied and when the secret is wrong', async () => {
    const denied = open({ subscriptions: [`parkwire/v1/${LOT}/${ID}/#`] });
    expect(await denied.next()).to.include({ kind: 'denied' });
    denied.link.cut();
    expect(await open({ secret: 'wrong' }).next()).to.include({ kind: 'refused' });
  });

  it('waits twice as long after each failure, up to a limit, and begins anew once it was up', async () => {
    await broker.shut();
    const delays: number[] = [];
    class Watched extends VirtualTime {
      override schedule(callback: () => void, delayMs: number): () => void {
        delays.push(delayMs);
        return super.schedule(callback, delayMs);
      }
    }
    const clock = new Watched();
    const { next } = open({ clock });
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect(await next()).to.include({ kind: 'unreachable' });
      if (attempt === 3) await broker.listen();
      clock.advance(40);
    }
    expect(await next()).to.equal('up');
    broker.breakAll();
    expect(await next()).to.include({ kind: 'lost' });
    expect(delays).to.deep.equal([15, 30, 30, 30, 15]);
  });
});
