import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+819012345678';

/** A stay of an hour at 200 minor units the hour, told as people of that currency write it. */
const CURRENCIES = [
  {
    currency: 'JPY',
    prices: /¥200 an hour.*At most ¥2,000 a day/,
    credit: '¥1,000',
    toppedUp: '¥6,234',
    stay: '¥200',
    afterwards: '¥6,034',
    refusal: /^Your balance is ¥6,034 and a booking needs ¥9,999/,
  },
  {
    currency: 'USD',
    prices: /\$2\.00 an hour.*At most \$20\.00 a day/,
    credit: '$10.00',
    toppedUp: '$62.34',
    stay: '$2.00',
    afterwards: '$60.34',
    refusal: /^Your balance is \$60\.34 and a booking needs \$99\.99/,
  },
  {
    currency: 'KWD',
    prices: /KWD 0\.200 an hour.*At most KWD 2\.000 a day/,
    credit: 'KWD 1.000',
    toppedUp: 'KWD 6.234',
    stay: 'KWD 0.200',
    afterwards: 'KWD 6.034',
    refusal: /^Your balance is KWD 6\.034 and a booking needs KWD 9\.999/,
  },
];

eachEngine('a currency with its own number of decimals', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
    await database.drop();
  });

  /** What a driver is told, with the currency's own space as any other. */
  const text = async (body: string) => (await site.text(DRIVER, body)).replaceAll('\u00a0', ' ');
  const told = async (kind: string) => (await site.told(DRIVER, kind)).body.replaceAll('\u00a0', ' ');

  for (const { currency, prices, credit, toppedUp, stay, afterwards, refusal } of CURRENCIES) {
    it(`${currency} is charged and told right from the price to the bill`, async () => {
      await site.api.patch('/api/lots/main', { currency, guestCreditMinor: 1000 });
      const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });

      expect(await text('hello')).to.contain(`${credit} of welcome credit`);
      expect(await text('prices')).to.match(prices);
      const { id } = await site.driver(DRIVER);
      const topUp = { amountMinor: 5234, requestId: 'cash-1' };
      expect(await site.api.post(`/api/drivers/${id}/top-ups`, topUp)).to.include({ balanceMinor: 6234, currency });
      expect(await told('top-up-receipt')).to.contain(`Balance ${toppedUp}`);
      expect(await text('balance'))
        .to.contain(`Balance ${toppedUp}`)
        .and.contain(credit);

      await text('book A');
      await seen('occupied');
      site.clock.advance(HOUR);
      expect(await text('status')).to.contain(`${stay} so far; balance ${toppedUp}`);
      await seen('vacated');
      site.clock.advance(31 * MINUTE);
      expect(await told('bill'))
        .to.contain(stay)
        .and.contain(`Balance ${afterwards}`);
      expect(await text('balance')).to.contain(`Balance ${afterwards}`);
      expect(await text('receipt')).to.contain(`Total ${stay}. Balance ${afterwards}`);

      const statement = await site.api.get(`/api/drivers/${id}/statement`);
      expect(statement).to.deep.include({ currency, closing: { balanceMinor: 6034, heldMinor: 0 } });
      expect(statement.lines.map((line: { amountMinor: number }) => line.amountMinor)).to.deep.equal([
        1000, 5234, -200,
      ]);
      await site.api.patch('/api/lots/main', { minBalanceMinor: 9999 });
      expect(await text('book B')).to.match(refusal);
    });
  }
});
