import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { LOT, SECRET, type Seen, TestBroker } from '../firmware-sim/support/broker.ts';
import { freePort } from '../support/engines.ts';
import { within } from '../support/wait.ts';
import { FirmwareBuild, needPackages } from './firmware-build.ts';
import { HostBoard } from './host-board.ts';

const ID = 'esp32-a';
const MINUTE = 60_000;

describe("the firmware's host build at a broker that plays the server", function () {
  this.timeout(120_000);
  let build: FirmwareBuild;
  let broker: TestBroker;
  let board: HostBoard;

  before(function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make', 'libmosquitto-dev']);
    build = new FirmwareBuild();
    build.make('all');
  });

  after(() => build?.remove());

  beforeEach(async () => {
    broker = await TestBroker.start();
    board = new HostBoard(`${build.folder}/parkwire-board`, {
      port: String(broker.port),
      id: ID,
      secret: SECRET,
      lot: LOT,
      slots: 'A',
      dwellInMs: '100',
      dwellOutMs: '100',
    });
  });

  afterEach(async () => {
    await board.stop();
    await board.remove();
    await broker.stop();
    expect(board.errors).to.equal('');
  });

  const until = (what: string, fits: (seen: Seen) => boolean, since = 0): Promise<Seen> =>
    within(what, broker.until(fits, since), 20_000);
  const said = (kind: string, more: (body: any) => boolean = () => true, since = 0): Promise<Seen> =>
    until(
      `the board says ${kind}`,
      ({ topic, body, from }) => from === ID && topic.endsWith(kind) && more(body),
      since,
    );
  const command = (commandId: string, name: string, args: object = {}, ms = MINUTE, retain = false): Promise<void> =>
    broker.publish(
      topics.command(LOT, ID),
      { commandId, name, args, expiresAt: new Date(Date.now() + ms).toISOString() },
      retain,
    );
  const answer = (id: string, status: string): Promise<Seen> =>
    said('/response', (body) => body.commandId === id && body.status === status);

  it('keeps what nobody acknowledges, and says it again after 10 s with a fresh age', async () => {
    board.start();
    const first = await said('/event');
    expect(first).to.deep.include({ qos: 1, retain: false });
    expect(first.body).to.include({ seq: 1, slot: 'A', type: 'vacated', initial: true });
    const second = await said('/event', () => true, broker.seen.indexOf(first) + 1);
    expect(second.body).to.include({ bootId: first.body.bootId, seq: 1, uptimeMs: first.body.uptimeMs });
    expect(second.body.sentUptimeMs - first.body.sentUptimeMs).to.be.within(10_000, 12_000);
    await broker.publish(topics.ack(LOT, ID), { bootId: first.body.bootId, seq: 1 });
    await within('it is forgotten', emptied());
  });

  async function emptied(): Promise<void> {
    while ((await board.do('status'))['queue'] !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async function sees(state: string): Promise<void> {
    while ((await board.do('status'))['A'] !== state) await new Promise((resolve) => setTimeout(resolve, 3));
  }

  it('rejects what is late, unknown or retained, and everything before it knows the time', async () => {
    await command('kept', 'restart', {}, MINUTE, true);
    board.start({ clock: 'no' });
    expect((await answer('kept', 'rejected')).body.detail).to.contain('never retained');
    await command('early', 'resync');
    expect((await answer('early', 'rejected')).body.detail).to.contain('no welcome');
    const { body } = await said('/status');
    const welcome = { bootId: body.bootId, serverTime: new Date().toISOString(), ackSeq: 0 };
    await broker.publish(topics.welcome(LOT, ID), welcome);
    await command('late', 'restart', {}, -1000);
    expect((await answer('late', 'rejected')).body.detail).to.equal('expired');
    await command('odd', 'dance');
    expect((await answer('odd', 'rejected')).body.detail).to.equal('unknown command');
    await command('good', 'resync');
    await answer('good', 'done');
    const answers = broker.seen.filter(({ topic }) => topic.endsWith('/response')).length;
    await command('good', 'resync');
    await until('the same answer again', ({ topic }) => topic.endsWith('/response'), broker.seen.length);
    expect(broker.seen.filter(({ topic }) => topic.endsWith('/response'))).to.have.length(answers + 1);
    expect(board.lines.filter(({ event }) => event === 'restart')).to.have.length(0);
  });

  it('joins with a secret of its own making, and is where it was sent to, also after a power cut', async () => {
    broker.secret = null;
    broker.serve();
    board.start({ lot: '', slots: '', secret: '', sensors: '2' });
    const pending = await until('it waits', ({ topic }) => topic === `parkwire/v1/pending/${ID}/status`);
    expect(pending.body).to.include({ status: 'online', fw: '1.0.0' });
    await board.event('online');
    expect(
      broker.seen.filter(({ from, topic }) => from === ID && !topic.startsWith('parkwire/v1/pending/')),
    ).to.deep.equal([]);
    await broker.publish(`parkwire/v1/pending/${ID}/assigned`, { lot: LOT, slots: ['C', 'D'] });
    const online = await until('it is there', ({ topic }) => topic === topics.status(LOT, ID));
    expect(online.body).to.deep.include({ status: 'online', slots: ['C', 'D'], bootId: pending.body.bootId });
    await said('/slot/D/occupancy');
    await within('it is forgotten', emptied());
    await board.stop('SIGKILL');
    const since = broker.seen.length;
    board.start({ lot: '', slots: '', secret: '', sensors: '2' });
    const again = await until(
      'it is there again',
      ({ topic, from }) => from === ID && topic.endsWith('/status'),
      since,
    );
    expect(again.topic).to.equal(topics.status(LOT, ID));
  });

  it('killed again and again while cars come and go, loses nothing and says nothing in two ways', async () => {
    broker.serve();
    for (let life = 0; life < 12; life++) {
      const since = board.lines.length;
      board.start({ dwellInMs: '0', dwellOutMs: '0' });
      await board.event('boot', since);
      if (life % 3 === 1) await board.do('network off');
      await sees('free');
      for (let change = 0; change < 4 + life; change++) {
        const [order, seen] = change % 2 === 0 ? ['cover A', 'occupied'] : ['clear A', 'free'];
        await board.do(order);
        await sees(seen);
      }
      await board.stop('SIGKILL');
    }
    board.start();
    await within('everything was acknowledged', emptied(), 30_000);
    const said = new Map<string, Map<number, string>>();
    for (const { topic, body } of broker.seen) {
      if (!topic.endsWith('/event')) continue;
      const { bootId, seq, sentUptimeMs, oldestSeq, ...event } = body;
      const boot = said.get(bootId) ?? new Map<number, string>();
      said.set(bootId, boot);
      expect(boot.get(seq) ?? JSON.stringify(event)).to.equal(JSON.stringify(event));
      boot.set(seq, JSON.stringify(event));
    }
    const counts = [...said.values()].map((boot) => {
      expect(Math.max(...boot.keys())).to.equal(boot.size);
      return boot.size;
    });
    // What each life saw when it woke, and every change that it took as such.
    expect(counts).to.deep.equal([...Array.from({ length: 12 }, (_, life) => 5 + life), 1]);
  });

  it('takes its orders from a FIFO, so that a program can cover the sensor', async () => {
    const control = join(build.folder, 'control');
    broker.serve();
    board.start({ control });
    await board.event('online');
    writeFileSync(control, 'cover A\n');
    await said('/event', (body) => body.type === 'occupied');
    writeFileSync(control, 'pull\n');
    await until('its will', ({ topic, body }) => topic === topics.status(LOT, ID) && body.status === 'lost');
    const since = broker.seen.length;
    writeFileSync(control, 'clear A\nplug\n');
    const initial = await said('/event', (body) => body.initial === true, since);
    expect(initial.body).to.include({ seq: 1, type: 'vacated' });
    writeFileSync(control, 'quit\n');
    await until(
      'its goodbye',
      ({ topic, body }) => topic === topics.status(LOT, ID) && body.status === 'offline',
      since,
    );
  });

  it('says that it was refused, and goes on trying', async () => {
    broker.secret = 'another';
    board.start();
    const { detail } = await board.event('problem');
    expect(detail).to.match(/not authori[sz]ed|refused|bad user/i);
    broker.secret = SECRET;
    await board.event('online');
  });

  it('connects by TLS to a broker whose certificate it can check, and to no other', async function () {
    needPackages(this, ['openssl']);
    const certificate = (name: string): { key: string; cert: string } => {
      const [key, cert] = [join(build.folder, `${name}.key`), join(build.folder, `${name}.crt`)];
      const extension = `subjectAltName=IP:127.0.0.1`;
      const args = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${name}`.split(
        ' ',
      );
      const { status } = spawnSync('openssl', [...args, '-addext', extension, '-keyout', key, '-out', cert]);
      expect(status).to.equal(0);
      return { key, cert };
    };
    const [own, other] = [certificate('own'), certificate('other')];
    const port = await freePort();
    const options = { key: readFileSync(own.key), cert: readFileSync(own.cert) };
    const proxy = createServer(options, (socket) => {
      const inner = connect(broker.port, '127.0.0.1');
      for (const each of [socket, inner]) each.on('error', () => {});
      socket.pipe(inner).pipe(socket);
      socket.on('close', () => inner.destroy());
      inner.on('close', () => socket.destroy());
    });
    proxy.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
    try {
      board.start({ tls: 'yes', port: String(port), ca: other.cert });
      await board.event('problem');
      expect(await board.stop()).to.equal(0);
      const since = board.lines.length;
      board.start({ tls: 'yes', port: String(port), ca: own.cert });
      await board.event('online', since);
      expect(board.lines.filter(({ event }) => event === 'online')).to.have.length(1);
      await board.stop();
    } finally {
      proxy.close();
    }
  });
});
