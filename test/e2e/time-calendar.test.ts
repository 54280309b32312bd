import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, ManualClock, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { passUntil, runJobs } from '../support/passing-time.ts';

const DRIVER = '+919812345678';

interface Change {
  readonly name: string;
  /** The Sunday on which the clock of Berlin is changed. */
  readonly sunday: string;
  /** What its wall clock is ahead of UTC on the Saturday and on the Monday. */
  readonly before: string;
  readonly after: string;
  readonly hoursOfSunday: number;
  /** When it is two o'clock on that Sunday: where that hour is skipped, the change; where it comes twice, the first. */
  readonly twoOClock: string;
}

const CHANGES: readonly Change[] = [
  {
    ...{ name: 'put forward', sunday: '2026-03-29', before: '+01:00', after: '+02:00' },
    ...{ hoursOfSunday: 23, twoOClock: '2026-03-29T01:00:00Z' },
  },
  {
    ...{ name: 'put back', sunday: '2026-10-25', before: '+02:00', after: '+01:00' },
    ...{ hoursOfSunday: 25, twoOClock: '2026-10-25T00:00:00Z' },
  },
];

story('time: the calendar of a lot', () => {
  let site: Site;

  const startAt = async (moment: string) => {
    site = await Site.start({ clock: new ManualClock(Date.parse(moment)) });
    await site.api.patch('/api/lots/main', { timeZone: 'Europe/Berlin' });
  };
  afterEach(() => site.stop());

  const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });
  /** What the driver was told without having asked, with its moment. */
  const told = async () =>
    (await site.chat(DRIVER))
      .filter(({ direction, inReplyTo }) => direction === 'outbound' && inReplyTo === null)
      .map(({ kind, createdAt }) => `${kind} ${new Date(createdAt).toISOString()}`);
  const words = async (kind: string) => (await site.chat(DRIVER)).find((m) => m.kind === kind)?.body;
  const utc = (local: string) => new Date(local).toISOString();
  const book = (from: string, to: string) =>
    site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, from: utc(from), to: utc(to) });
  /** A stay without a booking ahead, and what it is to cost by the lines of the quote. */
  async function park(from: string, to: string, lines: readonly number[]) {
    await startAt(from);
    await site.text(DRIVER, 'book A');
    await seen('occupied');
    await passUntil(site, Date.parse(to), 60);
    const quote = await site.api.get(`/api/lots/main/quote?from=${utc(from)}&to=${utc(to)}`);
    expect(quote.lines.map(({ amountMinor }: any) => amountMinor)).to.deep.equal(lines);
    expect((await site.slot('A')).session?.costMinor).to.equal(quote.amountMinor);
    await seen('vacated');
    expect((await site.bookings(DRIVER))[0].chargedMinor).to.equal(quote.amountMinor);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000 - quote.amountMinor);
  }

  for (const { name, sunday, before, after, hoursOfSunday, twoOClock } of CHANGES) {
    const day = (offset: number) => new Date(Date.parse(sunday) + offset * 24 * HOUR).toISOString().slice(0, 10);

    describe(`the night in which the clock is ${name}`, () => {
      it('a stay across it: every hour is counted, and each calendar day has its own cap', () =>
        park(`${day(-1)}T12:00:00${before}`, `${day(1)}T06:00:00${after}`, [
          ...[2400, -400],
          ...[hoursOfSunday * 200, 2000 - hoursOfSunday * 200],
          1200,
        ]));

      it('a booking across it: reminded of and ended by the wall clock, billed by the hours there are', async () => {
        const from = `${sunday}T01:00:00${before}`;
        const to = `${sunday}T04:00:00${after}`;
        await startAt(`${day(-1)}T08:00:00${before}`);
        await book(from, to);
        await passUntil(site, Date.parse(from));
        expect((await site.slot('A')).state).to.equal('reserved');
        await seen('occupied');
        await passUntil(site, Date.parse(to), 5);
        expect((await site.slot('A')).session).to.include({ overstay: true });
        await seen('vacated');
        const minutes = (moment: string, offset: number) =>
          new Date(Date.parse(moment) + offset * MINUTE).toISOString();
        expect(await told()).to.deep.equal([
          `day-before ${utc(`${day(-1)}T10:00:00${before}`)}`,
          `before-start ${minutes(from, -60)}`,
          `car-detected ${minutes(from, 0)}`,
          `before-end ${minutes(to, -10)}`,
          `bill ${minutes(to, 0)}`,
        ]);
        expect(await words('day-before'))
          .to.contain('01:00')
          .and.contain('04:00');
        expect(await words('before-end')).to.contain('04:00');
        const hours = (Date.parse(to) - Date.parse(from)) / HOUR;
        expect(hours).to.equal(hoursOfSunday - 21);
        expect((await site.bookings(DRIVER))[0].chargedMinor).to.equal(hours * 200);
      });

      it('a reminder at two o’clock of that night comes once', async () => {
        await startAt(`${day(-1)}T08:00:00${before}`);
        await site.api.patch('/api/lots/main', { dayBeforeHour: 2 });
        await book(`${day(1)}T12:00:00${after}`, `${day(1)}T14:00:00${after}`);
        await passUntil(site, Date.parse(`${day(1)}T10:00:00${after}`), 15);
        expect(await told()).to.deep.equal([`day-before ${utc(twoOClock)}`]);
      });
    });
  }

  describe('the leap day of 2028', () => {
    it('a stay across it has three calendar days', () =>
      park('2028-02-28T20:00:00+01:00', '2028-03-01T02:00:00+01:00', [800, 4800, -2800, 400]));

    it('a booking on it is reminded of the day before, one on the day after on it', async () => {
      await startAt('2028-02-27T12:00:00+01:00');
      await book('2028-02-29T14:00:00+01:00', '2028-02-29T16:00:00+01:00');
      await book('2028-03-01T14:00:00+01:00', '2028-03-01T16:00:00+01:00');
      await passUntil(site, Date.parse('2028-02-29T12:00:00+01:00'), 30);
      expect(await told()).to.deep.equal([
        'day-before 2028-02-28T09:00:00.000Z',
        'day-before 2028-02-29T09:00:00.000Z',
      ]);
      const said = (await site.chat(DRIVER)).filter(({ kind }) => kind === 'day-before').map(({ body }) => body);
      expect(said[0]).to.contain('tomorrow');
      await passUntil(site, Date.parse('2028-02-29T14:00:00+01:00'), 10);
      expect((await site.slot('A')).state).to.equal('reserved');
      await seen('occupied');
      await passUntil(site, Date.parse('2028-02-29T16:00:00+01:00'), 10);
      await seen('vacated');
      expect((await site.bookings(DRIVER)).map(({ chargedMinor }) => chargedMinor)).to.have.members([400, null]);
      expect((await told()).slice(2)).to.deep.equal([
        'before-start 2028-02-29T12:00:00.000Z',
        'car-detected 2028-02-29T13:00:00.000Z',
        'before-end 2028-02-29T14:50:00.000Z',
        'bill 2028-02-29T15:00:00.000Z',
      ]);
    });

    it('is a date to come back on, and there is none in other years', async () => {
      await startAt('2028-02-27T12:00:00+01:00');
      await site.text(DRIVER, 'book A');
      await seen('occupied');
      site.clock.advance(HOUR);
      const path = `/api/bookings/${(await site.bookings(DRIVER))[0].id}/complete`;
      await site.api.refused('invalid-request', 'POST', path, { followUpDate: '2029-02-29' });
      await site.api.post(path, { followUpDate: '2028-02-29' });
      await passUntil(site, Date.parse('2028-03-01T12:00:00+01:00'), 30);
      await runJobs(site);
      expect((await told()).filter((line) => line.startsWith('follow-up'))).to.deep.equal([
        'follow-up 2028-02-29T08:00:00.000Z',
      ]);
      expect(await words('follow-up')).to.contain('29 Feb');
    });
  });
});
