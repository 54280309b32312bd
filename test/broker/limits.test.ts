import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { encodeConnect, encodePublish, RawMqtt } from '../support/raw-mqtt.ts';
import { BrokerFixture, loginOf } from './broker-fixture.ts';

const MB = 1024 * 1024;
const CLAIM_256_MB = Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]);

describe('broker: sizes', () => {
  let fixture: BrokerFixture;
  beforeEach(async () => {
    fixture = await new BrokerFixture().start();
  });
  afterEach(() => fixture.stop());

  it('takes 4096 bytes of payload and not one more', async () => {
    const server = await fixture.server();
    const board = await fixture.connect('board-a');
    const topic = topics.event('main', 'board-a');
    await board.publish(topic, 'x'.repeat(4096), { qos: 1 });
    expect((await server.message()).payload).to.have.length(4096);
    board.publish(topic, 'x'.repeat(4097), { qos: 1 }).catch(() => {});
    await board.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'packet-too-large', clientId: 'board-a', topic }]);
    expect(server.messages).to.have.length(1);
  });

  it('closes on a claim of 256 MB in the first packet, from its first five bytes', async () => {
    const stranger = await fixture.open();
    stranger.write(CLAIM_256_MB);
    await stranger.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'packet-too-large' }]);
  });

  it('closes on a claim of 256 MB from a client that is logged in, and only that one', async () => {
    const [board, other] = [await fixture.connect('board-a'), await fixture.connect('board-b')];
    board.write(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));
    await board.closed;
    await other.ping();
    expect(fixture.refusals).to.deep.equal([{ reason: 'packet-too-large', clientId: 'board-a' }]);
  });

  it('keeps memory flat while fifty strangers claim 256 MB and send what they can', async () => {
    const strangers = await Promise.all(Array.from({ length: 50 }, () => fixture.open()));
    const before = process.memoryUsage();
    for (const stranger of strangers) {
      stranger.write(CLAIM_256_MB);
      for (let i = 0; i < 16 && !stranger.isClosed; i++) stranger.write(filler);
    }
    await Promise.all(strangers.map((stranger) => stranger.closed));
    const after = process.memoryUsage();
    // The senders' own queues are one shared buffer; a broker that collected the packets would hold up to 800 MB.
    expect(after.arrayBuffers + after.external - before.arrayBuffers - before.external).to.be.below(64 * MB);
    expect(fixture.count('packet-too-large')).to.equal(50);
  });

  it('drops a client that does not read, and nobody waits for it', async () => {
    const server = await fixture.server();
    const frozen = await fixture.connect('board-a');
    const other = await fixture.connect('board-b');
    await frozen.subscribe(topics.command('main', 'board-a'), 1);
    await other.subscribe(topics.command('main', 'board-b'), 1);
    frozen.freeze();
    const payload = 'x'.repeat(4000);
    // The kernel takes some megabytes first.
    for (let i = 0; fixture.broker.connectedClients === 3; i++) {
      await server.publish(topics.command('main', 'board-a'), payload, { qos: 1 });
      if (i % 100 === 0) {
        await server.publish(topics.command('main', 'board-b'), 'hi', { qos: 1 });
        await other.message();
      }
    }
    expect(fixture.logged.join()).to.include('it does not read');
    await server.publish(topics.command('main', 'board-b'), 'last', { qos: 1 });
    expect((await other.message()).payload).to.equal('last');
  });
});

describe('broker: a client that does not read', () => {
  let fixture: BrokerFixture;
  afterEach(() => fixture.stop());

  it('holds up nobody even before it is dropped', async () => {
    fixture = await new BrokerFixture({ limits: { maxOutboundBytes: 1024 * MB } }).start();
    const server = await fixture.server();
    const [frozen, other] = [await fixture.connect('board-a'), await fixture.connect('board-b')];
    await frozen.subscribe(topics.command('main', 'board-a'));
    await other.subscribe(topics.command('main', 'board-b'));
    frozen.freeze();
    const toFrozen = encodePublish(topics.command('main', 'board-a'), 'x'.repeat(4000), { qos: 1 });
    for (let i = 0; i < 3000; i++) server.write(toFrozen); // more than the kernel's buffers take
    await server.publish(topics.command('main', 'board-b'), 'hi', { qos: 1 });
    expect((await other.message()).payload).to.equal('hi');
    expect(fixture.broker.connectedClients).to.equal(3);
  });
});

const filler = Buffer.alloc(MB);

describe('broker: connections', () => {
  let fixture: BrokerFixture;
  afterEach(() => fixture.stop());

  it('closes a socket that says nothing', async () => {
    fixture = await new BrokerFixture({ limits: { connectTimeoutMs: 30 } }).start();
    const idle = await fixture.open();
    await idle.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'connect-timeout' }]);
  });

  it('closes a socket whose CONNECT never ends', async () => {
    fixture = await new BrokerFixture({ limits: { connectTimeoutMs: 30 } }).start();
    const slow = await fixture.open();
    slow.write(encodeConnect(loginOf('board-a')).subarray(0, -1));
    await slow.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'connect-timeout' }]);
  });

  it('does not apply the connect timeout to one that is logged in', async () => {
    fixture = await new BrokerFixture({ limits: { connectTimeoutMs: 40 } }).start();
    const board = await fixture.connect('board-a');
    const idle = await fixture.open(); // opened later, so its timeout is the later one
    await idle.closed;
    await board.ping();
    expect(fixture.count('connect-timeout')).to.equal(1);
  });

  it('lets a board in past a thousand idle sockets', async () => {
    fixture = await new BrokerFixture({ limits: { maxConnections: 200, maxConnectionsPerAddress: 150 } }).start();
    const before = await fixture.connect('board-a');
    for (let i = 0; i < 1000; i += 50) await Promise.all(Array.from({ length: 50 }, () => fixture.open()));
    const after = await fixture.connect('board-b');
    await Promise.all([before.ping(), after.ping()]);
    await fixture.refused('too-many-connections', 850);
    expect(fixture.broker.connectedClients).to.equal(2);
  });

  it('refuses what comes when every place is held by a client that is logged in', async () => {
    fixture = await new BrokerFixture({ limits: { maxConnections: 2 } }).start();
    const boards = [await fixture.connect('board-a'), await fixture.connect('board-b')];
    const late = await fixture.open();
    await late.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'too-many-connections' }]);
    await Promise.all(boards.map((board) => board.ping()));
    await boards[0]!.disconnect();
    while (fixture.broker.connectedClients > 1) await boards[1]!.ping();
    await fixture.connect('board-c');
  });

  it('caps one address and leaves the others their places', async () => {
    fixture = await new BrokerFixture({ limits: { maxConnectionsPerAddress: 1 } }).start();
    const board = await fixture.connect('board-a');
    const same = await fixture.open();
    await same.closed;
    const elsewhere = await RawMqtt.open(fixture.broker.port, '127.0.0.2');
    expect(await elsewhere.login(loginOf('board-b'))).to.equal(0);
    await board.ping();
    await elsewhere.destroy();
  });

  it('does not let a first packet other than CONNECT through [MQTT-3.1.0-1]', async () => {
    fixture = await new BrokerFixture().start();
    const stranger = await fixture.open();
    stranger.write(encodePublish('a', 'b'));
    await stranger.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'protocol-error' }]);
  });

  it('does not let a second CONNECT through [MQTT-3.1.0-2]', async () => {
    fixture = await new BrokerFixture().start();
    const board = await fixture.connect('board-a');
    board.write(encodeConnect(loginOf('board-a')));
    await board.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'protocol-error', clientId: 'board-a' }]);
  });
});
