import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Effect } from '../../firmware-sim/core/types.ts';
import { fetchImage } from '../../firmware-sim/fetch-image.ts';
import { Rig } from './support/rig.ts';

const URL = 'http://127.0.0.1/firmware/x';
const SHA256 = 'AB'.repeat(32);
const ARGS = { url: URL, sha256: SHA256, version: '2' };

const answers = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'publish' && effect.kind === 'response' ? [[effect.payload.status, effect.payload.detail]] : [],
  );
const kinds = (effects: readonly Effect[]) =>
  effects.map((effect) => (effect.type === 'publish' ? effect.kind : effect.type));

describe('an update of a simulated controller', () => {
  const ready = (): Rig => {
    const rig = new Rig().ready();
    rig.welcome();
    return rig;
  };
  const update = (rig: Rig, args: object = ARGS, commandId = 'u1') =>
    rig.command('update', { commandId, args: args as Record<string, unknown> });
  const fetched = (rig: Rig, failure?: string) => rig.do({ type: 'fetched', commandId: 'u1', failure });
  const fwOf = (effects: readonly Effect[]) =>
    effects.flatMap((effect) =>
      effect.type === 'publish' && effect.kind === 'status' && effect.payload.status === 'online'
        ? [effect.payload.fw]
        : [],
    );

  it('is accepted, fetched, stored, and tried by a clean restart; the next boot says so', () => {
    const rig = ready();
    const begun = update(rig);
    expect(answers(begun)).to.deep.equal([['accepted', undefined]]);
    expect(begun).to.deep.include({
      type: 'fetch',
      update: { ...ARGS, commandId: 'u1', sha256: SHA256.toLowerCase() },
    });
    expect(answers(update(rig)), 'a repeat is answered and not carried out').to.deep.equal([['accepted', undefined]]);
    expect(kinds(fetched(rig))).to.deep.equal(['persist', 'status', 'restart']);
    rig.boot('boot0002');
    const online = rig.do({ type: 'connected' });
    expect(fwOf(online)).to.deep.equal(['2']);
    expect(answers(online)).to.deep.equal([['done', undefined]]);
    // For good, and answered once.
    rig.boot('boot0003');
    const later = rig.do({ type: 'connected' });
    expect(fwOf(later)).to.deep.equal(['2']);
    expect(answers(later)).to.deep.equal([]);
  });

  it('that does not start is rolled back, and the old firmware says so', () => {
    const rig = ready();
    update(rig);
    fetched(rig);
    rig.now = 0;
    rig.do({ type: 'boot', bootId: 'boot0002', rollsBack: true });
    const online = rig.do({ type: 'connected' });
    expect(fwOf(online)).to.deep.equal(['test/1']);
    expect(answers(online)).to.deep.equal([['rejected', 'the old firmware runs again']]);
    expect(rig.flash).to.not.have.property('trial');
  });

  it('that could not be fetched is rejected with the reason, and another may follow', () => {
    const rig = ready();
    update(rig);
    expect(answers(fetched(rig, 'sha256 differs'))).to.deep.equal([['rejected', 'sha256 differs']]);
    expect(kinds(fetched(rig)), 'a second word of it is nothing').to.deep.equal([]);
    expect(answers(update(rig, ARGS, 'u2'))).to.deep.equal([['accepted', undefined]]);
  });

  it('is one at a time, and none without an address, a digest and a version', () => {
    const rig = ready();
    const refused = (args: object) => answers(update(rig, { ...ARGS, ...args }, String(Math.random())))[0];
    expect(refused({ url: 'ftp://x' })).to.deep.equal(['rejected', 'url: no address of an image']);
    expect(refused({ url: `http://${'x'.repeat(600)}` })?.[0]).to.equal('rejected');
    expect(refused({ sha256: 'ab' })).to.deep.equal(['rejected', 'sha256: not 64 hexadecimal digits']);
    for (const version of ['', 7, 'v'.repeat(64)])
      expect(refused({ version })).to.deep.equal(['rejected', 'version: missing or too long']);
    update(rig);
    expect(refused({})).to.deep.equal(['rejected', 'another update is going on']);
  });

  it('under way when the power goes is forgotten', () => {
    const rig = ready();
    update(rig);
    rig.boot('boot0002');
    expect(kinds(fetched(rig))).to.deep.equal([]);
    expect(fwOf(rig.do({ type: 'connected' }))).to.deep.equal(['test/1']);
  });
});

describe('fetching an image', () => {
  const image = randomBytes(100_000);
  const sha256 = createHash('sha256').update(image).digest('hex');
  let server: Server;
  let answer: (response: ServerResponse) => void;

  before(async () => {
    server = createServer((_request, response) => answer(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  after(() => new Promise((resolve) => server.close(resolve)));

  const fetchIt = (space = image.length, of = sha256, signal = new AbortController().signal) => {
    const { port } = server.address() as AddressInfo;
    const update = { commandId: 'u1', url: `http://127.0.0.1:${port}/x`, sha256: of, version: '2' };
    return fetchImage(update, space, signal);
  };

  it('takes what fits and is what was promised', async () => {
    answer = (response) => response.end(image);
    expect(await fetchIt()).to.equal(undefined);
    expect(await fetchIt(image.length - 1)).to.equal('the image could not be stored');
    expect(await fetchIt(image.length, 'ab'.repeat(32))).to.equal('sha256 differs');
  });

  it('says so where there is none, where it breaks off, and where nobody listens', async () => {
    answer = (response) => response.writeHead(410).end('gone');
    expect(await fetchIt()).to.equal('the image could not be fetched');
    answer = (response) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await fetchIt()).to.equal('the image could not be fetched');
    answer = (response) => {
      response.writeHead(200, { 'content-length': image.length });
      response.write(image.subarray(0, 1000), () => response.destroy());
    };
    expect(await fetchIt()).to.equal('the image could not be fetched');
    const nowhere = { commandId: 'u1', url: 'http://127.0.0.1:1/x', sha256, version: '2' };
    expect(await fetchImage(nowhere, 10, new AbortController().signal)).to.equal('the image could not be fetched');
  });

  it('ends when the board goes dark', async () => {
    const dark = new AbortController();
    answer = (response) => {
      response.writeHead(200);
      response.write('x', () => dark.abort());
    };
    expect(await fetchIt(10, sha256, dark.signal)).to.equal('the image could not be fetched');
  });
});
