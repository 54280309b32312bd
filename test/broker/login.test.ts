import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { encodeConnect, encodePacket, encodePublish, encodeSubscribe } from '../support/raw-mqtt.ts';
import { authenticate, BrokerFixture, loginOf, PASSWORD } from './broker-fixture.ts';

describe('broker: login', () => {
  let fixture: BrokerFixture;
  beforeEach(async () => {
    fixture = await new BrokerFixture().start();
  });
  afterEach(() => fixture.stop());

  for (const [what, login] of [
    ['a wrong password', loginOf('board-a', { password: 'wrong' })],
    ['an unknown user', loginOf('stranger')],
    ['another client id than its own', loginOf('board-a', { username: 'board-b' })],
    ['no name and no password', { clientId: 'board-a' }],
  ] as const) {
    it(`answers ${what} with "not authorized", closes and counts`, async () => {
      const client = await fixture.open();
      expect(await client.login(login)).to.equal(5);
      await client.closed;
      expect(fixture.refusals).to.deep.equal(
        [{ reason: 'bad-credentials', clientId: 'board-a' }].map((r) => ({ ...r, clientId: login.clientId })),
      );
      expect(fixture.broker.connectedClients).to.equal(0);
    });
  }

  it('never disturbs a client by a wrong password for its id', async () => {
    const server = await fixture.server();
    const will = { topic: topics.status('main', 'board-a'), payload: 'lost', qos: 1 } as const;
    const board = await fixture.connect('board-a', { will });
    await board.subscribe(topics.command('main', 'board-a'));
    for (let i = 0; i < 20; i++) {
      const thief = await fixture.open();
      expect(await thief.login(loginOf('board-a', { password: `guess ${i}` }))).to.equal(5);
      await thief.closed;
    }
    await server.publish(topics.command('main', 'board-a'), 'still there?', { qos: 1 });
    expect((await board.message()).payload).to.equal('still there?');
    await board.publish(topics.event('main', 'board-a'), 'yes', { qos: 1 });
    expect((await server.message()).payload).to.equal('yes');
    expect(server.messages.map((m) => m.payload)).to.deep.equal(['yes']); // no will
    expect(fixture.broker.connectedClients).to.equal(2);
  });

  it('replaces a client by the same one logging in again [MQTT-3.1.4-2]', async () => {
    const server = await fixture.server();
    const first = await fixture.connect('board-a');
    await first.subscribe(topics.command('main', 'board-a'));
    const second = await fixture.connect('board-a');
    await first.closed;
    await second.subscribe(topics.command('main', 'board-a'));
    await server.publish(topics.command('main', 'board-a'), 'hello', { qos: 1 });
    expect((await second.message()).payload).to.equal('hello');
    expect(fixture.broker.connectedClients).to.equal(2);
  });

  it('ends with one connection, however many log in as the same at once', async () => {
    const clients = await Promise.all(Array.from({ length: 30 }, () => fixture.open()));
    const alive = clients.map((client) =>
      client.login(loginOf('board-a')).then(
        () => client,
        () => undefined, // taken over before its CONNACK
      ),
    );
    await Promise.all(alive);
    const answers = await Promise.allSettled(clients.map((client) => client.ping()));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).to.have.length(1);
    expect(fixture.broker.connectedClients).to.equal(1);
  });

  it('keeps what follows CONNECT at once until the login is decided', async () => {
    const server = await fixture.server();
    const board = await fixture.open();
    const login = board.login(loginOf('board-a'));
    board.write(encodeSubscribe(7, [topics.ack('main', 'board-a')]));
    board.write(encodePublish(topics.event('main', 'board-a'), 'early', { qos: 1, messageId: 8 }));
    expect(await login).to.equal(0);
    expect((await server.message()).payload).to.equal('early');
    await board.next((packet) => packet.type === 9);
    expect(fixture.refusals).to.deep.equal([]);
  });

  it('refuses MQTT 5 with "unacceptable protocol version" [MQTT-3.1.2-2]', async () => {
    const client = await fixture.open();
    const connect = encodePacket(1, 0, Buffer.from([0, 4, 77, 81, 84, 84, 5, 2, 0, 60, 0, 0, 1, 97]));
    client.write(connect);
    expect((await client.next((packet) => packet.type === 2)).body[1]).to.equal(1);
    await client.closed;
  });

  it('refuses an empty client id without clean session [MQTT-3.1.3-8]', async () => {
    const client = await fixture.open();
    expect(await client.login({ clientId: '', username: '', password: PASSWORD, clean: false })).to.equal(2);
    await client.closed;
    expect(fixture.count('protocol-error')).to.equal(1);
  });

  it('refuses a keep-alive that would never notice a dead board', async () => {
    for (const keepalive of [0, 121]) {
      const client = await fixture.open();
      client.write(encodeConnect(loginOf('board-a', { keepalive })));
      await client.closed;
    }
    expect(fixture.count('protocol-error')).to.equal(2);
    expect(fixture.broker.connectedClients).to.equal(0);
  });

  it('never logs a password', async () => {
    await fixture.connect('board-a');
    const client = await fixture.open();
    await client.login(loginOf('board-a', { password: 'wrong but secret' }));
    await client.closed;
    expect(fixture.logged).to.not.be.empty;
    expect(fixture.logged.join()).to.not.match(/secret|horse/);
  });
});

describe('broker: logins that are not decided', () => {
  let fixture: BrokerFixture;
  afterEach(() => fixture.stop());

  it('answers "server unavailable" when the answer does not come, and does not let a late one in', async () => {
    let late: (() => void) | undefined;
    fixture = await new BrokerFixture({
      limits: { authTimeoutMs: 30 },
      authenticate: (login) =>
        new Promise((resolve) => {
          late = () => resolve(authenticate(login));
        }),
    }).start();
    const client = await fixture.open();
    expect(await client.login(loginOf('board-a'))).to.equal(3);
    late?.();
    await client.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'auth-timeout', clientId: 'board-a' }]);
    expect(fixture.broker.connectedClients).to.equal(0);
  });

  for (const [how, fail] of [
    ['rejects', () => Promise.reject(new Error('database away'))],
    [
      'throws',
      () => {
        throw new Error('database away');
      },
    ],
  ] as const) {
    it(`lets nobody in when authenticate ${how}`, async () => {
      fixture = await new BrokerFixture({ authenticate: fail }).start();
      const client = await fixture.open();
      expect(await client.login(loginOf('board-a'))).to.equal(3);
      await client.closed;
      expect(fixture.count('auth-timeout')).to.equal(1);
    });
  }

  it('forgets a client that leaves while its login is being decided', async () => {
    let asked: (() => void) | undefined;
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let answer: (() => void) | undefined;
    fixture = await new BrokerFixture({
      authenticate: (login) => {
        if (login.clientId === 'board-b') return authenticate(login);
        asked?.();
        return new Promise((resolve) => {
          answer = () => resolve(authenticate(login));
        });
      },
    }).start();
    const client = await fixture.open();
    client.write(encodeConnect(loginOf('board-a')));
    await wasAsked;
    await client.destroy();
    answer?.();
    await fixture.connect('board-b');
    expect(fixture.broker.connectedClients).to.equal(1);
  });
});
