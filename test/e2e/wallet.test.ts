import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('the wallet', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(async () => {
    // Whatever a story did, the books balance, and every stored balance is the sum of its postings.
    const wrong = await site.rows(
      `SELECT a.id FROM accounts a WHERE a.balance IS NOT NULL
       AND a.balance <> (SELECT COALESCE(SUM(p.amount), 0) FROM postings p WHERE p.account_id = a.id)`,
    );
    expect(wrong).to.deep.equal([]);
    const [{ total }] = await site.rows('SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS total FROM postings');
    expect(total).to.equal(0);
    await site.stop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const topUp = async (body: object, phone = DRIVER) =>
    site.api.request('POST', `/api/drivers/${(await site.driver(phone)).id}/top-ups`, body);
  const park = async (hours: number, slot = 'A') => {
    await site.api.post(`/api/lots/main/slots/${slot}/observations`, { type: 'occupied' });
    site.clock.advance(hours * HOUR);
    await site.api.post(`/api/lots/main/slots/${slot}/observations`, { type: 'vacated' });
  };

  it('must hold the minimum before a booking, to the unit', async () => {
    await settings({ guestCreditMinor: 99 });
    expect(await site.text(DRIVER, 'book A')).to.match(/^Your balance is \$0\.99 and a booking needs \$1\.00/);
    await site.api.refused('balance-too-low', 'POST', '/api/bookings', { slot: 'A', phone: DRIVER });
    await topUp({ amountMinor: 1 });
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
  });

  it('may go below zero at departure; then nothing is booked until it is topped up', async () => {
    await settings({ guestCreditMinor: 150 });
    await site.text(DRIVER, 'book A');
    await park(2);
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: -250, promoMinor: 0 });
    expect(await site.text(DRIVER, 'book A')).to.match(/^You owe \$2\.50 and a booking needs \$1\.00/);
    expect(await site.text(DRIVER, 'balance')).to.match(/^You owe \$2\.50/);
    site.clock.advance(2 * MINUTE);
    expect((await site.told(DRIVER, 'bill')).body).to.contain('You owe $2.50');
    expect((await site.told(DRIVER, 'low-balance')).body).to.contain('$3.50 or more is enough');
    await topUp({ amountMinor: 349 });
    expect(await site.text(DRIVER, 'book A')).to.match(/^Your balance is \$0\.99/);
    await topUp({ amountMinor: 1 });
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
  });

  it('gets the guest credit once, and spends it first', async () => {
    expect(await site.text(DRIVER, 'hello')).to.contain('$100.00 of welcome credit');
    expect(await site.text(DRIVER, 'hello')).to.not.contain('welcome credit');
    await topUp({ amountMinor: 500 });
    await site.text(DRIVER, 'book A');
    await park(1);
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 10_300, promoMinor: 9800 });
    expect((await site.transfers(DRIVER)).filter(({ kind }) => kind === 'guest-credit')).to.have.length(1);
  });

  it('takes the same top-up once, and refuses the same name for another one', async () => {
    await site.text(DRIVER, 'hello');
    await site.text(OTHER, 'hello');
    const body = { amountMinor: 500, requestId: 'cash-1' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => topUp(body)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).to.equal(1);
    expect(answers[0]).to.deep.include({ status: 201 });
    expect(answers[0]!.body.balanceMinor).to.equal(10_500);
    expect((await topUp({ ...body, amountMinor: 501 })).body.code).to.equal('idempotency-conflict');
    expect((await topUp(body, OTHER)).body.code).to.equal('idempotency-conflict');
    expect((await site.driver(OTHER)).balanceMinor).to.equal(10_000);
    const { id } = await site.driver(DRIVER);
    for (let time = 0; time < 2; time++) {
      const headers = { 'idempotency-key': 'cash-2' };
      await site.api.request('POST', `/api/drivers/${id}/top-ups`, { amountMinor: 7 }, headers);
    }
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_507);
    const audit = await site.rows(`SELECT COUNT(*) AS n FROM audit_log WHERE action = 'wallet.top-up'`);
    expect(audit).to.deep.equal([{ n: 2 }]);
  });

  it('a changed tariff is for stays that begin after it', async () => {
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(MINUTE);
    await settings({ tariff: { ratePerHourMinor: 1000 } });
    site.clock.advance(HOUR - MINUTE);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9800);
    await site.text(DRIVER, 'book A');
    await park(1);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(8800);
  });

  it('chat and API give the same rows, the same LED and the same bill', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
    await site.text(DRIVER, 'hello');
    await site.text(OTHER, 'hello');
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/bookings', { slot: 'B', phone: OTHER });
    const [a, b] = [await controller.led('A', 'blue'), await controller.led('B', 'blue')];
    expect(a).to.deep.equal(b);
    await controller.see('A', 'occupied');
    await controller.report('B', 'occupied');
    site.clock.advance(80 * MINUTE);
    await controller.see('A', 'vacated');
    await controller.report('B', 'vacated');
    expect(await controller.led('A', 'green')).to.deep.equal(await controller.led('B', 'green'));
    site.clock.advance(2 * MINUTE);
    const bills = [await site.told(DRIVER, 'bill'), await site.told(OTHER, 'bill')];
    expect(bills[0]!.body.replace('A', '?')).to.equal(bills[1]!.body.replace('B', '?'));
    const of = async (phone: string) => {
      const { id } = await site.driver(phone);
      const [booking] = await site.rows('SELECT * FROM bookings WHERE driver_id = $1', [id]);
      const [session] = await site.rows('SELECT * FROM parking_sessions WHERE driver_id = $1', [id]);
      const money = await site.rows(
        `SELECT t.kind, t.currency, t.created_at, p.line, p.amount, a.owner, a.kind AS account FROM transfers t
         JOIN postings p ON p.transfer_id = t.id JOIN accounts a ON a.id = p.account_id
         WHERE t.driver_id = $1 ORDER BY t.created_at, p.line`,
        [id],
      );
      const kinds = (await site.chat(phone))
        .filter((m) => m.direction === 'outbound')
        .map(({ kind, status }) => [kind, status]);
      for (const row of [booking, session]) {
        for (const own of ['id', 'reference', 'slot_id', 'driver_id', 'identity_id', 'booking_id', 'source'])
          delete row[own];
      }
      delete session.start_uptime_ms;
      return { booking, session, money, kinds: kinds.filter(([kind]) => kind !== 'booked') };
    };
    expect(await of(DRIVER)).to.deep.equal(await of(OTHER));
    expect((await site.bookings(DRIVER))[0].source).to.equal('chat');
    expect((await site.bookings(OTHER))[0].source).to.equal('api');
  });
});
