import { expect } from 'chai';
import fc from 'fast-check';
import type { Access } from '../../broker/broker.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import { authenticate, BrokerFixture, controllerAccess } from './broker-fixture.ts';

const event = (board: string): string => topics.event('main', board);
const command = (board: string): string => topics.command('main', board);

describe('broker: what a client may do', () => {
  let fixture: BrokerFixture;
  beforeEach(async () => {
    fixture = await new BrokerFixture().start();
  });
  afterEach(() => fixture.stop());

  for (const [what, topic] of [
    ['another controller’s topic', event('board-b')],
    ['its own topic in the wrong direction', command('board-a')],
    ['a topic of its own invention', 'parkwire/v1/main/board-a/extra'],
    ['$SYS', '$SYS/broker/load'],
    ['a topic with a wildcard', 'parkwire/v1/main/board-a/+'],
    ['a topic deeper than any', Array(40).fill('x').join('/')],
  ] as const) {
    for (const qos of [0, 1] as const) {
      it(`ends a client that publishes ${what} at QoS ${qos}, without effect`, async () => {
        const server = await fixture.server();
        await server.subscribe(['#', '$SYS/broker/load', command('board-a')]);
        const other = await fixture.connect('board-b');
        const board = await fixture.connect('board-a');
        board.publish(topic, 'forged', { qos, retain: true }).catch(() => {});
        await board.closed;
        expect(fixture.count('publish-denied') + fixture.count('protocol-error')).to.equal(1);
        await other.publish(event('board-b'), 'mine', { qos: 1 });
        await server.message((m) => m.payload === 'mine');
        expect(server.messages.filter((m) => m.payload === 'forged')).to.deep.equal([]);
      });
    }
  }

  it('closes even the server’s own client for a publish to $SYS', async () => {
    const server = await fixture.server();
    server.publish('$SYS/x', 'y').catch(() => {});
    await server.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'publish-denied', clientId: 'server', topic: '$SYS/x' }]);
  });

  it('answers a denied filter with 0x80, grants the others of the packet, and the connection goes on', async () => {
    const server = await fixture.server();
    const board = await fixture.connect('board-a');
    const filters = [
      command('board-b'),
      command('board-a'),
      '#',
      '$SYS/#',
      '$share/g/x',
      event('board-a'),
      '+/v1/main/board-a/ack',
    ];
    expect(await board.subscribe(filters)).to.deep.equal([0x80, 1, 0x80, 0x80, 0x80, 0x80, 0x80]);
    expect(fixture.count('subscribe-denied')).to.equal(6);
    await server.publish(command('board-b'), 'not yours', { qos: 1 });
    await server.publish(command('board-a'), 'yours', { qos: 1 });
    await board.message((m) => m.payload === 'yours');
    expect(board.messages.map((m) => m.payload)).to.deep.equal(['yours']);
  });

  it('strips a retain flag the protocol does not have: the message goes on, nothing is kept', async () => {
    const server = await fixture.server();
    const board = await fixture.connect('board-a');
    await board.publish(event('board-a'), 'live', { qos: 1, retain: true });
    await board.publish(topics.status('main', 'board-a'), 'kept', { qos: 1, retain: true });
    await server.message((m) => m.payload === 'live');
    await server.message((m) => m.payload === 'kept');
    await server.disconnect();
    const later = await fixture.server();
    const kept = await later.message();
    expect(kept).to.include({ payload: 'kept', retain: true });
    await later.ping();
    expect(later.messages).to.have.length(1);
  });

  it('fires a will that is allowed, with the retain flag it may have', async () => {
    const server = await fixture.server();
    const will = { topic: topics.status('main', 'board-a'), payload: 'lost', qos: 1, retain: true } as const;
    const board = await fixture.connect('board-a', { will });
    const stripped = await fixture.connect('board-b', { will: { ...will, topic: event('board-b'), payload: 'b' } });
    await board.destroy();
    await stripped.destroy();
    await server.message((m) => m.payload === 'lost');
    await server.message((m) => m.payload === 'b');
    const later = await fixture.connect('server');
    await later.subscribe(['parkwire/v1/main/+/status', 'parkwire/v1/main/+/event']);
    expect(await later.message()).to.include({ payload: 'lost', retain: true });
    await later.ping();
    expect(later.messages).to.have.length(1);
  });

  it('fires none after a DISCONNECT [MQTT-3.14.4-3]', async () => {
    const server = await fixture.server();
    const board = await fixture.connect('board-a', { will: { topic: event('board-a'), payload: 'lost' } });
    await board.disconnect();
    const again = await fixture.connect('board-a');
    await again.publish(event('board-a'), 'fence', { qos: 1 });
    await server.message((m) => m.payload === 'fence');
    expect(server.messages).to.have.length(1);
  });

  for (const [what, topic, payload, reason] of [
    ['another controller’s topic', topics.status('main', 'board-b'), 'lost', 'publish-denied'],
    ['$SYS', '$SYS/x', 'lost', 'publish-denied'],
    ['a wildcard', 'parkwire/v1/main/+/status', 'lost', 'publish-denied'],
    ['no topic', '', 'lost', 'publish-denied'],
    ['a payload too large', topics.status('main', 'board-a'), 'x'.repeat(4097), 'packet-too-large'],
  ] as const) {
    it(`drops and counts a will with ${what} at CONNECT, and it never fires`, async () => {
      const server = await fixture.server();
      await server.subscribe(['#', '$SYS/x']);
      const board = await fixture.connect('board-a', { will: { topic, payload, qos: 1, retain: true } });
      expect(fixture.refusals).to.deep.equal([{ reason, clientId: 'board-a', topic }]);
      await board.destroy();
      const other = await fixture.connect('board-b');
      await other.publish(event('board-b'), 'fence', { qos: 1 });
      await server.message((m) => m.payload === 'fence');
      expect(server.messages.map((m) => m.payload)).to.not.include(payload);
      expect(fixture.refusals).to.have.length(1);
    });
  }

  it('lets none of 10,000 random filters reach another controller', async () => {
    const own = new Set([command('board-a'), topics.ack('main', 'board-a'), topics.welcome('main', 'board-a')]);
    const ownLed = /^parkwire\/v1\/main\/board-a\/slot\/[A-Z0-9]{1,8}\/led\/desired$/;
    const level = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('parkwire', 'v1', 'main', 'board-a', 'board-b', 'slot', 'A', 'led') },
      { weight: 3, arbitrary: fc.constantFrom('command', 'ack', 'welcome', 'event', 'status', 'desired', 'reported') },
      { weight: 3, arbitrary: fc.constantFrom('+', '', '$share', '$SYS', '..', 'BOARD-A', 'board-a ') },
      {
        weight: 1,
        arbitrary: fc.string({ maxLength: 6, unit: 'binary' }).map((s) => s.replace(/[+#\0/\ud800-\udfff]/g, '.')),
      },
    );
    const start = fc.constantFrom<string[]>(
      [],
      ['parkwire', 'v1', 'main', 'board-b'],
      ['parkwire', 'v1', 'main', 'board-a'],
      ['$share', 'g', 'parkwire', 'v1', 'main', 'board-b'],
      ['parkwire', '+', 'main', 'board-b'],
    );
    const filter = fc
      .tuple(start, fc.array(level, { maxLength: 6 }), fc.constantFrom('', '#'))
      .map(([head, tail, end]) => [...head, ...tail, ...(end ? [end] : [])].join('/'))
      .filter((text) => text !== '');
    const filters = fc.sample(filter, { numRuns: 10_000, seed: 20_261_121 });

    const server = await fixture.server();
    const board = await fixture.connect('board-a');
    await board.subscribe(topics.ack('main', 'board-a'));
    for (let i = 0; i < filters.length; i += 20) {
      fixture.clockMs += 1000;
      const batch = [...new Set(filters.slice(i, i + 20))]; // Aedes answers a repeated filter once
      const granted = await board.subscribe(batch);
      batch.forEach((text, at) => {
        const mine = own.has(text) || ownLed.test(text);
        expect(granted[at], JSON.stringify(text)).to.equal(mine ? 1 : 0x80);
      });
    }
    const other = await fixture.connect('board-b');
    await other.publish(event('board-b'), 'secret', { qos: 1 });
    await other.publish(topics.status('main', 'board-b'), 'secret', { qos: 1 });
    for (const topic of [
      command('board-b'),
      topics.ack('main', 'board-b'),
      topics.ledDesired('main', 'board-b', 'A'),
    ]) {
      await server.publish(topic, 'secret', { qos: 1 });
    }
    await server.publish(topics.ack('main', 'board-a'), 'fence', { qos: 1 });
    await board.message((m) => m.payload === 'fence');
    expect(board.messages.filter((m) => m.payload === 'secret')).to.deep.equal([]);
  });
});

describe('broker: rights that change or fail', () => {
  let fixture: BrokerFixture;
  afterEach(() => fixture.stop());

  const startWith = async (change: (access: Access) => Access): Promise<void> => {
    fixture = await new BrokerFixture({
      authenticate: async (login) => {
        const access = await authenticate(login);
        return access && !access.trusted ? change(controllerAccess(access.name)) : access;
      },
    }).start();
  };

  it('asks again on delivery: a right withdrawn ends a subscription that was granted', async () => {
    let allowed = true;
    await startWith((access) => ({ ...access, maySubscribe: (filter) => allowed && access.maySubscribe(filter) }));
    const server = await fixture.server();
    const board = await fixture.connect('board-a');
    expect(await board.subscribe(command('board-a'))).to.deep.equal([1]);
    allowed = false;
    await server.publish(command('board-a'), 'no more', { qos: 1 });
    await fixture.refused('subscribe-denied');
    allowed = true;
    await server.publish(command('board-a'), 'again', { qos: 1 });
    await board.message((m) => m.payload === 'again');
    expect(board.messages).to.have.length(1);
  });

  it('denies what its caller cannot decide', async () => {
    const fails = (): never => {
      throw new Error('database away');
    };
    await startWith((access) => ({ ...access, mayPublish: fails, maySubscribe: fails }));
    const board = await fixture.connect('board-a');
    expect(await board.subscribe(command('board-a'))).to.deep.equal([0x80]);
    board.publish(event('board-a'), 'x', { qos: 1 }).catch(() => {});
    await board.closed;
    expect(fixture.count('publish-denied')).to.equal(1);
  });
});
