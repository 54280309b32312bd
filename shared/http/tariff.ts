import { z } from 'zod';

/** Tariffs, quotes and bills on the wire. Amounts in minor units of the lot's currency, lengths in seconds. */

const minor = z.int().min(0).max(1_000_000_000_000);
const seconds = z.int().min(0).max(86_400);

/** A wall clock of the lot, `00:00` to `24:00`. */
export const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time like 18:30');
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const step = z.strictObject({
  /** Left out of the last step, which goes on. */
  forSeconds: z.int().min(1).max(31_536_000).optional(),
  ratePerHourMinor: minor,
  incrementSeconds: z.int().min(1).max(86_400),
});

/** Either `steps`, sold by time since the stay began, or `flatMinor` for a period under this rate or for each day of it. */
const rate = z
  .strictObject({
    name: z.string().trim().min(1).max(40).optional(),
    days: z.array(z.enum(weekdays)).min(1).max(7).optional(),
    /** A band that ends at or before its beginning runs past midnight. */
    from: clockTime.optional(),
    to: clockTime.optional(),
    steps: z.array(step).min(1).max(10).optional(),
    flatMinor: minor.optional(),
    per: z.enum(['period', 'day']).optional(),
  })
  .refine(
    ({ steps, flatMinor }) => (steps === undefined) !== (flatMinor === undefined),
    'needs either steps or flatMinor',
  )
  .refine(({ per, flatMinor }) => per === undefined || flatMinor !== undefined, '`per` goes with flatMinor')
  .refine(({ from, to }) => (from === undefined) === (to === undefined), '`from` and `to` go together');
export type RateBody = z.infer<typeof rate>;

const addOn = z.strictObject({
  code: z.string().regex(/^[A-Z0-9]{1,12}$/, 'must be up to 12 capital letters and digits'),
  name: z.string().trim().min(1).max(40),
  priceMinor: minor,
});

const terms = z.strictObject({
  graceSeconds: seconds,
  freeSeconds: seconds,
  dailyCapMinor: minor.nullable(),
  stayCapMinor: minor.nullable(),
  rates: z.array(rate).min(1).max(24),
  addOns: z.array(addOn).max(20),
  taxBasisPoints: z.int().min(0).max(10_000),
});

/** What is left out stays as it is. A rate an hour alone replaces all rates by one around the clock. */
export const tariffChange = terms
  .partial()
  .extend({ ratePerHourMinor: minor.optional(), incrementSeconds: z.int().min(1).max(86_400).optional() })
  .strict()
  .refine(
    ({ rates, ratePerHourMinor, incrementSeconds }) =>
      rates === undefined || (ratePerHourMinor === undefined && incrementSeconds === undefined),
    'say either rates, or ratePerHourMinor and incrementSeconds',
  );
export type TariffChangeBody = z.infer<typeof tariffChange>;

export const tariffCreateRequest = tariffChange.safeExtend({
  effectiveFrom: z.iso.datetime({ offset: true }).optional(),
  /** The newest version that was looked at: where there is a newer one, none is added. */
  ifVersion: z.int().min(0).optional(),
});

export const tariffResponse = terms.extend({
  version: z.int(),
  effectiveFrom: z.iso.datetime(),
  /** Taken back before it took effect. */
  withdrawn: z.boolean(),
  /** Of a tariff with one price around the clock; null for any other. */
  ratePerHourMinor: minor.nullable(),
  incrementSeconds: z.int().nullable(),
});
export type TariffView = z.infer<typeof tariffResponse>;
export const tariffsResponse = z.object({ tariffs: z.array(tariffResponse) });

export const billLine = z.object({
  kind: z.enum(['grace', 'free', 'no-evidence', 'time', 'flat', 'daily-cap', 'stay-cap', 'add-on']),
  name: z.string().nullable(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  increments: z.int().nullable(),
  incrementSeconds: z.int().nullable(),
  ratePerHourMinor: z.int().nullable(),
  amountMinor: z.int(),
  taxMinor: z.int(),
});

const commaSeparated = z
  .string()
  .max(300)
  .transform((text) => text.split(',').filter((code) => code !== ''));
export const quoteQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  /** Codes, separated by commas. */
  addOns: commaSeparated.optional(),
});
export const quoteResponse = z.object({
  lot: z.string(),
  currency: z.string(),
  tariffVersion: z.int(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  amountMinor: z.int(),
  taxMinor: z.int(),
  lines: z.array(billLine),
});
/** As if `tariff` were in force already; what it leaves out is as the tariff in force at `from` has it. */
export const draftQuoteRequest = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  addOns: z.array(z.string().max(12)).max(20).optional(),
  tariff: tariffChange,
});
export type Quote = z.infer<typeof quoteResponse>;
