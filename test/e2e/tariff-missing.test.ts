import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a lot whose tariff is missing', (engine) => {
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
  const loseTariff = () => site.parkwire.storage.database.writer.query('DELETE FROM tariffs');
  const setTariff = () => site.api.patch('/api/lots/main', { tariff: { ratePerHourMinor: 200 } });
  const bookingOf = async () => (await site.bookings(DRIVER))[0];
  const kinds = async () => (await site.transfers(DRIVER)).map(({ kind }) => kind);

  it('is quoted by no guess', async () => {
    await loseTariff();
    const query = `from=${iso(site.now())}&to=${iso(site.now() + HOUR)}`;
    await site.api.refused('tariff-missing', 'GET', `/api/lots/main/quote?${query}`);
    expect(await site.text(DRIVER, 'how much')).to.contain('No price is set');
  });

  it('a board sees a car: nobody’s stay begins, a person is asked for, and with a tariff the driver claims it', async () => {
    await site.text(DRIVER, 'book A');
    await loseTariff();
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
    const [seen] = await site.rows("SELECT status, reason FROM observations WHERE type = 'occupied'");
    expect(seen).to.include({ status: 'applied', reason: 'tariff-missing' });
    expect(await bookingOf()).to.include({ state: 'reserved', arrivedAt: null });
    const refused = await site.text(DRIVER, 'park A');
    expect(refused).to.contain('No price is set').and.not.to.contain('$0.00');
    expect(await bookingOf()).to.include({ state: 'reserved' });
    await setTariff();
    site.clock.advance(10 * MINUTE);
    expect(await site.text(DRIVER, 'park A')).to.match(
      /^✅ Noted: your car is in \*A\* since 09:00 today, \$0\.50 so far/,
    );
    await site.slotIs('A', 'occupied');
  });

  it('a booking that never got its price costs no fee', async () => {
    await site.api.patch('/api/lots/main', { noShowFeeMinor: 500 });
    await site.text(DRIVER, 'book A');
    await loseTariff();
    await controller.report('A', 'occupied');
    site.clock.advance(Date.parse((await bookingOf()).holdUntil) - site.now());
    await controller.telemetry();
    await site.parkwire.jobs.expire();
    expect(await bookingOf()).to.include({ state: 'cancelled', endReason: 'slot-unavailable' });
    expect(await kinds()).to.not.include('fee');
  });

  it('a car that nobody accounts for is nobody’s still', async () => {
    await loseTariff();
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
    expect(await site.text(DRIVER, 'park A')).to.contain('No price is set');
    expect((await site.slot('A')).driver).to.equal(null);
  });

  it('a stay that lost its price is told as one without a price, never as one of nothing, and is not charged', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    // The database keeps a tariff that a stay has, so the stay has to lose it first.
    await site.parkwire.storage.database.writer.query('UPDATE parking_sessions SET tariff_id = NULL');
    await loseTariff();
    site.clock.advance(HOUR);
    await controller.telemetry();
    for (const asked of ['status', 'why', 'how much', 'i am leaving'])
      expect(await site.text(DRIVER, asked), asked)
        .to.contain('no price so far')
        .and.not.to.contain('$0.00 so far');
    expect((await site.slot('A')).session).to.include({ costMinor: null });
    await site.parkwire.jobs.balances();
    expect((await site.chat(DRIVER)).map(({ kind }) => kind)).to.not.include('low-while-parked');
    await site.api.refused('tariff-missing', 'POST', '/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect(await kinds()).to.not.include('charge');
  });

  /** The car came in the time of its booking for later, which nothing had noticed to have begun. */
  const cameForLater = async () => {
    const from = iso(site.now() + 3 * HOUR);
    const made = await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, from, minutes: 120 });
    await loseTariff();
    site.clock.advance(3 * HOUR);
    await controller.report('A', 'occupied');
    await site.parkwire.jobs.activate();
    await site.slotIs('A', 'attention');
    const booking = () => site.api.get(`/api/bookings/${made.id}`);
    expect(await booking()).to.include({ state: 'reserved', current: false });
    return booking;
  };

  it('a booking for later whose car is there begins once there is a price', async () => {
    const booking = await cameForLater();
    await setTariff();
    site.clock.advance(10 * MINUTE);
    await site.parkwire.jobs.activate();
    expect(await booking()).to.include({ state: 'active', arrivedAt: iso(site.now() - 10 * MINUTE) });
    expect((await site.slot('A')).session?.costMinor).to.equal(50);
  });

  it('a booking for later that gets none ends when its hold is over, and costs nothing', async () => {
    await site.api.patch('/api/lots/main', { noShowFeeMinor: 500 });
    const booking = await cameForLater();
    site.clock.advance(Date.parse((await booking()).holdUntil) - site.now());
    await controller.telemetry();
    await site.parkwire.jobs.activate();
    await site.parkwire.jobs.expire();
    expect(await booking()).to.include({ state: 'cancelled', endReason: 'slot-unavailable' });
    expect((await site.told(DRIVER, 'slot-unavailable')).body).to.contain('costs you nothing');
    expect(await kinds()).to.not.include('fee');
    await site.slotIs('A', 'attention');
  });
});
