import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import type { RolloutView } from '../../shared/http/firmware.ts';
import { story } from '../support/databases.ts';
import { freePort } from '../support/engines.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { within } from '../support/wait.ts';
import { ROLLOUTS, rolloutIs, start, upload } from './support/firmware.ts';
import { RawController } from './support/raw-controller.ts';

/** More than what sockets swallow without anybody reading. */
const BYTES = randomBytes(4 * 1024 * 1024);

story('the link by which a board fetches an image', () => {
  let site: Site;
  let board: RawController;
  let begun: RolloutView;
  let url: string;
  let commandId: string;

  beforeEach(async () => {
    site = await Site.start();
    board = await RawController.start(site, 'esp32-a', ['A']);
    const image = await upload(site, '1.1.0', BYTES);
    begun = await start(site, { image: image.id, backWithinMinutes: 5 });
    const command = await board.command('update');
    ({ commandId } = command);
    ({ url } = command.args);
    expect(command.args).to.deep.equal({ url, sha256: image.sha256, version: '1.1.0' });
    expect(url).to.match(new RegExp(`^${site.url}/firmware/[\\w-]{43}$`));
    expect(url.length).to.be.lessThan(513);
  });

  afterEach(() => site.stop());

  const isOver = async (link = url) => {
    const response = await fetch(link);
    expect(response.status).to.equal(410);
    expect(await response.json()).to.include({ code: 'firmware-link-over' });
  };
  /** Asks for the image and reads nothing: what is under way fills the sockets' buffers, and stays there. */
  const begin = async (): Promise<Socket> => {
    const { pathname, port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: board\r\n\r\n`);
    await once(socket, 'readable');
    return socket;
  };

  it('gives the image whole, with its length and digest, without a login, once', async () => {
    const response = await fetch(url);
    expect(response.status).to.equal(200);
    expect(Object.fromEntries(response.headers)).to.include({
      ...{ 'content-length': String(BYTES.length), 'content-type': 'application/octet-stream' },
      ...{ 'x-sha256': begun.image.sha256, 'cache-control': 'no-store' },
    });
    expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), BYTES)).to.equal(0);
    await isOver();
  });

  it('can be tried again after a download that broke off, and is not used up by a look at its head', async () => {
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).to.deep.equal([200, String(BYTES.length)]);
    for (let times = 0; times < 2; times++) {
      (await begin()).destroy();
    }
    expect((await (await fetch(url)).arrayBuffer()).byteLength).to.equal(BYTES.length);
    await isOver();
  });

  it('gives it whole to one of those who fetch it at the same time', async () => {
    const slow = await begin();
    expect((await (await fetch(url)).arrayBuffer()).byteLength).to.equal(BYTES.length);
    let size = 0;
    slow.on('data', (piece) => (size += piece.length));
    await within('the slow one ends', once(slow, 'close'));
    expect(size).to.be.within(1, BYTES.length - 1);
  });

  it('ends with its time, and a link that was never made leads nowhere', async () => {
    await isOver(`${site.url}/firmware/${randomBytes(32).toString('base64url')}`);
    site.clock.advance(5 * MINUTE - 1);
    (await begin()).destroy();
    site.clock.advance(1);
    await isOver();
  });

  it('ends with the turn of its board', async () => {
    await board.respond(commandId, 'rejected', 'no');
    await rolloutIs(site, begun, 'stopped');
    await isOver();
  });

  it('is another one each time that the command goes out, and all end together', async () => {
    await board.die();
    await site.slotIs('A', 'unknown');
    await board.connect();
    await board.online();
    const again = await board.command('update');
    expect(again.commandId).to.equal(commandId);
    expect(again.args.url).to.not.equal(url);
    // The board may be fetching by the first one already.
    (await begin()).destroy();
    await (await fetch(again.args.url)).arrayBuffer();
    await isOver();
    await isOver(again.args.url);
  });

  it('is in no row, no log of the controller and no list of commands', async () => {
    const token = url.slice(url.lastIndexOf('/') + 1);
    const { commands } = await site.api.get('/api/lots/main/controllers/esp32-a/commands');
    expect(commands[0]).to.deep.include({ name: 'update', args: { version: '1.1.0', sha256: begun.image.sha256 } });
    const told = [commands, await site.api.get('/api/lots/main/controllers/esp32-a/events')];
    for (const table of ['firmware_links', 'rollout_boards', 'rollouts', 'controller_commands', 'audit_log'])
      told.push(await site.rows(`SELECT * FROM ${table}`));
    expect(JSON.stringify(told)).to.not.contain(token).and.not.contain('/firmware/');
  });

  it('is slowed down for who guesses', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 70 }, async () => (await fetch(`${site.url}/firmware/guess`)).status),
    );
    expect(statuses.filter((status) => status === 429)).to.have.length(10);
  });
});

story('a server whose address nobody has told', () => {
  it('begins no rollout, and makes links of PUBLIC_URL once that is set', async () => {
    const [PORT, MQTT_PORT] = [String(await freePort()), String(await freePort())];
    const site = await Site.start({ environment: { HOST: '0.0.0.0', PORT, MQTT_PORT } });
    try {
      const board = await RawController.start(site, 'esp32-a', ['A']);
      const image = await upload(site, '1.1.0');
      await site.api.refused('public-url-missing', 'POST', ROLLOUTS, { image: image.id });
      await site.restart({ PUBLIC_URL: `http://localhost:${PORT}/` });
      await board.connect();
      await board.online();
      await start(site, { image: image.id });
      const { args } = await board.command('update');
      expect(args.url).to.match(new RegExp(`^http://localhost:${PORT}/firmware/[\\w-]{43}$`));
    } finally {
      await site.stop();
    }
  });
});
