import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a driver whom staff have blocked', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  it('books nothing, but may claim a car that stands there, and pays for it', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
    await site.text(DRIVER, 'hello');
    await site.parkwire.storage.database.writer.query(`UPDATE drivers SET blocked_at = ${site.now()}`);
    expect(await site.text(DRIVER, 'book A')).to.match(/^This number cannot take bookings/);
    await site.api.refused('driver-blocked', 'POST', '/api/bookings', { slot: 'A', phone: DRIVER });
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
    expect(await site.text(DRIVER, 'park A')).to.match(/^✅ Noted: your car is in \*A\*/);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9800);
  });
});
