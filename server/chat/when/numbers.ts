import { type Part, type Token, textAt } from './tokens.ts';
import { table } from './word-table.ts';

/** Numbers that are written out, in English and Hindi. `a` and `an` are none: A is a slot. */
export const NUMBER_WORDS = table<number>([
  [1, 'one ek एक'],
  [2, 'two do दो'],
  [3, 'three teen tin तीन'],
  [4, 'four char chaar चार'],
  [5, 'five paanch panch पांच पाँच'],
  [6, 'six chhe chah chhah छह छः'],
  [7, 'seven saat सात'],
  [8, 'eight aath आठ'],
  [9, 'nine nau नौ'],
  [10, 'ten das दस'],
  [11, 'eleven gyarah gyaarah ग्यारह'],
  [12, 'twelve barah baarah बारह'],
  [13, 'thirteen'],
  [14, 'fourteen'],
  [15, 'fifteen pandrah पंद्रह पन्द्रह'],
  [16, 'sixteen'],
  [17, 'seventeen'],
  [18, 'eighteen'],
  [19, 'nineteen'],
  [20, 'twenty bees बीस'],
  [25, 'pachchis pachees पच्चीस'],
  [30, 'thirty tees तीस'],
  [40, 'forty fourty chalis chaalis चालीस'],
  [45, 'paintalis पैंतालीस'],
  [50, 'fifty pachas pachaas पचास'],
  [60, 'sixty saath साठ'],
  [90, 'ninety nabbe नब्बे'],
]);

/** A whole number at a word: `2`, `two`, `forty five`. */
export function numberAt(tokens: readonly Token[], at: number): Part<number> | null {
  const text = textAt(tokens, at);
  if (/^\d{1,4}$/.test(text)) return { value: Number(text), length: 1 };
  const first = NUMBER_WORDS.get(text);
  if (first === undefined) return null;
  const second = NUMBER_WORDS.get(textAt(tokens, at + 1)) ?? 10;
  return /ty$/.test(text) && second < 10 ? { value: first + second, length: 2 } : { value: first, length: 1 };
}
