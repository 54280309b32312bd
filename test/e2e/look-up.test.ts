import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const ASHA = '+919812345678';
const BEN = '+14155550123';

story('what staff look up', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    await site.text(ASHA, 'hello', { ProfileName: 'Asha Rao' });
    await site.text(BEN, 'hello', { ProfileName: '100% Ben_' });
    await site.parkwire.storage.database.writer.query(
      `UPDATE drivers SET plate = CASE WHEN display_name = 'Asha Rao' THEN 'KA01AB1234' ELSE 'MH12DE1433' END`,
    );
  });

  afterEach(() => site.stop());

  const search = (q: string, lot = 'main') => site.api.get(`/api/search?lot=${lot}&q=${encodeURIComponent(q)}`);
  const namesFor = async (q: string): Promise<string[]> =>
    (await search(q)).drivers.map(({ displayName }: { displayName: string }) => displayName);
  const list = async (query: string) => (await site.api.get(`/api/bookings?${query}`)).bookings as any[];

  it('is found by plate, phone, name, reference and slot, and the best comes first', async () => {
    expect(await namesFor('1234')).to.deep.equal(['Asha Rao']);
    expect(await namesFor('ka 01-ab')).to.deep.equal(['Asha Rao']);
    expect(await namesFor('14')).to.deep.equal(['100% Ben_']);
    expect(await namesFor('345678')).to.deep.equal(['Asha Rao']);
    expect(await namesFor('+91 98123 45678')).to.deep.equal(['Asha Rao']);
    expect(await namesFor('rao')).to.deep.equal(['Asha Rao']);
    // What means something in a pattern means itself here.
    for (const text of ['%%', '__', '\\\\']) expect(await namesFor(text), text).to.deep.equal([]);
    expect(await namesFor('100%')).to.deep.equal(['100% Ben_']);
    expect(await namesFor('n_')).to.deep.equal(['100% Ben_']);
    await site.text(ASHA, 'book B');
    const [{ reference, id }] = await site.bookings(ASHA);
    const tail = reference.slice(3);
    for (const text of [reference, reference.toLowerCase(), tail, reference.slice(0, 6)]) {
      expect((await search(text)).bookings, text).to.deep.equal([
        {
          id,
          reference,
          slot: 'B',
          state: 'reserved',
          startsAt: new Date(site.now()).toISOString(),
          driver: 'Asha Rao',
        },
      ]);
    }
    expect((await search('b')).slots).to.deep.equal(['B']);
    expect(await search('q')).to.deep.equal({ slots: [], bookings: [], drivers: [] });
    await site.api.refused('lot-unknown', 'GET', '/api/search?lot=nowhere&q=abc');
    await site.api.refused('invalid-request', 'GET', '/api/search?lot=main&q=');
    const { drivers } = await site.api.get('/api/drivers?q=rao');
    expect(drivers.map(({ plate }: any) => plate)).to.deep.equal(['KA01AB1234']);
    await site.api.refused('invalid-request', 'GET', '/api/drivers?q=rao&phone=123');
  });

  it('as bookings is narrowed by slot, state, day and driver, and comes in pages', async () => {
    for (const [phone, text] of [
      [ASHA, 'book B'],
      [BEN, 'book C'],
    ] as const)
      await site.text(phone, text);
    await site.text(BEN, 'book D tomorrow 5pm 2h');
    await site.text(BEN, 'yes');
    const slots = async (query: string) => (await list(query)).map(({ slot }) => slot);
    expect(await slots('lot=main')).to.deep.equal(['D', 'C', 'B']);
    expect(await slots('lot=main&slot=C')).to.deep.equal(['C']);
    expect(await slots('q=rao')).to.deep.equal(['B']);
    expect(await slots('q=DE1433')).to.deep.equal(['D', 'C']);
    const [{ reference, driver }] = await list('slot=C');
    expect(driver).to.deep.equal({ displayName: '100% Ben_', phone: BEN, plate: 'MH12DE1433' });
    expect(await slots(`q=${reference}`)).to.deep.equal(['C']);
    expect(await slots('q=nobody')).to.deep.equal([]);
    expect(await slots('lot=nowhere')).to.deep.equal([]);
    const day = (from: number, to: number) =>
      `lot=main&from=${new Date(site.now() + from * HOUR).toISOString()}&to=${new Date(site.now() + to * HOUR).toISOString()}`;
    expect(await slots(day(0, 1))).to.deep.equal(['B', 'C']);
    expect(await slots(day(32, 33))).to.deep.equal(['D']);
    expect(await slots(day(34, 58))).to.deep.equal([]);
    expect(await slots(day(-24, 0))).to.deep.equal([]);
    const first = await site.api.get('/api/bookings?lot=main&limit=2');
    expect(first.bookings.map(({ slot }: any) => slot)).to.deep.equal(['D', 'C']);
    const second = await site.api.get(`/api/bookings?lot=main&limit=2&before=${first.next}`);
    expect([second.bookings.map(({ slot }: any) => slot), second.next]).to.deep.equal([['B'], null]);
    await site.api.refused('invalid-request', 'GET', '/api/bookings?from=2026-11-02T00:00:00Z');
  });

  it('as a driver can be blocked and taken again, with the reason in the log', async () => {
    const { id } = await site.driver(ASHA);
    const post = (what: string, reason: string) => site.api.post(`/api/drivers/${id}/${what}`, { reason });
    expect((await post('block', 'did not pay')).blockedAt).to.equal(new Date(site.now()).toISOString());
    expect(await site.text(ASHA, 'book B')).to.match(/^This number cannot take bookings/);
    await post('block', 'again');
    expect((await post('unblock', 'has paid')).blockedAt).to.equal(null);
    expect(await site.text(ASHA, 'book B')).to.match(/^✅/);
    const log = await site.rows(
      `SELECT action, after FROM audit_log WHERE subject = $1 AND action LIKE '%block' ORDER BY at, id`,
      [id],
    );
    expect(log.map(({ action, after }) => [action, JSON.parse(after).reason])).to.deep.equal([
      ['driver.block', 'did not pay'],
      ['driver.unblock', 'has paid'],
    ]);
    await site.api.refused('driver-unknown', 'POST', '/api/drivers/nobody/block', { reason: 'x' });
    await site.api.refused('invalid-request', 'POST', `/api/drivers/${id}/block`, { reason: '' });
  });
});
