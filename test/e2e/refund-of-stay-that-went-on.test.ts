import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a bill that was given back, and a stay that went on after all', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const balance = async () => (await site.driver(DRIVER)).balanceMinor;
  const giveBack = async (amountMinor: number) => {
    const { id } = await site.driver(DRIVER);
    const [{ id: bookingId }] = await site.bookings(DRIVER);
    await site.api.post(`/api/drivers/${id}/refunds`, { bookingId, amountMinor, reason: 'the gate was shut' });
  };
  /** The car was back after a minute, which the board may say later. */
  const cameBack = async () => {
    await controller.report('A', 'occupied', { at: site.clock.advance(MINUTE) });
    await site.slotIs('A', 'occupied');
  };

  it('what was given back is given back of the longer bill too', async () => {
    await giveBack(150);
    expect(await balance()).to.equal(10_000 - 200 + 150);
    await cameBack();
    expect(await balance()).to.equal(10_000);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect(await balance()).to.equal(10_000 - 450 + 150);
    site.clock.advance(121 * SECOND);
    expect((await site.told(DRIVER, 'bill')).body)
      .to.contain('$4.50')
      .and.contain('$97.00');
  });

  it('also when it goes on twice, and once only', async () => {
    await giveBack(200);
    for (const stay of [450, 650]) {
      await cameBack();
      site.clock.advance(HOUR);
      await controller.report('A', 'vacated');
      expect(await balance()).to.equal(10_000 - stay + 200);
    }
    await cameBack();
    await site.text(DRIVER, 'not me');
    expect(await balance()).to.equal(10_000);
  });
});
