import { request } from 'node:http';
import { expect } from 'chai';
import { drawPlan } from '../../server/demo/draw-plan.ts';
import { boardDelta, boardSnapshot } from '../../shared/live/board-events.ts';
import { expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { jpegOf, pngOf } from '../support/pictures.ts';
import { within } from '../support/wait.ts';
import { type Hand, newHand } from './support/staff-hands.ts';

const PLAN = '/api/lots/main/plan';
const MB = 1024 * 1024;
const drawn = drawPlan(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);

story('a floor plan', () => {
  let site: Site;
  let eye: Hand;
  let hand: Hand;

  before(async () => {
    site = await Site.start();
    eye = await newHand(site, 'eye', 'viewer');
    hand = await newHand(site, 'hand', 'attendant');
  });

  after(() => site.stop());

  /** Sends bytes as a file, whatever they are. */
  async function upload(bytes: Uint8Array, { query = '', type = 'image/png', api = site.api } = {}) {
    const headers = { 'content-type': type, cookie: api.cookie ?? '' };
    const body = Uint8Array.from(bytes);
    const response = await fetch(`${site.url}${PLAN}${query}`, { method: 'PUT', headers, body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) };
  }
  const image = (query = '', headers: Record<string, string> = {}) =>
    fetch(`${site.url}${PLAN}/image${query}`, { headers: { cookie: eye.api.cookie ?? '', ...headers } });
  const audited = async () =>
    (await site.rows(`SELECT action, before, after FROM audit_log WHERE action LIKE 'plan.%' ORDER BY id`)).map(
      ({ action, before, after }) => ({ action, before: JSON.parse(before), after: JSON.parse(after) }),
    );

  it('is there once it was uploaded, for all who may look, and says so on every board', async () => {
    expect(await site.api.get(PLAN)).to.deep.equal({ version: 0, image: null, places: {} });
    await site.api.refused('plan-unknown', 'GET', `${PLAN}/image`);
    await site.api.refused('plan-unknown', 'PUT', `${PLAN}/places`, { ifVersion: 0, places: { A: [0.5, 0.5] } });
    await site.api.refused('plan-unknown', 'DELETE', PLAN);
    const board = await site.watch();
    const told = (version: number) =>
      site.until(`the board is told of ${version}`, () => board.deltas.find(({ plan }) => plan?.version === version), {
        on: (again) => {
          board.socket.on('delta', again);
          return () => board.socket.off('delta', again);
        },
      });
    const { status, body } = await upload(drawn.png);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ version: 1, places: {} });
    expect(body.image).to.include({ type: 'image/png', width: 1056, height: 850 });
    await told(1);
    const placed = await site.api.put(`${PLAN}/places`, { ifVersion: 1, places: drawn.places });
    expect(placed).to.deep.equal({ ...body, version: 2, places: drawn.places });
    for (const { api } of [eye, hand]) expect(await api.get(PLAN)).to.deep.equal(placed);
    expect(boardDelta.parse(await told(2)).plan).to.deep.equal(placed);
    const snapshot = boardSnapshot.parse(await site.board());
    expect(snapshot.plan).to.deep.equal(placed);
    expect(snapshot.version).to.equal(snapshot.slots.reduce((sum, slot) => sum + slot.version, 2));
    const lotId = (await site.rows(`SELECT id FROM lots`))[0].id;
    expect((await site.rows(`SELECT lot_id FROM audit_log WHERE action = 'plan.place'`))[0].lot_id).to.equal(lotId);
    expect((await audited()).map(({ action }) => action)).to.deep.equal(['plan.upload', 'plan.place']);
  });

  it('is sent with its own type, never guessed at, kept for good under its digest and asked about otherwise', async () => {
    const { sha256 } = (await site.api.get(PLAN)).image;
    const named = await image(`?sha256=${sha256}`);
    expect(named.status).to.equal(200);
    expect(Buffer.compare(Buffer.from(await named.arrayBuffer()), drawn.png)).to.equal(0);
    expect(Object.fromEntries(named.headers)).to.include({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${sha256}"`,
    });
    expect(named.headers.get('content-security-policy')).to.contain("default-src 'none'");
    const unnamed = await image();
    expect(unnamed.headers.get('cache-control')).to.equal('private, no-cache');
    await unnamed.arrayBuffer();
    expect((await image('', { 'if-none-match': `"${sha256}"` })).status).to.equal(304);
    expect((await image('', { 'if-none-match': '"other"' })).status).to.equal(200);
    await site.api.refused('plan-unknown', 'GET', `${PLAN}/image?sha256=${'0'.repeat(64)}`);
    await site.api.refused('invalid-request', 'GET', `${PLAN}/image?sha256=x`);
    expect((await fetch(`${site.url}${PLAN}/image?sha256=${sha256}`)).status).to.equal(401);
  });

  it('is a PNG, JPEG or WebP by its bytes, whatever it calls itself', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const before = await site.api.get(PLAN);
    for (const type of ['image/png', 'image/svg+xml'])
      expectProblem(await upload(svg, { type }), 'plan-unreadable', 400);
    expectProblem(await upload(new Uint8Array()), 'plan-unreadable', 400);
    expectProblem(await upload(drawn.png.subarray(0, 20)), 'plan-unreadable', 400);
    expectProblem(await upload(pngOf(8001, 10)), 'plan-too-large', 413);
    expectProblem(await upload(pngOf(8000, 5001)), 'plan-too-large', 413);
    // JSON is read as JSON, and is no picture either.
    expectProblem(await upload(Buffer.from('{}'), { type: 'application/json' }), 'plan-unreadable', 400);
    expectProblem(await upload(Buffer.from('{"a":1}'), { type: 'application/json' }), 'invalid-request', 400);
    expect(await site.api.get(PLAN)).to.deep.equal(before);
    const { body } = await upload(jpegOf(40, 30), { type: 'text/html' });
    expect(body.image).to.include({ type: 'image/jpeg', width: 40, height: 30 });
    expect((await image()).headers.get('content-type')).to.equal('image/jpeg');
    expect(body.places).to.deep.equal(before.places);
  });

  it('has 8 MB at most, which no other address takes, and nobody’s who may not', async () => {
    const whole = new Uint8Array(8 * MB);
    whole.set(drawn.png);
    expect((await upload(whole)).status).to.equal(200);
    expectProblem(await upload(new Uint8Array(8 * MB + 1)), 'payload-too-large', 413);
    expectProblem(await upload(whole, { api: hand.api }), 'forbidden', 403);
    const zipped = await fetch(`${site.url}${PLAN}`, {
      method: 'PUT',
      headers: { 'content-encoding': 'gzip', cookie: site.api.cookie ?? '' },
      body: whole,
    });
    expect(zipped.status).to.equal(400);
    expectProblem(await site.api.request('PUT', `${PLAN}/places`, 'x'.repeat(64 * 1024 + 1)), 'payload-too-large', 413);
  });

  it('is refused by what it claims to have, before it was sent', async () => {
    const claim = (bytes: number, cookie: string | null) =>
      new Promise<number>((resolve, reject) => {
        const headers = { 'content-type': 'image/png', 'content-length': String(bytes), cookie: cookie ?? '' };
        const sent = request(`${site.url}${PLAN}`, { method: 'PUT', headers });
        sent.once('response', ({ statusCode }) => {
          resolve(statusCode ?? 0);
          sent.destroy();
        });
        sent.once('error', reject);
        sent.flushHeaders();
      });
    expect(await within('the claim is answered', claim(8 * MB + 1, site.api.cookie))).to.equal(413);
    expect(await within('the claim is answered', claim(256 * MB, site.api.cookie))).to.equal(413);
    expect(await within('the claim is answered', claim(MB, hand.api.cookie))).to.equal(403);
    expect(await within('the claim is answered', claim(MB, null))).to.equal(401);
  });

  it('is changed by one of two at once; the other is told', async () => {
    const { version, image: before } = await site.api.get(PLAN);
    const put = (x: number) =>
      site.api.request('PUT', `${PLAN}/places`, { ifVersion: version, places: { A: [x, 0.5], B: [0.1, 0.1] } });
    const answers = await Promise.all([put(0.2), put(0.3), put(0.4)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409, 409]);
    expectProblem(answers.find(({ status }) => status === 409) ?? answers[0], 'plan-changed');
    expectProblem(await upload(drawn.png, { query: `?ifVersion=${version}` }), 'plan-changed', 409);
    await site.api.refused('plan-changed', 'DELETE', `${PLAN}?ifVersion=${version}`);
    expect(await site.api.get(PLAN)).to.deep.include({ version: version + 1, image: before });
    expect((await upload(drawn.png, { query: `?ifVersion=${version + 1}` })).status).to.equal(200);
  });

  it('takes only slots that there are, on it, and writes down what moved', async () => {
    const { version, places } = await site.api.get(PLAN);
    const put = (wish: Record<string, unknown>) =>
      ['PUT', `${PLAN}/places`, { ifVersion: version, places: wish }] as const;
    await site.api.refused('slot-unknown', ...put({ Z9: [0.5, 0.5] }));
    for (const wrong of [[1.01, 0], [-0.01, 0], [0.5], [0.5, 0.5, 0.5], ['0', 0], null]) {
      await site.api.refused('invalid-request', ...put({ A: wrong }));
    }
    await site.api.refused('invalid-request', ...put({ __proto__x: [0, 0] }));
    // What is as it was costs no version.
    expect(await site.api.put(`${PLAN}/places`, { ifVersion: version, places })).to.deep.include({ version, places });
    await site.api.put(`${PLAN}/places`, { ifVersion: version, places: { B: places.B, C: [0, 1] } });
    const { action, before, after } = (await audited()).at(-1) ?? {};
    expect(action).to.equal('plan.place');
    expect(before).to.deep.equal({ A: places.A, C: null });
    expect(after).to.deep.equal({ A: null, C: [0, 1] });
  });

  it('keeps the place of a retired slot for when it comes back', async () => {
    const { places } = await site.api.get(PLAN);
    await site.api.request('DELETE', '/api/lots/main/slots/C');
    const without = await site.api.get(PLAN);
    expect(without.places).to.deep.equal({ B: places.B });
    await site.api.put(`${PLAN}/places`, { ifVersion: without.version, places: { B: [0.7, 0.7] } });
    await site.api.post('/api/lots/main/slots', { slots: ['C'] });
    expect((await site.api.get(PLAN)).places).to.deep.equal({ B: [0.7, 0.7], C: places.C });
  });

  it('is gone when it was removed, with the places, and its version goes on', async () => {
    const { version, image: before, places } = await site.api.get(PLAN);
    await site.api.request('DELETE', PLAN);
    expect(await site.api.get(PLAN)).to.deep.equal({ version: version + 1, image: null, places: {} });
    await site.api.refused('plan-unknown', 'GET', `${PLAN}/image?sha256=${before.sha256}`);
    expect(await site.rows('SELECT 1 AS x FROM floor_plan_images')).to.deep.equal([]);
    expect((await audited()).at(-1)).to.deep.equal({
      action: 'plan.remove',
      before: { ...before, places },
      after: null,
    });
    expect((await upload(drawn.png)).body).to.deep.include({ version: version + 2, places: {} });
  });

  it('belongs to its lot', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North', slots: ['N1', 'A'] });
    expect(await site.api.get('/api/lots/north/plan')).to.deep.equal({ version: 0, image: null, places: {} });
    await site.api.refused('lot-unknown', 'GET', '/api/lots/south/plan');
    await site.api.refused('lot-unknown', 'PUT', '/api/lots/south/plan/places', { ifVersion: 0, places: {} });
  });
});
