import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('a booking for later whose whole time went by before anybody looked', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
    await site.api.patch('/api/lots/main', { noShowFeeMinor: 500 });
    await site.text(DRIVER, 'hi');
  });

  afterEach(() => site.stop());

  const book = (slot: string, inMs: number, minutes: number, phone = DRIVER) =>
    site.api.post('/api/bookings', { slot, phone, from: new Date(site.now() + inMs).toISOString(), minutes });
  const booking = (id: string) => site.api.get(`/api/bookings/${id}`);
  const balance = async () => (await site.driver(DRIVER)).balanceMinor;

  it('while a stranger’s car stands on its slot: called off free of charge, not moved and then missed', async () => {
    const made = await book('A', HOUR, 60);
    await controller.report('A', 'occupied');
    site.clock.advance(DAY);
    await controller.telemetry();
    await site.parkwire.jobs.expire();
    expect(await booking(made.id)).to.include({ state: 'cancelled', endReason: 'slot-unavailable', slot: 'A' });
    expect(await balance()).to.equal(10_000);
    await site.told(DRIVER, 'slot-unavailable');
  });

  it('while the slot went to somebody else: called off, and in nobody’s way', async () => {
    const made = await book('A', HOUR, 60);
    site.clock.advance(DAY);
    await controller.telemetry();
    await site.text(OTHER, 'book A');
    await site.parkwire.jobs.activate();
    expect(await booking(made.id)).to.include({ state: 'cancelled', endReason: 'slot-unavailable' });
    expect((await site.slot('A')).booking?.state).to.equal('reserved');
  });

  it('does not keep its driver, who is still on an earlier stay, from saying `not me`', async () => {
    await site.text(DRIVER, 'book B');
    await controller.report('B', 'occupied');
    await site.slotIs('B', 'occupied');
    await book('A', 13 * HOUR, 60);
    site.clock.advance(DAY);
    await controller.telemetry();
    expect(await site.text(DRIVER, 'not me')).to.match(/^Thank you\. You pay nothing for that car/);
    const [, earlier] = await site.bookings(DRIVER);
    expect(earlier).to.include({ slot: 'B', state: 'cancelled', endReason: 'not-their-car' });
    await site.parkwire.jobs.activate();
    await site.slotIs('B', 'attention');
    expect(await site.text(DRIVER, 'status')).to.be.a('string');
    site.clock.advance(MINUTE);
    await controller.report('B', 'vacated');
    expect(await site.rows(`SELECT status FROM observations WHERE status = 'rejected'`)).to.deep.equal([]);
  });
});
