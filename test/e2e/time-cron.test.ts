import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { passUntil, runJobs, runJobsAtOnce } from '../support/passing-time.ts';

const DUE = '+919800000001';
const ABSENT = '+919800000002';
const TOMORROW = '+919800000003';
const LAPSED = '+919800000004';
const ELSEWHERE = '+919800000005';
const SHORT = '+919800000006';
const PHONES = [DUE, ABSENT, TOMORROW, LAPSED, ELSEWHERE, SHORT];

/** What is to become of each driver, whenever the jobs ran: what they were told, their bookings and their money. */
const EXPECTED = {
  [DUE]: {
    told: ['before-start'],
    bookings: ['reserved null true'],
    money: ['guest-credit 2000', 'hold 0'],
  },
  [ABSENT]: {
    told: ['no-show'],
    bookings: ['expired no-show true'],
    money: ['capture -300', 'fee -200', 'guest-credit 2000', 'hold 0'],
  },
  [TOMORROW]: {
    told: ['day-before'],
    bookings: ['reserved null false'],
    money: ['guest-credit 2000', 'hold 0'],
  },
  [LAPSED]: { told: [], bookings: [], money: ['credit-expiry -2000', 'guest-credit 2000'] },
  [ELSEWHERE]: {
    told: ['before-end', 'bill', 'booking-unused', 'car-detected'],
    bookings: ['cancelled driver-elsewhere false', 'completed departed true'],
    money: ['charge -600', 'guest-credit 2000', 'hold 0', 'hold 0', 'release 0', 'release 0'],
  },
  [SHORT]: {
    told: ['bill', 'car-detected', 'low-balance', 'low-while-parked'],
    bookings: ['completed departed true'],
    money: ['charge -600', 'guest-credit 370', 'hold 0', 'release 0'],
  },
};

eachEngine('time: the schedule', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.migratedDatabase();
    site = await Site.start({ databaseUrl: database.url });
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const seen = (slot: string, type: string) => site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });
  const book = (phone: string, slot: string, from: number, minutes: number) =>
    site.api.post('/api/bookings', { slot, phone, from: new Date(from).toISOString(), minutes });

  /** Something to do for the jobs within the second hour from now; answers when now is. */
  async function furnish(): Promise<number> {
    const lot = { holdMinutes: 60, noShowWarningMinutes: 0, depositMinor: 300, noShowFeeMinor: 500 };
    await settings({ ...lot, guestCreditMinor: 2000, guestCreditDays: 1 });
    await site.text(LAPSED, 'hello');
    await settings({ guestCreditDays: null });
    site.clock.advance(22.5 * HOUR);
    const start = site.now();
    for (const phone of [DUE, ABSENT, TOMORROW, ELSEWHERE]) await site.text(phone, 'hello');
    await settings({ guestCreditMinor: 370 });
    await site.text(SHORT, 'hello');
    await book(DUE, 'A', start + 135 * MINUTE, 60);
    // Tomorrow's reminder is due an hour from here.
    await settings({ dayBeforeHour: new Date(start + HOUR).getUTCHours() });
    await book(TOMORROW, 'B', start + 26 * HOUR, 60);
    await site.api.post('/api/bookings', { slot: 'C', phone: ELSEWHERE, minutes: 30 });
    await book(ELSEWHERE, 'D', start + 30 * MINUTE, 120);
    await seen('C', 'occupied');
    await site.text(SHORT, 'book E');
    await seen('E', 'occupied');
    site.clock.advance(20 * MINUTE);
    await site.text(ABSENT, 'book F');
    await passUntil(site, start + HOUR - MINUTE, 5);
    return start;
  }

  async function leave(start: number): Promise<void> {
    await passUntil(site, start + 3 * HOUR);
    await seen('C', 'vacated');
    await seen('E', 'vacated');
    await runJobs(site);
  }

  async function outcome() {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    const entries = PHONES.map(async (phone) => {
      const told = (await site.chat(phone)).filter((m) => m.direction === 'outbound' && m.inReplyTo === null);
      const bookings = await site.bookings(phone);
      const money = await site.transfers(phone);
      const found = {
        told: told.map(({ kind }) => kind).sort(),
        bookings: bookings.map(({ state, endReason, current }) => `${state} ${endReason} ${current}`).sort(),
        money: money.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`).sort(),
      };
      return [phone, found] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  it('cron on time: what comes of an hour in which bookings, reminders, credit, deposits and warnings are due', async () => {
    const start = await furnish();
    await leave(start);
    expect(await outcome()).to.deep.equal(EXPECTED);
  });

  it('cron missed: a process that was down over the due time makes up for it, and loses and doubles nothing', async () => {
    const start = await furnish();
    await site.parkwire.stop();
    site.clock.set(start + 2 * HOUR);
    await site.restart();
    await runJobs(site);
    await leave(start);
    expect(await outcome()).to.deep.equal(EXPECTED);
  });

  it('cron twice: every job twice at the same time, and in two processes where there may be two', async () => {
    const start = await furnish();
    const sites = [site];
    if (engine.dialect === 'postgres') sites.push(await Site.start({ databaseUrl: database.url, clock: site.clock }));
    try {
      for (let minutes = 60; minutes <= 120; minutes += 15) {
        site.clock.set(start + minutes * MINUTE);
        await runJobsAtOnce(sites);
      }
      await site.api.login('admin', sites.at(-1)!.password);
      await leave(start);
      await runJobsAtOnce(sites);
      expect(await outcome()).to.deep.equal(EXPECTED);
    } finally {
      for (const other of sites.slice(1)) await other.stop();
    }
  });
});
