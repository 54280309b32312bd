import { expect } from 'chai';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { HOUR, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';
const THIRD = '+919800000002';

eachEngine('holds that run out', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const write = (sql: string) => site.parkwire.storage.database.writer.query(sql);
  const states = () => site.rows('SELECT state FROM bookings ORDER BY hold_until');
  const failures = () => site.metric('parkwire_expiry_failures_total');

  it('a booking that cannot be ended is counted, keeps no other from its end, and ends once it can', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North', slots: ['N1'] });
    await site.api.post('/api/bookings', { lot: 'north', slot: 'N1', phone: DRIVER });
    for (const [slot, phone] of [
      ['A', OTHER],
      ['B', THIRD],
    ]) {
      site.clock.advance(SECOND);
      await site.api.post('/api/bookings', { lot: 'main', slot, phone });
    }
    // No unit can load what the booking belongs to, and it is the oldest of them.
    await write(`UPDATE lots SET retired_at = 1 WHERE code = 'north'`);
    site.clock.advance(12 * HOUR);
    expect(await site.parkwire.jobs.expire()).to.equal(2);
    expect(await states()).to.deep.equal([{ state: 'reserved' }, { state: 'expired' }, { state: 'expired' }]);
    await site.told(OTHER, 'no-show');
    await site.told(THIRD, 'no-show');
    expect(await failures()).to.equal(1);
    await write(`UPDATE lots SET retired_at = NULL WHERE code = 'north'`);
    expect(await site.parkwire.jobs.expire()).to.equal(1);
    expect(await failures()).to.equal(1);
    await site.told(DRIVER, 'no-show');
  });
});
