import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const OTHER = '+919812345679';
const PATH = '/api/lots/main/slots/A/driver';

story('staff who say whose car it is', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    await site.text(DRIVER, 'hello');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(HOUR);
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const leave = () => site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
  const standing = async () => (await site.slot('A')).session!.id;

  it('charge the driver for the whole stay when the car leaves, and tell them at once', async () => {
    const { id } = await site.driver(DRIVER);
    const booking = await site.api.post(PATH, { driverId: id, was: { sessionId: await standing() } });
    expect(booking).to.include({ slot: 'A', driverId: id, state: 'active' });
    expect((await site.slot('A')).state).to.equal('occupied');
    expect((await site.told(DRIVER, 'parked')).body).to.contain('A');
    expect(await site.text(DRIVER, 'status')).to.contain('*A*');
    site.clock.advance(HOUR);
    await leave();
    expect((await site.bookings(DRIVER))[0]).to.include({ state: 'completed', chargedMinor: 400 });
    const { entries } = await site.api.get('/api/audit?limit=5');
    expect(entries.some((one: any) => one.action === 'booking.create' && one.by === 'admin')).to.equal(true);
  });

  it('can name somebody new by number, who can say that it is not theirs', async () => {
    await site.api.post(PATH, { phone: OTHER });
    expect((await site.slot('A')).state).to.equal('occupied');
    expect(await site.text(OTHER, 'not me')).to.contain('A');
    expect((await site.slot('A')).state).to.equal('attention');
  });

  it('are refused where the car is another one, accounted for, or gone, and where the driver parks elsewhere', async () => {
    const { id } = await site.driver(DRIVER);
    await site.api.refused('slot-changed', 'POST', PATH, { driverId: id, was: { sessionId: 'another' } });
    await site.api.refused('invalid-request', 'POST', PATH, {});
    await site.api.refused('slot-unknown', 'POST', '/api/lots/main/slots/ZZ/driver', { driverId: id });
    await site.api.refused('lot-unknown', 'POST', '/api/lots/none/slots/A/driver', { driverId: id });
    await site.api.refused('driver-unknown', 'POST', PATH, { driverId: 'nobody' });
    await site.api.refused('no-car-there', 'POST', '/api/lots/main/slots/B/driver', { driverId: id });
    await site.api.post(PATH, { driverId: id });
    await site.api.refused('slot-taken', 'POST', PATH, { phone: OTHER });
    await site.api.post('/api/lots/main/slots/C/observations', { type: 'occupied' });
    await site.api.refused('already-booked', 'POST', '/api/lots/main/slots/C/driver', { driverId: id });
    site.clock.advance(MINUTE);
    await leave();
    await site.api.refused('no-car-there', 'POST', PATH, { phone: OTHER });
  });

  it('of whom two are at once, give it to one driver', async () => {
    const both = await Promise.all([DRIVER, OTHER].map((phone) => site.api.request('POST', PATH, { phone })));
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
  });
});
