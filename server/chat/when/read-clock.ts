import {
  DAY_PARTS,
  type DayPart,
  FRACTIONS,
  GREETS,
  HALF_NUMBERS,
  HALF_OF_NIGHT,
  MINUTE_WORDS,
  NAMED_TIMES,
  OCLOCK,
  PAST_THE_HOUR,
} from './calendar-words.ts';
import { numberAt } from './numbers.ts';
import { lengthPartAt } from './read-length.ts';
import { type Part, type Token, textAt } from './tokens.ts';
import { words } from './word-table.ts';

/** A time of day as it was said. */
export interface ClockTime {
  readonly minuteOfDay: number;
  /** Without am, pm, a part of the day or 24-hour form: it may be twelve hours later just as well. */
  readonly isHalfDay: boolean;
  /** After midnight, and of the night that began the day before: `kal raat 1 baje`, `tonight at midnight`. */
  readonly isOfNight?: true;
}

const HALF_PAST = words('half');
const QUARTER = words('quarter');
const BETWEEN_PART_AND_HOUR = words('ke ko at around के को');

/** A time of day at a word: `17:30`, `5pm`, `5.30 pm`, `sham 5 baje`, `saadhe 5`, `half past 5`, `noon`. A number alone is none. */
export function timeAt(tokens: readonly Token[], at: number): Part<ClockTime> | null {
  const text = (i: number): string => textAt(tokens, i);
  const named = NAMED_TIMES.get(text(at));
  if (named !== undefined) return { value: ofWord(named), length: 1 };
  if (HALF_OF_NIGHT.has(text(at)) && DAY_PARTS.get(text(at + 1)) === 'night') return { value: ofWord(0), length: 2 };
  const before = dayPartAt(tokens, at);
  if (before !== null) {
    const skip = BETWEEN_PART_AND_HOUR.has(text(at + 1)) ? 2 : 1;
    const clock = clockAt(tokens, at + skip);
    return clock && { value: within(before, clock.value), length: skip + clock.length };
  }
  const clock = clockAt(tokens, at);
  if (!clock) return null;
  const end = at + clock.length;
  const word = NAMED_TIMES.get(text(end));
  if (word !== undefined && clock.value.hour === 12) return { value: ofWord(word), length: clock.length + 1 };
  const joint = /^(?:in|at)$/.test(text(end)) ? (text(end + 1) === 'the' ? 2 : 1) : 0;
  const after = dayPartAt(tokens, end + joint);
  if (after !== null && text(end + joint) !== 'tonight')
    return { value: within(after, clock.value), length: clock.length + joint + 1 };
  return clock.value.isSaid ? { value: plainClock(clock.value), length: clock.length } : null;
}

/** A number alone as the hour that was asked for, beside all other forms. */
export function answeredTimeAt(tokens: readonly Token[], at: number): Part<ClockTime> | null {
  const said = timeAt(tokens, at);
  if (said) return said;
  const clock = clockAt(tokens, at);
  return clock && { value: plainClock(clock.value), length: clock.length };
}

/** The part of the day that a word names, unless it greets. */
export function dayPartAt(tokens: readonly Token[], at: number): DayPart | null {
  return GREETS.has(textAt(tokens, at - 1)) ? null : (DAY_PARTS.get(textAt(tokens, at)) ?? null);
}

/** A time that may be of both halves of the day, as one of a part of the day that was said apart from it. */
export function inPart(time: ClockTime, part: DayPart): ClockTime {
  if (!time.isHalfDay) return time;
  const hour = Math.floor(time.minuteOfDay / 60);
  return within(part, { hour, minute: time.minuteOfDay % 60, half: null });
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | null;
  /** It looks like a time by itself, not only like a number. */
  readonly isSaid: boolean;
  readonly is24: boolean;
}

function ofWord(minuteOfDay: number): ClockTime {
  return { minuteOfDay, isHalfDay: false, ...(minuteOfDay === 0 && { isOfNight: true }) };
}

function plainClock({ hour, minute, half, is24 }: Clock): ClockTime {
  if (half !== null) return { minuteOfDay: inHalf(hour, half) * 60 + minute, isHalfDay: false };
  const isOfNight = hour === 24 && { isOfNight: true as const };
  return { minuteOfDay: (hour % 24) * 60 + minute, isHalfDay: !is24 && hour >= 1 && hour <= 12, ...isOfNight };
}

function inHalf(hour: number, half: 'am' | 'pm'): number {
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function clockAt(tokens: readonly Token[], at: number): Part<Clock> | null {
  const text = (i: number): string => textAt(tokens, i);
  // `2 ghante` is how long.
  if (lengthPartAt(tokens, at)) return null;
  const half = HALF_NUMBERS.get(text(at));
  if (half !== undefined && OCLOCK.has(text(at + 1))) return saidAt(half, 2);
  const fraction = FRACTIONS.get(text(at));
  if (fraction !== undefined) {
    // `sava baje` is a quarter past one.
    if (OCLOCK.has(text(at + 1))) return saidAt(60 + fraction, 2);
    const clock = plainClockAt(tokens, at + 1);
    return clock && shifted(clock, fraction, 1);
  }
  return pastOrTo(tokens, at) ?? plainClockAt(tokens, at);
}

function saidAt(minutes: number, length: number): Part<Clock> {
  return {
    value: { hour: Math.floor(minutes / 60), minute: minutes % 60, half: null, isSaid: true, is24: false },
    length,
  };
}

/** `half past 5`, `quarter to six`, `ten past 5`. */
function pastOrTo(tokens: readonly Token[], at: number): Part<Clock> | null {
  const article = textAt(tokens, at) === 'a' && textAt(tokens, at - 1) === 'at' ? 1 : 0;
  const word = textAt(tokens, at + article);
  const number = HALF_PAST.has(word) || QUARTER.has(word) ? null : numberAt(tokens, at);
  const minutes = HALF_PAST.has(word) ? 30 : QUARTER.has(word) ? 15 : number?.value;
  const way = textAt(tokens, at + (number?.length ?? article + 1));
  // `10 to 6` are hours from and to.
  if (minutes === undefined || minutes >= 60 || !(way === 'past' || (way === 'to' && number === null))) return null;
  const before = number?.length ?? article + 1;
  const clock = plainClockAt(tokens, at + before + 1);
  return clock && shifted(clock, way === 'past' ? minutes : -minutes, before + 1);
}

function shifted({ value, length }: Part<Clock>, minutes: number, before: number): Part<Clock> {
  // A quarter to one is one to thirteen where the clock has twelve hours only.
  const hour = minutes < 0 && value.hour === 1 && !value.is24 ? 13 : value.hour;
  const total = (hour * 60 + value.minute + minutes + 1440) % 1440;
  const at = { hour: Math.floor(total / 60), minute: total % 60 };
  return { value: { ...value, ...at, isSaid: true }, length: length + before };
}

const GLUED = /^(\d{1,2})(\d\d)?([\p{L}\p{M}]+)?$/u;

function plainClockAt(tokens: readonly Token[], at: number): Part<Clock> | null {
  const text = (i: number): string => textAt(tokens, i);
  const [, digits, pair, suffix] = GLUED.exec(text(at)) ?? [];
  const spelled = digits === undefined ? numberAt(tokens, at) : null;
  if (digits === undefined && (spelled === null || spelled.value > 12)) return null;
  const joined = tokens[at]!.isJoined;
  const hour = digits === undefined ? (spelled?.value ?? 0) : Number(digits);
  let minute = pair === undefined ? 0 : Number(pair);
  let length = spelled?.length ?? 1;
  let end = suffix;
  let isPair = false;
  if (digits !== undefined && pair === undefined && suffix === undefined) {
    const [, minutes, half] = /^(\d\d)([\p{L}\p{M}]+)?$/u.exec(text(at + 1)) ?? [];
    const isApart = joined === null && isHalfWord(half ?? text(at + 2));
    if (minutes !== undefined && (joined === 'colon' || joined === 'point' || isApart)) {
      minute = Number(minutes);
      length = 2;
      end = half;
      isPair = joined === 'colon' || half !== undefined;
    } else if (joined === 'point' || joined === 'colon') return null;
  } else if (spelled) {
    const more = numberAt(tokens, at + length);
    if (
      more &&
      more.value % 5 === 0 &&
      more.value >= 10 &&
      more.value < 60 &&
      isHalfWord(text(at + length + more.length))
    ) {
      minute = more.value;
      length += more.length;
    }
  }
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  return ended(tokens, at, { hour, minute, length, end, isPair, digits, hasPair: pair !== undefined });
}

interface Half {
  readonly hour: number;
  readonly minute: number;
  readonly length: number;
  /** What is written together with the number. */
  readonly end: string | undefined;
  readonly isPair: boolean;
  readonly digits: string | undefined;
  readonly hasPair: boolean;
}

/** What stands behind the digits: am or pm, o'clock, or nothing. */
function ended(tokens: readonly Token[], at: number, half: Half): Part<Clock> | null {
  const { hour, minute, length, end, digits, hasPair, isPair } = half;
  const text = (i: number): string => textAt(tokens, i);
  const following = end ?? text(at + length);
  const own = end === undefined ? 1 : 0;
  const isHour12 = hour >= 1 && hour <= 12;
  // `5p.m.` comes apart.
  const isGlued = end !== undefined && /^[ap]$/.test(end);
  const more = isGlued && text(at + length) === 'm' ? 1 : 0;
  if (isGlued || isHalfWord(following))
    return isHour12 ? clock(following.startsWith('a') ? 'am' : 'pm', true, length + own + more) : null;
  if (end === undefined && /^[ap]$/.test(following) && text(at + length + 1) === 'm')
    return isHour12 ? clock(following === 'a' ? 'am' : 'pm', true, length + 2) : null;
  if (OCLOCK.has(following)) {
    const after = at + length + own;
    const minutes = minutesPast(tokens, after, following);
    return clock(null, true, length + own + (minutes?.length ?? 0), minutes?.value);
  }
  if (following === 'o' && text(at + length + 1) === 'clock') return clock(null, true, length + 2);
  // `1730 hrs`
  if (hasPair && digits?.length === 2 && /^(?:h|hr|hrs|hours)$/.test(following)) return clock(null, true, length + own);
  if (end !== undefined) return null;
  return clock(null, isPair, length);

  function clock(part: 'am' | 'pm' | null, isSaid: boolean, taken: number, minutes = minute): Part<Clock> {
    const isLeadingZero = digits?.startsWith('0') === true && digits.length === 2 && (isPair || hasPair);
    const is24 = part === null && (isLeadingZero || hour > 12 || hour === 0);
    return { value: { hour, minute: minutes, half: part, isSaid, is24 }, length: taken };
  }
}

/** `5 baj kar 30 minute`: minutes past the hour, not how long. */
function minutesPast(tokens: readonly Token[], at: number, oclock: string): Part<number> | null {
  const isJoint = PAST_THE_HOUR.has(textAt(tokens, at));
  if (!isJoint && !/k(?:ar|e)$|बजकर$/.test(oclock)) return null;
  const number = numberAt(tokens, at + (isJoint ? 1 : 0));
  if (!number || number.value > 59) return null;
  const end = (isJoint ? 1 : 0) + number.length;
  return MINUTE_WORDS.has(textAt(tokens, at + end)) ? { value: number.value, length: end + 1 } : null;
}

function isHalfWord(word: string): boolean {
  return /^(?:am|pm)$/.test(word);
}

/** An hour of a part of the day: five in the evening is 17:00, eleven at night 23:00, two at night 02:00 of the next day. */
function within(part: DayPart, { hour, minute, half }: Pick<Clock, 'hour' | 'minute' | 'half'>): ClockTime {
  if (half !== null) return ofPart(inHalf(hour, half));
  if (hour > 12) return ofPart(hour % 24);
  const base = hour % 12;
  switch (part) {
    case 'morning':
      return ofPart(base);
    case 'noon':
      return ofPart(base >= 6 ? base : base + 12);
    case 'evening':
      return ofPart(base + 12);
    case 'night':
      return ofPart(base >= 6 ? base + 12 : base);
  }

  function ofPart(at: number): ClockTime {
    const isOfNight = part === 'night' && at < 6;
    return { minuteOfDay: at * 60 + minute, isHalfDay: false, ...(isOfNight && { isOfNight: true }) };
  }
}
