import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type BillLine, priceStay } from '../../../server/domain/bill.ts';
import type { Interval } from '../../../server/domain/interval.ts';
import { type Band, type Rate, type Step, singleRate, type TariffTerms } from '../../../server/domain/tariff.ts';
import { anyLength, anyStart, anyTariff, anyZone, flat, standard, step, timed, with_ } from './any-tariff.ts';
import { TARIFFS, UNBROKEN } from './unbroken-bills.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (text: string): number => Date.parse(text);

const hourly = (ratePerHourMinor: number, incrementSeconds = 900): Partial<TariffTerms> => ({
  rates: singleRate(ratePerHourMinor, incrementSeconds),
});
/** From eight in the morning in the lot. */
const stay = (ms: number): Interval => ({ from: at('2026-11-20T08:00:00Z'), to: at('2026-11-20T08:00:00Z') + ms });
const shown = (lines: readonly BillLine[]): string[] => lines.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`);
const price = (ms: number, tariff = standard): number => priceStay(stay(ms), tariff, 'UTC').amountMinor;

/** Increment by increment, each put to its day, band and step by another library; rounded by hand. */
function slowPrice({ from, to }: Interval, terms: TariffTerms, zone: string): number {
  if (to - from <= terms.graceSeconds * 1000 || to <= from) return 0;
  const days = new Map<string, Map<Step, bigint>>();
  for (let start = from + terms.freeSeconds * 1000; start < to; ) {
    const local = DateTime.fromMillis(start, { zone });
    const minute = local.hour * 60 + local.minute;
    const rate = terms.rates.find(({ band }) => band === null || holds(band, local.weekday, minute));
    if (rate?.price.kind !== 'time') throw new Error('only rates by time');
    let passed = 0;
    const now = rate.price.steps.find(({ forSeconds }) => {
      passed += forSeconds === null ? Number.POSITIVE_INFINITY : forSeconds * 1000;
      return start - from < passed;
    });
    if (!now) throw new Error('no step');
    const day = days.get(local.toISODate() ?? '') ?? new Map<Step, bigint>();
    days.set(local.toISODate() ?? '', day.set(now, (day.get(now) ?? 0n) + BigInt(now.incrementSeconds)));
    start += now.incrementSeconds * 1000;
  }
  let sum = 0;
  for (const steps of days.values()) {
    let amount = 0;
    for (const [{ ratePerHourMinor }, seconds] of steps) {
      const exact = seconds * BigInt(ratePerHourMinor);
      amount += Number(exact / 3600n) + (exact % 3600n >= 1800n ? 1 : 0);
    }
    sum += terms.dailyCapMinor === null ? amount : Math.min(amount, terms.dailyCapMinor);
  }
  return terms.stayCapMinor === null ? sum : Math.min(sum, terms.stayCapMinor);
}

function holds(band: Band, weekday: number, minute: number): boolean {
  const minutes = new Set<string>();
  for (let offset = 0, length = (band.to - band.from + 1440) % 1440 || 1440; offset < length; offset += 1) {
    for (const day of band.days ?? [1, 2, 3, 4, 5, 6, 7]) {
      const shown = band.from + offset;
      minutes.add(`${shown < 1440 ? day : (day % 7) + 1}/${shown % 1440}`);
    }
  }
  return minutes.has(`${weekday}/${minute}`);
}

describe('bill', () => {
  it('is free up to the grace, and billed from the start beyond it', () => {
    expect([-HOUR, 0, 1, 5 * MINUTE].map((ms) => price(ms))).to.deep.equal([0, 0, 0, 0]);
    expect(price(5 * MINUTE + 1)).to.equal(50);
    expect(price(1, with_({ graceSeconds: 0 }))).to.equal(50);
    expect(price(0, with_({ graceSeconds: 0 }))).to.equal(0);
  });

  it('sells started increments', () => {
    expect([15 * MINUTE, 15 * MINUTE + 1, HOUR, HOUR + 1].map((ms) => price(ms))).to.deep.equal([50, 100, 200, 250]);
  });

  it('rounds once a line, half up, on the whole quantity', () => {
    const third = with_({ ...hourly(2), dailyCapMinor: null });
    // 0.5 a quarter: 1, not 0; three quarters are 1.5, so 2 and not 3.
    expect([15, 30, 45, 60].map((minutes) => price(minutes * MINUTE, third))).to.deep.equal([1, 1, 2, 2]);
    expect(price(20 * MINUTE, with_(hourly(1)))).to.equal(1);
    expect(price(15 * MINUTE, with_(hourly(1)))).to.equal(0);
  });

  it('counts minor units of any size: yen, cents and thousandths of a dinar', () => {
    expect(price(2 * HOUR, with_({ ...hourly(300), dailyCapMinor: null }))).to.equal(600);
    expect(price(2.5 * HOUR, with_({ ...hourly(1250), dailyCapMinor: null }))).to.equal(3125);
    expect(price(720 * HOUR, with_({ ...hourly(9_000_000_000), dailyCapMinor: null }))).to.equal(6_480_000_000_000);
  });

  it('caps each calendar day of the lot, not each 24 hours', () => {
    const days = (zone: string) =>
      shown(priceStay({ from: at('2026-11-20T08:00:00Z'), to: at('2026-11-21T20:00:00Z') }, standard, zone).lines);
    expect(days('UTC')).to.deep.equal(['time 3200', 'daily-cap -1200', 'time 4000', 'daily-cap -2000']);
    // In Kolkata it begins at 13:30 and ends at 01:30: 10½ h, a day, 1½ h.
    expect(days('Asia/Kolkata')).to.deep.equal([
      'time 2100',
      'daily-cap -100',
      'time 4800',
      'daily-cap -2800',
      'time 300',
    ]);
    expect(price(10 * HOUR)).to.equal(2000);
    expect(
      shown(priceStay(stay(10 * HOUR), standard, 'UTC').lines),
      'the cap itself is not above the cap',
    ).to.deep.equal(['time 2000']);
    expect(price(HOUR, with_({ dailyCapMinor: 0 }))).to.equal(0);
  });

  it('caps the stay after its days', () => {
    const twoDays = { from: at('2026-11-20T08:00:00Z'), to: at('2026-11-21T20:00:00Z') };
    const { lines, amountMinor } = priceStay(twoDays, with_({ stayCapMinor: 3000 }), 'UTC');
    expect(shown(lines).at(-1)).to.equal('stay-cap -1000');
    expect(amountMinor).to.equal(3000);
  });

  it('shows a stay within the grace as a line of nothing', () => {
    expect(shown(priceStay(stay(5 * MINUTE), standard, 'UTC').lines)).to.deep.equal(['grace 0']);
  });

  it('gives the first minutes free, of long stays too', () => {
    const terms = with_({ graceSeconds: 0, freeSeconds: 1800 });
    expect(shown(priceStay(stay(30 * MINUTE), terms, 'UTC').lines)).to.deep.equal(['free 0']);
    expect(shown(priceStay(stay(60 * MINUTE), terms, 'UTC').lines)).to.deep.equal(['free 0', 'time 100']);
  });

  it('sells the first hour and then the rest in steps', () => {
    const terms = with_({ rates: [timed([step(300, 3600, 3600), step(100, 1800)])], dailyCapMinor: null });
    expect([30, 60, 61, 90, 91, 180].map((minutes) => price(minutes * MINUTE, terms))).to.deep.equal([
      300, 300, 350, 350, 400, 500,
    ]);
  });

  it('sells by the band in which an increment begins', () => {
    const evening: Band = { days: null, from: 18 * 60, to: 6 * 60 };
    const weekend: Band = { days: [6, 7], from: 0, to: 0 };
    const terms = with_({
      rates: [timed([step(50)], weekend, 'weekend'), timed([step(100)], evening, 'evening'), timed([step(400)])],
      dailyCapMinor: null,
    });
    // From Friday 17:50 to Saturday 00:20: one increment by day, six hours in the evening, two at the weekend.
    const over = priceStay({ from: at('2026-11-20T17:50:00Z'), to: at('2026-11-21T00:20:00Z') }, terms, 'UTC');
    expect(over.lines.map(({ name, increments, amountMinor }) => [name, increments, amountMinor])).to.deep.equal([
      [null, 1, 100],
      ['evening', 24, 600],
      ['weekend', 1, 13],
    ]);
    expect(over.lines.map(({ from }) => new Date(from).toISOString().slice(11, 16))).to.deep.equal([
      '17:50',
      '18:05',
      '00:05',
    ]);
    // Of a band past midnight the early hours belong to the day on which it began.
    const friday = with_({ rates: [timed([step(100)], { ...evening, days: [5] }), timed([step(400)])] });
    const hour = (from: string): number =>
      priceStay({ from: at(from), to: at(from) + HOUR }, friday, 'UTC').amountMinor;
    expect([hour('2026-11-20T03:00:00Z'), hour('2026-11-20T22:00:00Z'), hour('2026-11-21T03:00:00Z')]).to.deep.equal([
      400, 100, 100,
    ]);
  });

  it('sells a flat price for a period or for each day of it', () => {
    const night: Band = { days: null, from: 20 * 60, to: 8 * 60 };
    const twoNights = { from: at('2026-11-20T19:00:00Z'), to: at('2026-11-22T09:00:00Z') };
    const of = (rates: Rate[]): string[] =>
      shown(priceStay(twoNights, with_({ rates, dailyCapMinor: null }), 'UTC').lines);
    expect(of([flat(500, 'period', night), timed([step(200)])])).to.deep.equal([
      'time 200',
      'flat 500',
      'time 2400',
      'flat 500',
      'time 200',
    ]);
    expect(of([flat(500, 'period', null)])).to.deep.equal(['flat 500']);
    expect(of([flat(500, 'day', null)])).to.deep.equal(['flat 500', 'flat 500', 'flat 500']);
  });

  it('adds services, outside every cap', () => {
    const addOns = [{ code: 'WASH', name: 'Car wash', priceMinor: 1500 }];
    const bill = priceStay(stay(20 * HOUR), with_({ stayCapMinor: 2000 }), 'UTC', { addOns });
    expect(bill.amountMinor).to.equal(3500);
    expect(bill.lines.at(-1)).to.deep.include({ kind: 'add-on', name: 'Car wash', amountMinor: 1500 });
  });

  it('states the tax within each line', () => {
    const bill = priceStay(stay(16 * HOUR), with_({ taxBasisPoints: 1900 }), 'UTC');
    expect(bill.lines.map(({ amountMinor, taxMinor }) => [amountMinor, taxMinor])).to.deep.equal([
      [3200, 511],
      [-1200, -192],
    ]);
    expect(bill.taxMinor).to.equal(319);
  });

  it('puts an increment that runs over midnight to the day in which it begins', () => {
    const over = priceStay({ from: at('2026-11-20T22:50:00Z'), to: at('2026-11-21T00:40:00Z') }, standard, 'UTC');
    expect(over.lines.map(({ increments }) => increments)).to.deep.equal([5, 3]);
    expect(over.lines.map(({ from, to }) => (to - from) / MINUTE)).to.deep.equal([75, 35]);
  });

  it('charges days of 23 and 25 hours for what they are', () => {
    const berlin = (day: string, next: string, tariff: TariffTerms): number =>
      priceStay({ from: at(day), to: at(next) }, tariff, 'Europe/Berlin').amountMinor;
    const uncapped = with_({ dailyCapMinor: null });
    const [spring, autumn] = [
      ['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'],
      ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
    ] as const;
    expect([berlin(...spring, uncapped), berlin(...autumn, uncapped)]).to.deep.equal([4600, 5000]);
    expect([berlin(...spring, standard), berlin(...autumn, standard)]).to.deep.equal([2000, 2000]);
  });

  it('of a stay without a gap is what it always was', () => {
    for (const [name, start, minutes, zone, lines, amountMinor, taxMinor] of UNBROKEN) {
      const from = at(start);
      const bill = priceStay({ from, to: from + minutes * MINUTE }, TARIFFS[name] ?? standard, zone);
      const told = bill.lines.map((line) => {
        const times = line.increments === null ? '' : ` x${line.increments}`;
        return `${line.kind} ${(line.from - from) / MINUTE}-${(line.to - from) / MINUTE}${times} ${line.amountMinor}`;
      });
      expect([told.join(', '), bill.amountMinor, bill.taxMinor], `${name} ${start}`).to.deep.equal([
        lines,
        amountMinor,
        taxMinor,
      ]);
    }
  });

  it('equals a reference that counts increment by increment', () => {
    fc.assert(
      fc.property(anyStart, anyLength, anyTariff, anyZone, (from, length, tariff, zone) => {
        const span = { from, to: from + length };
        expect(priceStay(span, tariff, zone).amountMinor).to.equal(slowPrice(span, tariff, zone));
      }),
      { numRuns: 300 },
    );
  });

  it('has lines that add up, in order, within the stay, no day above its cap', () => {
    fc.assert(
      fc.property(anyStart, anyLength, anyTariff, anyZone, (from, length, tariff, zone) => {
        const { amountMinor, lines } = priceStay({ from, to: from + length }, tariff, zone);
        expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).to.equal(amountMinor);
        const { dailyCapMinor, stayCapMinor } = tariff;
        if (stayCapMinor !== null) expect(amountMinor).to.be.at.most(stayCapMinor);
        let end = from;
        const days = new Map<string, number>();
        for (const line of lines) {
          if (line.kind === 'stay-cap') continue;
          const day = DateTime.fromMillis(line.from, { zone }).toISODate() ?? '';
          days.set(day, (days.get(day) ?? 0) + line.amountMinor);
          if (line.kind === 'daily-cap') continue;
          expect(line.from).to.equal(end);
          expect(line.to).to.be.greaterThan(line.from);
          end = line.to;
        }
        if (lines.length > 0) expect(end).to.equal(from + length);
        if (dailyCapMinor !== null) for (const amount of days.values()) expect(amount).to.be.at.most(dailyCapMinor);
      }),
    );
  });

  it('never costs less for staying longer', () => {
    fc.assert(
      fc.property(anyStart, anyLength, fc.nat(10 * HOUR), anyTariff, anyZone, (from, length, more, tariff, zone) => {
        const shorter = priceStay({ from, to: from + length }, tariff, zone).amountMinor;
        expect(priceStay({ from, to: from + length + more }, tariff, zone).amountMinor).to.be.at.least(shorter);
      }),
    );
  });

  it('split between increments costs as much as whole without a cap, and never less with one', () => {
    const quarters = fc.integer({ min: 1, max: 200 });
    const cap = fc.option(fc.constantFrom(50, 700, 2000), { nil: null });
    fc.assert(
      fc.property(anyStart, quarters, quarters, cap, anyZone, (from, first, second, dailyCapMinor, zone) => {
        const tariff = with_({ graceSeconds: 0, dailyCapMinor });
        const cost = (start: number, count: number): number =>
          priceStay({ from: start, to: start + count * 15 * MINUTE }, tariff, zone).amountMinor;
        const parts = cost(from, first) + cost(from + first * 15 * MINUTE, second);
        const whole = cost(from, first + second);
        if (dailyCapMinor === null) expect(parts).to.equal(whole);
        else expect(parts).to.be.at.least(whole);
      }),
    );
  });
});
