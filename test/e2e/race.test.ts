import { expect } from 'chai';
import { eachEngine } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm, newSid, wordsOf } from '../support/webhooks.ts';

const phoneOf = (index: number): string => `+9198000${String(10_000 + index)}`;

eachEngine('races for one slot and for one message', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  it('lets exactly one of 100 drivers win a slot, and tells the others what is free', async () => {
    const phones = Array.from({ length: 100 }, (_, index) => phoneOf(index));
    const replies = await Promise.all(phones.map((phone) => site.text(phone, 'book A')));
    const won = replies.filter((reply) => reply.startsWith('✅ *A* is yours'));
    const lost = replies.filter((reply) => reply.startsWith('🔵 A is already taken. Free: B, C, D, E, F, G, H.'));
    expect(won).to.have.length(1);
    expect(lost).to.have.length(99);
    expect(lost[0]).to.contain('Send *book B* instead');
    const { bookings } = await site.api.get('/api/bookings');
    expect(bookings.map(({ slot, state }: any) => ({ slot, state }))).to.deep.equal([{ slot: 'A', state: 'reserved' }]);
    expect(await site.rows('SELECT COUNT(*) AS n FROM drivers')).to.deep.equal([{ n: 100 }]);
  });

  it('gives all eight slots to eight of 100 drivers who want any', async () => {
    const codes = 'ABCDEFGH';
    await Promise.all(Array.from({ length: 100 }, (_, i) => site.text(phoneOf(i), `book ${codes[i % 8]}`)));
    const { bookings } = await site.api.get('/api/bookings');
    expect(bookings.map(({ slot }: any) => slot).sort()).to.deep.equal([...codes]);
    expect(new Set(bookings.map(({ driverId }: any) => driverId)).size).to.equal(8);
    expect((await site.board()).slots.map(({ state }) => state)).to.deep.equal(Array(8).fill('reserved'));
  });

  it('takes one of two bookings that a driver sends at once', async () => {
    for (let round = 0; round < 5; round++) {
      const phone = phoneOf(round);
      const [first, second] = [`book ${'ACEGB'[round]}`, `book ${'BDFHD'[round]}`];
      const replies = await Promise.all([site.text(phone, first), site.text(phone, second)]);
      expect(replies.filter((reply) => reply.startsWith('✅'))).to.have.length(1);
      expect(replies.filter((reply) => /^You hold [A-H] already/.test(reply))).to.have.length(1);
      expect(await site.bookings(phone)).to.have.length(1);
      await site.text(phone, 'cancel');
    }
  });

  it('takes one of a booking by chat and a booking by the API at once', async () => {
    await site.text(phoneOf(1), 'hello');
    const { id: driverId } = await site.driver(phoneOf(1));
    const [reply, answer] = await Promise.all([
      site.text(phoneOf(2), 'book A'),
      site.api.request('POST', '/api/bookings', { slot: 'A', driverId }),
    ]);
    expect([reply.startsWith('✅'), answer.status === 201].filter(Boolean)).to.have.length(1);
    if (answer.status !== 201) expect(answer.body.code).to.equal('slot-taken');
    expect((await site.api.get('/api/bookings')).bookings).to.have.length(1);
  });

  it('gives the same webhook 50 times in parallel, and after a restart, one effect and the same words', async () => {
    const form = messageForm(phoneOf(1), 'book A', { MessageSid: newSid() });
    const answers = await Promise.all(Array.from({ length: 50 }, () => site.webhook(form)));
    const texts = new Set(answers.map(({ status, text }) => `${status} ${text}`));
    expect(texts.size).to.equal(1);
    const [only] = answers;
    expect(wordsOf(only!.text)).to.match(/^✅ \*A\* is yours/);
    await site.restart();
    expect((await site.webhook(form)).text).to.equal(only!.text);
    // The words are of that moment, even when the world has moved on.
    await site.text(phoneOf(1), 'cancel');
    site.clock.advance(3_600_000);
    expect((await site.webhook(form)).text).to.equal(only!.text);
    expect(await site.bookings(phoneOf(1))).to.have.length(1);
    const [counts] = await site.rows(
      `SELECT COUNT(CASE WHEN direction = 'inbound' THEN 1 END) AS heard,
         COUNT(CASE WHEN direction = 'outbound' THEN 1 END) AS said FROM messages`,
    );
    expect(counts).to.deep.equal({ heard: 2, said: 2 });
    expect(await site.transfers(phoneOf(1))).to.have.length(1);
  });

  it('enrols a driver once, however many first messages come at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => site.text(phoneOf(1), `hello ${index}`)));
    const { balanceMinor } = await site.driver(phoneOf(1));
    expect(balanceMinor).to.equal(10_000);
    expect((await site.api.get('/api/drivers')).drivers).to.have.length(1);
  });
});
