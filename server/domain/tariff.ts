/** What a stay costs, as an operator states it. Amounts in minor units of the lot's currency; lengths in seconds. */
export interface TariffTerms {
  /** A stay up to this long is free; a longer one is billed from its start. */
  readonly graceSeconds: number;
  /** The first part of every stay that costs nothing, of longer ones too. */
  readonly freeSeconds: number;
  /** The most a calendar day of the lot costs, add-ons aside; null for no cap. */
  readonly dailyCapMinor: number | null;
  /** The most a stay costs, add-ons aside; null for no cap. */
  readonly stayCapMinor: number | null;
  /** Tried in their order; the last one has no band and so always applies. */
  readonly rates: readonly Rate[];
  readonly addOns: readonly AddOn[];
  /** Tax contained in every price, in hundredths of a percent: 1900 is 19 %. */
  readonly taxBasisPoints: number;
}

/** One version of a lot's tariff. A change is a new version, for stays that begin after it. */
export interface Tariff extends TariffTerms {
  readonly id: string;
  readonly lotId: string;
  readonly version: number;
  /** ms since the epoch. */
  readonly effectiveFrom: number;
  /** Taken back before it took effect: it prices nothing, and its number stays used. */
  readonly isWithdrawn: boolean;
}

/** A price and when it applies. */
export interface Rate {
  /** Shown on the bill: `night`, `weekend`. */
  readonly name: string | null;
  readonly band: Band | null;
  readonly price: Price;
}

/** Monday is 1, Sunday 7, as in ISO 8601. */
export type Weekday = number;

/**
 * Hours of the wall clock. `to` at or before `from` runs past midnight and belongs to the day on which it began; equal
 * ends are the whole day.
 */
export interface Band {
  /** null for every day. */
  readonly days: readonly Weekday[] | null;
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
}

/** Sold by time, in steps since the stay began; or one amount for a period under this rate, or for each day of it. */
export type Price =
  | { readonly kind: 'time'; readonly steps: readonly Step[] }
  | { readonly kind: 'flat'; readonly amountMinor: number; readonly per: 'period' | 'day' };

/** Time is sold in started increments. */
export interface Step {
  /** How long the step lasts; null for the last one, which goes on. */
  readonly forSeconds: number | null;
  readonly ratePerHourMinor: number;
  readonly incrementSeconds: number;
}

/** A service with a price, chosen at booking. */
export interface AddOn {
  readonly code: string;
  readonly name: string;
  readonly priceMinor: number;
}

/** One price around the clock. */
export function singleRate(ratePerHourMinor: number, incrementSeconds: number): readonly Rate[] {
  return [
    {
      name: null,
      band: null,
      price: { kind: 'time', steps: [{ forSeconds: null, ratePerHourMinor, incrementSeconds }] },
    },
  ];
}

/** The step that a tariff of one price around the clock consists of; null for any other tariff. */
export function onlyStep(terms: Pick<TariffTerms, 'rates'>): Step | null {
  const [rate, ...others] = terms.rates;
  if (!rate || others.length > 0 || rate.price.kind !== 'time') return null;
  const [step, ...more] = rate.price.steps;
  return step && more.length === 0 ? step : null;
}

/** What is wrong with the terms, in a sentence for the operator; null where nothing is. Shapes are checked before. */
export function faultIn(terms: TariffTerms): string | null {
  const last = terms.rates.at(-1);
  if (!last) return 'a tariff needs at least one rate';
  if (last.band !== null) return 'the last rate must have no band, so that every hour has a price';
  if (terms.rates.slice(0, -1).some(({ band }) => band === null)) return 'only the last rate may go without a band';
  for (const { price } of terms.rates) {
    if (price.kind !== 'time') continue;
    if (price.steps.length === 0) return 'a rate by time needs at least one step';
    if (price.steps.at(-1)?.forSeconds !== null) return 'the last step of a rate must go on without end';
    if (price.steps.slice(0, -1).some(({ forSeconds }) => forSeconds === null))
      return 'only the last step of a rate may go on without end';
  }
  const codes = terms.addOns.map(({ code }) => code);
  return new Set(codes).size < codes.length ? 'two add-ons have the same code' : null;
}

/** Whether a band holds a moment of the wall clock. */
export function inBand(band: Band, weekday: Weekday, minuteOfDay: number): boolean {
  const on = (day: Weekday): boolean => band.days === null || band.days.includes(day);
  if (band.from === band.to) return on(weekday);
  if (band.from < band.to) return on(weekday) && minuteOfDay >= band.from && minuteOfDay < band.to;
  if (minuteOfDay >= band.from) return on(weekday);
  return minuteOfDay < band.to && on(weekday === 1 ? 7 : weekday - 1);
}
