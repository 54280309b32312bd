import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('what expires', (engine) => {
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

  const count = async (table: string) => (await site.rows(`SELECT 1 AS one FROM ${table}`)).length;

  it('is a conversation, half an hour after its last turn', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North', slots: ['N1'] });
    await site.text(DRIVER, 'lot north');
    for (let turn = 0; turn < 4; turn++) {
      site.clock.advance(25 * MINUTE);
      expect(await site.text(DRIVER, 'slots'))
        .to.contain('North')
        .and.not.contain('Main');
    }
    site.clock.advance(30 * MINUTE);
    expect(await site.text(DRIVER, 'slots'), 'which lot?').to.contain('Main');
  });

  it('is no conversation where there is nothing to remember', async () => {
    await site.text(DRIVER, 'slots');
    await site.text(DRIVER, 'slots');
    expect(await count('conversations')).to.equal(0);
  });

  it('is deleted by a job, and nothing that still counts', async () => {
    await site.text(DRIVER, 'book');
    expect([await count('conversations'), await count('staff_sessions')]).to.deep.equal([1, 1]);
    site.clock.advance(29 * MINUTE);
    await site.parkwire.jobs.forget();
    expect([await count('conversations'), await count('staff_sessions')]).to.deep.equal([1, 1]);
    site.clock.advance(MINUTE);
    await site.parkwire.jobs.forget();
    // It is over, but a day long whoever left a question open is told so.
    expect([await count('conversations'), await count('staff_sessions')]).to.deep.equal([1, 1]);
    await site.api.get('/api/lots');
    site.clock.advance(12 * HOUR);
    await site.parkwire.jobs.forget();
    expect([await count('conversations'), await count('staff_sessions')]).to.deep.equal([1, 0]);
    site.clock.advance(12 * HOUR);
    await site.parkwire.jobs.forget();
    expect(await count('conversations')).to.equal(0);
  });
});
