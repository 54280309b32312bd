import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('staff look at what was said, and write', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    await site.text(DRIVER, 'hi');
    await site.text(DRIVER, 'book A');
  });

  afterEach(() => site.stop());

  it('lists messages and contacts with totals, and says how long WhatsApp takes our own words', async () => {
    const { messages, total } = await site.api.get(`/api/messages?phone=${encodeURIComponent(DRIVER)}&limit=2`);
    expect(total).to.equal(4);
    expect(messages).to.have.length(2);
    const replies = await site.api.get('/api/messages?direction=outbound&kind=booked');
    expect(replies.messages.map(({ body }: any) => body)[0]).to.match(/^✅ \*A\* is yours/);
    const one = await site.api.get(`/api/messages/${replies.messages[0].id}`);
    const begun = { status: 'sent', at: replies.messages[0].createdAt, reason: null, externalId: null };
    expect(one).to.deep.equal({ ...replies.messages[0], raw: null, timeline: [begun] });
    const contacts = await site.api.get('/api/contacts?query=5678');
    expect(contacts.total).to.equal(1);
    expect(contacts.contacts[0]).to.deep.include({
      phone: DRIVER,
      counts: { received: 2, sent: 2 },
      windowOpenUntil: new Date(site.now() + 24 * HOUR).toISOString(),
    });
    const { driverId } = contacts.contacts[0];
    expect(await site.api.get(`/api/contacts/${driverId}`)).to.deep.equal(contacts.contacts[0]);
    await site.api.refused('driver-unknown', 'GET', '/api/contacts/nobody');
    expect((await site.api.get(`/api/messages?driverId=${driverId}&transport=twilio`)).total).to.equal(4);
    expect((await site.api.get(`/api/messages?driverId=${driverId}&transport=meta`)).total).to.equal(0);
    const [from, to] = [new Date(site.now()).toISOString(), new Date(site.now() + 1).toISOString()];
    const stats = await site.api.get(`/api/messages/stats?from=${from}&to=${to}`);
    expect(stats).to.deep.include({
      ...{ errorRate: 0, bookings: 1, messagesPerBooking: 2 },
      responseTimes: { count: 2, meanMs: 0, p50Ms: 0, p95Ms: 0, maxMs: 0 },
    });
    expect(stats.counts).to.deep.include({ direction: 'outbound', status: 'sent', kind: 'menu', count: 1 });
    await site.api.refused('message-unknown', 'GET', '/api/messages/nothing');
    await site.api.refused('driver-unknown', 'GET', '/api/messages?phone=%2B12025550123');
  });

  it('writes to a driver once for a request, and to nobody who has not written', async () => {
    const write = (body: object, key: string) =>
      site.api.request('POST', '/api/messages', body, { 'idempotency-key': key });
    const words = { phone: DRIVER, text: 'Your lights are on.' };
    const [first, again] = [await write(words, 'k1'), await write(words, 'k1')];
    expect([first.status, again.status]).to.deep.equal([201, 201]);
    expect(JSON.parse(again.text).id).to.equal(JSON.parse(first.text).id);
    expect((await site.told(DRIVER, 'staff-message')).body).to.equal('Your lights are on.');
    expect(JSON.parse((await write({ ...words, text: 'else' }, 'k1')).text).code).to.equal('idempotency-conflict');
    await site.api.refused('driver-unknown', 'POST', '/api/messages', { ...words, phone: '+12025550123' });
    await site.api.refused('invalid-request', 'POST', '/api/messages', { text: 'whom?' });
    const audit = await site.rows(`SELECT action FROM audit_log WHERE action = 'message.write'`);
    expect(audit).to.have.length(1);
  });
});
