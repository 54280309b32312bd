import { expect } from 'chai';
import { eachEngine } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { race } from '../support/race.ts';

const phoneOf = (index: number): string => `+9198000${String(10_000 + index)}`;

eachEngine('races', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  it('1,000 racers on one slot: one wins, 999 are told so and what is free', async () => {
    // Nobody needs credit to race: what is raced for is the slot alone.
    await site.api.patch('/api/lots/main', { guestCreditMinor: 0, minBalanceMinor: 0 });
    const phones = Array.from({ length: 1000 }, (_, index) => phoneOf(index));
    const replies = await race(phones.length, (n) => site.text(phones[n]!, 'book A'));
    const won = replies.filter((reply) => reply.startsWith('✅ *A* is yours'));
    const lost = replies.filter((reply) => reply.startsWith('🔵 A is already taken. Free: B, C, D, E, F, G, H.'));
    expect(won).to.have.length(1);
    expect(lost).to.have.length(999);
    expect(lost[0]).to.contain('Send *book B* instead');
    expect(await site.rows('SELECT state FROM bookings')).to.deep.equal([{ state: 'reserved' }]);
    const [winner] = (await site.api.get('/api/bookings')).bookings;
    expect(winner.slot).to.equal('A');
    expect((await site.bookings(phones[replies.indexOf(won[0]!)]!))[0].id).to.equal(winner.id);
    expect(await site.rows('SELECT COUNT(*) AS n FROM drivers')).to.deep.equal([{ n: 1000 }]);
  }).timeout(120_000);

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
      await site.cancel(phone);
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

  it('enrols a driver once, however many first messages come at once', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => site.text(phoneOf(1), `hello ${index}`)));
    const { balanceMinor } = await site.driver(phoneOf(1));
    expect(balanceMinor).to.equal(10_000);
    expect((await site.api.get('/api/drivers')).drivers).to.have.length(1);
  });
});
