import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('the same thing is told the same everywhere', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });
  const park = async (hours: number) => {
    await site.text(DRIVER, 'book A');
    await seen('occupied');
    site.clock.advance(hours * HOUR);
    await seen('vacated');
  };
  const refund = async (amountMinor?: number) => {
    const [{ id: bookingId, driverId }] = await site.bookings(DRIVER);
    const part = amountMinor === undefined ? {} : { amountMinor };
    await site.api.post(`/api/drivers/${driverId}/refunds`, { bookingId, reason: 'sorry', ...part });
  };

  it('a wallet that runs low has the balance that `status` has, and the deposit beside it', async () => {
    await settings({ guestCreditMinor: 1000, depositMinor: 500, tariff: { dailyCapMinor: null } });
    await site.text(DRIVER, 'book A');
    await seen('occupied');
    site.clock.advance(4 * HOUR);
    await site.parkwire.jobs.balances();
    const status = /Balance \$[\d.]+|balance \$[\d.]+/i.exec(await site.text(DRIVER, 'status'))?.[0];
    expect(status).to.match(/balance \$5\.00/i);
    expect((await site.told(DRIVER, 'low-while-parked')).body).to.contain(
      'has cost $8.00 so far. Balance $5.00; $5.00 more is held as a deposit until the bill.',
    );
  });

  it('`history` shows what was paid in the end, of stays and of bookings that were not used', async () => {
    await park(2);
    expect(await site.text(DRIVER, 'history')).to.contain('$4.00');
    await refund(150);
    expect(await site.text(DRIVER, 'history'))
      .to.contain('$2.50')
      .and.to.not.contain('$4.00');
    await refund();
    expect(await site.text(DRIVER, 'history')).to.contain('$0.00');
    await settings({ noShowFeeMinor: 170, depositMinor: 100 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    expect(await site.text(DRIVER, 'history')).to.match(/not used · \$1\.70/);
    await refund();
    expect(await site.text(DRIVER, 'history')).to.not.contain('$1.70');
  });

  it('a board that went away after the stay is shown to have been there until then', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    const [{ sessionId }] = await site.bookings(DRIVER);
    const spans = async () => (await site.api.get(`/api/sessions/${sessionId}/timeline`)).controllers;
    expect(await spans()).to.have.length(1);
    expect((await spans())[0]).to.include({ status: 'online', to: null });
    site.clock.advance(30 * MINUTE);
    await controller.telemetry(0);
    await controller.die();
    await site.slotIs('A', 'unknown');
    const [span, ...others] = await spans();
    expect(others).to.deep.equal([]);
    expect(span).to.include({ status: 'online', to: new Date(site.now()).toISOString() });
  });
});
