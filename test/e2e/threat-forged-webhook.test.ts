import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { FakeMeta, heard, text, webhookOf } from '../support/fake-meta.ts';
import { Site } from '../support/parkwire.ts';
import { type Form, messageForm, newSid, postForm, signatureOf } from '../support/webhooks.ts';

const DRIVER = '+919812345678';

story('threat: forged webhook', () => {
  let site: Site;
  let meta: FakeMeta;
  const started: Site[] = [];

  beforeEach(async () => {
    meta = await FakeMeta.start();
    site = await Site.start({ environment: meta.environment });
    started.push(site);
  });

  afterEach(async () => {
    for (const one of started.splice(0)) await one.stop();
    await meta.stop();
  });

  const rows = async (at = site) =>
    (await at.rows('SELECT (SELECT COUNT(*) FROM messages) + (SELECT COUNT(*) FROM drivers) AS n'))[0].n;
  const post = (form: Form, signature: string | null, url = `${site.url}/webhooks/twilio`) =>
    postForm(url, form, signature === null ? {} : { 'x-twilio-signature': signature });

  it('a Twilio signature that is bad, missing, or of another parameter, address, scheme or secret: 403, no rows', async () => {
    const form = messageForm(DRIVER, 'book A');
    const url = `${site.url}/webhooks/twilio`;
    const right = signatureOf(site.authToken, url, form);
    const forged: readonly (readonly [string, Form, string | null])[] = [
      ['missing', form, null],
      ['empty', form, ''],
      ['no base64', form, '*** not base64 ***'],
      ['another secret', form, signatureOf('another token', url, form)],
      ['changed words', { ...form, Body: 'book B' }, right],
      ['one parameter more', { ...form, MediaUrl0: 'https://example.com' }, right],
      ['one parameter less', Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'WaId')), right],
      ['wrong scheme', form, signatureOf(site.authToken, url.replace('http:', 'https:'), form)],
      ['another address', form, signatureOf(site.authToken, `${url}?x=1`, form)],
      ['of the status webhook', form, signatureOf(site.authToken, `${url}/status`, form)],
      ['of no parameters', form, signatureOf(site.authToken, url, {})],
      ['cut', form, right.slice(0, -4)],
      ['longer', form, `${right}AAAA`],
    ];
    for (const [what, sent, signature] of forged) {
      const answer = await post(sent, signature);
      expect(answer.status, what).to.equal(403);
      expect(answer.text, what).to.contain('signature-invalid');
    }
    const status = { MessageSid: newSid(), MessageStatus: 'read' };
    expect((await post(status, right, `${url}/status`)).status).to.equal(403);
    expect(await rows()).to.equal(0);
    // The same form, signed as Twilio does, is taken; so is one of emoji and other scripts.
    expect((await post(form, right)).status).to.equal(200);
    const emoji = messageForm(DRIVER, '🅿️ नमस्ते é ﷺ', { ProfileName: '🚗\u{1F468}\u200D\u{1F469}' });
    expect((await post(emoji, signatureOf(site.authToken, url, emoji))).status).to.equal(200);
  });

  it('a Meta signature that is bad, missing, or over other bytes: 403, no rows', async () => {
    const body = JSON.stringify(webhookOf(heard(DRIVER, text('book A 🅿️'))));
    const forged: readonly (readonly [string, string, string])[] = [
      ['empty', body, ''],
      ['no hash', body, 'sha256='],
      ['zeros', body, `sha256=${'0'.repeat(64)}`],
      ['sha1', body, `sha1=${'0'.repeat(40)}`],
      ['cut', body, `sha256=${'0'.repeat(63)}`],
    ];
    for (const [what, sent, signature] of forged)
      expect(await meta.post(site.url, sent, signature), what).to.equal(403);
    const missing = await fetch(`${site.url}/webhooks/meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(missing.status).to.equal(403);
    // The signature is over the bytes: the same JSON written otherwise is another one.
    const over = `sha256=${createHmac('sha256', meta.appSecret).update(body).digest('hex')}`;
    expect(await meta.post(site.url, ` ${body}`, over)).to.equal(403);
    expect(await meta.post(site.url, body.replace('book A', 'book B'), over)).to.equal(403);
    expect(await rows()).to.equal(0);
    expect(await meta.post(site.url, body, over)).to.equal(200);
  });

  it('a body of Meta’s that nobody signed is not even read', async () => {
    const bare = await Site.start({ mode: 'production' });
    started.push(bare);
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes: Array(1000).fill(null) }] });
    const read: string[] = [];
    const { parse } = JSON;
    JSON.parse = (words, reviver) => {
      read.push(words);
      return parse(words, reviver);
    };
    try {
      for (const signature of [undefined, `sha256=${'0'.repeat(64)}`])
        expect(await meta.post(site.url, body, signature ?? '')).to.equal(403);
      expect(await meta.post(bare.url, body)).to.equal(503);
    } finally {
      JSON.parse = parse;
    }
    expect(read).to.not.include(body);
    expect(await meta.post(site.url, body)).to.equal(200);
  });

  it('what did not come by WhatsApp is no driver’s, though Twilio signed it: the sender of an SMS is easily forged', async () => {
    const url = `${site.url}/webhooks/twilio`;
    for (const From of [DRIVER, ` ${DRIVER.slice(1)}`, `messenger:${DRIVER}`, DRIVER.slice(1)]) {
      const form = messageForm(DRIVER, 'book A', { From });
      const answer = await post(form, signatureOf(site.authToken, url, form));
      expect([answer.status, answer.text.includes('<Message')], From).to.deep.equal([200, false]);
    }
    expect(await rows()).to.equal(0);
  });

  it('nothing is trusted where no secret is set', async () => {
    const bare = await Site.start({ mode: 'production', environment: { TWILIO_AUTH_TOKEN: '' } });
    started.push(bare);
    const url = `${bare.url}/webhooks/twilio`;
    const form = messageForm(DRIVER, 'hi');
    const answer = await post(form, signatureOf('', url, form), url);
    expect([answer.status, answer.text.includes('channel-not-configured')]).to.deep.equal([503, true]);
    expect(await meta.post(bare.url, webhookOf(heard(DRIVER, text('hi'))))).to.equal(503);
    expect(await rows(bare)).to.equal(0);
  });

  it('a form that is far too large or has far too many parts is refused unread', async () => {
    const url = `${site.url}/webhooks/twilio`;
    for (const form of [
      messageForm(DRIVER, 'x'.repeat(70_000)),
      messageForm(DRIVER, 'hi', Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`P${n}`, 'x']))),
    ]) {
      expect((await post(form, signatureOf(site.authToken, url, form))).status).to.equal(413);
    }
    expect(await meta.post(site.url, `{"x":"${'x'.repeat(3_000_000)}"}`)).to.be.oneOf([413]);
    expect(await rows()).to.equal(0);
  });
});
