import { language } from '../../language.ts';
import type { Days } from './days.ts';

/** How days, hours and lengths are written, and how all charts look. */

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options });
const short = inUtc({ day: 'numeric', month: 'short' });
const long = inUtc({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const weekdays = inUtc({ weekday: 'short' });

/** `2026-11-02` as 2 Nov. */
export const shortDay = (date: string): string => short.format(Date.parse(date));
export const longDay = (date: string): string => long.format(Date.parse(date));
/** One day, or the first and the last. */
export const spanName = ({ from, to }: Days): string =>
  from === to ? longDay(from) : `${longDay(from)} – ${longDay(to)}`;
/** Monday is 1; the epoch's fifth day was one. */
export const weekdayName = (weekday: number): string => weekdays.format((weekday + 3) * 86_400_000);

const units = Object.fromEntries(
  (['minute', 'hour'] as const).map((unit) => [
    unit,
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }),
  ]),
);

export function lengthName(minutes: number): string {
  return minutes < 60 ? (units['minute']?.format(minutes) ?? '') : (units['hour']?.format(minutes / 60) ?? '');
}

/** Money on an axis: short, in the currency's own unit. */
export function moneyTick(currency: string, decimals: number): (minor: number) => string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, notation: 'compact' });
  return (minor) => format.format(minor / 10 ** decimals);
}

/** Of every chart. What it shows is in its table too, so that a screen reader needs none of its inside. */
export const look = {
  h: 270,
  accessibilityLayer: false,
  tickLine: 'none',
  barProps: { isAnimationActive: false, radius: 3 },
  maxBarWidth: 44,
  // In the order of the series, not of the alphabet.
  legendProps: { itemSorter: null },
} as const;

/** So many bars can still be told apart. */
export const MOST_BARS = 30;

export const colors = {
  main: 'var(--pw-reserved)',
  second: 'var(--pw-occupied)',
  bad: 'var(--pw-attention)',
  good: 'var(--pw-free)',
  past: 'var(--pw-out-of-service)',
} as const;
