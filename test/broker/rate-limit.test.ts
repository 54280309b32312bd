import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { encodePacket } from '../support/raw-mqtt.ts';
import { BrokerFixture } from './broker-fixture.ts';

const event = (board: string): string => topics.event('main', board);

describe('broker: rates', () => {
  let fixture: BrokerFixture;
  afterEach(() => fixture.stop());

  it('drops what is above the rate, acknowledges it to MQTT, and keeps the connection', async () => {
    fixture = await new BrokerFixture({ limits: { eventsPerSecond: 10, eventBurst: 5 } }).start();
    const server = await fixture.server();
    const board = await fixture.connect('board-a');
    await Promise.all(Array.from({ length: 20 }, (_, i) => board.publish(event('board-a'), `${i}`, { qos: 1 })));
    expect(fixture.count('rate-limited')).to.equal(15);
    expect(fixture.refusals[0]).to.deep.equal({ reason: 'rate-limited', clientId: 'board-a', topic: event('board-a') });
    fixture.clockMs += 100;
    await board.publish(event('board-a'), 'next', { qos: 1 });
    await server.message((m) => m.payload === 'next');
    expect(server.messages.map((m) => m.payload)).to.deep.equal(['0', '1', '2', '3', '4', 'next']);
  });

  it('leaves the others alone while one floods', async () => {
    fixture = await new BrokerFixture({ limits: { eventsPerSecond: 20, eventBurst: 20, packetBurst: 1e6 } }).start();
    const server = await fixture.server();
    const ids = Array.from({ length: 20 }, (_, i) => `board-${i}`);
    const boards = await Promise.all(ids.map((id) => fixture.connect(id)));
    const flooder = await fixture.connect('board-flood');
    const flood = Promise.all(
      Array.from({ length: 5000 }, () => flooder.publish(event('board-flood'), 'f', { qos: 1 })),
    );
    for (let n = 0; n < 10; n++) {
      await Promise.all(boards.map((board, i) => board.publish(event(ids[i]!), `${n}`, { qos: 1 })));
    }
    await flood;
    for (const id of ids) await server.message((m) => m.topic === event(id) && m.payload === '9');
    expect(server.messages.filter((m) => m.payload !== 'f')).to.have.length(200);
    expect(server.messages.filter((m) => m.payload === 'f')).to.have.length(20);
    expect(fixture.count('rate-limited')).to.equal(4980);
  });

  it('gives no new burst for a reconnect', async () => {
    fixture = await new BrokerFixture({ limits: { eventsPerSecond: 1, eventBurst: 3 } }).start();
    for (let i = 0; i < 3; i++) {
      const board = await fixture.connect('board-a');
      for (let n = 0; n < 2; n++) await board.publish(event('board-a'), 'x', { qos: 1 });
      await board.disconnect();
    }
    expect(fixture.count('rate-limited')).to.equal(3);
  });

  it('does not limit the server’s own client', async () => {
    fixture = await new BrokerFixture({ limits: { eventBurst: 2, globalEventBurst: 2, packetBurst: 2 } }).start();
    const server = await fixture.server();
    const board = await fixture.connect('board-a');
    await board.subscribe(topics.command('main', 'board-a'));
    for (let i = 0; i < 50; i++) await server.publish(topics.command('main', 'board-a'), `${i}`, { qos: 1 });
    await board.message((m) => m.payload === '49');
    expect(fixture.refusals).to.deep.equal([]);
  });

  it('holds to the rate of all together', async () => {
    fixture = await new BrokerFixture({ limits: { globalEventBurst: 3 } }).start();
    for (const id of ['board-a', 'board-b', 'board-c', 'board-d']) {
      const board = await fixture.connect(id);
      await board.publish(event(id), 'x', { qos: 1 });
    }
    expect(fixture.refusals.map((refusal) => refusal.clientId)).to.deep.equal(['board-d']);
  });

  it('reads a client that sends too many packets more slowly, and loses none', async () => {
    fixture = await new BrokerFixture({ limits: { packetBurst: 100, packetsPerSecond: 100_000 } }).start();
    const [board, other] = [await fixture.connect('board-a'), await fixture.connect('board-b')];
    const ping = encodePacket(12, 0);
    const answers = (): number => board.counts[13]!;
    board.write(Buffer.concat(Array.from({ length: 10_000 }, () => ping)));
    for (let i = 0; i < 50; i++) await other.ping();
    expect(answers()).to.be.at.most(2048); // one slice of 4096 bytes, and the clock stands still
    while (answers() < 10_000) {
      fixture.clockMs += 100;
      await other.ping();
    }
    expect(fixture.refusals).to.deep.equal([]);
  });
});
