import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('a deposit goes back in the moment in which a booking ends that costs nothing, before any job', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    await site.api.patch('/api/lots/main', { depositMinor: 500, guestCreditMinor: 800 });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const bookingOf = async () => (await site.bookings(DRIVER))[0];
  const outOfService = (slot: string, outOfService = true) =>
    site.api.patch(`/api/lots/main/slots/${slot}`, { outOfService });
  const released = async (kind = 'release') => {
    const { lines, closing } = await site.api.get(`/api/drivers/${(await site.driver(DRIVER)).id}/statement`);
    const moved = lines.slice(-2).map((line: any) => [line.kind, line.amountMinor]);
    expect(moved).to.deep.equal([
      ['hold', -500],
      [kind, 500],
    ]);
    expect(closing).to.deep.equal({ balanceMinor: 800, heldMinor: 0 });
  };

  it('cancelled by staff: the driver can book again at once', async () => {
    await site.text(DRIVER, 'book A');
    await site.api.post(`/api/bookings/${(await bookingOf()).id}/cancel`);
    await released();
    expect(await site.text(DRIVER, 'book B')).to.match(/^✅/);
  });

  it('withdrawn with its slot', async () => {
    await site.text(DRIVER, 'book A');
    await outOfService('A');
    await released();
  });

  it('over while a stranger’s car stood there', async () => {
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    await site.text(DRIVER, 'not me');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    expect((await bookingOf()).endReason).to.equal('slot-unavailable');
    await released();
  });

  it('for later, and its slot could not be had', async () => {
    for (const slot of 'BCDEFGH') await outOfService(slot);
    const from = new Date(site.clock.now() + 2 * HOUR).toISOString();
    await site.text(DRIVER, 'hi');
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, from, minutes: 60 });
    await outOfService('A');
    site.clock.advance(3 * HOUR);
    await site.parkwire.jobs.activate();
    expect((await bookingOf()).endReason).to.equal('slot-unavailable');
    await released();
  });

  it('from the waiting list, and not taken in time', async () => {
    for (const slot of 'ABCDEFGH') await outOfService(slot);
    await site.text(DRIVER, 'wait');
    await outOfService('A', false);
    await site.parkwire.jobs.offer();
    site.clock.advance(HOUR);
    await site.parkwire.jobs.expire();
    expect((await bookingOf()).endReason).to.equal('wait-lapsed');
    await released('expire');
  });
});
