import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('what is told some time after a departure is told as it is by then', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    await site.api.patch('/api/lots/main', { rejoinSeconds: 120 });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const post = async (what: string, body: object) =>
    site.api.post(`/api/drivers/${(await site.driver(DRIVER)).id}/${what}`, body);
  /** A stay of two hours, 4.00, that has just ended; its bill waits. */
  const leave = async () => {
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(2 * HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect((await site.chat(DRIVER)).find(({ kind }) => kind === 'bill')?.status).to.equal('queued');
    return (await site.bookings(DRIVER))[0];
  };
  const bill = async () => {
    site.clock.advance(2 * MINUTE);
    return (await site.told(DRIVER, 'bill')).body;
  };

  it('where nothing moved meanwhile, the bill as it was', async () => {
    await leave();
    expect(await bill()).to.contain('Charged $4.00.\nBalance $96.00.');
  });

  it('after a dispute that was refunded at once', async () => {
    await settings({ disputeRefundBelowMinor: 500 });
    await leave();
    expect(await site.text(DRIVER, 'dispute'))
      .to.contain('$4.00 is back')
      .and.to.contain('Balance $100.00');
    expect(await bill()).to.contain('Charged $4.00, of which $4.00 was given back.\nBalance $100.00.');
  });

  it('after a refund by staff of a part, and in the lot’s own words', async () => {
    await site.api.put('/api/lots/main/templates/bill', { body: 'Paid {amount}.' });
    const { id } = await leave();
    await post('refunds', { bookingId: id, amountMinor: 150, reason: 'sorry' });
    expect(await bill()).to.equal('Paid $2.50.');
  });

  it('after a top-up; and that the wallet is low is not told when it is not any more', async () => {
    await settings({ guestCreditMinor: 450 });
    await leave();
    expect((await site.chat(DRIVER)).find(({ kind }) => kind === 'low-balance')?.status).to.equal('queued');
    await post('top-ups', { amountMinor: 2000 });
    expect(await bill()).to.contain('Charged $4.00.\nBalance $20.50.');
    const low = await site.until('the warning is settled', async () =>
      (await site.chat(DRIVER)).find(({ kind, status }) => kind === 'low-balance' && status !== 'queued'),
    );
    expect(low).to.include({ status: 'failed', reason: 'the balance is not low any more' });
  });

  it('that the wallet is low, with what is missing by then', async () => {
    await settings({ guestCreditMinor: 300 });
    await leave();
    await post('top-ups', { amountMinor: 120 });
    expect(await bill()).to.contain('Balance $0.20.');
    expect((await site.told(DRIVER, 'low-balance')).body)
      .to.contain('$0.20')
      .and.to.not.contain('$1.00 or');
  });

  it('a correction, with the balance after a refund that was told by itself', async () => {
    const controller = await RawController.start(site, 'esp32-b', ['B']);
    await site.slotIs('B', 'free');
    await site.text(DRIVER, 'book B');
    await controller.report('B', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    const died = { bootId: controller.bootId, seq: controller.seq };
    await controller.die();
    await site.slotIs('B', 'unknown');
    site.clock.advance(2 * HOUR);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    await controller.wake('occupied', ['B']);
    site.clock.advance(HOUR);
    await controller.report('B', 'vacated');
    expect(await bill()).to.contain('Charged $4.00.');
    const [{ offsets }] = await site.rows('SELECT offsets FROM boots WHERE boot_id = $1', [died.bootId]);
    const [[, offset]] = JSON.parse(offsets);
    const leftAt = site.now() - 3 * HOUR - 2 * MINUTE + 30 * MINUTE;
    const seq = died.seq + 1;
    await controller.send({ bootId: died.bootId, seq, slot: 'B', type: 'vacated', uptimeMs: leftAt - offset });
    await controller.acked(seq, died.bootId);
    const [{ id, chargedMinor }] = await site.bookings(DRIVER);
    expect(chargedMinor).to.equal(300);
    await post('refunds', { bookingId: id, amountMinor: 100, reason: 'sorry' });
    site.clock.advance(30 * SECOND);
    expect((await site.told(DRIVER, 'bill-corrected')).body)
      .to.contain('costs $3.00, not $4.00')
      .and.to.contain('Balance $98.00');
  });
});
