import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';
const THIRD = '+919800000002';

story('booking ahead', (engine) => {
  let fresh: FreshDatabase;
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    fresh = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: fresh.url });
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    await site.stop();
    await fresh.drop();
  });

  const iso = (at: number) => new Date(at).toISOString();
  const book = (slot: string, from: number, minutes: number, phone = DRIVER, more: object = {}) =>
    site.api.post('/api/bookings', { slot, phone, from: iso(from), minutes, ...more });
  const booking = (id: string) => site.api.get(`/api/bookings/${id}`);
  /** Time goes on: the board says that it is there, and what time brings is done. */
  const wait = async (ms: number) => {
    site.clock.advance(ms);
    await controller.telemetry();
    await site.parkwire.jobs.activate();
  };

  it('of the least length there is can be made from now on, on a clock that goes on while it is taken in', async () => {
    const { minimumMinutes: minutes } = await site.api.get('/api/lots/main');
    const still = site.clock.now.bind(site.clock);
    let ticks = 0;
    site.clock.now = () => still() + ticks++;
    const made = await site.api.post('/api/bookings', { slot: 'B', phone: DRIVER, minutes });
    expect(Date.parse(made.endsAt) - Date.parse(made.startsAt)).to.equal(minutes * MINUTE);
  });

  it('a booking for later leaves the slot free until its time comes, then holds it and takes its car', async () => {
    const made = await book('A', site.now() + 3 * HOUR, 120);
    expect(made).to.include({ state: 'reserved', current: false, startsAt: iso(site.now() + 3 * HOUR) });
    expect((await site.slot('A')).state).to.equal('free');
    await wait(2.5 * HOUR - 1);
    expect((await booking(made.id)).current).to.equal(false);
    await wait(1);
    expect((await booking(made.id)).current).to.equal(true);
    await controller.led('A', 'blue');
    await site.slotIs('A', 'reserved');
    // Missed or twice, the job does the same.
    const version = (await site.slot('A')).version;
    await Promise.all([site.parkwire.jobs.activate(), site.parkwire.jobs.activate()]);
    expect((await site.slot('A')).version).to.equal(version);
    await controller.report('A', 'occupied');
    expect(await booking(made.id)).to.include({ state: 'active', arrivedAt: iso(site.now()) });
  });

  it('who books now gets the time that is left before the next booking, or is told that none is', async () => {
    const start = site.now() + 2 * HOUR;
    await book('A', start, 60);
    expect(await site.text(OTHER, 'book A')).to.contain('It is held for you until 11:00 today.');
    expect((await site.bookings(OTHER))[0].endsAt).to.equal(iso(start));
    await site.cancel(OTHER);
    await wait(HOUR + 31 * MINUTE);
    await site.api.refused('slot-taken', 'POST', '/api/bookings', { slot: 'A', phone: OTHER });
    expect(await site.text(OTHER, 'book A')).to.match(/^🔵 A is already taken\. Free: B, C/);
  });

  it('refuses a window that is taken, naming the nearest slots and times', async () => {
    const start = site.now() + DAY;
    await book('B', start, 120);
    const window = { from: iso(start + HOUR), to: iso(start + 2 * HOUR) };
    const { body } = await site.api.refused('slot-taken', 'POST', '/api/bookings', {
      slot: 'B',
      phone: OTHER,
      ...window,
    });
    expect(body.alternatives).to.deep.equal({
      slots: ['A', 'C', 'D'],
      times: [
        { from: iso(start + 2 * HOUR), to: iso(start + 3 * HOUR) },
        { from: iso(start - HOUR), to: iso(start) },
      ],
    });
    const free = await site.api.get(`/api/lots/main/availability?from=${window.from}&to=${window.to}`);
    expect(free.slots).to.deep.equal(['A', 'C', 'D', 'E', 'F', 'G', 'H']);
  });

  it('keeps a driver to one booking at a time and to the lot’s limit of bookings for later', async () => {
    await site.api.patch('/api/lots/main', { maxFutureBookings: 2 });
    await book('A', site.now() + DAY, 60);
    const overlapping = { slot: 'B', phone: DRIVER, from: iso(site.now() + DAY + 59 * MINUTE), minutes: 60 };
    await site.api.refused('bookings-overlap', 'POST', '/api/bookings', overlapping);
    await book('B', site.now() + DAY + HOUR, 60);
    const third = { slot: 'C', phone: DRIVER, from: iso(site.now() + 3 * DAY), minutes: 60 };
    await site.api.refused('too-many-bookings', 'POST', '/api/bookings', third);
    // One for now is none for later.
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
    const status = await site.text(DRIVER, 'status');
    expect(status).to.match(
      /📅 Booked for later:\n• A · 09:00 – 10:00 tomorrow · PW-\w{6}\n• B · 10:00 – 11:00 tomorrow/,
    );
  });

  it('takes only windows that the lot takes', async () => {
    const hours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '20:00' }];
    const changed = await site.api.patch('/api/lots/main', {
      openingHours: hours,
      maximumMinutes: 600,
      bookAheadDays: 7,
    });
    expect(changed.openingHours).to.deep.equal(hours);
    const refused = async (from: number, minutes: number) =>
      (
        await site.api.refused('window-refused', 'POST', '/api/bookings', {
          slot: 'A',
          phone: DRIVER,
          from: iso(from),
          minutes,
        })
      ).body;
    const tuesday = site.now() + DAY;
    expect((await refused(site.now() - 2 * MINUTE, 60)).detail).to.contain('past');
    expect((await refused(tuesday, 29)).detail).to.contain('too-short');
    expect((await refused(tuesday, 601)).detail).to.contain('too-long');
    expect((await refused(tuesday + 7 * DAY, 60)).detail).to.contain('too-far-ahead');
    const late = await refused(tuesday + 10 * HOUR + 30 * MINUTE, 60);
    expect(late.detail).to.contain('closed');
    expect(late.alternatives.times[0]).to.deep.equal({ from: iso(tuesday + 10 * HOUR), to: iso(tuesday + 11 * HOUR) });
    // A booking for now ends with the day; before opening there is none.
    await site.text(DRIVER, 'book A');
    expect((await site.bookings(DRIVER))[0].endsAt).to.equal(iso(site.now() + 11 * HOUR));
    await wait(11 * HOUR);
    expect(await site.text(OTHER, 'book B')).to.contain('The car park is closed then');
  });

  it('a stranger on the slot when the driver is due: moved at once to the nearest free slot, and told', async () => {
    const made = await book('A', site.now() + 2 * HOUR, 60);
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
    await wait(90 * MINUTE);
    expect(await booking(made.id)).to.include({ slot: 'B', current: true, state: 'reserved' });
    await controller.led('B', 'blue');
    const told = await site.told(DRIVER, 'booking-moved');
    expect(told.body).to.match(/^🔁 A car stands in A, .* Please take \*B\* instead: 11:00 – 12:00 today\./);
    await controller.report('B', 'occupied');
    expect((await booking(made.id)).state).to.equal('active');
  });

  it('an overstay keeps its slot, and the next driver is moved before arriving', async () => {
    await site.text(OTHER, 'book A');
    await controller.report('A', 'occupied');
    const next = await book('A', site.now() + 12 * HOUR, 60);
    await wait(11.5 * HOUR);
    // Until its own time is over the first one has a right to the slot.
    expect(await booking(next.id)).to.include({ slot: 'A', current: false });
    await wait(30 * MINUTE);
    expect(await booking(next.id)).to.include({ slot: 'B', current: true });
    expect((await site.slot('A')).session?.overstay).to.equal(true);
  });

  it('where no slot is free the booking waits until its start, then ends free of charge with what is free next', async () => {
    await site.api.patch('/api/lots/main', { noShowFeeMinor: 500, cancelFeeMinor: 500 });
    const start = site.now() + HOUR;
    const made = await book('A', start, 60);
    for (const slot of ['B', 'C', 'D', 'E', 'F', 'G', 'H'])
      await site.api.post('/api/bookings', { slot, phone: `+91981000000${slot.charCodeAt(0) - 64}`, minutes: 180 });
    await controller.report('A', 'occupied');
    await wait(HOUR - 1);
    expect(await booking(made.id)).to.include({ state: 'reserved', slot: 'A' });
    await wait(1);
    const ended = await booking(made.id);
    expect(ended).to.include({ state: 'cancelled', endReason: 'slot-unavailable', feeMinor: 0 });
    const { body } = await site.told(DRIVER, 'slot-unavailable');
    expect(body).to.contain('Free next: B from 12:00 today, C from 12:00 today, D from 12:00 today.');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
  });

  it('a car that came in the booking’s time before anybody noticed the time is its arrival', async () => {
    const made = await book('A', site.now() + 2 * HOUR, 60);
    site.clock.advance(100 * MINUTE);
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
    await site.parkwire.jobs.activate();
    await site.slotIs('A', 'occupied');
    expect(await booking(made.id)).to.include({ state: 'active', arrivedAt: iso(site.now()) });
    await site.told(DRIVER, 'car-detected');
  });

  it('`park A` by the driver whose booking on A begins soon is that booking', async () => {
    const made = await book('A', site.now() + HOUR, 60);
    site.clock.advance(40 * MINUTE);
    await controller.report('A', 'occupied', { at: site.now() - 30 * MINUTE });
    expect(await site.text(DRIVER, 'park A')).to.contain(made.reference);
    expect(await booking(made.id)).to.include({ state: 'active', current: true });
    expect(await site.bookings(DRIVER)).to.have.length(1);
  });

  it('`park A` is that booking too where the slot was held already when we learned of the car', async () => {
    const made = await book('A', site.now() + HOUR, 60);
    site.clock.advance(40 * MINUTE);
    await site.parkwire.jobs.activate();
    await controller.report('A', 'occupied', { at: site.now() - 30 * MINUTE });
    expect(await site.text(DRIVER, 'park A')).to.contain(made.reference);
    expect(await booking(made.id)).to.include({ state: 'active', current: true });
  });

  it('after an hour’s outage a booking that became due is current before the board’s events are read', async () => {
    const made = await book('A', site.now() + HOUR, 60);
    const cameAt = site.now() + 50 * MINUTE;
    await controller.die();
    site.clock.advance(100 * MINUTE);
    await site.restart();
    expect((await booking(made.id)).current).to.equal(true);
    await controller.connect(site.mqttPort);
    await controller.online();
    await controller.report('A', 'occupied', { at: cameAt });
    expect(await booking(made.id)).to.include({ state: 'active', arrivedAt: iso(cameAt) });
  });

  it('a slot that nobody can see stays the driver’s where no other is free', async () => {
    for (const slot of ['C', 'D', 'E', 'F', 'G', 'H'])
      await site.api.patch(`/api/lots/main/slots/${slot}`, { outOfService: true });
    const made = await book('A', site.now() + HOUR, 60);
    site.clock.advance(HOUR - 1);
    await site.parkwire.jobs.watch();
    await site.slotIs('A', 'unknown');
    await site.parkwire.jobs.activate();
    expect((await booking(made.id)).current).to.equal(false);
    site.clock.advance(1);
    await site.parkwire.jobs.activate();
    expect(await booking(made.id)).to.include({ slot: 'A', current: true, state: 'reserved' });
  });

  it('one stay over two bookings of one driver on one slot is one stay', async () => {
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, minutes: 60 });
    await controller.report('A', 'occupied');
    const next = await book('A', site.now() + HOUR, 120);
    await wait(HOUR);
    expect(await booking(next.id)).to.include({ state: 'cancelled', endReason: 'taken-over' });
    const status = await site.text(DRIVER, 'status');
    expect(status).to.contain('Booked until 12:00 today');
  });

  it('a driver parked elsewhere through the whole hold loses the next booking, but is no no-show', async () => {
    await site.api.patch('/api/lots/main', { holdMinutes: 30, noShowFeeMinor: 500 });
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, minutes: 60 });
    await controller.report('A', 'occupied');
    const next = await book('C', site.now() + HOUR, 120);
    await wait(89 * MINUTE);
    expect(await booking(next.id)).to.include({ state: 'reserved', current: false });
    await wait(MINUTE);
    expect(await booking(next.id)).to.include({ state: 'cancelled', endReason: 'driver-elsewhere', feeMinor: 0 });
    await site.told(DRIVER, 'booking-unused');
  });

  it('a clock that steps an hour ahead and back activates once and loses nothing', async () => {
    const made = await book('A', site.now() + 2 * HOUR, 60);
    await wait(HOUR + 30 * MINUTE);
    await site.slotIs('A', 'reserved');
    const { version } = await site.slot('A');
    site.clock.advance(-HOUR);
    await site.parkwire.jobs.activate();
    await site.parkwire.jobs.expire();
    expect(await booking(made.id)).to.include({ current: true, state: 'reserved' });
    expect((await site.slot('A')).version).to.equal(version);
    await wait(HOUR + 30 * MINUTE);
    await controller.report('A', 'occupied');
    expect((await booking(made.id)).state).to.equal('active');
  });

  it('a stay that goes on after all, or a booking that stands again, gives way to what was booked meanwhile', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await wait(HOUR);
    await controller.report('A', 'vacated');
    const later = await book('A', site.now() + HOUR, 60, OTHER);
    await wait(MINUTE);
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    const [resumed] = await site.bookings(DRIVER);
    expect(resumed).to.include({ state: 'active', endsAt: later.startsAt });
    // And the car of nobody, claimed, too.
    await book('B', site.now() + HOUR, 60, '+919800000003');
    await controller.report('B', 'occupied');
    await site.text(THIRD, 'park B');
    expect((await site.bookings(THIRD))[0].endsAt).to.equal(iso(site.now() + HOUR));
  });

  it('`not me` after the bill gives the slot back only until the booking that was made meanwhile', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await wait(HOUR);
    await controller.report('A', 'vacated');
    await book('A', site.now() + 2 * HOUR, 60, OTHER);
    expect(await site.text(DRIVER, 'not me')).to.contain('is held for you again until 12:00 today');
    const [held] = await site.bookings(DRIVER);
    expect(held).to.include({ state: 'reserved', endsAt: iso(site.now() + 2 * HOUR) });
  });
});
