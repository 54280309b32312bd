import { createHmac, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { changeOf, FakeMeta, text, webhookOf } from '../support/fake-meta.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { type Form, messageForm, newSid, OUR_NUMBER, postSigned, wordsOf } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const OTHER = '+919812345679';
const SID = `AC${'a'.repeat(32)}`;
const OWN = 'whatsapp:+14150000001';
const OWN_TOKEN = 'the token of the own account';
const META_OWN = { phoneNumberId: '222222222222222', appSecret: 'app secret of the lot' };

story('what an account that is a lot’s own may say', () => {
  let twilio: FakeTwilio;
  let meta: FakeMeta;
  let site: Site;
  let channel: { id: string };

  beforeEach(async () => {
    twilio = await FakeTwilio.start();
    meta = await FakeMeta.start();
    site = await Site.start({
      mode: 'production',
      environment: {
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_WHATSAPP_FROM: OUR_NUMBER,
        TWILIO_API_URL: twilio.url,
        CHANNEL_KEY: randomBytes(32).toString('hex'),
        ...meta.environment,
      },
    });
    await site.api.post('/api/lots', { code: 'north', name: 'North', slots: ['N1', 'N2'] });
    const own = { kind: 'twilio', from: OWN, accountSid: `AC${'b'.repeat(32)}`, authToken: OWN_TOKEN };
    channel = await site.api.post('/api/lots/north/channels', own);
  });

  afterEach(async () => {
    await site.stop();
    await twilio.stop();
    await meta.stop();
  });

  const write = (phone: string, body: string, token = OWN_TOKEN, To = OWN) =>
    postSigned(token, `${site.url}/webhooks/twilio`, messageForm(phone, body, { To }));
  const report = (id: string, form: Form, token = OWN_TOKEN, From = OWN) =>
    postSigned(token, `${site.url}/webhooks/twilio/status?message=${id}`, { MessageSid: newSid(), From, ...form });
  const newest = async (phone: string) => (await site.chat(phone)).at(-1)!;
  const disable = () => site.api.patch(`/api/lots/north/channels/${channel.id}`, { state: 'disabled' });

  it('is nothing of messages that go by other numbers, neither way', async () => {
    await site.text(OTHER, 'main');
    await write(DRIVER, 'hi');
    const [others, own] = [await newest(OTHER), await newest(DRIVER)];
    for (const MessageStatus of ['failed', 'read']) {
      expect((await report(others.id, { MessageStatus })).status).to.equal(204);
      expect((await report(own.id, { MessageStatus }, site.authToken, OUR_NUMBER)).status).to.equal(204);
    }
    expect((await newest(OTHER)).status).to.equal('sent');
    expect((await newest(DRIVER)).status).to.equal('sent');
    // Whose number it says it is from decides whose token it takes.
    expect((await report(own.id, { MessageStatus: 'read' }, site.authToken, OWN)).status).to.equal(403);
    expect((await report(others.id, { MessageStatus: 'read' }, OWN_TOKEN, OUR_NUMBER)).status).to.equal(403);
    await report(others.id, { MessageStatus: 'delivered' }, site.authToken, OUR_NUMBER);
    await report(own.id, { MessageStatus: 'delivered' });
    expect((await newest(OTHER)).status).to.equal('delivered');
    expect((await newest(DRIVER)).status).to.equal('delivered');
    expect(twilio.messages).to.deep.equal([]);
  });

  it('is judged by the number it is to, whomever it says it is from', async () => {
    const toOurs = messageForm(DRIVER, 'book A', { From: OWN });
    expect((await postSigned(OWN_TOKEN, `${site.url}/webhooks/twilio`, toOurs)).status).to.equal(403);
    expect((await postSigned(site.authToken, `${site.url}/webhooks/twilio`, toOurs)).status).to.equal(200);
  });

  it('is heard of messages that went out, also when its number is switched off, and nobody is answered then', async () => {
    await write(DRIVER, 'hi');
    const { id } = await newest(DRIVER);
    await disable();
    const unsigned = await write(DRIVER, 'hi', 'no token');
    expect(unsigned.status).to.equal(403);
    const refused = await write(DRIVER, 'hi');
    expect([refused.status, refused.text.includes('north')]).to.deep.equal([503, false]);
    expect((await report(id, { MessageStatus: 'read' })).status).to.equal(204);
    expect((await site.chat(DRIVER)).map(({ status }) => status)).to.deep.equal(['received', 'read']);
  });

  it('is nothing any more of the environment’s number, once it is closed', async () => {
    const account = { kind: 'twilio', from: OUR_NUMBER, accountSid: `AC${'c'.repeat(32)}`, authToken: OWN_TOKEN };
    const { id } = await site.api.post('/api/lots/north/channels', account);
    await write(DRIVER, 'book N1', OWN_TOKEN, OUR_NUMBER);
    expect((await site.api.request('DELETE', `/api/lots/north/channels/${id}`)).status).to.equal(204);
    await site.text(OTHER, 'main');
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    await site.until('the driver is told', () => twilio.messages.length === 1, { on: (again) => twilio.onTry(again) });
  });

  it('at Meta is held to the same', async () => {
    const more = { accessToken: meta.accessToken, verifyToken: 'verify token' };
    const own = await site.api.post('/api/lots/north/channels', { kind: 'meta', ...META_OWN, ...more });
    const signed = (body: object, secret: string) =>
      meta.post(site.url, body, `sha256=${createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex')}`);
    const said = (phone: string) => ({
      contacts: [{ profile: { name: 'D' }, wa_id: phone.slice(1) }],
      messages: [
        { id: `wamid.${randomBytes(8).toString('hex')}`, from: phone.slice(1), timestamp: '1', ...text('hi') },
      ],
    });
    const became = (id: string, status: string) => ({
      statuses: [{ id: `wamid.${randomBytes(8).toString('hex')}`, status, biz_opaque_callback_data: id }],
    });
    expect(await signed(webhookOf(changeOf(said(OTHER))), meta.appSecret)).to.equal(200);
    await site.until('it is answered', () => meta.sent.length === 1, { on: (again) => meta.onSent(again) });
    const isSent = async () => (await newest(OTHER)).status === 'sent' && newest(OTHER);
    const { id } = await site.until('it is sent', isSent);
    const theirs = webhookOf(changeOf(became(id, 'failed'), META_OWN.phoneNumberId));
    expect(await signed(theirs, META_OWN.appSecret)).to.equal(200);
    expect((await newest(OTHER)).status).to.equal('sent');
    // What names no number is for the standard one, and no other app can say it.
    const nameless = changeOf(said(DRIVER)) as { value: { metadata?: object } };
    delete nameless.value.metadata;
    const both = webhookOf(nameless, changeOf(became(id, 'failed'), META_OWN.phoneNumberId));
    expect(await signed(both, META_OWN.appSecret)).to.equal(403);
    expect(await signed(webhookOf(changeOf(became(id, 'delivered'))), meta.appSecret)).to.equal(200);
    expect((await newest(OTHER)).status).to.equal('delivered');
    await site.api.patch(`/api/lots/north/channels/${own.id}`, { state: 'disabled' });
    expect(await signed(webhookOf(changeOf(said(DRIVER), META_OWN.phoneNumberId)), 'no secret')).to.equal(403);
    expect(await signed(webhookOf(changeOf(said(DRIVER), META_OWN.phoneNumberId)), META_OWN.appSecret)).to.equal(503);
    expect(await signed(theirs, META_OWN.appSecret)).to.equal(200);
  });

  it('that does not answer holds up its own drivers alone', async () => {
    const codes = Array.from({ length: 8 }, (_, n) => `P${n}`);
    await site.api.post('/api/lots', { code: 'south', name: 'South', slots: codes });
    const own = { kind: 'twilio', from: 'whatsapp:+14150000002', accountSid: SID, authToken: OWN_TOKEN };
    await site.api.post('/api/lots/south/channels', own);
    const of = (n: number) => `+9198765432${10 + n}`;
    for (const [n, code] of codes.entries()) await write(of(n), `book ${code}`, OWN_TOKEN, own.from);
    await write(DRIVER, 'book N1');
    twilio.next(...codes.map(() => ({ kind: 'hold' }) as const));
    for (const code of codes) await site.api.post(`/api/lots/south/slots/${code}/observations`, { type: 'occupied' });
    await site.until('they wait', () => twilio.tries === codes.length, { on: (again) => twilio.onTry(again) });
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    await site.until(
      'the other is told',
      () => twilio.messages.some(({ form }) => form['To'] === `whatsapp:${DRIVER}`),
      {
        on: (again) => twilio.onTry(again),
      },
    );
    twilio.release();
    const isSent = async () => (await newest(of(7))).status === 'sent';
    await site.until('they are told', isSent);
    expect(twilio.tries).to.equal(codes.length + 1);
  });

  it('of a number that WhatsApp takes no more from for a moment sends the message again', async () => {
    await write(DRIVER, 'book N1');
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    await site.until('the driver is told', () => twilio.messages.length === 1, { on: (again) => twilio.onTry(again) });
    const told = await site.until('it is sent', async () => {
      const message = await newest(DRIVER);
      return message.status === 'sent' && message;
    });
    const form = { MessageSid: told.externalId!, MessageStatus: 'undelivered', ErrorCode: '63018' };
    await report(told.id, form);
    expect(await newest(DRIVER)).to.include({ status: 'queued', reason: 'Twilio: undelivered, error 63018' });
    site.clock.advance(31 * SECOND);
    await site.until('it is sent again', () => twilio.messages.length === 2, { on: (again) => twilio.onTry(again) });
    // What never passes is final.
    const second = await site.until('it is sent', async () => {
      const message = await newest(DRIVER);
      return message.status === 'sent' && message;
    });
    await report(second.id, { ...form, MessageSid: second.externalId!, ErrorCode: '63024' });
    expect((await newest(DRIVER)).status).to.equal('failed');
    expect(wordsOf((await write(DRIVER, 'status')).text)).to.contain('N1');
  });
});
