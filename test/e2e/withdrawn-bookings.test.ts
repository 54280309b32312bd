import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('bookings that are taken back from their drivers', (engine) => {
  let database: FreshDatabase;
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
    await site.api.patch('/api/lots/main', { noShowLimit: 1 });
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const bookingOf = async (phone = DRIVER) => (await site.bookings(phone))[0];
  const holdRunsOut = async () => {
    site.clock.advance(12 * HOUR);
    await controller.telemetry();
    await site.parkwire.jobs.expire();
  };
  const outOfService = (slot: string, outOfService = true) =>
    site.api.patch(`/api/lots/main/slots/${slot}`, { outOfService });
  const withdrawals = async (phone = DRIVER) =>
    (await site.chat(phone)).filter(({ kind }) => kind === 'booking-withdrawn').map(({ body }) => body);

  it('a hold that runs out while a stranger’s car stands there, after `not me`, is no no-show', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    await site.text(DRIVER, 'not me');
    await holdRunsOut();
    expect(await bookingOf()).to.include({ state: 'cancelled', endReason: 'slot-unavailable', chargedMinor: null });
    const { body } = await site.told(DRIVER, 'booking-withdrawn');
    expect(body).to.contain('is cancelled: another car stands there').and.contain('Send *park A*');
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'no-show')).to.deep.equal([]);
    expect(await site.text(DRIVER, 'book B')).to.match(/^✅/);
    expect((await site.slot('A')).state).to.equal('attention');
  });

  it('so it is where a car came too early to be the arrival; the driver whose car it is may still say so', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied', { at: site.now() - 31 * MINUTE });
    await site.slotIs('A', 'attention');
    await holdRunsOut();
    expect(await bookingOf()).to.include({ state: 'cancelled', endReason: 'slot-unavailable' });
    expect(await site.text(DRIVER, 'park A')).to.match(/^✅ Noted/);
  });

  it('a stranger who has left again leaves a slot that could be used: a no-show', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    await site.text(DRIVER, 'not me');
    await controller.report('A', 'vacated');
    await holdRunsOut();
    expect(await bookingOf()).to.include({ state: 'expired', endReason: 'no-show' });
    expect(await withdrawals()).to.deep.equal([]);
  });

  it('a slot taken out of service cancels its booking, and the driver is told', async () => {
    await site.text(DRIVER, 'book A');
    await outOfService('A');
    await outOfService('A');
    await controller.led('A', 'amber');
    expect(await bookingOf()).to.include({ state: 'cancelled', endReason: 'slot-unavailable', chargedMinor: null });
    await site.told(DRIVER, 'booking-withdrawn');
    expect(await withdrawals()).to.have.length(1);
    expect((await withdrawals())[0]).to.contain('the slot is out of service. You pay nothing');
    expect(await site.text(DRIVER, 'status')).to.match(/^You have no booking/);
    expect(await site.text(DRIVER, 'book B')).to.match(/^✅/);
    await outOfService('A', false);
    await controller.led('A', 'green');
    const audit = await site.rows(`SELECT action FROM audit_log WHERE action = 'booking.cancel'`);
    expect(audit).to.have.length(1);
  });

  it('unless their car stands there: the stay goes on and is billed', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    await outOfService('A');
    expect((await bookingOf()).state).to.equal('active');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 200 });
    expect(await withdrawals()).to.deep.equal([]);
  });

  it('a slot out of service to which `not me` returned a booking: no no-show when the hold runs out', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    await outOfService('A');
    await site.text(DRIVER, 'not me');
    await controller.report('A', 'vacated');
    await holdRunsOut();
    expect(await bookingOf()).to.include({ state: 'cancelled', endReason: 'slot-unavailable' });
    expect((await site.told(DRIVER, 'booking-withdrawn')).body).to.contain('the slot is out of service');
  });

  it('a car that had come before the slot was taken out of service, learned of late, is the arrival', async () => {
    await site.text(DRIVER, 'book A');
    const cameAt = site.clock.advance(MINUTE);
    site.clock.advance(MINUTE);
    await outOfService('A');
    site.clock.advance(MINUTE);
    await controller.report('A', 'occupied', { at: cameAt });
    expect(await bookingOf()).to.include({ state: 'active', endReason: null });
    await site.told(DRIVER, 'arrival-late-revived');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 250 });
  });

  it('a car that came after that is nobody’s', async () => {
    await site.text(DRIVER, 'book A');
    await outOfService('A');
    site.clock.advance(MINUTE);
    await controller.report('A', 'occupied');
    expect(await bookingOf()).to.include({ state: 'cancelled', endReason: 'slot-unavailable' });
    expect((await site.slot('A')).booking).to.equal(null);
  });

  it('a booking that staff cancel: its driver is told, once', async () => {
    await site.text(DRIVER, 'book A');
    await site.text(OTHER, 'book B');
    const { id, reference } = await bookingOf();
    await site.api.post(`/api/bookings/${id}/cancel`);
    await site.api.refused('booking-not-live', 'POST', `/api/bookings/${id}/cancel`);
    const { body } = await site.told(DRIVER, 'booking-withdrawn');
    expect(body).to.contain(`Your booking of A (ref ${reference}) is cancelled: the attendant cancelled it`);
    expect(await withdrawals()).to.have.length(1);
    expect(await withdrawals(OTHER)).to.deep.equal([]);
    await site.cancel(OTHER);
    expect(await withdrawals(OTHER)).to.deep.equal([]);
  });
});
