import { createHmac, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { changeOf, FakeMeta, text, webhookOf } from '../support/fake-meta.ts';
import { FakeProvider } from '../support/fake-provider.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm, OUR_NUMBER, postSigned, wordsOf } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const OTHER = '+919812345679';
const SID = `AC${'a'.repeat(32)}`;
const OWN_SID = `AC${'b'.repeat(32)}`;
const OWN = 'whatsapp:+14150000001';
const OWN_TOKEN = 'the token of the own account';
const PATH = '/api/lots/north/channels';

story('accounts that are lots’ own', () => {
  let twilio: FakeTwilio;
  let meta: FakeMeta;
  let site: Site;
  const key = randomBytes(32).toString('hex');

  const start = async (environment: Record<string, string> = {}) => {
    twilio = await FakeTwilio.start();
    meta = await FakeMeta.start();
    site = await Site.start({
      mode: 'production',
      environment: {
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_WHATSAPP_FROM: OUR_NUMBER,
        TWILIO_API_URL: twilio.url,
        CHANNEL_KEY: key,
        ...meta.environment,
        ...environment,
      },
    });
    await site.api.post('/api/lots', { code: 'north', name: 'North', slots: ['N1', 'N2'] });
  };

  afterEach(async () => {
    await site.stop();
    await twilio.stop();
    await meta.stop();
  });

  const twilioOf = (parts: object = {}) => ({
    kind: 'twilio',
    from: OWN,
    accountSid: OWN_SID,
    authToken: OWN_TOKEN,
    ...parts,
  });
  const connect = (body: object = twilioOf()) => site.api.post(PATH, body);
  const write = (phone: string, body: string, token = OWN_TOKEN, To = OWN) =>
    postSigned(token, `${site.url}/webhooks/twilio`, messageForm(phone, body, { To }));
  const count = async () => (await site.rows(`SELECT COUNT(*) AS n FROM messages`))[0].n;

  it('are connected without their secrets ever coming back, and answer by their own credentials', async () => {
    await start();
    const channel = await connect();
    expect(channel).to.deep.include({
      kind: 'twilio',
      address: OWN,
      account: OWN_SID,
      state: 'connected',
      source: 'lot',
    });
    expect(JSON.stringify(channel)).to.not.contain(OWN_TOKEN);
    const everything = JSON.stringify([
      await site.rows('SELECT * FROM channels'),
      await site.rows('SELECT * FROM audit_log'),
    ]);
    expect(everything).to.not.contain(OWN_TOKEN);
    // The number says which lot is meant, although there are two.
    expect(wordsOf((await write(DRIVER, 'book N1')).text)).to.contain('*N1* is yours at North');
    expect(wordsOf((await write(OTHER, 'book A', site.authToken, OUR_NUMBER)).text)).to.contain('lot');
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    await site.until('the driver is told', () => twilio.messages.length === 1, { on: (again) => twilio.onTry(again) });
    const [sent] = twilio.messages;
    expect(sent!.form).to.include({ From: OWN, To: `whatsapp:${DRIVER}` });
    expect(sent!.path).to.contain(OWN_SID);
    expect(sent!.authorization).to.equal(`Basic ${Buffer.from(`${OWN_SID}:${OWN_TOKEN}`).toString('base64')}`);
  });

  it('trust no request that another account signed, neither way', async () => {
    await start();
    await connect();
    const before = await count();
    expect((await write(DRIVER, 'book N1', site.authToken)).status).to.equal(403);
    expect((await write(DRIVER, 'book A', OWN_TOKEN, OUR_NUMBER)).status).to.equal(403);
    expect((await write(DRIVER, 'book A', OWN_TOKEN, 'whatsapp:+19999999999')).status).to.equal(403);
    expect(await count()).to.equal(before);
  });

  it('are disabled, enabled and given other credentials, and a restart keeps all of it', async () => {
    await start();
    const { id } = await connect();
    const change = (body: object) => site.api.patch(`${PATH}/${id}`, body);
    expect((await change({ state: 'disabled' })).state).to.equal('disabled');
    expect((await write(DRIVER, 'hi')).status).to.equal(503);
    await change({ state: 'connected', authToken: 'another token of it' });
    expect((await write(DRIVER, 'hi')).status).to.equal(403);
    expect((await write(DRIVER, 'hi', 'another token of it')).status).to.equal(200);
    await site.restart();
    expect((await write(DRIVER, 'hi', 'another token of it')).status).to.equal(200);
    const audit = await site.rows(`SELECT action FROM audit_log WHERE subject = $1 ORDER BY at, id`, [id]);
    expect(audit.map(({ action }) => action)).to.deep.equal(['channel.connect', 'channel.change', 'channel.change']);
  });

  it('are closed for good: their number is free again, and what would go out by it ends as failed', async () => {
    await start();
    const { id } = await connect();
    await write(DRIVER, 'book N1');
    expect((await site.api.request('DELETE', `${PATH}/${id}`)).status).to.equal(204);
    expect((await write(DRIVER, 'hi')).status).to.equal(403);
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    const failed = await site.until('it has failed', async () => {
      const found = (await site.chat(DRIVER)).find(({ kind }) => kind === 'car-detected');
      return found?.status === 'failed' && found;
    });
    expect(failed.reason).to.contain('closed');
    const [row] = await site.rows('SELECT secrets FROM channels');
    expect(row.secrets).to.equal('');
    await connect();
    expect((await write(DRIVER, 'status')).status).to.equal(200);
    await site.api.refused('channel-unknown', 'PATCH', `${PATH}/${id}`, { state: 'connected' });
    await site.api.refused('channel-unknown', 'DELETE', '/api/lots/main/channels/none');
    await site.api.refused('channel-exists', 'POST', '/api/lots/main/channels', twilioOf());
  });

  it('at Meta are judged by their own app secret, and one request cannot speak for two apps', async () => {
    await start();
    const own = { phoneNumberId: '222222222222222', appSecret: 'app secret of the lot', accessToken: meta.accessToken };
    await connect({ kind: 'meta', ...own, verifyToken: 'verify token of the lot' });
    const message = (phone: string, body: string) => ({
      contacts: [{ profile: { name: 'D' }, wa_id: phone.slice(1) }],
      messages: [
        { id: `wamid.${randomBytes(8).toString('hex')}`, from: phone.slice(1), timestamp: '1', ...text(body) },
      ],
    });
    const toOwn = changeOf(message(DRIVER, 'book N1'), own.phoneNumberId);
    const toStandard = changeOf(message(OTHER, 'hi'));
    const signed = (body: object, secret: string) =>
      meta.post(site.url, body, `sha256=${createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex')}`);
    expect(await signed(webhookOf(toOwn), meta.appSecret)).to.equal(403);
    expect(await signed(webhookOf(toStandard), own.appSecret)).to.equal(403);
    expect(await signed(webhookOf(toStandard, toOwn), meta.appSecret)).to.equal(403);
    expect(await signed(webhookOf(toStandard, toOwn), own.appSecret)).to.equal(403);
    expect(await count()).to.equal(0);
    expect(await signed(webhookOf(toOwn), own.appSecret)).to.equal(200);
    await site.until('it is answered', () => meta.sent.length === 1, { on: (again) => meta.onSent(again) });
    expect(meta.sent[0]!.phoneNumberId).to.equal(own.phoneNumberId);
    const verify = (token: string) =>
      fetch(
        `${site.url}/webhooks/meta?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${encodeURIComponent(token)}`,
      );
    expect((await verify('verify token of the lot')).status).to.equal(200);
    expect((await verify(meta.verifyToken)).status).to.equal(200);
    expect((await verify('another')).status).to.equal(403);
  });

  it('need a key to keep their secrets under, and are of no use under another', async () => {
    await start({ CHANNEL_KEY: '' });
    const refused = await site.api.refused('channel-key-missing', 'POST', PATH, twilioOf());
    expect(refused.text).to.contain('set CHANNEL_KEY');
  });

  it('keep their messages to themselves under another key, until their credentials are entered anew', async () => {
    await start();
    const { id } = await connect();
    const meta2 = { kind: 'meta', phoneNumberId: '222222222222222', appSecret: 'app secret of the lot' };
    const more = { accessToken: meta.accessToken, verifyToken: 'verify token' };
    const second = await connect({ ...meta2, ...more });
    await write(DRIVER, 'book N1');
    await site.restart({ CHANNEL_KEY: randomBytes(32).toString('hex') });
    expect((await write(DRIVER, 'status')).status, 'nobody can check who wrote').to.equal(403);
    const readable = async () =>
      (await site.api.get(PATH)).channels
        .filter(({ source }: any) => source === 'lot')
        .map((one: any) => one.isReadable);
    expect(await readable()).to.deep.equal([false, false]);
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    const held = await site.until('it waits', async () => {
      const found = (await site.chat(DRIVER)).find(({ kind }) => kind === 'car-detected');
      return found?.status === 'queued' && found.reason !== null && found;
    });
    expect(held.reason).to.contain('CHANNEL_KEY');
    expect([held.attempts, twilio.tries]).to.deep.equal([0, 0]);
    await site.api.refused('channel-key-missing', 'PATCH', `${PATH}/${second.id}`, { appSecret: 'another secret' });
    await site.api.patch(`${PATH}/${second.id}`, { appSecret: 'another secret', ...more });
    await site.api.patch(`${PATH}/${id}`, { authToken: OWN_TOKEN });
    site.clock.advance(61_000);
    const [sent] = await site.until('it is sent', () => twilio.messages.length > 0 && twilio.messages, {
      on: (again) => twilio.onTry(again),
    });
    expect(sent!.form['From']).to.equal(OWN);
    expect((await write(DRIVER, 'status')).status).to.equal(200);
    expect(await readable()).to.deep.equal([true, true]);
  });

  it('tell how they fare: last words in and out, the last error, how many were sent', async () => {
    await start();
    await connect();
    const list = async () => (await site.api.get(PATH)).channels;
    expect((await list()).map(({ source }: any) => source)).to.deep.equal(['environment', 'environment', 'lot']);
    await write(DRIVER, 'book N1');
    twilio.next({ kind: 'fail', status: 400, code: 63024 });
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    const own = await site.until('the error is known', async () => {
      const found = (await list()).at(-1);
      return found.health.lastError !== null && found;
    });
    expect(own.health).to.deep.include({ lastError: 'Twilio: error 63024', sentLastDay: 1, quota: null });
    expect(own.health.lastReceivedAt).to.equal(new Date(site.now()).toISOString());
    await site.parkwire.jobs.channels();
    await site.restart();
    expect((await list()).at(-1).health.lastError).to.equal('Twilio: error 63024');
    // The sandbox is joined for three days from the last words on.
    await write(OTHER, 'hi', site.authToken, OUR_NUMBER);
    const [standard] = await list();
    expect(standard.health.sandboxExpiresAt).to.equal(new Date(site.now() + 72 * 3_600_000).toISOString());
  });

  it('are tested by asking the provider, who says what is wrong, the quota, and which templates are approved', async () => {
    const provider = await FakeProvider.start();
    try {
      await start({ TWILIO_API_URL: provider.url, META_GRAPH_URL: provider.url });
      const content = `HX${'c'.repeat(32)}`;
      const approved = { approved: { twilioContentSid: content, variables: [] } };
      await site.api.request('PUT', '/api/lots/north/templates/bill', approved);
      provider.answers.set(`/2010-04-01/Accounts/${OWN_SID}.json`, {
        status: 200,
        body: { friendly_name: 'North', status: 'active', type: 'Trial' },
      });
      provider.answers.set(`/v1/Content/${content}/ApprovalRequests`, {
        status: 200,
        body: { whatsapp: { name: 'bill', status: 'approved' } },
      });
      const { id } = await connect();
      const result = await site.api.post(`${PATH}/${id}/test`, {});
      expect(result).to.deep.equal({
        isWell: true,
        detail: 'North, active',
        quota: 50,
        templates: [{ name: 'bill', language: '', status: 'approved' }],
        message: null,
      });
      const own = { phoneNumberId: '222222222222222', businessAccountId: '333333333333333' };
      const secrets = { appSecret: 'app secret', accessToken: 'access token', verifyToken: 'verify token' };
      const atMeta = await connect({ kind: 'meta', ...own, ...secrets });
      provider.answers.set(`/${own.phoneNumberId}?`, {
        status: 200,
        body: { verified_name: 'North', quality_rating: 'GREEN', messaging_limit_tier: 'TIER_1K' },
      });
      provider.answers.set(`/${own.businessAccountId}/message_templates`, {
        status: 200,
        body: { data: [{ name: 'bill', language: 'en', status: 'APPROVED' }] },
      });
      expect(await site.api.post(`${PATH}/${atMeta.id}/test`, {})).to.deep.include({
        isWell: true,
        quota: 1000,
        templates: [{ name: 'bill', language: 'en', status: 'approved' }],
      });
      provider.answers.set(`/2010-04-01/Accounts/${OWN_SID}.json`, { status: 401, body: {} });
      await site.parkwire.jobs.checkChannels();
      const channels = (await site.api.get(PATH)).channels;
      const health = channels.find((one: any) => one.id === id).health;
      expect(health).to.deep.include({ isWell: false, detail: 'Twilio: HTTP 401', lastError: 'Twilio: HTTP 401' });
      expect(provider.asked.every(({ authorization }) => authorization !== '')).to.equal(true);
      await provider.stop();
      expect(await site.api.post(`${PATH}/${id}/test`, {})).to.deep.include({ isWell: false });
    } finally {
      await provider.stop();
    }
  });

  it('for staff answer nobody else, and give nobody credit', async () => {
    await start();
    await connect(twilioOf({ purpose: 'staff' }));
    expect(wordsOf((await write(DRIVER, 'book N1')).text)).to.contain('for the attendants');
    expect((await site.api.get('/api/lots/north/board')).slots[0].state).to.equal('free');
    expect((await site.driver(DRIVER)).promoMinor ?? 0).to.equal(0);
    const { code } = await site.api.post('/api/staff/me/phone-code');
    expect(wordsOf((await write(OTHER, `link ${code}`)).text)).to.contain('admin');
    expect(wordsOf((await write(OTHER, 'board north')).text)).to.contain('North');
    expect(wordsOf((await write(OTHER, 'book N1')).text)).to.contain('for the attendants');
  });

  it('send a message to a number of the operator’s own when asked to', async () => {
    await start();
    const { id } = await connect();
    const { message } = await site.api.post(`${PATH}/${id}/test`, { to: OTHER });
    expect(message).to.deep.equal({ outcome: 'accepted', reason: null });
    expect(twilio.messages[0]!.form).to.include({ From: OWN, To: `whatsapp:${OTHER}` });
    expect(await count()).to.equal(0);
    twilio.next({ kind: 'fail', status: 400, code: 63015 });
    const refused = await site.api.post(`${PATH}/${id}/test`, { to: OTHER });
    expect(refused.message).to.deep.equal({ outcome: 'refused', reason: 'Twilio: error 63015' });
  });
});
