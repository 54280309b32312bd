import { expect } from 'chai';
import { ApiClient, expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { quickPasswords, Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { within } from '../support/wait.ts';
import { messageForm, postForm, signatureOf } from '../support/webhooks.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('input nobody should send', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start({ mode: 'production' });
  });

  afterEach(() => site.stop());

  describe('webhooks', () => {
    const post = (form: Record<string, string>, signature: string | null, url = `${site.url}/webhooks/twilio`) =>
      postForm(url, form, signature === null ? {} : { 'x-twilio-signature': signature });
    const sign = (form: Readonly<Record<string, string>>, url = `${site.url}/webhooks/twilio`) =>
      signatureOf(site.authToken, url, form);

    it('refuses what Twilio did not sign, and nothing of it is stored', async () => {
      const form = { ...messageForm(DRIVER, 'book A') };
      const good = sign(form);
      for (const [what, answer] of Object.entries({
        missing: await post(form, null),
        empty: await post(form, ''),
        wrong: await post(form, Buffer.alloc(20).toString('base64')),
        'another token': await post(form, signatureOf('another', `${site.url}/webhooks/twilio`, form)),
        'a changed parameter': await post({ ...form, Body: 'book B' }, good),
        'an added parameter': await post({ ...form, Extra: '1' }, good),
        'another scheme': await post(form, sign(form, `${site.url.replace('http:', 'https:')}/webhooks/twilio`)),
        'another path': await post(form, good, `${site.url}/webhooks/twilio/status`),
        'another query': await post(form, good, `${site.url}/webhooks/twilio?x=1`),
      })) {
        expect(answer.status, what).to.equal(403);
        expect(JSON.parse(answer.text).code, what).to.equal('signature-invalid');
      }
      expect(await site.rows('SELECT id FROM messages')).to.deep.equal([]);
      expect(await site.rows('SELECT id FROM drivers')).to.deep.equal([]);
      expect(await site.metric('parkwire_webhooks_total', '{outcome="forged"}')).to.equal(9);
    });

    it('takes what is signed right, whatever letters it has', async () => {
      for (const body of ['🅿️ slots please 🚗', 'स्लॉट', 'a&b=c+d%20e', ' ', '\u0000<script>']) {
        expect((await site.webhook(messageForm(DRIVER, body))).status, body).to.equal(200);
      }
    });

    it('refuses a form that is malformed, and one that is none', async () => {
      const { MessageSid: _, ...without } = messageForm(DRIVER, 'slots');
      expect((await post(without, sign(without))).status).to.equal(400);
      const response = await fetch(`${site.url}/webhooks/twilio`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).to.equal(400);
      const large = { ...messageForm(DRIVER, 'x'.repeat(70_000)) };
      expect((await post(large, sign(large))).status).to.equal(413);
      const long = messageForm(DRIVER, 'book '.repeat(300));
      expect(await site.webhook(long)).to.include({ status: 200 });
    });
  });

  it('without a token no request can be trusted', async () => {
    const bare = await Site.start({ mode: 'production', environment: { TWILIO_AUTH_TOKEN: '' } });
    try {
      const answer = await bare.webhook(messageForm(DRIVER, 'book A'));
      expect(answer.status).to.equal(503);
      expect(JSON.parse(answer.text).code).to.equal('channel-not-configured');
      expect(await bare.rows('SELECT id FROM messages')).to.deep.equal([]);
    } finally {
      await bare.stop();
    }
  });

  it('answers every refusal of the API with its code', async () => {
    const { api } = site;
    const lot = '/api/lots/main';
    await api.refused('invalid-request', 'POST', '/api/bookings', '{"slot":');
    await api.refused('invalid-request', 'POST', '/api/bookings', { slot: 'A', phone: DRIVER, balanceMinor: 5 });
    await api.refused('invalid-request', 'PATCH', lot, { operatorId: 'x' });
    await api.refused('invalid-request', 'PATCH', lot, { timeZone: 'Mars/Base' });
    await api.refused('invalid-request', 'GET', '/api/drivers?phone=12');
    await api.refused('payload-too-large', 'POST', '/api/bookings', { slot: 'A'.repeat(70_000) });
    await api.refused('not-found', 'GET', '/api/nothing');
    await api.refused('lot-unknown', 'GET', '/api/lots/nowhere/board');
    await api.refused('lot-exists', 'POST', '/api/lots', { code: 'main', name: 'Again' });
    await api.refused('slot-unknown', 'POST', '/api/bookings', { slot: 'ZZ', phone: DRIVER });
    await api.refused('slot-exists', 'POST', `${lot}/slots`, { slots: ['A'] });
    await api.refused('controller-unknown', 'POST', `${lot}/controllers/none/secret`);
    await site.addController('esp32-h', ['H']);
    await api.refused('controller-exists', 'POST', `${lot}/controllers`, { id: 'esp32-h', slots: [] });
    await api.refused('slot-served', 'POST', `${lot}/controllers`, { id: 'esp32-i', slots: ['H'] });
    await api.refused('slot-not-offered', 'POST', '/api/bookings', { slot: 'H', phone: DRIVER });
    await api.refused('driver-unknown', 'GET', '/api/drivers/none');
    await api.refused('booking-unknown', 'GET', '/api/bookings/none');
    const { id } = await api.post('/api/bookings', { slot: 'A', phone: DRIVER });
    await api.refused('already-booked', 'POST', '/api/bookings', { slot: 'B', phone: DRIVER });
    await api.refused('slot-taken', 'POST', '/api/bookings', { slot: 'A', phone: '+919800000001' });
    await api.post(`${lot}/slots/A/observations`, { type: 'occupied' });
    await api.refused('stay-has-begun', 'POST', `/api/bookings/${id}/cancel`);
    await api.post(`${lot}/slots/A/observations`, { type: 'vacated' });
    await api.refused('booking-not-live', 'POST', `/api/bookings/${id}/cancel`);
    await api.post(`${lot}/slots/B/observations`, { type: 'occupied' });
    await api.refused('slot-has-car', 'POST', '/api/bookings', { slot: 'B', phone: DRIVER });
    await api.refused('lot-currency-fixed', 'PATCH', lot, { currency: 'EUR' });
    await site.parkwire.storage.database.writer.query('UPDATE drivers SET blocked_at = 1');
    await api.refused('driver-blocked', 'POST', '/api/bookings', { slot: 'C', phone: DRIVER });
    await new ApiClient(site.url).refused('not-signed-in', 'GET', `${lot}/board`);
    await new ApiClient(site.url).refused('bad-credentials', 'POST', '/api/login', { login: 'admin', password: 'no' });
  });

  it('slows guessing of passwords down', async () => {
    const api = new ApiClient(site.url);
    for (let attempt = 0; attempt < 10; attempt++) {
      expectProblem(await api.login(attempt % 2 ? 'admin' : 'nobody', 'wrong password'), 'bad-credentials', 401);
    }
    expectProblem(await api.login('admin', site.password), 'too-many-requests', 429);
  });

  it('refuses a write that another site sends along with the cookie', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: `${site.url}.evil.example` },
    ] as Record<string, string>[]) {
      const answer = await site.api.request('POST', '/api/bookings', { slot: 'A', phone: DRIVER }, headers);
      expectProblem(answer, 'cross-origin', 403);
    }
    const own = await site.api.request('POST', '/api/bookings', { slot: 'A', phone: DRIVER }, { origin: site.url });
    expect(own.status).to.equal(201);
  });

  it('lets a viewer look and do nothing', async () => {
    const { unitOfWork, ids } = site.parkwire;
    const passwordHash = await quickPasswords.hash('a viewer’s password');
    await unitOfWork.run(async (tx) => {
      const operatorId = (await tx.lots.operatorId())!;
      await tx.staff.add({
        id: ids.next(),
        operatorId,
        login: 'eye',
        passwordHash,
        role: 'viewer',
        createdAt: site.now(),
      });
    });
    const viewer = new ApiClient(site.url);
    await viewer.login('eye', 'a viewer’s password');
    await viewer.get('/api/lots/main/board');
    for (const [method, path, body] of [
      ['PATCH', '/api/lots/main', { name: 'Mine' }],
      ['POST', '/api/bookings', { slot: 'A', phone: DRIVER }],
      ['POST', '/api/lots/main/controllers', { id: 'x', slots: [] }],
      ['POST', '/api/lots/main/slots/A/observations', { type: 'occupied' }],
      ['PATCH', '/api/lots/main/slots/A', { outOfService: true }],
      ['POST', '/api/drivers/x/top-ups', { amountMinor: 1 }],
      ['POST', '/api/drivers/x/write-offs', { reason: 'x' }],
    ] as const) {
      await viewer.refused('forbidden', method, path, body);
    }
  });

  it('gives a socket without a login nothing, and drops one whose login is revoked within 5 s', async () => {
    for (const headers of [
      {},
      { cookie: 'parkwire_session=made-up' },
      { cookie: site.api.cookie!, origin: 'https://evil.example' },
    ]) {
      const socket = site.socket(headers as Record<string, string>);
      const error = await within(
        'it is refused',
        new Promise<Error>((resolve) => socket.once('connect_error', resolve)),
      );
      expect(error.message).to.equal('unauthorized');
    }
    const board = await site.watch();
    const gone = new Promise((resolve) => board.socket.once('disconnect', resolve));
    const { unitOfWork } = site.parkwire;
    await unitOfWork.run(async (tx) => {
      const admin = (await tx.staff.byLogin('admin'))!;
      await tx.staff.savePassword(admin.id, admin.passwordHash);
    });
    await within('the socket is dropped', gone, 5000);
  });

  it('drops a board’s socket at once when it signs out', async () => {
    const board = await site.watch();
    const gone = new Promise((resolve) => board.socket.once('disconnect', resolve));
    await site.api.post('/api/logout');
    await within('the socket is dropped', gone, 1000);
  });

  it('counts what a bad controller sends, changes nothing, and disturbs no other', async () => {
    const bad = await RawController.start(site, 'esp32-bad', ['A']);
    const good = await RawController.start(site, 'esp32-good', ['B']);
    const refused = async () => {
      const { text } = await site.api.request('GET', '/metrics');
      const lines = text.split('\n').filter((line) => /^parkwire_mqtt_(refused|dropped)_total\{/.test(line));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    };
    const code = await (await RawMqtt.open(site.mqttPort)).login({
      clientId: 'esp32-bad',
      username: 'esp32-bad',
      password: 'x',
    });
    expect(code).to.be.oneOf([4, 5]);
    const wrong = { clientId: 'esp32-bad', username: 'esp32-good', password: good.secret };
    expect(await (await RawMqtt.open(site.mqttPort)).login(wrong)).to.be.oneOf([2, 4, 5]);
    expect(await refused()).to.equal(2);
    for (const payload of ['not json', '{"bootId":1}', '\u0000', '[]']) await bad.publish('event', payload, { qos: 1 });
    await good.report('B', 'occupied');
    expect(await refused()).to.equal(6);
    const before = await refused();
    bad.mqtt.publish(good.topic('event'), '{}', { qos: 1 }).catch(() => undefined);
    await site.until('a foreign topic is counted', async () => (await refused()) > before);
    await bad.connect();
    const between = await refused();
    bad.publish('event', 'x'.repeat(6000), { qos: 1 }).catch(() => undefined);
    await site.until('an oversize packet is counted', async () => (await refused()) > between);
    await good.report('B', 'vacated');
    expect(good.mqtt.isClosed).to.equal(false);
    expect(await site.rows('SELECT source, seq FROM observations WHERE initial = 0')).to.deep.equal([
      { source: 'esp32-good', seq: 2 },
      { source: 'esp32-good', seq: 3 },
    ]);
  });
});
