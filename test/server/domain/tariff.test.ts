import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Interval } from '../../../server/domain/interval.ts';
import { priceStay, type Tariff } from '../../../server/domain/tariff.ts';
import { ZONES } from './zones.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (text: string): number => Date.parse(text);

const standard: Tariff = {
  id: 't',
  lotId: 'l',
  version: 1,
  ratePerHourMinor: 200,
  incrementSeconds: 900,
  graceSeconds: 300,
  dailyCapMinor: 2000,
  effectiveFrom: 0,
};
const with_ = (change: Partial<Tariff>): Tariff => ({ ...standard, ...change });

/** From eight in the morning in the lot. */
const stay = (ms: number): Interval => ({ from: at('2026-11-20T08:00:00Z'), to: at('2026-11-20T08:00:00Z') + ms });
const price = (ms: number, tariff = standard): number => priceStay(stay(ms), tariff, 'UTC').amountMinor;

/** Increment by increment, each put to the day in which it begins by another library; rounded by hand. */
function slowPrice({ from, to }: Interval, tariff: Tariff, zone: string): number {
  if (to - from <= tariff.graceSeconds * 1000 || to <= from) return 0;
  const sold = new Map<string, bigint>();
  for (let start = from; start < to; start += tariff.incrementSeconds * 1000) {
    const day = DateTime.fromMillis(start, { zone }).toISODate() ?? '';
    sold.set(day, (sold.get(day) ?? 0n) + BigInt(tariff.incrementSeconds));
  }
  let sum = 0;
  for (const seconds of sold.values()) {
    const exact = seconds * BigInt(tariff.ratePerHourMinor);
    const amount = Number(exact / 3600n) + (exact % 3600n >= 1800n ? 1 : 0);
    sum += tariff.dailyCapMinor === null ? amount : Math.min(amount, tariff.dailyCapMinor);
  }
  return sum;
}

const anyTariff: fc.Arbitrary<Tariff> = fc
  .record({
    ratePerHourMinor: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constantFrom(1, 7, 1250, 99_999)),
    incrementSeconds: fc.constantFrom(61, 300, 900, 1000, 3600, 5400, 86_400, 100_000),
    graceSeconds: fc.constantFrom(0, 1, 300, 1800, 7200),
    dailyCapMinor: fc.option(fc.constantFrom(0, 1, 333, 2000, 5000), { nil: null }),
  })
  .map(with_);
/** Around both clock changes of many zones, and anywhere else. */
const anyStart = fc.oneof(
  fc.integer({ min: at('2026-03-05T00:00:00Z'), max: at('2026-04-27T00:00:00Z') }),
  fc.integer({ min: at('2026-10-22T00:00:00Z'), max: at('2026-11-03T00:00:00Z') }),
  fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') }),
);
const anyZone = fc.constantFrom(...ZONES);
const anyLength = fc.oneof(fc.integer({ min: -HOUR, max: 4 * HOUR }), fc.integer({ min: 0, max: 70 * HOUR }));

describe('tariff', () => {
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
    const third = with_({ ratePerHourMinor: 2, dailyCapMinor: null });
    // 0.5 a quarter: 1, not 0; three quarters are 1.5, so 2 and not 3.
    expect([15, 30, 45, 60].map((minutes) => price(minutes * MINUTE, third))).to.deep.equal([1, 1, 2, 2]);
    expect(price(20 * MINUTE, with_({ ratePerHourMinor: 1 }))).to.equal(1);
    expect(price(15 * MINUTE, with_({ ratePerHourMinor: 1 }))).to.equal(0);
  });

  it('counts minor units of any size: yen, cents and thousandths of a dinar', () => {
    expect(price(2 * HOUR, with_({ ratePerHourMinor: 300, dailyCapMinor: null }))).to.equal(600);
    expect(price(2.5 * HOUR, with_({ ratePerHourMinor: 1250, dailyCapMinor: null }))).to.equal(3125);
    expect(price(720 * HOUR, with_({ ratePerHourMinor: 9_000_000_000, dailyCapMinor: null }))).to.equal(
      6_480_000_000_000,
    );
  });

  it('caps each calendar day of the lot, not each 24 hours', () => {
    const days = (zone: string) =>
      priceStay({ from: at('2026-11-20T08:00:00Z'), to: at('2026-11-21T20:00:00Z') }, standard, zone).lines;
    expect(days('UTC').map(({ amountMinor, capped }) => [amountMinor, capped])).to.deep.equal([
      [2000, true],
      [2000, true],
    ]);
    // In Kolkata it begins at 13:30 and ends at 01:30: 10½ h, a day, 1½ h.
    expect(days('Asia/Kolkata').map(({ amountMinor, capped }) => [amountMinor, capped])).to.deep.equal([
      [2000, true],
      [2000, true],
      [300, false],
    ]);
    expect(price(10 * HOUR)).to.equal(2000);
    expect(
      priceStay(stay(10 * HOUR), standard, 'UTC').lines[0]?.capped,
      'the cap itself is not above the cap',
    ).to.equal(false);
    expect(price(HOUR, with_({ dailyCapMinor: 0 }))).to.equal(0);
  });

  it('puts an increment that runs over midnight to the day in which it begins', () => {
    const over = priceStay({ from: at('2026-11-20T22:50:00Z'), to: at('2026-11-21T00:40:00Z') }, standard, 'UTC');
    expect(over.lines.map(({ increments }) => increments)).to.deep.equal([5, 3]);
    expect(over.lines.map(({ from, to }) => (to - from) / MINUTE)).to.deep.equal([70, 40]);
  });

  it('charges days of 23 and 25 hours for what they are', () => {
    const berlin = (day: string, next: string, tariff: Tariff): number =>
      priceStay({ from: at(day), to: at(next) }, tariff, 'Europe/Berlin').amountMinor;
    const uncapped = with_({ dailyCapMinor: null });
    const [spring, autumn] = [
      ['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'],
      ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
    ] as const;
    expect([berlin(...spring, uncapped), berlin(...autumn, uncapped)]).to.deep.equal([4600, 5000]);
    expect([berlin(...spring, standard), berlin(...autumn, standard)]).to.deep.equal([2000, 2000]);
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

  it('has lines that add up, in order, within the stay, none above the cap', () => {
    fc.assert(
      fc.property(anyStart, anyLength, anyTariff, anyZone, (from, length, tariff, zone) => {
        const { amountMinor, lines } = priceStay({ from, to: from + length }, tariff, zone);
        expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).to.equal(amountMinor);
        let end = from;
        for (const line of lines) {
          expect(line.from).to.be.at.least(end);
          expect(line.increments).to.be.greaterThan(0);
          expect(line.to)
            .to.be.greaterThan(line.from)
            .and.at.most(from + length);
          expect(line.amountMinor)
            .to.be.at.least(0)
            .and.at.most(tariff.dailyCapMinor ?? Number.POSITIVE_INFINITY);
          end = line.to;
        }
        const sold = lines.reduce((sum, line) => sum + line.increments, 0);
        if (lines.length > 0) expect(sold).to.equal(Math.ceil(length / (tariff.incrementSeconds * 1000)));
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
