import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { eachEngine } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

eachEngine('what a booking cost, and giving it back by the booking', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    await site.api.patch('/api/lots/main', { guestCreditMinor: 130, minBalanceMinor: 0, depositMinor: 100 });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const bookingOf = async () => (await site.bookings(DRIVER))[0];
  const refund = async (body: object) =>
    site.api.request('POST', `/api/drivers/${(await site.driver(DRIVER)).id}/refunds`, { reason: 'sorry', ...body });
  /** Missed at 2.50: 1.00 from the deposit, 1.50 beyond it, of which the credit paid 0.30. */
  const miss = async () => {
    await settings({ noShowFeeMinor: 250 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    return bookingOf();
  };

  it('a cancellation whose fee the deposit covers', async () => {
    await settings({ cancelFeeMinor: 60, cancelFreeMinutes: 0 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(HOUR);
    await site.cancel(DRIVER);
    await site.text(DRIVER, 'yes');
    expect(await bookingOf()).to.include({ state: 'cancelled', feeMinor: 60, chargedMinor: null, refundedMinor: 0 });
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(70);
  });

  it('a no-show whose fee goes beyond the deposit; all of it goes back at once, each part to its source, once', async () => {
    const { id, feeMinor } = await miss();
    expect(feeMinor).to.equal(250);
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: -120, promoMinor: 0 });
    const body = { bookingId: id, requestId: 'r1' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund(body)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, answers[0]?.text).to.equal(1);
    expect(answers[0]?.body).to.include({ amountMinor: 250, balanceMinor: 130 });
    expect(answers[0]?.body.transferIds).to.have.length(2);
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 130, promoMinor: 130 });
    expect(await bookingOf()).to.include({ feeMinor: 0 });
    expect((await refund({ bookingId: id, requestId: 'r2' })).body.code).to.equal('refund-too-large');
    expect((await refund({ ...body, amountMinor: 249 })).body.code).to.equal('idempotency-conflict');
    const [part] = answers[0]?.body.transferIds ?? [];
    const [first] = (await site.transfers(DRIVER)).filter(({ kind }) => kind === 'capture');
    expect((await refund({ transferId: first?.id, requestId: 'r1' })).body.code).to.equal('idempotency-conflict');
    expect((await site.transfers(DRIVER)).map((each) => each.id)).to.include(part);
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'refunded')).to.have.length(1);
    expect((await site.told(DRIVER, 'refunded')).body).to.contain('$2.50');
    const audited = await site.rows(`SELECT after FROM audit_log WHERE action = 'wallet.refund'`);
    expect(audited).to.have.length(1);
    expect(JSON.parse(audited[0].after)).to.deep.include({
      amountMinor: 250,
      transferIds: answers[0]?.body.transferIds,
    });
  });

  it('in parts: what was paid last goes back first, and never more than all of it', async () => {
    const { id } = await miss();
    expect((await refund({ bookingId: id, amountMinor: 200 })).body).to.include({ amountMinor: 200 });
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 80, promoMinor: 80 });
    expect(await bookingOf()).to.include({ feeMinor: 50 });
    expect((await refund({ bookingId: id, amountMinor: 51 })).body.code).to.equal('refund-too-large');
    expect((await refund({ bookingId: id })).body).to.include({ amountMinor: 50 });
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 130, promoMinor: 130 });
  });

  it('a no-show that was none: it cost nothing, also where staff had given a part back', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
    await settings({ noShowFeeMinor: 250 });
    await site.text(DRIVER, 'book A');
    const cameAt = site.clock.advance(HOUR);
    site.clock.advance(12 * HOUR);
    await controller.telemetry(1);
    await site.parkwire.jobs.expire();
    const { id } = await bookingOf();
    expect((await refund({ bookingId: id, amountMinor: 160 })).status).to.equal(201);
    expect(await bookingOf()).to.include({ feeMinor: 90 });
    await controller.report('A', 'occupied', { at: cameAt });
    await site.told(DRIVER, 'arrival-late-revived');
    expect(await bookingOf()).to.include({ state: 'active', feeMinor: 0 });
    expect((await site.driver(DRIVER)).balanceMinor, 'paid and given back').to.equal(130);
    expect((await refund({ bookingId: id })).body.code).to.equal('refund-too-large');
  });

  it('a stay: what it was charged and what was given back of that', async () => {
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(2 * HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    const { id } = await bookingOf();
    expect((await refund({ bookingId: id, amountMinor: 150 })).status).to.equal(201);
    expect(await bookingOf()).to.include({ chargedMinor: 400, refundedMinor: 150, feeMinor: 0 });
  });
});
