import { table, words } from './word-table.ts';

/** The words of calendars and clocks in English, Hindi and Hinglish, folded. */

/** Days from today. `kal` is yesterday too, but nobody books for yesterday. */
export const RELATIVE_DAYS = table<number>([
  [-1, 'yesterday'],
  [0, 'today tonight aaj aj आज'],
  [1, 'tomorrow tomorow tommorow tommorrow tmrw tmr tmw kal कल'],
  [2, 'overmorrow parso parson parsoo परसों परसो'],
]);

/** Monday is 1, Sunday 7. */
export const WEEKDAYS = table<number>([
  [1, 'monday mon somvar somwar somvaar somwaar सोमवार'],
  [2, 'tuesday tue tues mangalvar mangalwar mangalvaar mangal मंगलवार मंगल'],
  [3, 'wednesday wed budhvar budhwar budhvaar budh बुधवार बुध'],
  [4, 'thursday thu thur thurs guruvar guruwar guruvaar brihaspativar veervar गुरुवार बृहस्पतिवार वीरवार'],
  [5, 'friday fri shukravar shukrawar shukravaar shukrvar शुक्रवार'],
  [6, 'saturday sat shanivar shaniwar shanivaar शनिवार'],
  [7, 'sunday sun ravivar raviwar ravivaar itvar itwar itvaar रविवार इतवार'],
]);

/** `mai` is missing: in Hinglish it is "I". */
export const MONTHS = table<number>([
  [1, 'january jan janvari जनवरी'],
  [2, 'february feb farvari फरवरी फ़रवरी'],
  [3, 'march mar मार्च'],
  [4, 'april apr अप्रैल'],
  [5, 'may मई'],
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

/** Before a part of the day they make it a greeting. */
export const GREETS = words('good gud shubh शुभ');

/** Times of day that are a word. */
export const NAMED_TIMES = table<number>([
  [12 * 60, 'noon midday'],
  [0, 'midnight'],
]);

/** `aadhi raat` is midnight. */
export const HALF_OF_NIGHT = words('aadhi adhi aadhee आधी');

/** What stands behind an hour: `5 baje`, `5 o clock`. */
export const OCLOCK = words('baje bje baj bajkar bajke बजे बजकर oclock');
/** Behind `5 baj` they say that minutes follow: `5 baj kar 30 minute`. */
export const PAST_THE_HOUR = words('kar ke कर के');

/** What changes the number behind it: `saadhe 5` is half past five, `paune 5` a quarter to it. */
export const FRACTIONS = table<number>([
  [30, 'saadhe sadhe saade sade साढ़े साढे'],
  [15, 'sava sawa सवा'],
  [-15, 'paune pone pauna paun pon पौने पौन पौना'],
]);

/** Numbers with a half that are a word, in minutes of an hour: `dedh baje` is half past one, `dedh ghanta` an hour and a half. */
export const HALF_NUMBERS = table<number>([
  [90, 'dedh derh ded dedhh डेढ़ डेढ'],
  [150, 'dhai dhaai adhai ढाई'],
]);
export const HALVES = words('half aadha adha aadhe aadhaa आधा आधे');

export const HOUR_WORDS = words('h hr hrs hour hours ghanta ghante ghanto ghantey घंटा घंटे घंटों घण्टा घण्टे');
export const MINUTE_WORDS = words('m min mins minute minutes minat mint मिनट मिनिट');
export const DAY_WORDS = words('day days din दिन');
export const WEEK_WORDS = words('week weeks hafta hafte haftey हफ्ता हफ्ते हफ़्ता हफ़्ते सप्ताह');

/** What stands before a day or a time and says nothing more. */
export const LEAD_INS = words(
  'on at from by for the this next coming of between around about approx after since ' +
    'ko ke ki ka se agle agla is iss aane aaj को के की का से लिए liye अगले अगला इस करीब लगभग karib kareeb lagbhag',
);
/** Behind what was read they say nothing more: `2 ghante ke liye`, `5 baje ke baad`. */
export const POSTPOSITIONS = words('ke ki ka liye ko tak se onwards wala wali के की का लिए को तक से वाला');
/** The booking begins at once. */
export const NOW_WORDS = words('now abhi अभी');
/** Beside a time they say that it is no start: nobody can tell which is meant. */
export const BEFORE_WORDS = words('before pehle pahle पहले');
