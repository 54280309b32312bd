import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { changeOf, FakeMeta, heard, newWamid, text, webhookOf } from '../support/fake-meta.ts';
import { SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const SCOPED = 'IN.1234567890abcdef';

story('the Meta channel, with the Cloud API played by a stand-in', () => {
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
  /** What a driver texts; answers the request that carried the reply. */
  const say = async (body: string, phone = DRIVER) => {
    const before = meta.sent.length;
    expect(await post(heard(phone, text(body)))).to.equal(200);
    await sentCount(before + 1);
    return meta.sent.at(-1)!.request as any;
  };
  const rows = (table: string) => site.rows(`SELECT * FROM ${table}`);
  const reply = async () => (await site.chat(DRIVER)).filter(({ direction }) => direction === 'outbound').at(-1)!;
  const replyIs = (status: string) =>
    site.until(`the reply is ${status}`, async () => {
      const found = await reply();
      return found?.status === status && found;
    });

  it('is verified by its token, and by no other', async () => {
    const ask = (token: string) =>
      fetch(`${site.url}/webhooks/meta?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`);
    const right = await ask(meta.verifyToken);
    expect([right.status, await right.text()]).to.deep.equal([200, '1158201444']);
    expect((await ask('wrong')).status).to.equal(403);
    expect((await fetch(`${site.url}/webhooks/meta`)).status).to.equal(403);
  });

  it('books by text, answers to the number that was written to, and follows the reply’s statuses', async () => {
    const booked = await say('book A');
    expect(booked).to.deep.include({ messaging_product: 'whatsapp', to: '919812345678', type: 'text' });
    expect(booked.text.body).to.match(/^✅ \*A\* is yours/);
    expect(meta.sent[0]!.phoneNumberId).to.equal(meta.phoneNumberId);
    expect((await site.slot('A')).state).to.equal('reserved');
    const { externalId } = await replyIs('sent');
    expect(externalId).to.equal(meta.sent[0]!.id);
    const report = (status: string, more: object = {}) =>
      post(changeOf({ statuses: [{ id: externalId, status, timestamp: '1', recipient_id: '919812345678', ...more }] }));
    await report('read');
    await replyIs('read');
    for (const late of ['delivered', 'sent', 'delivered', 'read']) expect(await report(late)).to.equal(200);
    expect((await reply()).status, 'never backwards').to.equal('read');
  });

  it('shows buttons and lists, and takes what they hand back', async () => {
    const menu = await say('hi');
    expect(menu.interactive.type).to.equal('list');
    expect(menu.interactive.action.button).to.equal('Choose');
    const [section] = menu.interactive.action.sections;
    expect(section.rows.map(({ title }: any) => title)).to.include.members(['Book a slot', 'My bookings', 'Help']);
    const wallet = section.rows.find(({ title }: any) => title === 'Wallet');
    await post(heard(DRIVER, { type: 'interactive', interactive: { type: 'list_reply', list_reply: wallet } }));
    await sentCount(2);
    await say('book A');
    const asked = await say('cancel');
    expect(asked.interactive.type).to.equal('button');
    expect(asked.interactive.body.text).to.match(/^Give back A/);
    const [{ reply: yes }] = asked.interactive.action.buttons;
    expect(yes).to.deep.equal({ id: 'yes', title: 'Yes' });
    await post(heard(DRIVER, { type: 'interactive', interactive: { type: 'button_reply', button_reply: yes } }));
    const answers = await sentCount(5);
    expect((answers.at(-1)!.request as any).text.body).to.match(/^✅ Cancelled: A/);
  });

  it('takes several entries of one request, and loses none of them to one that is broken', async () => {
    const broken = changeOf({ messages: [{ id: 7, type: 'text' }, 'nonsense'], statuses: [{}] });
    const other = heard('+919812345679', text('book B'));
    expect(await post(heard(DRIVER, text('book A')), broken, other, { field: 'messages' })).to.equal(200);
    await sentCount(2);
    expect((await site.slot('A')).state).to.equal('reserved');
    expect((await site.slot('B')).state).to.equal('reserved');
  });

  it('finds the nearest lot for a place, and puts what is no text aside', async () => {
    await site.api.patch('/api/lots/main', { latitude: 12.97, longitude: 77.59 });
    await post(heard(DRIVER, { type: 'location', location: { latitude: 12.971, longitude: 77.591, name: 'Office' } }));
    const [nearest] = await sentCount(1);
    expect((nearest!.request as any).interactive.body.text).to.contain('Nearest to you');
    await post(heard(DRIVER, { type: 'image', image: { id: 'media1', mime_type: 'image/jpeg' } }));
    const [, picture] = await sentCount(2);
    expect((picture!.request as any).text.body).to.contain('only read text');
    for (const silent of [
      { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
      { type: 'unsupported', errors: [{ code: 131051 }] },
    ])
      expect(await post(heard(DRIVER, silent))).to.equal(200);
    expect(await rows('messages'), 'nobody answers a thumb').to.have.length(4);
  });

  it('knows a driver without a number by the business-scoped id, and writes to that', async () => {
    const value = {
      contacts: [{ profile: { name: 'Asha', username: 'asha' }, user_id: SCOPED }],
      messages: [{ id: newWamid(), from_user_id: SCOPED, timestamp: '1', ...text('book A') }],
    };
    expect(await post(changeOf(value))).to.equal(200);
    const [booked] = await sentCount(1);
    expect(booked!.request).to.include({ recipient: SCOPED });
    expect(booked!.request.to).to.equal(undefined);
    const [driver] = await rows('drivers');
    expect(driver).to.include({ name: `whatsapp_${SCOPED}`, display_name: 'Asha' });
  });

  it('keeps a driver whose number changed, and knows nobody by the old one', async () => {
    await say('book A');
    const changed = {
      type: 'system',
      system: { type: 'user_changed_number', body: 'changed', wa_id: '919812340000', customer: '919812345678' },
    };
    expect(await post(heard(DRIVER, changed))).to.equal(200);
    expect((await say('status', '+919812340000')).text.body).to.contain('*A* is held for you');
    expect((await say('status')).text.body).to.contain('You have no booking');
    expect(await rows('drivers')).to.have.length(2);
  });

  for (const [what, outcome] of [
    ['tells why where Meta will never take it', { code: 131047, status: 400, ends: 'failed', counts: 1 }],
    ['tries again where one recipient got too many', { code: 131056, status: 400, ends: 'sent', counts: 0 }],
    ['tries again where the number sends too fast', { code: 130429, status: 429, ends: 'sent', counts: 0 }],
    ['tries again where Meta fails', { code: 131000, status: 500, ends: 'sent', counts: 1 }],
  ] as const) {
    it(`${what} (${outcome.code})`, async () => {
      meta.next({ kind: 'fail', status: outcome.status, code: outcome.code });
      await post(heard(DRIVER, text('book A')));
      if (outcome.ends === 'failed') {
        expect((await replyIs('failed')).reason).to.match(
          /^Meta: error 131047 \(HTTP 400\): .*no approved template for booked$/,
        );
        return;
      }
      await site.until(
        'it is put by',
        // Being told to send less is no try of the message's own.
        async () =>
          (await reply())?.attempts === outcome.counts &&
          (await reply()).status === 'queued' &&
          (await reply()).reason !== null,
      );
      site.clock.advance(10 * SECOND);
      await replyIs('sent');
      expect(meta.sent).to.have.length(1);
    });
  }

  it('waits for the status of a message whose fate is unknown, and does not send it twice', async () => {
    meta.next({ kind: 'cut' });
    await post(heard(DRIVER, text('book A')));
    await sentCount(1);
    const [{ id, request }] = meta.sent as any;
    await post(
      changeOf({ statuses: [{ id, status: 'delivered', biz_opaque_callback_data: request.biz_opaque_callback_data }] }),
    );
    const told = await replyIs('delivered');
    expect(told.externalId).to.equal(id);
    expect(meta.sent).to.have.length(1);
  });

  it('the same message 100 times at once, and after a restart: one effect, one reply', async () => {
    const change = heard(DRIVER, text('book A'));
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(change)));
    expect(new Set(answers)).to.deep.equal(new Set([200]));
    await sentCount(1);
    await replyIs('sent');
    await site.restart();
    expect(await post(change)).to.equal(200);
    expect(await rows('bookings')).to.have.length(1);
    expect(await rows('messages')).to.have.length(2);
    expect(meta.sent).to.have.length(1);
  });

  it('a forged request changes nothing', async () => {
    const body = webhookOf(heard(DRIVER, text('book A')));
    for (const signature of ['', 'sha256=00', `sha1=${'0'.repeat(40)}`, `sha256=${'0'.repeat(64)}`])
      expect(await meta.post(site.url, body, signature), signature).to.equal(403);
    expect(await meta.post(site.url, 'not json')).to.equal(400);
    expect(await meta.post(site.url, { object: 'page' })).to.equal(400);
    expect(await rows('messages')).to.deep.equal([]);
    expect(await rows('drivers')).to.deep.equal([]);
  });
});

story('the Meta channel without an account', () => {
  it('trusts nothing', async () => {
    const site = await Site.start();
    const meta = await FakeMeta.start();
    expect(await meta.post(site.url, webhookOf())).to.equal(503);
    expect((await fetch(`${site.url}/webhooks/meta?hub.mode=subscribe`)).status).to.equal(503);
    await meta.stop();
    await site.stop();
  });
});
