import { on, once } from 'node:events';
import { connect, createServer } from 'node:net';
import { Duplex } from 'node:stream';
import { expect } from 'chai';
import { Broker } from '../../broker/broker.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import { encodeConnect, encodePublish } from '../support/raw-mqtt.ts';
import { authenticate, BrokerFixture, loginOf } from './broker-fixture.ts';

/** Two streams joined back to back, as a WebSocket library hands one out. */
function pair(): [Duplex, Duplex] {
  const make = (peer: () => Duplex): Duplex =>
    new Duplex({
      read() {},
      write(chunk, _encoding, done) {
        peer().push(chunk);
        done();
      },
      destroy(err, done) {
        if (!peer().destroyed) peer().push(null);
        done(err);
      },
    });
  const near: Duplex = make(() => far);
  const far: Duplex = make(() => near);
  return [near, far];
}

describe('broker: start and stop', () => {
  let fixture: BrokerFixture;
  beforeEach(async () => {
    fixture = await new BrokerFixture().start();
  });
  afterEach(() => fixture.stop());

  it('ends every connection on stop, fires no will, and frees the port', async () => {
    const server = await fixture.server();
    const will = { topic: topics.status('main', 'board-a'), payload: 'lost', qos: 1 } as const;
    const others = [await fixture.connect('board-a', { will }), await fixture.connect('board-b'), await fixture.open()];
    const half = await fixture.open();
    half.write(encodeConnect(loginOf('board-c')).subarray(0, 9));
    const { port } = fixture.broker;
    await fixture.broker.stop();
    await Promise.all([server, half, ...others].map((client) => client.closed));
    expect(server.messages).to.deep.equal([]);
    expect(fixture.broker.connectedClients).to.equal(0);
    const socket = connect(port, '127.0.0.1');
    expect((await once(socket, 'error').catch((err) => [err]))[0]).to.include({ code: 'ECONNREFUSED' });
  });

  it('does not even ask about a will on stop [3.1.2.5]', async () => {
    const asked: string[] = [];
    const other = await new BrokerFixture({
      authenticate: async (login) => {
        const access = await authenticate(login);
        if (!access) return null;
        return {
          ...access,
          mayPublish(topic) {
            asked.push(topic);
            return 'allow';
          },
        };
      },
    }).start();
    await other.connect('board-a', { will: { topic: 'at/connect', payload: 'lost' } });
    await other.stop();
    expect(asked).to.deep.equal(['at/connect']);
  });

  it('can stop twice, stop without a start, and start again', async () => {
    await Promise.all([fixture.broker.stop(), fixture.broker.stop()]);
    await fixture.broker.stop();
    await fixture.broker.start();
    const board = await fixture.connect('board-a');
    await board.ping();
    await new Broker({ host: '127.0.0.1', port: 0, authenticate }).stop();
  });

  it('waits for a start that is under way', async () => {
    const broker = new Broker({ host: '127.0.0.1', port: 0, authenticate });
    const started = broker.start();
    await broker.stop();
    await started;
    expect(() => broker.port).to.throw('not listening');
  });

  it('rejects a second start', async () => {
    const err = await fixture.broker.start().catch((reason) => reason);
    expect(err).to.be.an('error');
    await (await fixture.connect('board-a')).ping();
  });

  it('rejects with EADDRINUSE when the port is taken, and can start when it is free', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const broker = new Broker({ host: '127.0.0.1', port, authenticate });
    const err = await broker.start().catch((reason) => reason);
    expect(err).to.include({ code: 'EADDRINUSE' });
    taken.close();
    await once(taken, 'close');
    await broker.start();
    expect(broker.port).to.equal(port);
    await broker.stop();
  });

  it('drops the client it is told to, whose will fires, and no other', async () => {
    const server = await fixture.server();
    const will = { topic: topics.status('main', 'board-a'), payload: 'lost', qos: 1 } as const;
    const board = await fixture.connect('board-a', { will });
    const other = await fixture.connect('board-b');
    await fixture.broker.disconnect('board-a');
    expect(fixture.broker.connectedClients).to.equal(2);
    await board.closed;
    expect((await server.message()).payload).to.equal('lost');
    await other.ping();
    await fixture.broker.disconnect('nobody');
  });

  it('serves any byte stream under the same guards', async () => {
    const server = await fixture.server();
    const [near, far] = pair();
    fixture.broker.handle(near, '203.0.113.9');
    far.write(encodeConnect(loginOf('board-a', { will: { topic: topics.event('main', 'board-a'), payload: 'gone' } })));
    const answer: number[] = [];
    for await (const chunk of on(far, 'data')) if (answer.push(...chunk[0]) >= 4) break;
    expect(answer).to.deep.equal([0x20, 2, 0, 0]);
    far.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    expect((await server.message()).payload).to.equal('gone');
    expect(fixture.refusals).to.deep.equal([{ reason: 'packet-too-large', clientId: 'board-a' }]);
    expect(near.destroyed).to.equal(true);
  });

  it('judges nothing between CONNECT and the login, at the worst moment too', async () => {
    const server = await fixture.server();
    const [near, far] = pair();
    fixture.broker.handle(near, '203.0.113.9');
    far.write(encodeConnect(loginOf('board-a')));
    // Aedes has parsed CONNECT and goes on with setImmediate; what arrives before that it would handle at once.
    for (let i = 0; i < 10; i++) await new Promise<void>((resolve) => process.nextTick(resolve));
    far.write(encodePublish(topics.event('main', 'board-a'), 'early'));
    expect((await server.message()).payload).to.equal('early');
    expect(fixture.refusals).to.deep.equal([]);
    near.destroy();
  });

  it('ends a stream handed to it when it is not running', async () => {
    const [near] = pair();
    new Broker({ host: '127.0.0.1', port: 0, authenticate }).handle(near, '203.0.113.9');
    await once(near, 'close');
  });
});
