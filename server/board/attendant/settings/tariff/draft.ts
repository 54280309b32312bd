import type { RateBody } from '../../../../../shared/http/tariff.ts';
import type { Weekday } from '../fields/weekdays-field.tsx';
import type { TariffChangeBody, TariffView } from './api.ts';

/** A figure of a form: null where nothing stands there, NaN where it is wrong. */
export type Figure = number | null;

export interface StepDraft {
  readonly key: string;
  readonly forSeconds: Figure;
  readonly ratePerHourMinor: Figure;
  readonly incrementSeconds: Figure;
}

export interface RateDraft {
  readonly key: string;
  readonly name: string;
  readonly days: Weekday[] | undefined;
  readonly from: string;
  readonly to: string;
  readonly sold: 'time' | 'period' | 'day';
  readonly steps: readonly StepDraft[];
  readonly flatMinor: Figure;
}

export interface AddOnDraft {
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly priceMinor: Figure;
}

/** A tariff while it is written. The last rate holds whenever no other does; it has no days and no hours. */
export interface TariffDraft {
  readonly graceSeconds: Figure;
  readonly freeSeconds: Figure;
  readonly dailyCapMinor: Figure;
  readonly stayCapMinor: Figure;
  readonly taxBasisPoints: Figure;
  readonly rates: readonly RateDraft[];
  readonly addOns: readonly AddOnDraft[];
}

export const termKeys = [
  'rates',
  'graceSeconds',
  'freeSeconds',
  'dailyCapMinor',
  'stayCapMinor',
  'addOns',
  'taxBasisPoints',
] as const;
export type TermKey = (typeof termKeys)[number];

const key = (): string => crypto.randomUUID();

export const newStep = (): StepDraft => ({
  key: key(),
  forSeconds: null,
  ratePerHourMinor: null,
  incrementSeconds: 900,
});
export const newAddOn = (): AddOnDraft => ({ key: key(), code: '', name: '', priceMinor: null });
export const newRate = (): RateDraft => ({
  key: key(),
  name: '',
  days: undefined,
  from: '22:00',
  to: '06:00',
  sold: 'time',
  steps: [newStep()],
  flatMinor: null,
});

/** A day ends where the next one begins: the field for a time of day knows no 24:00. */
const shownTime = (time = '00:00'): string => (time === '24:00' ? '00:00' : time);

export function draftOf(terms: TariffView): TariffDraft {
  const { graceSeconds, freeSeconds, dailyCapMinor, stayCapMinor, taxBasisPoints, rates, addOns } = terms;
  return {
    graceSeconds,
    freeSeconds,
    dailyCapMinor,
    stayCapMinor,
    taxBasisPoints,
    rates: rates.map((rate) => ({
      key: key(),
      name: rate.name ?? '',
      days: rate.days as Weekday[] | undefined,
      from: shownTime(rate.from),
      to: shownTime(rate.to),
      sold: rate.steps ? 'time' : (rate.per ?? 'period'),
      steps: rate.steps?.map((step) => ({ ...step, key: key(), forSeconds: step.forSeconds ?? null })) ?? [newStep()],
      flatMinor: rate.flatMinor ?? null,
    })),
    addOns: addOns.map((addOn) => ({ ...addOn, key: key() })),
  };
}

/** The draft as the API takes it; null while something is missing or wrong. */
export function termsOf(draft: TariffDraft): TariffChangeBody | null {
  const { graceSeconds, freeSeconds, taxBasisPoints, dailyCapMinor, stayCapMinor } = draft;
  const rates = draft.rates.map((rate, index) => rateOf(rate, index === draft.rates.length - 1));
  const addOns = draft.addOns.map(({ code, name, priceMinor }) =>
    isFigure(priceMinor) && code.trim() !== '' && name.trim() !== ''
      ? { code: code.trim(), name: name.trim(), priceMinor }
      : null,
  );
  if (!isFigure(graceSeconds) || !isFigure(freeSeconds) || !isFigure(taxBasisPoints)) return null;
  if (Number.isNaN(dailyCapMinor) || Number.isNaN(stayCapMinor) || !areAll(rates) || !areAll(addOns)) return null;
  return { graceSeconds, freeSeconds, dailyCapMinor, stayCapMinor, rates, addOns, taxBasisPoints };
}

function rateOf({ name, days, from, to, sold, steps, flatMinor }: RateDraft, isLast: boolean): RateBody | null {
  const named = name.trim() === '' ? {} : { name: name.trim() };
  const band = isLast ? {} : { ...(days ? { days } : {}), from, to };
  if (!isLast && (from === '' || to === '')) return null;
  if (sold !== 'time') return isFigure(flatMinor) ? { ...named, ...band, flatMinor, per: sold } : null;
  const said = steps.map(({ forSeconds, ratePerHourMinor, incrementSeconds }, index) => {
    const goesOn = index === steps.length - 1;
    if (!isFigure(ratePerHourMinor) || !isFigure(incrementSeconds) || !(goesOn || isFigure(forSeconds))) return null;
    return { ...(goesOn ? {} : { forSeconds: Number(forSeconds) }), ratePerHourMinor, incrementSeconds };
  });
  return areAll(said) ? { ...named, ...band, steps: said } : null;
}

const isFigure = (figure: Figure): figure is number => figure !== null && !Number.isNaN(figure);
const areAll = <T>(found: readonly (T | null)[]): found is T[] => found.every((one) => one !== null);

/** What differs between a draft and a version; a draft with something wrong differs there. */
export function changedIn(draft: TariffDraft, version: TariffView): TermKey[] {
  const before = draftOf(version);
  return termKeys.filter((name) => comparable(draft[name]) !== comparable(before[name]));
}

/** The same for two versions. */
export const changedBetween = (one: TariffView, other: TariffView): TermKey[] => changedIn(draftOf(one), other);

/** Keys of a form are no part of a tariff; NaN, which JSON writes like null, is. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (name === 'key') return undefined;
    return typeof part === 'number' && Number.isNaN(part) ? 'NaN' : part;
  });
}

/** The version in force at a moment; versions come with the one that takes effect last first. */
export const inForceAt = (versions: readonly TariffView[], at: number): TariffView | undefined =>
  standing(versions).find(({ effectiveFrom }) => Date.parse(effectiveFrom) <= at);

/** Those that were not taken back. */
export const standing = (versions: readonly TariffView[]): TariffView[] =>
  versions.filter(({ withdrawn }) => !withdrawn);

export const newestOf = (versions: readonly TariffView[]): number =>
  Math.max(0, ...versions.map(({ version }) => version));
