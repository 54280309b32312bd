import fc from 'fast-check';
import { type Band, type Rate, type Step, singleRate, type TariffTerms } from '../../../server/domain/tariff.ts';
import { ZONES } from './zones.ts';

/** Tariffs, stays and zones of every kind, for the properties of bills. */

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

export const standard: TariffTerms = {
  graceSeconds: 300,
  freeSeconds: 0,
  dailyCapMinor: 2000,
  stayCapMinor: null,
  rates: singleRate(200, 900),
  addOns: [],
  taxBasisPoints: 0,
};
export const with_ = (change: Partial<TariffTerms>): TariffTerms => ({ ...standard, ...change });
export const timed = (steps: Step[], band: Band | null = null, name: string | null = null): Rate => ({
  name,
  band,
  price: { kind: 'time', steps },
});
export const step = (ratePerHourMinor: number, incrementSeconds = 900, forSeconds: number | null = null): Step => ({
  forSeconds,
  ratePerHourMinor,
  incrementSeconds,
});

/** Rates and steps without halves of a unit, so that a line split in two by another band costs the same. */
const anyStep = (forSeconds: fc.Arbitrary<number | null>): fc.Arbitrary<Step> =>
  fc.record({
    ratePerHourMinor: fc.constantFrom(0, 60, 3600, 7200),
    incrementSeconds: fc.constantFrom(300, 900, 3600, 5400),
    forSeconds,
  });
const anySteps = fc
  .tuple(fc.array(anyStep(fc.constantFrom(600, 3600, 5400)), { maxLength: 2 }), anyStep(fc.constant(null)))
  .map(([before, last]) => [...before, last]);
export const anyBand: fc.Arbitrary<Band> = fc.record({
  days: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: null }),
  from: fc.constantFrom(0, 90, 150, 480, 1110),
  to: fc.constantFrom(0, 120, 180, 360, 1080, 1410),
});
export const anyRates = fc
  .tuple(fc.array(fc.tuple(anySteps, anyBand), { maxLength: 2 }), anySteps)
  .map(([banded, last]) => [...banded.map(([steps, band]) => timed(steps, band)), timed(last)]);
export const anyTariff: fc.Arbitrary<TariffTerms> = fc
  .record({
    rates: fc.oneof(
      anyRates,
      fc
        .tuple(
          fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constantFrom(1, 7, 1250, 99_999)),
          fc.constantFrom(61, 300, 900, 1000, 3600, 5400, 86_400, 100_000),
        )
        .map(([rate, increment]) => singleRate(rate, increment)),
    ),
    graceSeconds: fc.constantFrom(0, 1, 300, 1800, 7200),
    freeSeconds: fc.constantFrom(0, 0, 600, 5400),
    dailyCapMinor: fc.option(fc.constantFrom(0, 1, 333, 2000, 5000), { nil: null }),
    stayCapMinor: fc.option(fc.constantFrom(0, 2500, 10_000), { nil: null }),
  })
  .map(with_);
/** Around both clock changes of many zones, and anywhere else. */
export const anyStart = fc.oneof(
  fc.integer({ min: at('2026-03-05T00:00:00Z'), max: at('2026-04-27T00:00:00Z') }),
  fc.integer({ min: at('2026-10-22T00:00:00Z'), max: at('2026-11-03T00:00:00Z') }),
  fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') }),
);
export const anyZone = fc.constantFrom(...ZONES);
export const anyLength = fc.oneof(fc.integer({ min: -HOUR, max: 4 * HOUR }), fc.integer({ min: 0, max: 70 * HOUR }));

/** A flat price, for a period or a day of it. */
export const flat = (amountMinor: number, per: 'period' | 'day', band: Band | null = null): Rate => ({
  name: null,
  band,
  price: { kind: 'flat', amountMinor, per },
});
const anyFlat = fc.record({ amountMinor: fc.constantFrom(0, 1, 300, 1250), per: fc.constantFrom('period', 'day') });
/** With halves of a unit, so that rounding shows. */
const oddSteps = anySteps.chain((steps) =>
  fc
    .constantFrom(1, 2, 7, 250, 999)
    .map((odd) => steps.map((one) => ({ ...one, ratePerHourMinor: one.ratePerHourMinor + odd }))),
);
const anyPrice: fc.Arbitrary<(band: Band | null) => Rate> = fc.oneof(
  fc.oneof(anySteps, oddSteps).map((steps) => (band: Band | null) => timed(steps, band)),
  anyFlat.map(
    ({ amountMinor, per }) =>
      (band: Band | null) =>
        flat(amountMinor, per as 'period' | 'day', band),
  ),
);
/** Everything a tariff can be: steps, bands, flat prices, caps, free minutes, grace, services and tax. */
export const everyTariff: fc.Arbitrary<TariffTerms> = fc
  .record({
    anyway: anyTariff,
    rates: fc
      .tuple(fc.array(fc.tuple(anyPrice, anyBand), { maxLength: 3 }), anyPrice)
      .map(([banded, last]) => [...banded.map(([price, band]) => price(band)), last(null)]),
    taxBasisPoints: fc.constantFrom(0, 700, 1900),
    addOns: fc.constantFrom([], [{ code: 'WASH', name: 'Car wash', priceMinor: 1500 }]),
  })
  .map(({ anyway, ...change }) => ({ ...anyway, ...change }));
