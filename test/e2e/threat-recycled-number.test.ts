import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { DAY, HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const PHONE = '+919812345678';
const FORMER = 'IN.A1b2C3d4E5';
const LATTER = 'IN.Z9y8X7w6V5';

eachEngine('threat: recycled number', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.migratedDatabase();
    site = await Site.start({ databaseUrl: database.url });
    await site.api.patch('/api/lots/main', { guestCreditMinor: 0, minBalanceMinor: 0 });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
    await database.drop();
  });

  const former = (text: string) => site.text(FORMER, text, { ExternalUserId: FORMER, WaId: '' });
  const formerWithNumber = (text: string) => site.text(PHONE, text, { ExternalUserId: FORMER });
  const latter = (text: string) => site.text(PHONE, text, { ExternalUserId: LATTER });

  /** A driver with money, a bill and a booking, who then gives the number up. */
  async function formerLife(): Promise<string> {
    await formerWithNumber('hello');
    const { id } = await site.driver(PHONE);
    await site.api.post(`/api/drivers/${id}/top-ups`, { amountMinor: 5000 });
    await formerWithNumber('book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    site.clock.advance(200 * DAY);
    return id;
  }

  it('the same number with a new id: no balance, no history, no booking, and nothing of it is lost for its owner', async () => {
    const id = await formerLife();
    await former('book B');
    expect(await latter('balance')).to.match(/\$0\.00/);
    expect(await latter('history')).to.not.contain('A');
    expect(await latter('receipt')).to.contain('There is no bill yet');
    expect(await latter('status')).to.not.contain('*B*');
    expect(await latter('cancel')).to.not.contain('B');
    expect(await former('balance')).to.contain('$48.00');
    expect(await former('status')).to.contain('*B*');
    const owner = await site.api.get(`/api/drivers/${id}/statement`);
    expect(owner.closing.balanceMinor).to.equal(4800);
    const { id: newcomer } = await site.driver(PHONE);
    expect(newcomer).to.not.equal(id);
    expect((await site.api.get(`/api/drivers?phone=${encodeURIComponent(PHONE)}`)).drivers).to.have.length(1);
  });

  it('a message of the number alone is its new owner’s, and so is what staff do for the number', async () => {
    const id = await formerLife();
    await latter('hello');
    expect(await site.text(PHONE, 'balance')).to.match(/\$0\.00/);
    await site.api.post('/api/bookings', { slot: 'C', phone: PHONE });
    expect(await latter('status')).to.contain('*C*');
    expect(await former('status')).to.not.contain('*C*');
    const [booking] = (await site.api.get(`/api/bookings?driverId=${id}`)).bookings;
    expect(booking.slot).to.equal('A');
  });

  it('what the former owner is told goes to their id, never to the number', async () => {
    await formerWithNumber('book A');
    const { id } = await site.driver(PHONE);
    await latter('hello');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    await site.until('the car is told of', async () => {
      const told = await site.rows(
        `SELECT i.user_id, i.phone FROM messages m JOIN identities i ON i.id = m.identity_id
         WHERE m.kind = 'car-detected' AND m.driver_id = '${id}'`,
      );
      if (told.length > 0) expect(told).to.deep.equal([{ user_id: FORMER, phone: null }]);
      return told.length > 0;
    });
  });

  it('two messages of the new owner at once make one new driver', async () => {
    await formerLife();
    await Promise.all(Array.from({ length: 20 }, (_, n) => latter(`hello ${n}`)));
    expect(await site.rows('SELECT id FROM drivers')).to.have.length(2);
    expect(await site.rows(`SELECT id FROM identities WHERE user_id = '${PHONE}'`)).to.have.length(1);
  });
});
