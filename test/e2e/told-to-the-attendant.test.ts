import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('what a driver says with a booking', () => {
  it('is what the attendant sees at the slot, and the API tells', async () => {
    const site = await Site.start();
    try {
      await site.api.patch('/api/lots/main', {
        tariff: { addOns: [{ code: 'EV', name: 'EV charging', priceMinor: 500 }] },
      });
      for (const text of ['new booking', 'ka-01 ab 1234', 'A', 'now', '2h', '1', 'a wide slot, please'])
        await site.text(DRIVER, text);
      expect(await site.text(DRIVER, 'yes')).to.match(/^✅ \*A\* is yours/);
      const { driver, booking } = await site.slot('A');
      expect(driver).to.include({ phone: DRIVER, plate: 'KA01AB1234' });
      expect(booking).to.deep.include({ notes: 'a wide slot, please', services: ['EV charging'] });
      expect((await site.bookings(DRIVER))[0].notes).to.equal('a wide slot, please');
      expect(await site.driver(DRIVER)).to.include({ plate: 'KA01AB1234', contactPhone: null, language: null });
    } finally {
      await site.stop();
    }
  });
});
