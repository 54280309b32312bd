import { expect } from 'chai';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

eachEngine('lots with currencies of their own', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
    // Named so that neither the order of lots nor that of currencies gives the right answer by chance.
    const north = { code: 'north', name: 'North', currency: 'INR', timeZone: 'Asia/Kolkata', slots: ['N1', 'N2'] };
    await site.api.post('/api/lots', north);
    await site.api.patch('/api/lots/north', { guestCreditMinor: 40_000 });
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const wallets = async (phone = DRIVER) =>
    (await site.transfers(phone)).map(({ kind, amountMinor, currency }: any) => [kind, amountMinor, currency]);
  const topUp = async (body: object, phone = DRIVER) =>
    site.api.request('POST', `/api/drivers/${(await site.driver(phone)).id}/top-ups`, body);
  const observe = (slot: string, type: string) => site.api.post(`/api/lots/north/slots/${slot}/observations`, { type });

  it('a guest whom staff book into the second lot has its credit, and may book', async () => {
    const booking = await site.api.post('/api/bookings', { lot: 'north', slot: 'N1', phone: DRIVER });
    expect(booking).to.include({ lot: 'north', state: 'reserved' });
    expect(await wallets()).to.deep.equal([['guest-credit', 40_000, 'INR']]);
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 40_000, currency: 'INR' });
  });

  it('whoever writes gets the credit of the first lot they choose, once', async () => {
    expect(await site.text(DRIVER, 'hello')).to.not.contain('credit');
    expect(await wallets()).to.deep.equal([]);
    expect(await site.text(DRIVER, 'lot north')).to.contain('🎁 Welcome! ₹400.00 of credit');
    expect(await site.text(DRIVER, 'lot main')).to.not.contain('credit');
    expect(await site.text(DRIVER, 'lot north')).to.not.contain('credit');
    expect(await site.text(DRIVER, 'book N1')).to.match(/^✅ \*N1\* is yours at North/);
    expect(await wallets()).to.deep.equal([['guest-credit', 40_000, 'INR']]);
  });

  it('shows each wallet of a driver by itself, and how channels know the driver', async () => {
    await site.text(DRIVER, 'lot north');
    expect((await topUp({ amountMinor: 500, currency: 'USD' })).status).to.equal(201);
    const driver: any = await site.driver(DRIVER);
    expect(driver.wallets).to.have.deep.members([
      { currency: 'INR', balanceMinor: 40_000, promoMinor: 40_000 },
      { currency: 'USD', balanceMinor: 500, promoMinor: 0 },
    ]);
    expect(driver.identities).to.deep.equal([{ channel: 'whatsapp', userId: DRIVER, phone: DRIVER }]);
    expect(await site.api.get(`/api/drivers/${driver.id}`)).to.deep.equal(driver);
  });

  it('whoever wrote before staff book for them gets the credit then', async () => {
    await site.text(DRIVER, 'hello');
    await site.api.post('/api/bookings', { lot: 'north', slot: 'N1', phone: DRIVER });
    expect(await wallets()).to.deep.equal([['guest-credit', 40_000, 'INR']]);
  });

  it('is told of a stay in its lot’s money and time, whatever lot the conversation is about', async () => {
    await site.text(DRIVER, 'lot north');
    await site.text(DRIVER, 'book N1');
    await observe('N1', 'occupied');
    site.clock.advance(HOUR);
    // The conversation has been forgotten by now: where the car is, is known all the same.
    const status = await site.text(DRIVER, 'status');
    expect(status).to.contain('₹2.00 so far; balance ₹400.00').and.contain('since 14:30 today');
    await site.text(DRIVER, 'lot main');
    expect(await site.text(DRIVER, 'status')).to.contain('₹2.00 so far; balance ₹400.00');
    await observe('N1', 'vacated');
    site.clock.advance(31 * MINUTE);
    expect(await site.text(DRIVER, 'balance')).to.contain('Balance ₹398.00');
  });

  it('is told of a fee, a receipt, the past and a bill taken back in the money of the lot they are about', async () => {
    await site.api.patch('/api/lots/north', { cancelFeeMinor: 300, cancelFreeMinutes: 0 });
    await site.text(DRIVER, 'lot north');
    await site.text(DRIVER, 'book N1');
    await observe('N1', 'occupied');
    site.clock.advance(HOUR);
    await observe('N1', 'vacated');
    site.clock.advance(MINUTE);
    await site.text(DRIVER, 'lot main');
    expect(await site.text(DRIVER, 'receipt')).to.contain('Total ₹2.00. Balance ₹398.00');
    expect(await site.text(DRIVER, 'history'))
      .to.contain('₹2.00')
      .and.not.contain('$');
    expect(await site.text(DRIVER, 'not me')).to.contain('₹2.00 is back in your wallet. Balance ₹400.00');
    expect(await site.text(DRIVER, 'extend 30')).to.contain('*N1*: 14:30 today');
    expect(await site.text(DRIVER, 'cancel')).to.contain('a fee of ₹3.00');
    expect(await site.text(DRIVER, 'yes')).to.contain('The fee of ₹3.00 was charged');
  });

  it('asks why, disputes and is refunded in the money of the lot the stay was in', async () => {
    await site.text(DRIVER, 'lot north');
    await site.api.post('/api/bookings', { lot: 'north', slot: 'N1', phone: DRIVER });
    await site.api.post(`/api/drivers/${(await site.driver(DRIVER)).id}/top-ups`, {
      amountMinor: 500,
      lot: 'main',
      reason: 'cash',
    });
    await observe('N1', 'occupied');
    site.clock.advance(HOUR);
    await observe('N1', 'vacated');
    site.clock.advance(MINUTE);
    await site.text(DRIVER, 'lot main');
    expect(await site.text(DRIVER, 'why'))
      .to.contain('₹2.00')
      .and.not.contain('$');
    const [{ id: bookingId }] = await site.bookings(DRIVER);
    const refund = { bookingId, amountMinor: 50, reason: 'noise', requestId: 'again' };
    const { id } = await site.driver(DRIVER);
    expect(await site.api.post(`/api/drivers/${id}/refunds`, refund)).to.include({
      amountMinor: 50,
      currency: 'INR',
      balanceMinor: 39_850,
    });
    expect(await site.text(DRIVER, 'dispute')).to.contain('₹1.50');
  });

  it('whoever wrote while there was a choice of lots gets the credit of the one they are booked into', async () => {
    await site.text(DRIVER, 'hello');
    expect(await wallets()).to.deep.equal([]);
    expect(await site.text(DRIVER, 'book N1')).to.contain('Which car park');
    expect(await site.text(DRIVER, '2')).to.contain('🎁 Welcome! ₹400.00 of credit');
    expect(await site.text(DRIVER, 'book N1')).to.match(/^✅ \*N1\* is yours at North/);
  });

  it('a top-up goes into the wallet that is named, the only one, or none', async () => {
    await site.api.post('/api/bookings', { lot: 'north', slot: 'N1', phone: DRIVER });
    expect((await topUp({ amountMinor: 100, requestId: 'r1' })).body).to.include({
      balanceMinor: 40_100,
      currency: 'INR',
    });
    expect((await topUp({ amountMinor: 200, lot: 'main' })).body).to.include({ balanceMinor: 200, currency: 'USD' });
    expect((await topUp({ amountMinor: 300, currency: 'INR' })).body).to.include({
      balanceMinor: 40_400,
      currency: 'INR',
    });
    const many = { amountMinor: 400 };
    expect((await topUp(many)).body).to.include({ code: 'invalid-request' });
    expect((await topUp({ ...many, lot: 'main', currency: 'INR' })).body).to.include({ code: 'invalid-request' });
    expect((await topUp({ ...many, currency: 'EUR' })).body).to.include({ code: 'invalid-request' });
    expect((await topUp({ ...many, lot: 'south' })).body).to.include({ code: 'lot-unknown' });
    // The same payment again needs no more words than the first time; for another wallet it is another one.
    const [first, again] = [
      await topUp({ amountMinor: 100, requestId: 'r1' }),
      await topUp({ amountMinor: 100, requestId: 'r1' }),
    ];
    expect([first.status, first.body]).to.deep.equal([again.status, again.body]);
    expect(first.body).to.include({ balanceMinor: 40_400, currency: 'INR' });
    expect((await topUp({ amountMinor: 100, requestId: 'r1', lot: 'main' })).body.code).to.equal(
      'idempotency-conflict',
    );
    expect(await wallets()).to.have.length(4);
    // What is shown where no currency is named is the first lot's wallet, here and there.
    const { id } = await site.driver(DRIVER);
    expect(await site.api.get(`/api/drivers/${id}`)).to.include({ balanceMinor: 200, currency: 'USD' });
    const statement = async (query = '') => (await site.api.get(`/api/drivers/${id}/statement${query}`)).closing;
    expect(await statement()).to.include({ balanceMinor: 200 });
    expect(await statement('?currency=INR')).to.include({ balanceMinor: 40_400 });
  });

  it('a driver without a wallet is topped up only in a currency that is named', async () => {
    await site.text(OTHER, 'hello');
    expect((await topUp({ amountMinor: 100 }, OTHER)).body).to.include({ code: 'invalid-request' });
    expect((await topUp({ amountMinor: 100, lot: 'north' }, OTHER)).body).to.include({ currency: 'INR' });
  });

  it('a lot with a booking or a stay keeps its currency, also where no money has moved', async () => {
    await site.api.patch('/api/lots/north', { guestCreditMinor: 0, minBalanceMinor: 0 });
    const change = () => site.api.request('PATCH', '/api/lots/north', { currency: 'EUR' });
    const back = () => site.api.patch('/api/lots/north', { currency: 'INR' });
    expect((await change()).status).to.equal(200);
    await back();
    const { id } = await site.api.post('/api/bookings', { lot: 'north', slot: 'N1', phone: DRIVER });
    expect((await change()).body).to.include({ code: 'lot-currency-fixed' });
    await site.api.post(`/api/bookings/${id}/cancel`);
    expect((await change()).status).to.equal(200);
    await back();
    const hours = (n: number) => new Date(site.now() + n * HOUR).toISOString();
    const later = { lot: 'north', slot: 'N1', phone: DRIVER, from: hours(20), to: hours(22) };
    const { id: ahead } = await site.api.post('/api/bookings', later);
    expect((await change()).body).to.include({ code: 'lot-currency-fixed' });
    await site.api.post(`/api/bookings/${ahead}/cancel`);
    await observe('N2', 'occupied');
    expect((await change()).body).to.include({ code: 'lot-currency-fixed' });
  });
});
