import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+12025550141';
const OTHER = '+12025550142';
const TODAY = '2026-11-02';
const NAMES = ['occupancy', 'flow', 'stays', 'revenue', 'turnover', 'bookings', 'funnel', 'messages'];

story('staff look back on what happened', () => {
  let site: Site;
  beforeEach(async () => {
    site = await Site.start();
  });
  afterEach(() => site.stop());

  const report = (name: string, from = TODAY, to = from) =>
    site.api.get(`/api/lots/main/reports/${name}?from=${from}&to=${to}`);
  const car = (slot: string, type: 'occupied' | 'vacated') =>
    site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });

  it('on a day with a stay that was corrected, one that goes on, a no-show and a driver who stopped', async () => {
    await site.text(DRIVER, 'book A');
    await car('A', 'occupied');
    await car('B', 'occupied');
    site.clock.advance(2 * HOUR);
    await car('A', 'vacated');
    const driver = await site.driver(DRIVER);
    const [charge] = (await site.transfers(DRIVER)).filter(({ kind }) => kind === 'charge');
    await site.api.post(`/api/drivers/${driver.id}/refunds`, {
      ...{ transferId: charge?.id, amountMinor: 100, reason: 'sorry', requestId: 'r1' },
    });
    await site.text(OTHER, 'hello');
    await site.text(OTHER, '1');
    await site.text(OTHER, 'KA 01 AB 1234');
    site.clock.advance(MINUTE);

    const revenue = await report('revenue');
    expect(revenue).to.include({
      currency: 'USD',
      chargesMinor: 400,
      refundsMinor: -100,
      revenueMinor: 300,
      taxMinor: 0,
    });
    expect(revenue.days).to.have.length(1);
    expect(revenue.slots.find(({ slot }: any) => slot === 'A').revenueMinor).to.equal(300);
    const [ledger] = await site.rows(
      `SELECT SUM(p.amount) AS minor FROM postings p JOIN accounts a ON a.id = p.account_id WHERE a.kind = 'revenue'`,
    );
    expect(revenue.revenueMinor).to.equal(Number(ledger.minor));

    const occupancy = await report('occupancy');
    const slots = 8;
    // Since midnight: nine hours of nothing, then the two hours and a minute.
    expect(occupancy.slotMs).to.equal(slots * (11 * HOUR + MINUTE));
    expect(occupancy.occupiedMs).to.equal(4 * HOUR + MINUTE);
    expect(occupancy.hours.find(({ weekday, hour }: any) => weekday === 1 && hour === 9).share).to.equal(2 / slots);
    expect(occupancy.hours.find(({ weekday }: any) => weekday === 2).share).to.equal(null);

    const flow = await report('flow');
    expect(flow).to.include({ entries: 2, exits: 1, previousEntries: 0 });
    expect(flow.previous).to.include({ from: '2026-11-01', to: '2026-11-01', until: '2026-11-01T11:01:00.000Z' });
    expect(flow.halfHours.find(({ time }: any) => time === '09:00').current.entries).to.equal(2);

    const stays = await report('stays');
    expect(stays).to.include({ count: 1, meanMs: 2 * HOUR, medianMs: 2 * HOUR });
    expect(await report('turnover')).to.include({ stays: 2, perSlotAndDay: 2 / slots });

    const funnel = await report('funnel');
    const step = (name: string) => funnel.steps.find((one: any) => one.step === name);
    expect(funnel).to.include({ drivers: 2, booked: 1 });
    expect(step('plate')).to.deep.equal({ step: 'plate', asked: 1, drivers: 1, stopped: 0 });
    expect(step('slot')).to.deep.equal({ step: 'slot', asked: 1, drivers: 1, stopped: 1 });
    expect(step('booked')).to.deep.equal({ step: 'booked', asked: 1, drivers: 1, stopped: 0 });

    await site.text(DRIVER, 'book C');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    const bookings = await report('bookings', TODAY, '2026-11-03');
    expect(bookings).to.include({ completed: 1, noShows: 1, noShowRate: 0.5, overstays: 0, overstayRate: 0 });
  });

  it('counts what was said, and what it cost once somebody says what a message costs', async () => {
    await site.text(DRIVER, 'hello');
    await site.text(DRIVER, 'slots');
    site.clock.advance(1);
    const before = await report('messages');
    expect(before).to.include({ received: 2, sent: 2, failed: 0, costMicros: null, currency: 'USD' });
    expect(before.channels[0]).to.include({ transport: 'twilio', sentMicros: null, costMicros: null });
    const price = { receivedMicros: 5000, sentMicros: 7500 };
    const messagePrices = { twilio: price, meta: { receivedMicros: null, sentMicros: null } };
    const lot = await site.api.patch('/api/lots/main', { messagePrices });
    expect(lot.messagePrices).to.deep.equal(messagePrices);
    expect((await report('messages')).costMicros).to.equal(25_000);
    await site.api.refused('invalid-request', 'PATCH', '/api/lots/main', {
      messagePrices: { ...messagePrices, twilio: { ...price, sentMicros: -1 } },
    });
    const [entry] = await site.rows(`SELECT after FROM audit_log WHERE action = 'lot.change'`);
    expect(entry.after).to.contain('7500');
  });

  it('with several lots, tells only what is of the one', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North', timeZone: 'Asia/Kolkata', slots: ['N1'] });
    await site.api.post('/api/lots/north/slots/N1/observations', { type: 'occupied' });
    site.clock.advance(HOUR);
    expect(await report('turnover')).to.include({ stays: 0, timeZone: 'UTC' });
    const north = await site.api.get(`/api/lots/north/reports/turnover?from=${TODAY}&to=${TODAY}`);
    expect(north).to.include({ stays: 1, perSlotAndDay: 1, timeZone: 'Asia/Kolkata' });
  });

  it('has every report of days on which nothing happened, and of days to come', async () => {
    for (const name of NAMES) {
      for (const day of ['2025-01-01', '2026-12-24']) {
        const found = await report(name, day);
        expect(found).to.include({ from: day, to: day });
      }
    }
    expect((await report('occupancy', '2026-12-24')).share).to.equal(null);
    expect((await report('bookings', '2025-01-01')).noShowRate).to.equal(null);
    expect((await report('stays', '2025-01-01')).medianMs).to.equal(null);
    expect((await report('revenue', '2025-01-01', '2026-02-04')).days).to.have.length(400);
  });

  it('refuses days that are none, that go backwards or are too many, and strangers', async () => {
    const refused = (query: string, code = 'invalid-request', lot = 'main') =>
      site.api.refused(code, 'GET', `/api/lots/${lot}/reports/revenue?${query}`);
    await refused('from=2026-02-30&to=2026-03-01');
    await refused('from=2026-11-02');
    await refused('from=2026-11-02&to=2026-11-02&slot=A');
    expect((await refused('from=2026-11-02&to=2026-11-01')).body.detail).to.contain('must not be after');
    expect((await refused('from=2025-01-01&to=2026-02-05')).body.detail).to.contain('at most 400 days');
    await refused('from=2026-11-02&to=2026-11-02', 'lot-unknown', 'nowhere');
    await site.api.refused('not-found', 'GET', '/api/lots/main/reports/gossip?from=2026-11-02&to=2026-11-02');
    site.api.cookie = null;
    for (const name of NAMES)
      await site.api.refused('not-signed-in', 'GET', `/api/lots/main/reports/${name}?from=${TODAY}&to=${TODAY}`);
  });

  it('begins a day where the lot is', async () => {
    await site.api.patch('/api/lots/main', { timeZone: 'Asia/Kolkata' });
    await car('A', 'occupied');
    site.clock.advance(10 * HOUR);
    await car('A', 'vacated');
    site.clock.advance(DAY);
    expect(await report('flow', '2026-11-02')).to.include({ entries: 1, exits: 0 });
    expect(await report('flow', '2026-11-03')).to.include({ entries: 0, exits: 1, previousEntries: 1 });
  });
});
