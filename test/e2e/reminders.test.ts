import { expect } from 'chai';
import { remind } from '../../server/app/remind.ts';
import type { Booking } from '../../server/domain/booking.ts';
import { type FreshDatabase, story } from '../support/databases.ts';
import { booking } from '../support/db-world.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const KINDS = ['day-before', 'before-start', 'before-end', 'no-show-warning', 'follow-up'];
/** Every sort of reminder is due somewhere in these days, which hold a leap day and both changes of Berlin's clocks. */
const DAYS = ['2028-02-28', '2026-03-28', '2026-10-24'];

story('reminders', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
    await site.text(DRIVER, 'hi');
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const told = async (who = DRIVER) =>
    (await site.chat(who))
      .filter(({ kind }) => KINDS.includes(kind))
      .map(({ kind, createdAt }) => ({ kind, createdAt }));
  const kindsTold = async () => (await told()).map(({ kind }) => kind);
  const at = (text: string) => site.clock.set(Date.parse(text));
  const job = () => site.parkwire.jobs.remind();

  /** A booking for later, as it is stored. */
  async function bookAhead(from: number, parts: Partial<Booking> = {}, hours = 2): Promise<string> {
    return site.parkwire.unitOfWork.run(async (tx) => {
      const [lot] = await tx.lots.all();
      const [slot] = lot ? await tx.slots.inLot(lot.id) : [];
      const [driver] = await tx.drivers.byPhone(DRIVER);
      const [identity] = driver ? await tx.drivers.identitiesOf([driver.id]) : [];
      if (!lot || !slot || !driver || !identity) throw new Error('the lot is not furnished');
      const id = site.parkwire.ids.next();
      const endsAt = from + hours * HOUR;
      const place = { lotId: lot.id, slotId: slot.id, driverId: driver.id, identityId: identity.id };
      const window = { startsAt: from, endsAt, holdUntil: endsAt, createdAt: site.now() };
      tx.bookings.save(booking({ id, reference: `PW-${id.slice(-6)}`, ...place, ...window, ...parts }));
      return id;
    });
  }

  it('come the day before and an hour before, once each', async () => {
    const from = site.now() + 30 * HOUR;
    await bookAhead(from);
    const seen: string[] = [];
    for (let minute = 0; minute < 30 * 60; minute += 20) {
      site.clock.advance(20 * MINUTE);
      await job();
      await job();
    }
    for (const { kind, createdAt } of await told()) seen.push(`${kind} ${new Date(createdAt).toISOString()}`);
    expect(seen.slice(0, 2)).to.deep.equal([
      'day-before 2026-11-02T10:00:00.000Z',
      'before-start 2026-11-03T14:00:00.000Z',
    ]);
    const { body } = await site.told(DRIVER, 'before-start');
    expect(body).to.match(/Your booking of \*A\* at Main car park begins at 15:00 today and ends at 17:00 today/);
  });

  it('say nothing of what was given back', async () => {
    const id = await bookAhead(site.now() + 30 * HOUR);
    await site.parkwire.unitOfWork.run(async (tx) => {
      const [found] = await tx.bookings.byIds([id]);
      if (found)
        tx.bookings.save({ ...found, state: 'cancelled', endedAt: site.now(), endReason: 'cancelled-by-driver' });
    });
    site.clock.advance(29 * HOUR + 30 * MINUTE);
    await job();
    expect(await kindsTold()).to.deep.equal([]);
  });

  it('come late while they help, and are noted as skipped when they do not', async () => {
    await bookAhead(site.now() + 30 * HOUR);
    site.clock.advance(29 * HOUR + 30 * MINUTE);
    await job();
    expect(await kindsTold()).to.deep.equal(['before-start']);
    expect(await site.rows('SELECT kind, status, reason FROM reminders ORDER BY kind')).to.deep.equal([
      { kind: 'before-start', status: 'sent', reason: null },
      { kind: 'day-before', status: 'skipped', reason: 'it was too late to help' },
    ]);
  });

  it('are neither lost nor doubled when the clock steps an hour, either way', async () => {
    const from = site.now() + 3 * HOUR;
    await bookAhead(from);
    site.clock.set(from - 70 * MINUTE);
    await job();
    expect(await kindsTold()).to.deep.equal([]);
    // An hour ahead: too late for it, or so it seems.
    site.clock.set(from + 5 * MINUTE);
    await job();
    site.clock.set(from - 59 * MINUTE);
    await job();
    await job();
    expect(await kindsTold()).to.deep.equal(['before-start']);
    // An hour behind, and through the same moment once more.
    for (const minutes of [120, 61, 60, 30]) {
      site.clock.set(from - minutes * MINUTE);
      await job();
    }
    expect(await kindsTold()).to.deep.equal(['before-start']);
  });

  it('come anew for a booking that was moved', async () => {
    const id = await bookAhead(site.now() + 3 * HOUR);
    site.clock.advance(2 * HOUR);
    await job();
    await site.parkwire.unitOfWork.run(async (tx) => {
      const [found] = await tx.bookings.byIds([id]);
      if (!found) throw new Error('no booking');
      const later = { startsAt: found.startsAt + DAY, endsAt: found.endsAt + DAY, holdUntil: found.holdUntil + DAY };
      tx.bookings.save({ ...found, ...later });
    });
    site.clock.advance(DAY);
    await job();
    expect((await kindsTold()).filter((kind) => kind === 'before-start')).to.have.length(2);
  });

  it('warn who has not come, and who is about to overstay', async () => {
    await site.api.patch('/api/lots/main', { holdMinutes: 30, reservationMinutes: 120 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(19 * MINUTE);
    await job();
    expect(await kindsTold()).to.deep.equal([]);
    site.clock.advance(1 * MINUTE);
    await job();
    await job();
    expect(await kindsTold()).to.deep.equal(['no-show-warning']);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(90 * MINUTE);
    await job();
    await job();
    expect(await kindsTold()).to.deep.equal(['no-show-warning', 'before-end']);
  });

  it('warn nobody whose slot another car has taken', async () => {
    await site.api.patch('/api/lots/main', { holdMinutes: 30 });
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    await site.text(DRIVER, 'not me');
    site.clock.advance(25 * MINUTE);
    await job();
    expect(await kindsTold()).to.deep.equal([]);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    await job();
    expect(await kindsTold()).to.deep.equal(['no-show-warning']);
  });

  it('are told once by any number of schedulers at once', async () => {
    const other =
      engine.dialect === 'postgres' ? await Site.start({ databaseUrl: database.url, clock: site.clock }) : site;
    try {
      await bookAhead(site.now() + 3 * HOUR);
      site.clock.advance(2 * HOUR + MINUTE);
      await Promise.all(
        [site, other, site, other, site, other].map(({ parkwire: { unitOfWork, ids, clock } }) =>
          remind(unitOfWork, ids, clock),
        ),
      );
      expect(await kindsTold()).to.deep.equal(['before-start']);
    } finally {
      if (other !== site) await other.stop();
    }
  });

  for (const day of DAYS) {
    it(`come at the lot's hour around ${day}, whether the job is missed or runs twice`, async () => {
      await site.api.patch('/api/lots/main', { timeZone: 'Europe/Berlin', dayBeforeHour: 18 });
      at(`${day}T06:00:00Z`);
      const from = site.now() + 30 * HOUR;
      await bookAhead(from);
      for (let step = 0; step < 30 * 4; step++) {
        site.clock.advance(15 * MINUTE);
        if (step % 5 === 0) continue;
        await Promise.all([job(), job()]);
      }
      const hours = (await told()).map(({ kind, createdAt }) => [kind, (from - createdAt) / HOUR]);
      const [evening = [], before = []] = hours;
      expect(hours).to.have.length(2);
      expect(evening[0]).to.equal('day-before');
      // Berlin's 18:00 of the day before.
      const wall = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' });
      expect(wall.format(from - Number(evening[1]) * HOUR)).to.equal('18');
      expect(before[0]).to.equal('before-start');
      expect(before[1]).to.be.within(0.75, 1);
    });
  }
});

story('marking a stay done', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
    await site.text(DRIVER, 'book A');
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });
  const path = async () => `/api/bookings/${(await site.bookings(DRIVER))[0].id}/complete`;

  it('ends it, bills it once and reminds of the date', async () => {
    await seen('occupied');
    site.clock.advance(HOUR);
    const done = await site.api.post(await path(), { followUpDate: '2026-11-05' });
    expect(done).to.include({ state: 'completed', chargedMinor: 200, followUpDate: '2026-11-05' });
    expect((await site.slot('A')).state).to.equal('free');
    const changed = await site.api.post(await path(), { followUpDate: '2026-11-06' });
    expect(changed).to.include({ chargedMinor: 200, followUpDate: '2026-11-06' });
    for (const time of [
      '2026-11-05T12:00:00Z',
      '2026-11-06T08:59:00Z',
      '2026-11-07T20:00:00Z',
      '2026-11-07T21:00:00Z',
    ]) {
      site.clock.set(Date.parse(time));
      await site.parkwire.jobs.remind();
      await site.parkwire.jobs.remind();
    }
    const reminders = (await site.chat(DRIVER)).filter(({ kind }) => kind === 'follow-up');
    expect(reminders.map(({ body }) => body.includes('Fri 6 Nov'))).to.deep.equal([true]);
    const log = await site.rows(`SELECT after FROM audit_log WHERE action = 'booking.complete'`);
    expect(log).to.have.length(2);
  });

  it('tells a date that was missed for three days no more, and notes why', async () => {
    await seen('occupied');
    await site.api.post(await path(), { followUpDate: '2026-11-05' });
    site.clock.set(Date.parse('2026-11-08T00:00:00Z'));
    await site.parkwire.jobs.remind();
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'follow-up')).to.deep.equal([]);
    expect(await site.rows(`SELECT status, reason FROM reminders WHERE kind = 'follow-up'`)).to.deep.equal([
      { status: 'skipped', reason: 'it was too late to help' },
    ]);
    expect(await site.rows('SELECT 1 AS open FROM follow_ups WHERE is_open = 1')).to.deep.equal([]);
  });

  it('is refused without a stay, and for a date that is past or not in the calendar', async () => {
    await site.api.refused('stay-not-begun', 'POST', await path(), {});
    await seen('occupied');
    await site.api.patch('/api/lots/main', { timeZone: 'Asia/Kolkata' });
    site.clock.set(Date.parse('2026-11-02T19:00:00Z'));
    // It is the third already where the lot is.
    await site.api.refused('invalid-request', 'POST', await path(), { followUpDate: '2026-11-02' });
    await site.api.refused('invalid-request', 'POST', await path(), { followUpDate: '2026-02-30' });
    expect((await site.bookings(DRIVER))[0].state).to.equal('active');
    await site.api.post(await path(), { followUpDate: '2026-11-03' });
    await site.text(DRIVER, 'book A');
    await site.cancel(DRIVER);
    await site.api.refused('booking-not-live', 'POST', await path(), {});
  });
});
