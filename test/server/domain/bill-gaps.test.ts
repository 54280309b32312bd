import { expect } from 'chai';
import fc from 'fast-check';
import { type BillLine, priceStay } from '../../../server/domain/bill.ts';
import type { Interval } from '../../../server/domain/interval.ts';
import type { TariffTerms } from '../../../server/domain/tariff.ts';
import { anyStart, anyZone, everyTariff, flat, standard, step, timed, with_ } from './any-tariff.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TEN = Date.parse('2026-11-20T10:00:00Z');

/** Minutes after ten o'clock. */
const span = (from: number, to: number): Interval => ({ from: TEN + from * MINUTE, to: TEN + to * MINUTE });
const bill = (minutes: number, terms: TariffTerms, ...gaps: Interval[]) =>
  priceStay(span(0, minutes), terms, 'UTC', { gaps });
const shown = (lines: readonly BillLine[]): string[] =>
  lines.map(
    ({ kind, from, to, amountMinor }) => `${kind} ${(from - TEN) / MINUTE}-${(to - TEN) / MINUTE} ${amountMinor}`,
  );

/** In order and apart from each other. */
function union(spans: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const one of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (one.to <= one.from) continue;
    if (last && last.to >= one.from) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
    else merged.push(one);
  }
  return merged;
}

const anySpan = (from: number, to: number): fc.Arbitrary<Interval> =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.oneof(fc.nat(20 * MINUTE), fc.nat(to - from)))
    .map(([start, length]) => ({
      from: start,
      to: Math.min(to, start + length),
    }));
/** A stay of any kind with gaps in it, and one more that may touch or cover them and reach beyond the stay. */
const gapped = fc
  .tuple(anyStart, fc.oneof(fc.integer({ min: MINUTE, max: 5 * HOUR }), fc.integer({ min: MINUTE, max: 60 * HOUR })))
  .chain(([from, length]) =>
    fc.record({
      stay: fc.constant({ from, to: from + length }),
      gaps: fc.array(anySpan(from, from + length), { minLength: 1, maxLength: 4 }).map(union),
      more: anySpan(from - HOUR, from + length + HOUR),
      terms: everyTariff,
      zone: anyZone,
    }),
  );

describe('a bill with gaps', () => {
  it('leaves out what no observation supports, and says so', () => {
    const { lines, amountMinor } = bill(300, standard, span(60, 240));
    expect(shown(lines)).to.deep.equal(['time 0-60 200', 'no-evidence 60-240 0', 'time 240-300 200']);
    expect(amountMinor).to.equal(400);
    // An increment that began before the gap is used up behind it.
    expect(bill(45, standard, span(35, 40)).amountMinor).to.equal(150);
    expect(shown(bill(60, standard, span(4, 60)).lines)).to.deep.equal(['grace 0-60 0', 'no-evidence 4-60 0']);
  });

  it('sells nothing again behind a gap: no increment, no step, no flat price', () => {
    const free = { graceSeconds: 0, dailyCapMinor: null };
    const steps = with_({ ...free, rates: [timed([step(600, 3600, 3600), step(400)])] });
    expect([bill(90, steps), bill(90, steps, span(30, 31))].map(({ amountMinor }) => amountMinor)).to.deep.equal([
      800, 800,
    ]);
    expect(shown(bill(90, steps, span(30, 31)).lines)).to.deep.equal([
      'time 0-30 600',
      'no-evidence 30-31 0',
      'time 31-60 0',
      'time 60-90 200',
    ]);
    // What was seen of nothing is not sold: neither the second hour's first half nor its price.
    expect(shown(bill(120, steps, span(30, 90)).lines)).to.deep.equal([
      'time 0-30 600',
      'no-evidence 30-90 0',
      'time 90-120 200',
    ]);
    for (const per of ['period', 'day'] as const) {
      const once = with_({ ...free, rates: [flat(300, per)] });
      expect(shown(bill(180, once, span(30, 31)).lines)).to.deep.equal([
        'flat 0-30 300',
        'no-evidence 30-31 0',
        'flat 31-180 0',
      ]);
    }
    const nights = with_({ ...free, rates: [flat(300, 'day')] });
    expect(bill(60 * 64, nights).amountMinor, 'four days').to.equal(1200);
    expect(bill(60 * 64, nights, span(60 * 13, 60 * 39)).amountMinor, 'one of them unseen').to.equal(900);
  });

  it('rounds what a gap divides as if it did not', () => {
    const halves = with_({ graceSeconds: 0, rates: [timed([step(2)])] });
    expect(bill(45, halves).amountMinor).to.equal(2);
    expect(bill(45, halves, span(15, 16), span(30, 31)).amountMinor).to.equal(2);
    expect(shown(bill(45, halves, span(15, 30)).lines)).to.deep.equal([
      'time 0-15 1',
      'no-evidence 15-30 0',
      'time 30-45 0',
    ]);
  });

  it('counts free minutes and steps from the beginning of the stay, and the grace by what was seen', () => {
    const terms = with_({ graceSeconds: 600, freeSeconds: 1800, rates: [timed([step(400, 3600)])] });
    expect(shown(bill(90, terms, span(10, 11)).lines)).to.deep.equal([
      'free 0-10 0',
      'no-evidence 10-11 0',
      'free 11-30 0',
      'time 30-90 400',
    ]);
    expect(bill(90, terms, span(5, 85)).amountMinor).to.equal(0);
  });

  it('is never dearer than without its gaps, and no dearer for wider ones', () => {
    fc.assert(
      fc.property(gapped, ({ stay, gaps, more, terms, zone }) => {
        const cost = (some: readonly Interval[]): number =>
          priceStay(stay, terms, zone, { gaps: some, addOns: terms.addOns }).amountMinor;
        const wider = union([...gaps, more]);
        expect(cost(gaps)).to.be.at.most(cost([]));
        expect(cost(wider)).to.be.at.most(cost(gaps));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same with gaps outside the stay', () => {
    fc.assert(
      fc.property(gapped, ({ stay, gaps, terms, zone }) => {
        const price = (some: readonly Interval[]) => priceStay(stay, terms, zone, { gaps: some, addOns: terms.addOns });
        const outside = {
          before: { from: stay.from - HOUR, to: stay.from },
          after: { from: stay.to, to: stay.to + HOUR },
        };
        expect(price([outside.before, outside.after])).to.deep.equal(price([]));
        const around = union([outside.before, ...gaps, outside.after]);
        expect(price(around)).to.deep.equal(price(gaps));
      }),
    );
  });

  it('has lines that add up and tell every moment of the stay once; a line of unseen time is one of nothing', () => {
    fc.assert(
      fc.property(gapped, ({ stay, gaps, terms, zone }) => {
        const { amountMinor, taxMinor, lines } = priceStay(stay, terms, zone, { gaps, addOns: terms.addOns });
        const sum = (of: (line: BillLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
        expect([sum((line) => line.amountMinor), sum((line) => line.taxMinor)]).to.deep.equal([amountMinor, taxMinor]);
        const told = lines.filter(({ kind }) => !['daily-cap', 'stay-cap', 'add-on'].includes(kind));
        for (const line of told) {
          expect(line.amountMinor).to.be.at.least(0);
          expect(line.increments ?? 0).to.be.at.least(0);
        }
        const unseen = told.filter(({ kind }) => kind === 'no-evidence');
        expect(unseen.map(({ from, to, amountMinor: cost }) => ({ from, to, cost }))).to.deep.equal(
          gaps.map((gap) => ({ ...gap, cost: 0 })),
        );
        // Within the grace the one line is that of the stay.
        if (told.some(({ kind }) => kind === 'grace')) return;
        let end = stay.from;
        for (const line of [...told].sort((a, b) => a.from - b.from)) {
          expect(line.from).to.equal(end);
          end = line.to;
        }
        expect(end).to.equal(stay.to);
      }),
    );
  });

  it('sells no increment and no flat price of which nothing was seen', () => {
    fc.assert(
      fc.property(gapped, ({ stay, gaps, terms, zone }) => {
        const { lines } = priceStay(stay, terms, zone, { gaps });
        for (const { kind, from, to, increments, incrementSeconds } of lines) {
          if (kind !== 'time') continue;
          // Begun before the line, begun in it, and no others.
          expect(increments).to.be.at.most(Math.ceil((to - from) / ((incrementSeconds ?? 0) * 1000)) + 1);
        }
        const dark = priceStay(stay, terms, zone, { gaps: [stay] });
        expect(dark.amountMinor).to.equal(0);
      }),
    );
  });
});
