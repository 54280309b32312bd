import { createHmac, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { changeOf, FakeMeta, newWamid, text, webhookOf } from '../support/fake-meta.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm, OUR_NUMBER, postSigned, wordsOf } from '../support/webhooks.ts';

const PHONE = '+919812345678';
const OTHER = '+919812345679';
const NEW = '+919812340000';
const NORTH = {
  address: 'whatsapp:+14150000001',
  sid: `AC${'b'.repeat(32)}`,
  token: 'the token of north',
  id: 'IN.n1',
};
const SOUTH = {
  address: 'whatsapp:+14150000002',
  sid: `AC${'c'.repeat(32)}`,
  token: 'the token of south',
  id: 'IN.s1',
};
const META_SOUTH = { phoneNumberId: '222222222222222', appSecret: 'app secret of south' };

/** What WhatsApp calls a person is another id at every business (Meta, "Business-scoped user IDs"). */
story('drivers who write to the numbers of several businesses', () => {
  let twilio: FakeTwilio;
  let meta: FakeMeta;
  let site: Site;

  beforeEach(async () => {
    twilio = await FakeTwilio.start();
    meta = await FakeMeta.start();
    site = await Site.start({
      mode: 'production',
      environment: {
        TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
        TWILIO_WHATSAPP_FROM: OUR_NUMBER,
        TWILIO_API_URL: twilio.url,
        CHANNEL_KEY: randomBytes(32).toString('hex'),
        ...meta.environment,
      },
    });
    for (const [code, own] of Object.entries({ north: NORTH, south: SOUTH })) {
      await site.api.post('/api/lots', { code, name: code, slots: [`${code[0]}1`.toUpperCase()] });
      const { address: from, sid: accountSid, token: authToken } = own;
      await site.api.post(`/api/lots/${code}/channels`, { kind: 'twilio', from, accountSid, authToken });
    }
    const more = { accessToken: meta.accessToken, verifyToken: 'verify token' };
    await site.api.post('/api/lots/south/channels', { kind: 'meta', ...META_SOUTH, ...more });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
    await twilio.stop();
    await meta.stop();
  });

  const write = async (own: typeof NORTH, body: string, id = own.id, phone = PHONE) => {
    const form = messageForm(phone, body, { To: own.address, ExternalUserId: id });
    return wordsOf((await postSigned(own.token, `${site.url}/webhooks/twilio`, form)).text);
  };
  const atMain = (body: string, id = 'IN.m1') => site.text(PHONE, body, { ExternalUserId: id });
  const hidden = (own: typeof NORTH, body: string) => write(own, body, own.id, own.id);
  const drivers = () => site.rows('SELECT * FROM drivers ORDER BY id');
  const signed = (body: object, secret: string) =>
    meta.post(site.url, body, `sha256=${createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex')}`);

  it('are one driver, with one wallet, however often they change between them', async () => {
    for (let round = 0; round < 2; round++) {
      await write(NORTH, 'balance');
      await write(SOUTH, 'balance');
      await atMain('balance');
    }
    expect(await drivers()).to.have.length(1);
    await write(NORTH, 'book N1');
    expect(await write(SOUTH, 'status')).to.contain('*N1*');
    // Each id is theirs, also where it comes alone.
    for (const own of [NORTH, SOUTH]) expect(await hidden(own, 'status')).to.contain('*N1*');
    expect(await drivers()).to.have.length(1);
  });

  it('keep what is theirs where the number goes to somebody else, whichever business hears of it first', async () => {
    await write(NORTH, 'book N1');
    await write(SOUTH, 'hello');
    expect(await write(SOUTH, 'status', 'IN.s2')).to.not.contain('*N1*');
    expect(await hidden(SOUTH, 'status')).to.contain('*N1*');
    expect(await hidden(NORTH, 'status')).to.contain('*N1*');
    expect(await drivers()).to.have.length(2);
  });

  it('keep what is theirs also where their business has got another number of ours', async () => {
    const site2 = { ...NORTH, address: 'whatsapp:+14150000009' };
    await write(NORTH, 'book N1');
    const { channels } = await site.api.get('/api/lots/north/channels');
    const former = channels.find((one: any) => one.address === NORTH.address);
    await site.api.request('DELETE', `/api/lots/north/channels/${former.id}`);
    const { address: from, sid: accountSid, token: authToken } = site2;
    await site.api.post('/api/lots/north/channels', { kind: 'twilio', from, accountSid, authToken });
    expect(await write(site2, 'status', 'IN.n2')).to.not.contain('*N1*');
    expect(await hidden(site2, 'status')).to.contain('*N1*');
    expect(await drivers()).to.have.length(2);
  });

  it('stay who they are at one business where another one gives them another id', async () => {
    await atMain('main');
    await atMain('book A');
    const alone = changeOf(
      {
        contacts: [{ user_id: 'US.old', wa_id: PHONE.slice(1) }],
        messages: [{ id: newWamid(), from: PHONE.slice(1), from_user_id: 'US.old', ...text('hi') }],
      },
      META_SOUTH.phoneNumberId,
    );
    expect(await signed(webhookOf(alone), META_SOUTH.appSecret)).to.equal(200);
    await atMain('status');
    const update = { user_id: { previous: 'US.old', current: 'US.new' } };
    const told = changeOf({ user_id_update: [update] }, META_SOUTH.phoneNumberId);
    expect(await signed(webhookOf(told), META_SOUTH.appSecret)).to.equal(200);
    expect(await site.text(PHONE, 'status')).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
  });

  it('get another number by the word of a business they write to, and of no other', async () => {
    const moved = (phone: string, to: string) =>
      webhookOf(
        changeOf(
          {
            messages: [
              {
                ...{ id: newWamid(), timestamp: '1', type: 'system', from: phone.slice(1) },
                system: { type: 'user_changed_number', wa_id: to.slice(1), body: 'changed' },
              },
            ],
          },
          META_SOUTH.phoneNumberId,
        ),
      );
    await atMain('main');
    expect(await atMain('book A')).to.contain('*A*');
    await site.text(OTHER, 'hello');
    expect(await signed(moved(PHONE, NEW), META_SOUTH.appSecret)).to.equal(200);
    expect(await atMain('status')).to.contain('*A*');
    const said = changeOf(
      {
        contacts: [{ wa_id: PHONE.slice(1) }],
        messages: [{ id: newWamid(), from: PHONE.slice(1), ...text('status') }],
      },
      META_SOUTH.phoneNumberId,
    );
    expect(await signed(webhookOf(said), META_SOUTH.appSecret)).to.equal(200);
    expect(await signed(moved(PHONE, NEW), META_SOUTH.appSecret)).to.equal(200);
    expect(await site.text(NEW, 'status')).to.contain('*A*');
    expect(await drivers()).to.have.length(2);
  });
});
