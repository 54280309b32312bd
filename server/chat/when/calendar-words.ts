import { fold } from '../words.ts';

/** The words of calendars and clocks in English, Hindi and Hinglish, folded. */

function table<T>(rows: readonly (readonly [T, string])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [fold(word), value] as const)));
}

/** Days from today. `kal` is yesterday too, but nobody books for yesterday. */
export const RELATIVE_DAYS = table<number>([
  [0, 'today tonight aaj aj आज'],
  [1, 'tomorrow tomorow tommorow tommorrow tmrw tmr tmw kal कल'],
  [2, 'overmorrow parso parson parsoo परसों परसो'],
]);

/** Monday is 1, Sunday 7. */
export const WEEKDAYS = table<number>([
  [1, 'monday mon somvar somwar सोमवार'],
  [2, 'tuesday tue tues mangalvar mangalwar mangal मंगलवार मंगल'],
  [3, 'wednesday wed budhvar budhwar budh बुधवार बुध'],
  [4, 'thursday thu thur thurs guruvar guruwar brihaspativar veervar गुरुवार बृहस्पतिवार वीरवार'],
  [5, 'friday fri shukravar shukrawar shukravaar शुक्रवार'],
  [6, 'saturday sat shanivar shaniwar shanivaar शनिवार'],
  [7, 'sunday sun ravivar raviwar itvar itwar रविवार इतवार'],
]);

export const MONTHS = table<number>([
  [1, 'january jan janvari जनवरी'],
  [2, 'february feb farvari फरवरी फ़रवरी'],
  [3, 'march mar मार्च'],
  [4, 'april apr अप्रैल'],
  [5, 'may mai मई'],
  [6, 'june jun जून'],
  [7, 'july jul julai जुलाई'],
  [8, 'august aug agast अगस्त'],
  [9, 'september sep sept sitambar सितंबर सितम्बर'],
  [10, 'october oct aktubar अक्टूबर अक्तूबर'],
  [11, 'november nov navambar नवंबर नवम्बर'],
  [12, 'december dec disambar दिसंबर दिसम्बर'],
]);

/** The part of a day that an hour is of. */
export type DayPart = 'morning' | 'noon' | 'evening' | 'night';

export const DAY_PARTS = table<DayPart>([
  ['morning', 'morning subah subha savere सुबह सवेरे'],
  ['noon', 'afternoon dopahar dopahr dupahar दोपहर'],
  ['evening', 'evening eve sham shaam shyam शाम'],
  ['night', 'night tonight raat rat रात'],
]);

/** Times of day that are a word. */
export const NAMED_TIMES = table<number>([
  [12 * 60, 'noon midday'],
  [0, 'midnight'],
]);

/** What stands behind an hour: `5 baje`, `5 o clock`. */
export const OCLOCK: ReadonlySet<string> = new Set(['baje', 'bje', 'baj', 'बजे', 'oclock'].map(fold));

/** What changes the number behind it: `saadhe 5` is half past five, `paune 5` a quarter to it. */
export const FRACTIONS = table<number>([
  [30, 'saadhe sadhe saade sade साढ़े साढे'],
  [15, 'sava sawa सवा'],
  [-15, 'paune pone पौने'],
]);

/** Lengths that are a word before the unit, in minutes. */
export const LENGTH_WORDS = table<number>([
  [30, 'half aadha adha aadhe आधा आधे'],
  [90, 'dedh derh ded डेढ़ डेढ'],
  [150, 'dhai dhaai adhai ढाई'],
]);

export const HOUR_WORDS: ReadonlySet<string> = new Set(
  'h hr hrs hour hours ghanta ghante ghanto ghantey घंटा घंटे घंटों घण्टा घण्टे'.split(' ').map(fold),
);
export const MINUTE_WORDS: ReadonlySet<string> = new Set(
  'm min mins minute minutes minat mint मिनट मिनिट'.split(' ').map(fold),
);
export const DAY_WORDS: ReadonlySet<string> = new Set('day days din दिन'.split(' ').map(fold));

/** Numbers that are written out. */
export const NUMBER_WORDS = table<number>([
  [1, 'one a an ek एक'],
  [2, 'two do दो'],
  [3, 'three teen tin तीन'],
  [4, 'four char chaar चार'],
  [5, 'five paanch panch पांच पाँच'],
  [6, 'six chhe chah chhah छह छः'],
  [7, 'seven saat सात'],
  [8, 'eight aath आठ'],
  [9, 'nine nau नौ'],
  [10, 'ten das दस'],
  [11, 'eleven gyarah ग्यारह'],
  [12, 'twelve barah बारह'],
]);

/** What stands before a day or a time and says nothing more. */
export const LEAD_INS: ReadonlySet<string> = new Set(
  'on at from by for the this next coming of ko ke ki ka se को के की का से लिए liye'.split(' ').map(fold),
);
