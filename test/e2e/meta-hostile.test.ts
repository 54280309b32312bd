import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { changeOf, FakeMeta, heard, newWamid, text, webhookOf } from '../support/fake-meta.ts';
import { SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const OTHER = '+919812345679';

story('the Meta channel under what nobody should send, and what fails', () => {
  let meta: FakeMeta;
  let site: Site;

  beforeEach(async () => {
    meta = await FakeMeta.start();
    site = await Site.start({ mode: 'production', environment: meta.environment });
  });

  afterEach(async () => {
    expect(meta.malformed, 'every request has the published shape').to.deep.equal([]);
    await site.stop();
    await meta.stop();
  });

  const post = (...changes: object[]) => meta.post(site.url, webhookOf(...changes));
  const sentCount = (count: number) =>
    site.until(`${count} messages were sent`, () => meta.sent.length >= count && meta.sent, {
      on: (again) => meta.onSent(again),
    });
  const reply = async () => (await site.chat(DRIVER)).filter(({ direction }) => direction === 'outbound').at(-1);
  const replyIs = (status: string, attempts: number) =>
    site.until(`the reply is ${status} after ${attempts} tries`, async () => {
      const found = await reply();
      return found?.status === status && found.attempts === attempts && found;
    });
  const raw = (bytes: Buffer, signature: string | null) =>
    fetch(`${site.url}/webhooks/meta`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
      },
      body: new Uint8Array(bytes),
    }).then(({ status }) => status);
  const sign = (bytes: Buffer, secret = meta.appSecret) =>
    `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

  it('refuses what is not signed over these very bytes, and nothing of it is stored', async () => {
    const body = JSON.stringify(webhookOf(heard(DRIVER, text('book A'))));
    const bytes = Buffer.from(body);
    const respelt = Buffer.from(JSON.stringify(JSON.parse(body), null, 1));
    expect(await raw(bytes, null), 'missing').to.equal(403);
    expect(await raw(respelt, sign(bytes)), 'the same in other bytes').to.equal(403);
    expect(await raw(bytes, sign(bytes, 'another secret')), 'another secret').to.equal(403);
    expect(await raw(bytes, sign(bytes).slice('sha256='.length)), 'no algorithm').to.equal(403);
    expect(await raw(bytes, `${sign(bytes)}0`), 'longer').to.equal(403);
    expect(await raw(Buffer.alloc(0), sign(bytes)), 'no body').to.equal(403);
    const large = Buffer.from(JSON.stringify({ entry: [], more: 'x'.repeat(1_100_000) }));
    expect(await raw(large, sign(large)), 'too large').to.equal(413);
    for (const table of ['messages', 'drivers', 'bookings'])
      expect(await site.rows(`SELECT * FROM ${table}`), table).to.deep.equal([]);
    expect(await raw(respelt, sign(respelt)), 'spelt otherwise and signed so').to.equal(200);
    expect((await site.slot('A')).state).to.equal('reserved');
  });

  it('takes letters of every kind as they were signed, escaped or not', async () => {
    const body = JSON.stringify(webhookOf(heard(DRIVER, text('नमस्ते 🅿️'), { profile: { name: 'आशा' } })));
    const escaped = body.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect(await raw(Buffer.from(escaped), sign(Buffer.from(escaped)))).to.equal(200);
    const [driver] = await site.rows('SELECT display_name FROM drivers');
    expect(driver.display_name).to.equal('आशा');
  });

  const odd: Readonly<Record<string, object>> = {
    'a zero byte in a text': heard(DRIVER, text('book\u0000A')),
    'half a character': heard(DRIVER, text('book \ud800 A')),
    'a zero byte in a name': heard(DRIVER, text('hi'), { profile: { name: 'a\u0000b' } }),
    'a zero byte in ids': heard(DRIVER, { ...text('hi'), id: 'wamid.\u0000', from_user_id: 'IN.\u0000' }),
    'a status with zero bytes': changeOf({
      statuses: [{ id: 'w\u0000', status: 'sent', biz_opaque_callback_data: '\u0000' }],
    }),
    'a place that is none': heard(DRIVER, { type: 'location', location: { latitude: 1e300, longitude: -1e300 } }),
    'an empty text': heard(DRIVER, text('')),
    'a text without a body': heard(DRIVER, { type: 'text', text: {} }),
    'a name of many lines': heard(DRIVER, text('hi'), { profile: { name: 'A\nB'.repeat(80) } }),
    'a text of 8,000 letters': heard(DRIVER, text('book '.repeat(1600))),
    'a kind that nobody knows': heard(DRIVER, { type: 'hologram', hologram: {} }),
    'a person in no number': changeOf({ messages: [{ id: newWamid(), type: 'text', text: { body: 'hi' } }] }),
    'a number of letters': changeOf({ messages: [{ id: newWamid(), from: 'Asha', ...text('book A') }] }),
    'lists of nothing': changeOf({ messages: [null, 1, []], statuses: ['x'], contacts: [null], errors: [null] }),
    'an error of the account': changeOf({ errors: [{ code: 130429, title: 'rate limit hit' }] }),
    'another field': { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } },
  };
  for (const [what, change] of Object.entries(odd))
    it(`takes what comes beside ${what}`, async () => {
      expect(await post(change, heard(OTHER, text('book B')))).to.equal(200);
      expect((await site.slot('B')).state).to.equal('reserved');
    });

  it('is silent to reactions, system messages and kinds that Meta does not pass on, and answers the rest', async () => {
    const silent = ['reaction', 'system', 'unsupported', 'ephemeral'].map((type) => heard(DRIVER, { type }));
    expect(await post(...silent)).to.equal(200);
    expect(await site.rows('SELECT * FROM messages')).to.deep.equal([]);
    const kinds = ['audio', 'video', 'document', 'sticker'].map((type) => ({ type, [type]: { id: 'media1' } }));
    const others = [
      { type: 'contacts', contacts: [] },
      { type: 'order', order: {} },
    ];
    for (const [index, message] of [...kinds, ...others].entries()) {
      expect(await post(heard(DRIVER, message))).to.equal(200);
      const told = (await sentCount(index + 1)).at(-1)!.request as any;
      expect(told.text.body, message.type).to.contain('only read text');
    }
  });

  it('takes the words of a template’s button and of a picture, and ignores what they refer to', async () => {
    const context = { from: '14150000000', id: 'wamid.earlier' };
    const referral = { source_type: 'ad', source_id: '1', headline: 'book H' };
    await post(heard(DRIVER, { type: 'button', button: { payload: 'book A', text: 'Yes please' }, context, referral }));
    await sentCount(1);
    expect((await site.slot('A')).state).to.equal('reserved');
    await post(heard(DRIVER, { type: 'image', image: { id: 'm1', mime_type: 'image/jpeg', caption: 'status' } }));
    const [, told] = (await sentCount(2)) as any;
    expect(told.request.text.body).to.contain('*A*');
  });

  it('answers two messages of one request in their order', async () => {
    const both = changeOf({
      contacts: [{ profile: { name: 'Asha' }, wa_id: '919812345678' }],
      messages: ['book A', 'status'].map((body) => ({ id: newWamid(), from: '919812345678', ...text(body) })),
    });
    expect(await post(both)).to.equal(200);
    const words = (await sentCount(2)).map(({ request }) => (request as any).text.body);
    expect(words[0]).to.match(/^✅ \*A\* is yours/);
    expect(words[1]).to.contain('*A* is held for you');
  });

  const failedWith = (externalId: string | null, code: number) =>
    post(changeOf({ statuses: [{ id: externalId, status: 'failed', errors: [{ code, title: 'x' }] }] }));

  it('sends again what Meta took and could not pass on for a reason that passes', async () => {
    await post(heard(DRIVER, text('book A')));
    const { externalId } = await replyIs('sent', 1);
    for (let times = 0; times < 3; times++) await failedWith(externalId, 131056);
    await replyIs('queued', 1);
    site.clock.advance(31 * SECOND);
    const again = await replyIs('sent', 2);
    expect(meta.sent).to.have.length(2);
    expect(again.externalId).to.equal(meta.sent[1]!.id);
    await failedWith(externalId, 131056);
    expect((await reply())?.status, 'what is said of the first try').to.equal('sent');
  });

  it('ends what Meta took and will never pass on, with the reason', async () => {
    await post(heard(DRIVER, text('book A')));
    const { externalId } = await replyIs('sent', 1);
    await failedWith(externalId, 131047);
    expect(await replyIs('failed', 1)).to.include({ reason: 'Meta: failed, error 131047' });
    await post(changeOf({ statuses: [{ id: externalId, status: 'delivered' }] }));
    await replyIs('delivered', 1);
  });

  it('sends once more what no status ever came for, and not before', async () => {
    meta.next({ kind: 'cut' });
    await post(heard(DRIVER, text('book A')));
    await replyIs('queued', 1);
    site.clock.advance(29 * SECOND);
    expect(meta.sent).to.have.length(1);
    site.clock.advance(2 * SECOND);
    await replyIs('sent', 2);
    expect(meta.sent).to.have.length(2);
  });

  it('gives up after eight tries, with the last reason', async () => {
    meta.next(...Array.from({ length: 8 }, () => ({ kind: 'fail', status: 500, code: 131000 }) as const));
    await post(heard(DRIVER, text('book A')));
    for (let tries = 1; tries < 8; tries++) {
      await replyIs('queued', tries);
      site.clock.advance(600 * SECOND);
    }
    const { reason } = await replyIs('failed', 8);
    expect(reason).to.equal('given up after 8 tries: Meta: error 131000 (HTTP 500)');
    expect(meta.sent).to.deep.equal([]);
  });
});
