import { expect } from 'chai';
import type { Message } from '../../server/app/ports/entities.ts';
import { story } from '../support/databases.ts';
import { changeOf, FakeMeta, heard, text, webhookOf } from '../support/fake-meta.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { DAY, HOUR, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const SID = `AC${'a'.repeat(32)}`;
const CONTENT = `HX${'b'.repeat(32)}`;
const APPROVED = {
  twilioContentSid: CONTENT,
  metaName: 'day_before',
  metaLanguage: 'en',
  variables: ['driver', 'slot', 'time'],
};

story('messages to drivers who wrote more than 24 hours ago', () => {
  let twilio: FakeTwilio;
  let meta: FakeMeta;
  let site: Site;

  beforeEach(async () => {
    twilio = await FakeTwilio.start();
    meta = await FakeMeta.start();
    site = await Site.start({
      mode: 'production',
      environment: {
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_WHATSAPP_FROM: '+14150000000',
        TWILIO_API_URL: twilio.url,
        ...meta.environment,
      },
    });
  });

  afterEach(async () => {
    await site.stop();
    await twilio.stop();
    await meta.stop();
    expect([...twilio.malformed, ...meta.malformed]).to.deep.equal([]);
  });

  const approve = (approved: object | null = APPROVED) =>
    site.api.request('PUT', '/api/lots/main/templates/day-before', { approved });
  /** Booked by Twilio for the day after tomorrow; reminded the day before. */
  const bookAhead = async () => {
    await site.text(DRIVER, 'book A wed 5pm 2h');
    expect(await site.text(DRIVER, 'yes')).to.match(/^✅/);
  };
  const remind = async () => {
    site.clock.advance(DAY + 2 * HOUR);
    await site.parkwire.jobs.remind();
  };
  const reminderIs = (status: Message['status'], reason?: RegExp) =>
    site.until(`the reminder is ${status}`, async () => {
      const found = (await site.chat(DRIVER)).find(({ kind }) => kind === 'day-before');
      return found?.status === status && (reason === undefined || reason.test(found.reason ?? '')) && found;
    });

  it('go by what WhatsApp has approved for the lot and the event, with what is filled in', async () => {
    expect((await approve()).status).to.equal(200);
    await bookAhead();
    await remind();
    await reminderIs('sent');
    const [sent] = twilio.messages;
    expect(sent!.form).to.not.have.property('Body');
    expect(sent!.form['ContentSid']).to.equal(CONTENT);
    expect(JSON.parse(sent!.form['ContentVariables'] ?? '')).to.deep.equal({ 1: 'Driver 5678', 2: 'A', 3: '17:00' });
  });

  it('fail with what to set where the lot has nothing approved, and Twilio is not asked', async () => {
    await bookAhead();
    await remind();
    const { reason } = await reminderIs('failed');
    expect(reason).to.contain('no approved template for day-before');
    expect(twilio.tries).to.equal(0);
  });

  it('go in words while the driver wrote within 24 hours', async () => {
    await approve();
    await bookAhead();
    site.clock.advance(DAY + HOUR);
    await site.text(DRIVER, 'status');
    site.clock.advance(HOUR);
    await site.parkwire.jobs.remind();
    await reminderIs('sent');
    expect(twilio.messages[0]!.form['Body']).to.contain('*A*');
  });

  it('go by the template at once where Twilio knows better that it is late (63016)', async () => {
    await approve();
    await bookAhead();
    site.clock.advance(DAY + HOUR);
    await site.text(DRIVER, 'status');
    twilio.next({ kind: 'fail', status: 400, code: 63016 });
    site.clock.advance(HOUR);
    await site.parkwire.jobs.remind();
    await reminderIs('sent');
    expect([twilio.tries, twilio.messages.length]).to.deep.equal([2, 1]);
    expect(twilio.messages[0]!.form['ContentSid']).to.equal(CONTENT);
  });

  it('go once more by the template where a callback says so later, and only once', async () => {
    await approve();
    await bookAhead();
    site.clock.advance(DAY + HOUR);
    await site.text(DRIVER, 'status');
    site.clock.advance(HOUR);
    await site.parkwire.jobs.remind();
    const { externalId } = await reminderIs('sent');
    const late = (sid: string) => site.report({ MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '63016' });
    await late(externalId!);
    await site.until('it went by the template', () => twilio.messages.length === 2, {
      on: (again) => twilio.onTry(again),
    });
    expect(twilio.messages[1]!.form['ContentSid']).to.equal(CONTENT);
    await site.until('it is sent again', async () => (await reminderIs('sent')).externalId === twilio.messages[1]!.sid);
    // The old callback once more, and one of the second: nothing goes a third time.
    await late(externalId!);
    await late(twilio.messages[1]!.sid);
    expect((await reminderIs('failed')).reason).to.contain('63016');
    expect(twilio.tries).to.equal(2);
  });

  it('go by name and language at Meta, and a status with 131047 brings the template there too', async () => {
    await approve();
    const post = (change: object) => meta.post(site.url, webhookOf(change));
    await post(heard(DRIVER, text('book A wed 5pm 2h')));
    await post(heard(DRIVER, text('yes')));
    await site.until('both are answered', () => meta.sent.length === 2, { on: (again) => meta.onSent(again) });
    site.clock.advance(DAY + HOUR);
    await post(heard(DRIVER, text('status')));
    site.clock.advance(HOUR);
    await site.parkwire.jobs.remind();
    const { externalId } = await reminderIs('sent');
    const errors = [{ code: 131047, title: 'Re-engagement message' }];
    await meta.post(site.url, webhookOf(changeOf({ statuses: [{ id: externalId, status: 'failed', errors }] })));
    const template = await site.until(
      'the template is sent',
      () => meta.sent.map(({ request }) => request).find(({ type }) => type === 'template') ?? false,
      { on: (again) => meta.onSent(again) },
    );
    expect((template as any).template).to.deep.equal({
      name: 'day_before',
      language: { code: 'en' },
      components: [
        {
          type: 'body',
          parameters: ['Driver 5678', 'A', '17:00'].map((value) => ({ type: 'text', text: value })),
        },
      ],
    });
  });

  it('are set up with clear errors, and taken away again', async () => {
    const refused = (approved: object) =>
      site.api.refused('template-invalid', 'PUT', '/api/lots/main/templates/day-before', { approved });
    expect((await refused({ ...APPROVED, variables: ['driver', 'amount'] })).text).to.contain(
      'amount is not known here',
    );
    expect((await refused({ variables: [] })).text).to.contain('twilioContentSid or metaName');
    expect((await refused({ metaName: 'x', variables: [] })).text).to.contain('metaName and metaLanguage');
    const bad = { approved: { twilioContentSid: 'HX1' } };
    await site.api.refused('invalid-request', 'PUT', '/api/lots/main/templates/day-before', bad);
    await approve();
    const { templates } = await site.api.get('/api/lots/main/templates');
    expect(templates.find(({ kind }: any) => kind === 'day-before').approved).to.deep.equal(APPROVED);
    await approve(null);
    const after = (await site.api.get('/api/lots/main/templates')).templates;
    expect(after.find(({ kind }: any) => kind === 'day-before').approved).to.equal(null);
  });

  it('hold back what a provider wants later, for as long as it says, without counting it as a try', async () => {
    const post = (words: string) => meta.post(site.url, webhookOf(heard(DRIVER, text(words))));
    meta.next({ kind: 'fail', status: 429, code: 130429, retryAfter: 30 });
    await post('status');
    const reply = () => site.chat(DRIVER).then((all) => all.filter(({ inReplyTo }) => inReplyTo !== null).at(-1));
    const held = await site.until('it is held back', async () => {
      const found = await reply();
      return found?.status === 'queued' && found.reason !== null && found;
    });
    expect(held.attempts).to.equal(0);
    expect(held.notBefore - site.now()).to.equal(30 * SECOND);
    // Whatever else goes out from that number waits too.
    await meta.post(site.url, webhookOf(heard('+919800000009', text('hi'))));
    await site.until('the other one is held back', async () => {
      const [found] = (await site.chat('+919800000009')).filter(({ inReplyTo }) => inReplyTo !== null);
      return found?.status === 'queued' && found.reason !== null;
    });
    expect(meta.tries).to.equal(1);
    // One after the other: after that the number goes on at its pace.
    site.clock.advance(31 * SECOND);
    await site.until('both are sent', () => meta.sent.length === 2, { on: (again) => meta.onSent(again) });
  });

  it('go to one driver 45 at once and then one in six seconds, in their order, and nobody else waits for that', async () => {
    const To = 'whatsapp:+14150000000';
    const OTHER = '+919800000009';
    await site.text(DRIVER, 'hi', { To });
    await site.text(OTHER, 'hi', { To });
    const { id } = await site.driver(DRIVER);
    const out = (count: number) =>
      site.until(`${count} are out`, () => twilio.messages.length === count, { on: (again) => twilio.onTry(again) });
    for (let n = 0; n < 48; n++) await site.api.post('/api/messages', { driverId: id, text: `message ${n}` });
    await out(45);
    await site.api.post('/api/messages', { driverId: (await site.driver(OTHER)).id, text: 'to another' });
    await out(46);
    for (let count = 47; count <= 49; count++) {
      site.clock.advance(5 * SECOND);
      expect(twilio.messages.length).to.equal(count - 1);
      site.clock.advance(SECOND);
      await out(count);
    }
    const words = twilio.messages
      .filter(({ form }) => form['To'] === `whatsapp:${DRIVER}`)
      .map(({ form }) => form['Body']);
    expect(words).to.deep.equal(words.map((_, n) => `message ${n}`));
  });
});
