import { expect } from 'chai';
import { offerSlots } from '../../server/app/offer-slots.ts';
import { type FreshDatabase, story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const phone = (index: number): string => `+1202555${String(1000 + index)}`;
const [FIRST, SECOND, THIRD] = [phone(1), phone(2), phone(3)] as [string, string, string];

story('the waiting list', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    const first = { slots: ['A', 'B'] };
    site = await Site.start({ databaseUrl: database.url, compose: { first } });
    await site.text(phone(91), 'book A');
    await site.text(phone(92), 'book B');
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const line = async (): Promise<{ id: string; place: number; driverId: string }[]> =>
    (await site.api.get('/api/lots/main/waiting-list')).waiting;
  const kinds = async (who: string) => (await site.chat(who)).map(({ kind }) => kind);

  it('gives a freed slot to the first in line at once, with a short hold', async () => {
    expect(await site.text(FIRST, 'wait')).to.match(/in line at \*Main car park\*: you are next/);
    expect(await site.text(SECOND, 'join the queue please')).to.contain('you are number 2');
    expect(await site.text(SECOND, 'wait')).to.contain('You are in line already at *Main car park*: you are number 2');
    expect(await site.text(SECOND, 'status')).to.contain('you are number 2');
    expect((await line()).map(({ place }) => place)).to.deep.equal([1, 2]);
    await site.cancel(phone(91));
    await site.parkwire.jobs.offer();
    const { body } = await site.told(FIRST, 'wait-offer');
    expect(body).to.match(/\*A\* at Main car park is free and held for you until 09:10 today/);
    const [booking] = await site.bookings(FIRST);
    expect(booking).to.include({ slot: 'A', state: 'reserved', source: 'waiting-list' });
    expect(Date.parse(booking.holdUntil) - site.now()).to.equal(10 * MINUTE);
    expect(await site.text(SECOND, 'wait')).to.contain('you are next');
    expect((await site.slot('A')).state).to.equal('reserved');
  });

  it('goes to the next when nobody comes, without a no-show', async () => {
    await site.text(FIRST, 'wait');
    await site.text(SECOND, 'wait');
    await site.cancel(phone(91));
    await site.parkwire.jobs.offer();
    site.clock.advance(10 * MINUTE);
    await site.parkwire.jobs.expire();
    await site.parkwire.jobs.offer();
    await site.told(FIRST, 'wait-lapsed');
    expect((await site.bookings(FIRST))[0]).to.include({ state: 'expired', endReason: 'wait-lapsed' });
    expect((await site.told(SECOND, 'wait-offer')).body).to.contain('*A*');
    expect(await line()).to.deep.equal([]);
    expect(await kinds(FIRST)).to.not.include('no-show');
    await site.api.patch('/api/lots/main', { noShowLimit: 1 });
    expect(await site.text(FIRST, 'wait')).to.contain('you are next');
  });

  it('goes to the next when the one it is offered to gives it back', async () => {
    await site.text(FIRST, 'wait');
    await site.text(SECOND, 'wait');
    await site.cancel(phone(92));
    await site.parkwire.jobs.offer();
    expect(await site.cancel(FIRST)).to.contain('Cancelled: B');
    await site.parkwire.jobs.offer();
    expect((await site.told(SECOND, 'wait-offer')).body).to.contain('*B*');
  });

  it('sends away who cannot book, once, and serves the next', async () => {
    await site.text(FIRST, 'wait');
    await site.text(SECOND, 'wait');
    await site.parkwire.storage.database.writer.query(
      `UPDATE drivers SET blocked_at = 1 WHERE id = '${(await site.driver(FIRST)).id}'`,
    );
    await site.cancel(phone(91));
    await site.parkwire.jobs.offer();
    await site.told(SECOND, 'wait-offer');
    expect((await site.told(FIRST, 'wait-dropped')).body).to.contain('this number cannot take bookings');
    await site.parkwire.jobs.offer();
    expect((await kinds(FIRST)).filter((kind) => kind === 'wait-dropped')).to.have.length(1);
  });

  it('is left by words, and by a cancel without a booking', async () => {
    await site.text(FIRST, 'wait');
    expect(await site.text(FIRST, 'leave the list')).to.contain('You are off the waiting list');
    expect(await site.text(FIRST, 'leave the queue')).to.contain('You are on no waiting list');
    await site.text(FIRST, 'wait');
    expect(await site.cancel(FIRST)).to.contain('You are off the waiting list');
    expect(await site.cancel(FIRST)).to.contain('no booking to cancel');
    expect(await line()).to.deep.equal([]);
  });

  it('is not for who has a slot, nor while slots are free', async () => {
    expect(await site.text(phone(91), 'wait')).to.contain('You have A already');
    await site.cancel(phone(91));
    expect(await site.text(FIRST, 'wait')).to.contain('one slot is free: A. Send *book A*');
    await site.api.refused('slots-free', 'POST', '/api/lots/main/waiting-list', { phone: FIRST });
  });

  it('is kept by staff too, in the audit log', async () => {
    const { id, place } = await site.api.post('/api/lots/main/waiting-list', { phone: FIRST });
    expect(place).to.equal(1);
    expect((await site.api.post('/api/lots/main/waiting-list', { phone: FIRST })).id).to.equal(id);
    const path = `/api/lots/main/waiting-list/${id}`;
    expect((await site.api.request('DELETE', path)).status).to.equal(204);
    await site.api.refused('waiting-entry-unknown', 'DELETE', path);
    const log = await site.rows(`SELECT action FROM audit_log WHERE subject = '${id}' ORDER BY at, id`);
    expect(log.map(({ action }) => action)).to.have.members(['waiting-list.join', 'waiting-list.remove']);
  });

  it('gives one slot to one driver when many serve the line at once', async () => {
    const drivers = Array.from({ length: 12 }, (_, index) => phone(index + 1));
    for (const driver of drivers) await site.text(driver, 'wait');
    const others =
      engine.dialect === 'postgres' ? [await Site.start({ databaseUrl: database.url, clock: site.clock })] : [];
    try {
      const units = [site, ...others].map(({ parkwire }) => parkwire);
      await Promise.all([
        site.cancel(phone(91)),
        site.cancel(phone(92)),
        ...Array.from({ length: 10 }, (_, index) => {
          const { unitOfWork, ids, clock } = units[index % units.length] ?? site.parkwire;
          return offerSlots(unitOfWork, ids, clock);
        }),
      ]);
      await Promise.all(
        Array.from({ length: 6 }, (_, index) => {
          const { unitOfWork, ids, clock } = units[index % units.length] ?? site.parkwire;
          return offerSlots(unitOfWork, ids, clock);
        }),
      );
      const live = await site.rows(`SELECT slot_id, driver_id FROM bookings WHERE state = 'reserved'`);
      expect(new Set(live.map((row) => row.slot_id)).size).to.equal(2);
      expect(live).to.have.length(2);
      const joined = await site.rows('SELECT driver_id, ended_at FROM waiting_list ORDER BY joined_at, id');
      const served = joined.slice(0, 2).map((row) => row.driver_id);
      expect(live.map((row) => row.driver_id)).to.have.members(served);
      const told = await site.rows(`SELECT kind FROM messages WHERE kind LIKE 'wait-%'`);
      expect(told.map(({ kind }) => kind)).to.deep.equal(['wait-offer', 'wait-offer']);
      expect(joined.filter((row) => row.ended_at === null)).to.have.length(10);
    } finally {
      for (const other of others) await other.stop();
    }
  });

  it('keeps the place of a driver who joins many times at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => site.text(THIRD, 'wait')));
    expect(await line()).to.have.length(1);
  });
});
