import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a no-show’s fee that staff gave back, and an arrival that is learned of afterwards', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  /** A no-show that cost 180, of which staff give a part back; then the board’s late word that the car had come. */
  const missThenArrive = async (depositMinor: number, kind: string, amountMinor?: number) => {
    await site.api.patch('/api/lots/main', { noShowFeeMinor: 180, depositMinor });
    await site.text(DRIVER, 'book A');
    const cameAt = site.clock.advance(HOUR);
    site.clock.advance(12 * HOUR);
    await controller.telemetry(1);
    await site.parkwire.jobs.expire();
    const { id, balanceMinor } = await site.driver(DRIVER);
    expect(balanceMinor).to.equal(10_000 - 180);
    const payment = (await site.transfers(DRIVER)).find((transfer) => transfer.kind === kind);
    const body = { transferId: payment?.id, reason: 'as a favour', ...(amountMinor ? { amountMinor } : {}) };
    await site.api.post(`/api/drivers/${id}/refunds`, body);
    await controller.report('A', 'occupied', { at: cameAt });
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
    return (await site.told(DRIVER, 'arrival-late-revived')).body;
  };

  it('all of the fee: nothing more is given back', async () => {
    expect(await missThenArrive(0, 'fee')).to.not.contain('$1.80');
  });

  it('a part of the fee: the rest', async () => {
    expect(await missThenArrive(0, 'fee', 80)).to.contain('$1.00');
  });

  it('all of what the fee took beyond the deposit: the rest', async () => {
    expect(await missThenArrive(100, 'fee')).to.contain('$1.00');
  });

  it('what was captured from the deposit: the rest', async () => {
    expect(await missThenArrive(100, 'capture')).to.contain('$0.80');
  });
});
