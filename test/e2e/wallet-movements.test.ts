import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

eachEngine('what moves in a wallet', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    const { closing, lines, opening } = await statement();
    const sum = (key: string) => lines.reduce((total: number, line: any) => total + line[key], 0);
    expect(opening.balanceMinor + sum('amountMinor')).to.equal(closing.balanceMinor);
    expect(opening.heldMinor + sum('heldMinor')).to.equal(closing.heldMinor);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(closing.balanceMinor);
    await site.stop();
    await database.drop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const driverId = async () => (await site.driver(DRIVER)).id;
  const statement = async (query = '') => site.api.get(`/api/drivers/${await driverId()}/statement${query}`);
  const kinds = async () => (await statement()).lines.map(({ kind, amountMinor }: any) => [kind, amountMinor]);
  const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });
  const park = async (hours: number) => {
    await seen('occupied');
    site.clock.advance(hours * HOUR);
    await seen('vacated');
  };
  const refund = async (body: object) => site.api.request('POST', `/api/drivers/${await driverId()}/refunds`, body);
  const topUp = async (amountMinor: number, requestId: string) =>
    site.api.post(`/api/drivers/${await driverId()}/top-ups`, { amountMinor, requestId });

  describe('deposits', () => {
    beforeEach(() => settings({ depositMinor: 500, guestCreditMinor: 800 }));

    it('are held at booking, and released where the bill is charged, in the same moment', async () => {
      expect(await site.text(DRIVER, 'book A')).to.contain('$5.00 is held as a deposit');
      expect(await site.driver(DRIVER)).to.include({ balanceMinor: 300 });
      site.clock.advance(MINUTE);
      await park(1);
      expect(await kinds()).to.deep.equal([
        ['guest-credit', 800],
        ['hold', -500],
        ['release', 500],
        ['charge', -200],
      ]);
      const { lines, closing } = await statement();
      expect(closing).to.deep.equal({ balanceMinor: 600, heldMinor: 0 });
      expect(lines[2].at).to.equal(lines[3].at);
      expect(lines[1]).to.include({ words: `Deposit held (${lines[1].bookingReference})`, heldBalanceMinor: 500 });
      expect(lines[3].stay.slot).to.equal('A');
      expect(lines[3].words).to.match(/^Stay A, .* \(PW-/);
    });

    it('are asked for before a slot is given', async () => {
      await settings({ depositMinor: 900 });
      expect(await site.text(DRIVER, 'book A')).to.match(/^Your balance is \$8\.00 and a booking needs \$9\.00/);
      await site.api.refused('balance-too-low', 'POST', '/api/bookings', { slot: 'A', phone: DRIVER });
      expect(await kinds()).to.deep.equal([['guest-credit', 800]]);
    });

    it('go back when the booking is cancelled or expires, once', async () => {
      await site.text(DRIVER, 'book A');
      await site.cancel(DRIVER);
      await site.parkwire.jobs.deposits();
      await site.text(DRIVER, 'book B');
      site.clock.advance(13 * HOUR);
      await site.parkwire.jobs.expire();
      await Promise.all([site.parkwire.jobs.deposits(), site.parkwire.jobs.deposits()]);
      expect((await kinds()).slice(1)).to.deep.equal([
        ['hold', -500],
        ['release', 500],
        ['hold', -500],
        ['expire', 500],
      ]);
    });

    it('are captured by a fee, as far as they go; what is more is charged', async () => {
      await settings({ cancelFeeMinor: 200, cancelFreeMinutes: 0, noShowFeeMinor: 700 });
      await site.text(DRIVER, 'book B');
      site.clock.advance(13 * HOUR);
      await site.parkwire.jobs.expire();
      expect((await kinds()).slice(1)).to.deep.equal([
        ['hold', -500],
        ['capture', 0],
        ['fee', -200],
      ]);
      expect((await statement()).closing).to.deep.equal({ balanceMinor: 100, heldMinor: 0 });
    });
  });

  describe('refunds', () => {
    beforeEach(async () => {
      await settings({ guestCreditMinor: 150, tariff: { taxBasisPoints: 1900 } });
      await site.text(DRIVER, 'book A');
      await park(1);
    });

    it('give a part or all of a stay back to where it came from, never more than was paid, and tell the driver once', async () => {
      expect(await site.driver(DRIVER)).to.include({ balanceMinor: -50, promoMinor: 0 });
      const [booking] = await site.bookings(DRIVER);
      const body = { bookingId: booking.id, amountMinor: 80, reason: 'the gate was stuck', requestId: 'r1' };
      const answers = await Promise.all(Array.from({ length: 5 }, () => refund(body)));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, answers[0]!.text).to.equal(1);
      expect(await site.driver(DRIVER)).to.include({ balanceMinor: 30, promoMinor: 30 });
      expect((await refund({ ...body, amountMinor: 81 })).body.code).to.equal('idempotency-conflict');
      expect((await refund({ ...body, amountMinor: 121, requestId: 'r2' })).body.code).to.equal('refund-too-large');
      const [charge] = (await site.api.get(`/api/drivers/${await driverId()}/transfers`)).transfers.filter(
        ({ kind }: any) => kind === 'charge',
      );
      expect(charge.postings.find(({ account }: any) => account === 'house:tax').amountMinor).to.equal(32);
      expect((await refund({ transferId: charge.id, reason: 'all of it' })).body.amountMinor).to.equal(120);
      expect((await refund({ transferId: charge.id, reason: 'more' })).body.code).to.equal('refund-too-large');
      expect(await site.driver(DRIVER)).to.include({ balanceMinor: 150, promoMinor: 150 });
      const told = (await site.chat(DRIVER)).filter(({ kind }) => kind === 'refunded');
      expect(told).to.have.length(2);
      expect(told.find(({ body: text }) => text.includes('$0.80'))!.body).to.contain('the gate was stuck');
      const taxed = await site.rows(`SELECT COALESCE(SUM(p.amount), 0) AS left FROM postings p JOIN accounts a
        ON a.id = p.account_id WHERE a.kind IN ('tax', 'revenue')`);
      expect(Number(taxed[0].left)).to.equal(0);
      const audit = await site.rows(`SELECT id FROM audit_log WHERE action = 'wallet.refund'`);
      expect(audit).to.have.length(2);
    });

    it('race without giving back more than was paid', async () => {
      const [booking] = await site.bookings(DRIVER);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          refund({ bookingId: booking.id, amountMinor: 50, reason: 'x', requestId: `q${n}` }),
        ),
      );
      expect(answers.filter(({ status }) => status === 201)).to.have.length(4);
      expect(answers.filter(({ body }) => body.code === 'refund-too-large')).to.have.length(8);
      expect((await site.driver(DRIVER)).balanceMinor).to.equal(150);
    });

    it('are refused for what was not paid, and by viewers', async () => {
      const { transfers } = await site.api.get(`/api/drivers/${await driverId()}/transfers`);
      const credit = transfers.find(({ kind }: any) => kind === 'guest-credit');
      expect((await refund({ transferId: credit.id, reason: 'x' })).body.code).to.equal('transfer-unknown');
      expect((await refund({ bookingId: 'none', reason: 'x' })).body.code).to.equal('transfer-unknown');
      expect((await refund({ reason: 'x' })).body.code).to.equal('invalid-request');
      await site.api.refused('driver-unknown', 'POST', '/api/drivers/none/refunds', {
        transferId: credit.id,
        reason: 'x',
      });
    });
  });

  describe('promotional credit', () => {
    it('lapses after the days of the lot, goes back to the house, and stands on the statement alone', async () => {
      await settings({ guestCreditMinor: 800, guestCreditDays: 10 });
      await site.text(DRIVER, 'book A');
      await park(1);
      await topUp(300, 'cash-1');
      site.clock.advance(9 * DAY);
      await site.parkwire.jobs.credit();
      expect(await site.driver(DRIVER)).to.include({ balanceMinor: 900, promoMinor: 600 });
      const messages = (await site.chat(DRIVER)).length;
      site.clock.advance(DAY);
      await Promise.all([site.parkwire.jobs.credit(), site.parkwire.jobs.credit()]);
      await site.parkwire.jobs.credit();
      expect(await site.driver(DRIVER)).to.include({ balanceMinor: 300, promoMinor: 0 });
      expect((await kinds()).at(-1)).to.deep.equal(['credit-expiry', -600]);
      expect(await site.chat(DRIVER)).to.have.length(messages);
    });

    it('that is refunded after it lapsed is good for another thirty days', async () => {
      await settings({ guestCreditMinor: 800, guestCreditDays: 10 });
      await site.text(DRIVER, 'book A');
      await park(1);
      site.clock.advance(11 * DAY);
      await site.parkwire.jobs.credit();
      const [booking] = await site.bookings(DRIVER);
      await site.api.login('admin', site.password);
      expect((await refund({ bookingId: booking.id, reason: 'late' })).status).to.equal(201);
      expect(await site.driver(DRIVER)).to.include({ balanceMinor: 200, promoMinor: 200 });
      site.clock.advance(29 * DAY);
      await site.parkwire.jobs.credit();
      expect((await site.driver(DRIVER)).promoMinor).to.equal(200);
      site.clock.advance(2 * DAY);
      await site.parkwire.jobs.credit();
      expect((await site.driver(DRIVER)).promoMinor).to.equal(0);
    });
  });

  it('a top-up by staff sends the driver a receipt', async () => {
    await site.text(DRIVER, 'hello');
    await topUp(250, 'cash-9');
    await topUp(250, 'cash-9');
    expect((await site.told(DRIVER, 'top-up-receipt')).body).to.match(
      /\$2\.50 is in your wallet \(ref cash-9\)\. Balance \$102\.50/,
    );
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'top-up-receipt')).to.have.length(1);
  });

  it('the statement opens with what was before, and the receipt has the lines of the last bill', async () => {
    expect(await site.text(DRIVER, 'receipt')).to.contain('There is no bill yet');
    await site.text(DRIVER, 'book A');
    await park(1);
    const middle = new Date(site.now() + 1).toISOString();
    site.clock.advance(HOUR);
    await topUp(500, 'cash-2');
    const later = await statement(`?from=${encodeURIComponent(middle)}`);
    expect(later.opening).to.deep.equal({ balanceMinor: 9800, heldMinor: 0 });
    expect(later.lines.map(({ kind, balanceMinor }: any) => [kind, balanceMinor])).to.deep.equal([['top-up', 10_300]]);
    const before = await statement(`?to=${encodeURIComponent(middle)}`);
    expect(before.closing).to.deep.equal(later.opening);
    const text = await site.text(DRIVER, 'receipt');
    expect(text).to.match(/^🧾 A \(ref PW-\w{6}\): .*\n• .*: \$2\.00\nTotal \$2\.00\. Balance \$103\.00\./);
    await site.api.refused(
      'invalid-request',
      'GET',
      `/api/drivers/${await driverId()}/statement?from=${middle}&to=2020-01-01T00:00:00Z`,
    );
  });

  it('a stay that nears what the wallet holds is told once, and once more after money came in', async () => {
    await settings({ guestCreditMinor: 1000, tariff: { dailyCapMinor: null } });
    await site.text(DRIVER, 'book A');
    await seen('occupied');
    const watch = async (minutes: number) => {
      site.clock.advance(minutes * MINUTE);
      await Promise.all([site.parkwire.jobs.balances(), site.parkwire.jobs.balances()]);
      return (await site.chat(DRIVER)).filter(({ kind }) => kind === 'low-while-parked').length;
    };
    expect(await watch(225)).to.equal(0);
    expect(await watch(15)).to.equal(1);
    expect((await site.told(DRIVER, 'low-while-parked')).body).to.match(
      /Your stay in A has cost \$8\.00 so far\. Balance \$10\.00\./,
    );
    expect(await watch(60)).to.equal(1);
    await topUp(1000, 'cash-3');
    expect(await watch(60)).to.equal(1);
    expect(await watch(120)).to.equal(2);
    await topUp(100, 'cash-4');
    expect(await watch(600)).to.equal(2);
    await seen('vacated');
    expect(await watch(1)).to.equal(2);
  });
});
