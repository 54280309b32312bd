import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('staff name drivers by the numbers they know', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    await site.text(DRIVER, 'hi');
  });

  afterEach(() => site.stop());

  const idBy = async (phone: string): Promise<string> =>
    (await site.api.get(`/api/drivers?phone=${phone}`)).drivers[0]?.id;

  it('takes a national number wherever a number is taken once the lot has a country', async () => {
    const { api } = site;
    await api.refused('invalid-request', 'GET', '/api/drivers?phone=09812345678');
    expect((await api.request('PATCH', '/api/lots/main', { country: 'IN' })).status).to.equal(200);
    expect((await api.get('/api/lots/main')).country).to.equal('IN');
    const id = await idBy(encodeURIComponent(DRIVER));
    expect(id).to.be.a('string');
    for (const same of ['09812345678', '98123%2045678', '098123-45678', '00919812345678', '+919812345678'])
      expect(await idBy(same), same).to.equal(id);
    expect((await api.get('/api/messages?phone=09812345678')).total).to.equal(2);
    expect((await api.get('/api/contacts?query=098123%2045678')).total).to.equal(1);
    const told = await api.post('/api/messages', { phone: '098123 45678', text: 'Your lights are on.', lot: 'main' });
    expect(told.driverId).to.equal(id);
    expect((await api.post('/api/bookings', { slot: 'A', phone: '9812345678' })).driverId).to.equal(id);
    // The number is taken; what is refused is to wait while there are free slots.
    await api.refused('slots-free', 'POST', '/api/lots/main/waiting-list', { phone: '09800000001' });
  });

  it('asks for the country code where it could be either country, and refuses what is no number', async () => {
    const { api } = site;
    await api.request('PATCH', '/api/lots/main', { country: 'IN' });
    await api.post('/api/lots', { code: 'north', name: 'North', country: 'GB', slots: ['N1'] });
    await api.refused('invalid-request', 'GET', '/api/drivers?phone=09812345678');
    expect(await idBy('%2B919812345678')).to.be.a('string');
    const words = { phone: '09812345678', text: 'Your lights are on.' };
    expect((await api.post('/api/messages', { ...words, lot: 'main' })).kind).to.equal('staff-message');
    await api.refused('lot-unknown', 'POST', '/api/messages', { ...words, lot: 'south' });
    for (const phone of ['12', 'call 9812345678', '9812345678 ext. 5', ''])
      await api.refused('invalid-request', 'POST', '/api/messages', { ...words, lot: 'main', phone });
  });

  it('refuses a country that is none', async () => {
    for (const country of ['XX', 'in', 'India'])
      await site.api.refused('invalid-request', 'PATCH', '/api/lots/main', { country });
    await site.api.refused('invalid-request', 'POST', '/api/lots', { code: 'n', name: 'N', country: 'ZZ' });
    expect((await site.api.get('/api/lots/main')).country).to.equal(null);
  });
});
