import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { LOT, SECRET, type Seen, TestBroker } from '../firmware-sim/support/broker.ts';
import { within } from '../support/wait.ts';
import { FirmwareBuild, needPackages } from './firmware-build.ts';
import { HostBoard } from './host-board.ts';

const ID = 'esp32-a';

describe("an update of the firmware's host build", function () {
  this.timeout(120_000);
  let build: FirmwareBuild;
  let newer: FirmwareBuild;
  let broker: TestBroker;
  let board: HostBoard;
  let files: Server;
  let image: Buffer;
  let served: string[];

  before(function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make', 'libmosquitto-dev', 'curl']);
    build = new FirmwareBuild();
    build.make('all');
    newer = new FirmwareBuild();
    newer.make('all', { VERSION: '1.0.1' });
  });

  after(() => {
    build?.remove();
    newer?.remove();
  });

  beforeEach(async () => {
    served = [];
    image = readFileSync(`${newer.folder}/parkwire-board`);
    files = createServer(({ url = '' }, response) => {
      // An address that is good once, as the server's are.
      response.statusCode = served.includes(url) || url === '/none' ? 404 : 200;
      served.push(url);
      response.end(response.statusCode === 200 ? image : '');
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    broker = await TestBroker.start();
    broker.serve();
    board = new HostBoard(`${build.folder}/parkwire-board`, {
      port: String(broker.port),
      id: ID,
      secret: SECRET,
      lot: LOT,
      slots: 'A',
      updates: 'yes',
      dwellInMs: '100',
      dwellOutMs: '100',
    });
    board.start();
    await board.event('online');
    await online('1.0.0');
  });

  afterEach(async () => {
    await board.stop();
    await board.remove();
    await broker.stop();
    await new Promise((resolve) => files.close(resolve));
  });

  const said = (kind: string, fits: (body: any) => boolean, since = 0): Promise<Seen> =>
    within(
      `the board says ${kind}`,
      broker.until(({ topic, body, from }) => from === ID && topic.endsWith(kind) && fits(body), since),
      20_000,
    );
  const online = (fw: string, since = 0): Promise<Seen> =>
    said('/status', (body) => body.status === 'online' && body.fw === fw, since);
  const answer = (id: string, status: string): Promise<Seen> =>
    said('/response', (body) => body.commandId === id && body.status === status);
  const update = (commandId: string, path: string, version: string, of: Buffer = image): Promise<void> => {
    const { port } = files.address() as AddressInfo;
    const sha256 = createHash('sha256').update(of).digest('hex');
    const args = { url: `http://127.0.0.1:${port}${path}`, sha256, version };
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    return broker.publish(topics.command(LOT, ID), { commandId, name: 'update', args, expiresAt });
  };

  it('is fetched, checked, tried, and kept once it has met the server; a car stays where it stands', async () => {
    await board.do('cover A');
    await said('/event', (body) => body.type === 'occupied');
    await update('u1', '/one', '1.0.1');
    await answer('u1', 'accepted');
    const since = broker.seen.length;
    await online('1.0.1', since);
    await answer('u1', 'done');
    const initial = await said('/event', (body) => body.initial === true && body.seq === 1, since);
    expect(initial.body.type).to.equal('occupied');
    expect(served).to.deep.equal(['/one']);
    // A power cut later it is still the new one.
    await board.stop('SIGKILL');
    const later = broker.seen.length;
    board.start();
    await online('1.0.1', later);
  });

  it('that came to harm on its way is not installed', async () => {
    await update('u1', '/one', '1.0.1', Buffer.from('another image'));
    expect((await answer('u1', 'rejected')).body.detail).to.equal('sha256 differs');
    await update('u2', '/none', '1.0.1');
    expect((await answer('u2', 'rejected')).body.detail).to.equal('the image could not be fetched');
    expect(board.lines.filter(({ event }) => event === 'restart')).to.have.length(0);
  });

  it('that does not run is rolled back at the next boot, and the old firmware says so', async () => {
    image = Buffer.from('#!/bin/sh\nexit 1\n');
    await update('u1', '/one', '1.0.1');
    await answer('u1', 'accepted');
    await board.event('restart');
    expect(await board.stop()).to.equal(1);
    const since = broker.seen.length;
    board.start();
    await online('1.0.0', since);
    expect((await answer('u1', 'rejected')).body.detail).to.equal('the old firmware runs again');
    await update('u2', '/two', '1.0.1');
    await answer('u2', 'accepted');
  });
});
