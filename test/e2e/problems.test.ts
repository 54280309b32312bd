import { expect } from 'chai';
import pg from 'pg';
import sqlite3 from 'sqlite3';
import { systemIds } from '../../server/outbound/system/ids.ts';
import { expectProblem } from '../support/api-client.ts';
import { type Engine, type FreshDatabase, story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('problems of a lot and its drivers', () => {
  let site: Site;
  let idsFail = false;
  const next = (): string => {
    if (idsFail) throw new Error('no more ids');
    return systemIds.next();
  };

  beforeEach(async () => {
    idsFail = false;
    site = await Site.start({ mode: 'production', compose: { ids: { ...systemIds, next } } });
  });

  afterEach(() => site.stop());

  it('tariff-missing: a lot without a price takes no booking', async () => {
    await site.parkwire.storage.database.writer.query('DELETE FROM tariffs');
    await site.api.refused('tariff-missing', 'POST', '/api/bookings', { slot: 'A', phone: DRIVER });
    expect(await site.rows('SELECT id FROM bookings')).to.deep.equal([]);
    await site.api.patch('/api/lots/main', { tariff: { ratePerHourMinor: 100 } });
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER });
  });

  it('already-parked: whose car stands on a slot books no other', async () => {
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER });
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    await site.api.refused('already-parked', 'POST', '/api/bookings', { slot: 'B', phone: DRIVER });
    expect(await site.text(DRIVER, 'book B')).to.match(/already parked in \*?A/);
  });

  it('internal: what is our fault is told without its particulars', async () => {
    idsFail = true;
    const answer = await site.api.refused('internal', 'POST', '/api/lots/main/slots', { slots: ['Z1'] });
    expect(answer.status).to.equal(500);
    expect(answer.text).not.to.contain('no more ids');
    idsFail = false;
    await site.api.post('/api/lots/main/slots', { slots: ['Z1'] });
  });
});

story('storage-unavailable: a database that is away', (engine) => {
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

  it('stores nothing and says so, and takes the same again once it is back', async function () {
    // The request waits its turn behind jobs that wait for the database too.
    this.timeout(90_000);
    const booking = { slot: 'A', phone: DRIVER };
    const back = await takeAway(engine, database.url);
    try {
      const answer = await site.api.request('POST', '/api/bookings', booking);
      expectProblem(answer, 'storage-unavailable', 503);
    } finally {
      await back();
    }
    expect((await site.api.post('/api/bookings', booking)).slot).to.equal('A');
    expect(await site.rows('SELECT id FROM bookings')).to.have.length(1);
  });
});

/** Takes the database away under a running server; answers how to bring it back. */
async function takeAway(engine: Engine, url: string): Promise<() => Promise<void>> {
  return engine.dialect === 'sqlite' ? lockFile(url.replace(/^sqlite:/, '')) : closeDoors(url);
}

/** Another program writes to the file and does not come to an end. */
async function lockFile(file: string): Promise<() => Promise<void>> {
  const database = new sqlite3.Database(file);
  const exec = (sql: string) =>
    new Promise<void>((resolve, reject) => {
      database.exec(sql, (error) => (error ? reject(error) : resolve()));
    });
  await exec('BEGIN IMMEDIATE');
  return async () => {
    await exec('ROLLBACK');
    await new Promise<void>((resolve) => database.close(() => resolve()));
  };
}

/** The server of the database ends every connection to it and lets nobody in. */
async function closeDoors(url: string): Promise<() => Promise<void>> {
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: new URL('/postgres', url).toString() });
  await client.connect();
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  return async () => {
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await client.end();
  };
}
