import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { DAY, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { race } from '../support/race.ts';

const DRIVER = '+919812345678';
const RACERS = 1000;
const DEPOSIT = 500;
const COVERED = 37;
const LEFT = 499;

/** What the ledger itself does with racers is in `test/server/db/wallet-racers.test.ts`. */
eachEngine('threat: double spend', (engine) => {
  let database: FreshDatabase;
  /** Two processes where the engine allows more than one. */
  let sites: Site[];
  let site: Site;

  beforeEach(async () => {
    database = await engine.migratedDatabase();
    site = await Site.start({ databaseUrl: database.url });
    sites = [site];
    if (engine.dialect === 'postgres') {
      const other = await Site.start({ databaseUrl: database.url, clock: site.clock });
      sites.push(other);
      // The password is what the process that started last was told.
      await site.api.login('admin', other.password);
    }
  });

  afterEach(async () => {
    for (const each of sites) await each.stop();
    await database.drop();
  });

  it('1,000 racers on one wallet: bookings are held as far as it goes, the rest refused, sum 0', async () => {
    const settings = { depositMinor: DEPOSIT, guestCreditMinor: 0, maxFutureBookings: 100 };
    await site.api.patch('/api/lots/main', settings);
    await site.text(DRIVER, 'hello');
    const { id: driverId } = await site.driver(DRIVER);
    await site.api.post(`/api/drivers/${driverId}/top-ups`, { amountMinor: COVERED * DEPOSIT + LEFT });
    // Windows that touch, so that nothing but the wallet stands in the way of any of them.
    const from = site.now() + DAY;
    const answers = await race(RACERS, (n) =>
      sites[n % sites.length]!.api.request('POST', '/api/bookings', {
        slot: 'ABCDEFGH'[n % 8],
        driverId,
        from: new Date(from + n * 30 * MINUTE).toISOString(),
        minutes: 30,
      }),
    );
    const count = (code: string) => answers.filter(({ body }) => body.code === code).length;
    expect(answers.filter(({ status }) => status === 201)).to.have.length(COVERED);
    expect(count('balance-too-low')).to.equal(RACERS - COVERED);
    const accounts = await site.rows(`SELECT kind, balance FROM accounts WHERE owner_id = '${driverId}' ORDER BY kind`);
    expect(accounts).to.deep.equal([
      { kind: 'cash', balance: LEFT },
      { kind: 'held', balance: COVERED * DEPOSIT },
      { kind: 'promo', balance: 0 },
    ]);
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    const [sum] = await site.rows('SELECT SUM(amount) AS n FROM postings');
    expect(Number(sum.n)).to.equal(0);
  }).timeout(120_000);
});
