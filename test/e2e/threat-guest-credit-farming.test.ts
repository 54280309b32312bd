import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const SCOPED = 'IN.A1b2C3d4E5';
const numberOf = (n: number): string => `+1202${5_000_000 + n}`;

eachEngine('threat: guest-credit farming', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.migratedDatabase();
    site = await Site.start({ databaseUrl: database.url });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
    await database.drop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const come = (from: number, count: number) =>
    Promise.all(Array.from({ length: count }, (_, n) => site.text(numberOf(from + n), 'hello')));
  /** What the lot has noted as given, and what is in the wallets. */
  const given = async () => {
    const [lot] = await site.rows('SELECT guest_credit_spent AS n FROM lots');
    const [wallets] = await site.rows(`SELECT SUM(balance) AS n FROM accounts WHERE kind = 'promo'`);
    expect(Number(lot.n)).to.equal(Number(wallets.n));
    return Number(lot.n);
  };
  /** Everything the log warns of from now on. */
  const warnings = (): string[] => {
    const heard: string[] = [];
    site.parkwire.log.warn = (_, message) => heard.push(message);
    return heard;
  };

  it('1,000 new numbers: never more than the budget, nor more an hour than the lot gives, and somebody is told', async () => {
    await settings({ guestCreditMinor: 100, guestCreditBudgetMinor: 30_050, guestCreditPerHour: 125 });
    const heard = warnings();
    await site.parkwire.jobs.guestCredit();
    await come(0, 400);
    expect(await given()).to.equal(12_500);
    expect(await site.metric('parkwire_guest_credit_refused')).to.equal(275);
    await site.parkwire.jobs.guestCredit();
    await site.parkwire.jobs.guestCredit();
    expect(heard.filter((message) => message.includes('is it being farmed'))).to.have.length(1);
    site.clock.advance(HOUR);
    await come(400, 300);
    expect(await given()).to.equal(25_000);
    await site.parkwire.jobs.guestCredit();
    expect(heard.at(-1)).to.contain('budget for guest credit is nearly used');
    site.clock.advance(HOUR);
    await come(700, 300);
    expect(await given()).to.equal(30_000);
    for (let run = 0; run < 2; run++) await site.parkwire.jobs.guestCredit();
    expect(
      heard.filter((message) => message.includes('is wholly used')),
      'once',
    ).to.have.length(1);
    expect(await site.metric('parkwire_guest_credit_used')).to.equal(1);
    expect(await site.text(DRIVER, 'book A')).to.match(/^Your balance is \$0\.00/);
  }).timeout(120_000);

  it('one grant for an identity: however often, by whichever of its ids, and after everything was spent or lapsed', async () => {
    await settings({ guestCreditMinor: 300, guestCreditDays: 1, minBalanceMinor: 0 });
    const both = { ExternalUserId: SCOPED };
    await Promise.all(Array.from({ length: 20 }, (_, n) => site.text(DRIVER, `hello ${n}`, both)));
    await site.text(SCOPED, 'hello', { ExternalUserId: SCOPED, WaId: '' });
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER });
    await site.cancel(DRIVER);
    expect(await given()).to.equal(300);
    site.clock.advance(25 * HOUR);
    await site.parkwire.jobs.credit();
    await site.text(DRIVER, 'hello', both);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(0);
    expect((await site.transfers(DRIVER)).filter(({ kind }) => kind === 'guest-credit')).to.have.length(1);
  });
});
