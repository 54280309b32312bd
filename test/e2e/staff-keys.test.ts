import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { FakeStripe } from '../support/fake-stripe.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a request of staff, whatever it is named, stands in the way of nothing that Parkwire does by itself', () => {
  let site: Site;
  let stripe: FakeStripe;
  let controller: RawController;

  beforeEach(async () => {
    stripe = await FakeStripe.start();
    site = await Site.start({ environment: stripe.environment });
    controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
    await stripe.stop();
  });

  const balance = async () => (await site.driver(DRIVER)).balanceMinor;
  const post = async (what: string, body: object, key: string) =>
    site.api.request('POST', `/api/drivers/${(await site.driver(DRIVER)).id}/${what}`, body, {
      'idempotency-key': key,
    });

  it('a refund named as the decision of an open dispute', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(2 * HOUR);
    await controller.report('A', 'vacated');
    const [booking] = await site.bookings(DRIVER);
    expect(await site.text(DRIVER, 'dispute')).to.contain('Noted');
    const [dispute] = (await site.api.get('/api/disputes?state=open')).disputes;
    const body = { bookingId: booking.id, amountMinor: 100, reason: 'a part of it' };
    expect((await post('refunds', body, `dispute:${dispute.id}`)).status).to.equal(201);
    await site.api.post(`/api/disputes/${dispute.id}/decide`, { refundMinor: 200, reason: 'half of it' });
    expect(await balance()).to.equal(10_000 - 400 + 100 + 200);
  });

  it('a refund named as that of the captured deposit, before the board’s late word that the car had come', async () => {
    await site.api.patch('/api/lots/main', { noShowFeeMinor: 180, depositMinor: 100 });
    await site.text(DRIVER, 'book A');
    const cameAt = site.clock.advance(HOUR);
    site.clock.advance(12 * HOUR);
    await controller.telemetry(1);
    await site.parkwire.jobs.expire();
    const [booking] = await site.bookings(DRIVER);
    const capture = (await site.transfers(DRIVER)).find(({ kind }) => kind === 'capture');
    const body = { transferId: capture?.id, amountMinor: 30, reason: 'as a favour' };
    expect((await post('refunds', body, `capture:${booking.id}`)).status).to.equal(201);
    await controller.report('A', 'occupied', { at: cameAt });
    expect((await site.told(DRIVER, 'arrival-late-revived')).body).to.contain('$1.50');
    expect((await site.bookings(DRIVER))[0].state).to.equal('active');
    expect(await balance()).to.equal(10_000);
  });

  it('a top-up named as a card payment that has not been reported yet', async () => {
    await site.text(DRIVER, 'top up 20');
    await site.told(DRIVER, 'top-up-link');
    const [session] = stripe.sessions;
    const key = `stripe:pi_${session!.id.slice(3)}`;
    expect((await post('top-ups', { amountMinor: 500 }, key)).status).to.equal(201);
    expect((await stripe.send(site.url, stripe.paid(session!), site.now())).status).to.equal(200);
    expect(await balance()).to.equal(10_000 + 500 + 2000);
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'top-up-receipt')).to.have.length(2);
  });
});
