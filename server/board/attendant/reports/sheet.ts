import { formatMoney, minorDigits } from '../../format.ts';
import { language } from '../../language.ts';
import { type Cell, majorOf } from './csv.ts';
import { messageWords } from './message-words.ts';

const numbers = new Intl.NumberFormat(language);
const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });

export const NOTHING = '–';
export const ofText = (text: string): Cell => ({ shown: text, value: text });
export const ofCount = (count: number): Cell => ({ shown: numbers.format(count), value: count });
export const ofMean = (mean: number | null): Cell =>
  mean === null ? { shown: NOTHING, value: null } : { shown: tenths.format(mean), value: rounded(mean) };
export const ofShare = (share: number | null): Cell =>
  share === null ? { shown: NOTHING, value: null } : { shown: percents.format(share), value: rounded(share) };
export const ofMoney = (minor: number, currency: string): Cell => ({
  shown: formatMoney(minor, currency, language),
  value: majorOf(minor, minorDigits(currency)),
});

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** A column of words, or of numbers. */
export const words = (label: string) => ({ label, isNumber: false });
export const figures = (label: string) => ({ label, isNumber: true });

/** Parts of a cent: millionths of the currency; where nobody has said a price, that is said instead. */
export function ofMicros(micros: number | null, currency: string): Cell {
  if (micros === null) return { shown: messageWords.noPrice, value: null };
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 6 });
  return { shown: format.format(micros / 1_000_000), value: majorOf(micros, 6) };
}
