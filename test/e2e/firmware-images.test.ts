import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { ROLLOUTS, send, start, upload } from './support/firmware.ts';
import { RawController } from './support/raw-controller.ts';
import { newHand } from './support/staff-hands.ts';

const MB = 1024 * 1024;

/** An image as ESP-IDF builds it, as far as anybody here looks at it. */
function imageOf(version: string): Buffer {
  const image = Buffer.concat([Buffer.alloc(288), randomBytes(1000)]);
  image.writeUInt8(0xe9, 0);
  image.writeUInt32LE(0xabcd5432, 32);
  image.write(version.slice(0, 31), 48, 'latin1');
  return image;
}

story('firmware images', () => {
  let site: Site;

  before(async () => {
    site = await Site.start();
  });

  after(() => site.stop());

  const images = async () => (await site.api.get('/api/firmware')).images;

  it('are kept with their digest, listed without their bytes, and retired', async () => {
    const bytes = randomBytes(4 * MB);
    const { status, body } = await send(site, '1.0.0', bytes);
    expect(status).to.equal(201);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const uploadedAt = new Date(site.now()).toISOString();
    expect(body).to.deep.equal({ id: body.id, version: '1.0.0', sha256, size: 4 * MB, uploadedAt, by: 'admin' });
    expect(await images()).to.deep.equal([body]);
    expect((await site.api.request('DELETE', `/api/firmware/${body.id}`)).status).to.equal(204);
    expect(await images()).to.deep.equal([]);
    expect(await site.rows('SELECT 1 AS x FROM firmware_image_bytes')).to.deep.equal([]);
    await site.api.refused('firmware-unknown', 'DELETE', `/api/firmware/${body.id}`);
    const audited = await site.rows(`SELECT action, before, after FROM audit_log WHERE subject = $1 ORDER BY id`, [
      body.id,
    ]);
    expect(audited.map(({ action }) => action)).to.deep.equal(['firmware.upload', 'firmware.retire']);
    expect(JSON.parse(audited[0].after)).to.include({ version: '1.0.0', sha256, size: 4 * MB });
    expect(JSON.parse(audited[1].before)).to.include({ version: '1.0.0', sha256 });
  });

  it('are one of each version, which a retired one makes room for', async () => {
    const first = await upload(site, '2.0.0');
    expectProblem(await answer('2.0.0', randomBytes(10)), 'firmware-exists', 409);
    const rivals = await Promise.all(Array.from({ length: 4 }, () => send(site, '2.1.0', randomBytes(10))));
    expect(rivals.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
    await site.api.request('DELETE', `/api/firmware/${first.id}`);
    expect((await send(site, '2.0.0', randomBytes(10))).status).to.equal(201);
  });

  const answer = async (version: string, bytes: Uint8Array) => (await send(site, version, bytes)) as any;

  it('are no empty file, none of more than 4 MB, and none that says it is another version', async () => {
    expectProblem(await answer('3.0.0', new Uint8Array()), 'firmware-unreadable', 400);
    expectProblem(await answer('3.0.0', randomBytes(4 * MB + 1)), 'payload-too-large', 413);
    const other = await answer('3.0.0', imageOf('3.0.1'));
    expectProblem(other, 'firmware-unreadable', 400);
    expect(other.body.detail).to.contain('3.0.1');
    expect((await answer('3.0.0', imageOf('3.0.0'))).status).to.equal(201);
    // The image has room for 31 characters of it.
    const long = `3.0.0-rc.1+${'0123456789'.repeat(3)}`;
    expect((await answer(long, imageOf(long))).status).to.equal(201);
    for (const version of ['', ' 1', '1 0', 'v'.repeat(64), '/etc', '<b>'])
      expectProblem(await answer(version, randomBytes(10)), 'invalid-request', 400);
  });

  it('are for administrators alone, and so is what is done with them', async () => {
    const hand = await newHand(site, 'hand', 'attendant');
    await hand.api.refused('forbidden', 'GET', '/api/firmware');
    await hand.api.refused('forbidden', 'GET', ROLLOUTS);
    const sent = await send(site, '4.0.0', randomBytes(10), hand.api.cookie ?? '');
    expectProblem(sent as any, 'forbidden', 403);
  });

  it('stay while a rollout of them is not over', async () => {
    const board = await RawController.start(site, 'esp32-a', ['A']);
    await board.leave();
    await site.slotIs('A', 'unknown');
    const image = await upload(site, '5.0.0');
    const begun = await start(site, { image: image.id });
    await site.api.refused('firmware-in-use', 'DELETE', `/api/firmware/${image.id}`);
    await site.api.post(`${ROLLOUTS}/${begun.id}/cancel`, {});
    expect((await site.api.request('DELETE', `/api/firmware/${image.id}`)).status).to.equal(204);
    await site.api.refused('firmware-unknown', 'POST', ROLLOUTS, { image: image.id });
    // What was is still told.
    const { rollouts } = await site.api.get(ROLLOUTS);
    expect(rollouts[0]).to.deep.include({
      state: 'cancelled',
      image: { id: image.id, version: '5.0.0', sha256: image.sha256 },
    });
  });
});
