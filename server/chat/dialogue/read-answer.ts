import { instantOf, wallClock } from '../../domain/calendar.ts';
import { slotAnswered } from '../slot-answer.ts';
import type { ClockTime } from '../when/read-parts.ts';
import { findWhen, meantMinute, type Place, readDay, readLength, readTime, todayAt } from '../when/read-when.ts';
import { fold } from '../words.ts';
import { ANY_SLOT, type BookingForm, type Step } from './booking-form.ts';
import type { Miss } from './dialogue-reply.ts';

/** What an answer is read against. */
export interface AnswerFacts extends Place {
  readonly form: BookingForm;
  /** What the numbers stand for that were shown, as texts that answer the question; none where numbers answer it themselves. */
  readonly choices: readonly string[];
  readonly lots: readonly { readonly code: string; readonly name: string }[];
  /** Codes of all slots of the lot. */
  readonly slots: readonly string[];
  readonly addOns: readonly { readonly code: string; readonly name: string }[];
  readonly isOptional: boolean;
}

export type ReadAnswer =
  | { readonly ok: true; readonly form: Partial<BookingForm> }
  | { readonly ok: false; readonly miss: Miss };

const LONGEST_NAME = 60;
const LONGEST_NOTES = 200;
const MOST_ADD_ONS = 20;

const folded = (words: string): ReadonlySet<string> => new Set(words.split(', ').map(fold));
const NO = folded('no, none, nothing, skip, nope, nahi, nahin, na, kuch nahi, -, नहीं, नही, कुछ नहीं, ना');
const NOW = folded(
  'now, right now, at once, immediately, asap, straight away, abhi, abhi ke abhi, turant, अभी, तुरंत, अब',
);
const ANY = folded(
  'any, anyone, any one, any slot, any free slot, whichever, best, koi bhi, koi, कोई भी, कोई, कोई भी स्लॉट',
);

const miss = (why: Miss): ReadAnswer => ({ ok: false, miss: why });
const found = (form: Partial<BookingForm>): ReadAnswer => ({ ok: true, form });

/** Reads the answer to a step: a number of the list, what a button sends, or free text. */
export function readAnswer(step: Exclude<Step, 'confirm'>, text: string, facts: AnswerFacts): ReadAnswer {
  const words = plainWords(text);
  const number = /^[1-9]\d?$/.test(words) ? Number(words) : null;
  if (number !== null && step !== 'add-ons' && facts.choices.length > 0) {
    const choice = facts.choices[number - 1];
    if (choice !== undefined) return readWords(step, choice, plainWords(choice), facts);
    if (step !== 'day' && step !== 'length') return miss('number-unknown');
  }
  return readWords(step, text, words, facts);
}

function readWords(step: Exclude<Step, 'confirm'>, text: string, words: string, facts: AnswerFacts): ReadAnswer {
  switch (step) {
    case 'name':
      return readName(text);
    case 'phone':
      return readPhone(text);
    case 'plate':
      if (facts.isOptional && NO.has(words)) return found({ plate: null });
      return readPlate(text);
    case 'lot': {
      const bare = words.replace(/^lot /, '');
      const lot = facts.lots.find(({ code, name }) => fold(code) === bare || plainWords(name) === bare);
      return lot ? found({ lot: lot.code }) : miss('lot-unknown');
    }
    case 'slot': {
      if (ANY.has(words)) return found({ slot: ANY_SLOT });
      const bare = words.replace(/^(?:slot|book|no|number|स्लॉट) /, '').replaceAll(' ', '');
      const slot = facts.slots.find((code) => fold(code) === bare) ?? slotAnswered(text, facts.slots);
      return slot ? found({ slot }) : miss(/^[a-z0-9]{1,8}$/.test(bare) ? 'slot-unknown' : 'unclear');
    }
    case 'day':
      return readWhichDay(text, words, facts);
    case 'time':
      return NOW.has(words) ? found({ day: 'now' }) : atTime(readTime(text), facts);
    case 'length':
      return readHowLong(text, facts);
    case 'add-ons':
      return readAddOns(text, words, facts);
    case 'notes':
      return found({ notes: NO.has(words) || text.trim() === '' ? null : text.trim().slice(0, LONGEST_NOTES) });
  }
}

/** Folded words with single spaces; signs around them mean nothing. */
function plainWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function readName(text: string): ReadAnswer {
  const name = text
    .trim()
    .replace(/^(?:my name is|i am|i'm|this is|mera naam|मेरा नाम)\s+/iu, '')
    .replace(/\s+(?:hai|है)\.?$/iu, '')
    .replace(/\s+/g, ' ');
  const isName = /\p{L}/u.test(name) && name.length <= LONGEST_NAME && !/[\p{Cc}]/u.test(name);
  return isName ? found({ name }) : miss('unclear');
}

/** E.164: a plus or two zeros, the country code, at most 15 digits (ITU-T E.164, 6.2). */
function readPhone(text: string): ReadAnswer {
  const digits = fold(text).replace(/[\s().-]/g, '');
  const international = /^(?:\+|00)([1-9]\d{6,14})$/.exec(digits);
  return international ? found({ phone: `+${international[1]}` }) : miss('phone-invalid');
}

function readPlate(text: string): ReadAnswer {
  const plate = text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s.·-]/g, '');
  return /^[\p{L}\p{M}\p{N}]{2,12}$/u.test(plate) && /\p{N}/u.test(plate) ? found({ plate }) : miss('plate-invalid');
}

function readWhichDay(text: string, words: string, facts: AnswerFacts): ReadAnswer {
  if (NOW.has(words)) return found({ day: 'now' });
  const today = todayAt(facts.now, facts.timeZone);
  const { minuteOfDay } = wallClock(facts.now, facts.timeZone);
  const said = findWhen(text, today, minuteOfDay)?.when;
  const day = said?.day ?? readDay(text, today) ?? (said?.time ? dayOf(facts, today) : null);
  if (day === null) return miss('unclear');
  if (day < today) return miss('past');
  const minutes = said?.minutes === undefined ? {} : { minutes: said.minutes };
  if (!said?.time) return found({ day, ...minutes });
  const timed = atTime(said.time, { ...facts, form: { ...facts.form, day } });
  return timed.ok ? found({ day, ...minutes, ...timed.form }) : timed;
}

/** A time alone is of the day that was said before. */
function dayOf({ form }: AnswerFacts, today: number): number {
  return typeof form.day === 'number' ? form.day : today;
}

function atTime(time: ClockTime | null, facts: AnswerFacts): ReadAnswer {
  if (time === null) return miss('unclear');
  const { day } = facts.form;
  const on = typeof day === 'number' ? day : todayAt(facts.now, facts.timeZone);
  const minuteOfDay = meantMinute(time, on, facts);
  return instantOf(on, minuteOfDay, facts.timeZone) < facts.now ? miss('past') : found({ minuteOfDay });
}

function readHowLong(text: string, { form, ...place }: AnswerFacts): ReadAnswer {
  const minutes = readLength(text);
  if (minutes !== null) return found({ minutes });
  const today = todayAt(place.now, place.timeZone);
  const until = findWhen(`until ${text}`, today)?.when.until;
  if (until === undefined || !/\p{N}.*\p{N}|[ap]\.?m|baje|बजे|till|until|tak|तक/iu.test(text)) return miss('unclear');
  const from =
    typeof form.day === 'number' && form.minuteOfDay !== undefined
      ? instantOf(form.day, form.minuteOfDay, place.timeZone)
      : place.now;
  const day = todayAt(from, place.timeZone);
  const ends = [until.minuteOfDay, until.minuteOfDay + 720, until.minuteOfDay + 1440]
    .filter((minute, index) => index !== 1 || (until.isHalfDay && minute < 1440))
    .map((minute) => instantOf(day + Math.floor(minute / 1440), minute % 1440, place.timeZone));
  const to = ends.find((at) => at > from);
  return to === undefined ? miss('unclear') : found({ minutes: Math.round((to - from) / 60_000) });
}

/** `1,3`, `1 and 3`, names or codes; `no` for none. */
function readAddOns(text: string, words: string, { addOns }: AnswerFacts): ReadAnswer {
  if (NO.has(words)) return found({ addOns: [] });
  const pieces = fold(text)
    .split(/[,;+&\n]|\band\b|\baur\b|और/u)
    .map(plainWords)
    .filter((piece) => piece !== '');
  if (pieces.length === 0 || pieces.length > MOST_ADD_ONS) return miss('unclear');
  const chosen: string[] = [];
  for (const piece of pieces.flatMap((one) => (/^[\d ]+$/.test(one) ? one.split(' ') : [one]))) {
    const byNumber = /^[1-9]\d?$/.test(piece) ? Number(piece) : null;
    // The last of the list is "none".
    if (byNumber === addOns.length + 1 && pieces.length === 1) return found({ addOns: [] });
    const addOn = byNumber === null ? addOns.find((one) => isNamed(one, piece)) : addOns[byNumber - 1];
    if (!addOn) return miss(byNumber === null ? 'unclear' : 'number-unknown');
    if (!chosen.includes(addOn.code)) chosen.push(addOn.code);
  }
  return found({ addOns: chosen });
}

function isNamed({ code, name }: { code: string; name: string }, piece: string): boolean {
  return plainWords(code) === piece || plainWords(name) === piece;
}
