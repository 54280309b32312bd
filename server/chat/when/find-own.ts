import {
  BEFORE_WORDS,
  DAY_PARTS,
  type DayPart,
  LEAD_INS,
  NOW_WORDS,
  POSTPOSITIONS,
  WEEKDAYS,
} from './calendar-words.ts';
import { NUMBER_WORDS } from './numbers.ts';
import { answeredTimeAt, type ClockTime, dayPartAt, inPart, timeAt } from './read-clock.ts';
import { dayAt, isDoubtfulDate } from './read-day.ts';
import { isUnit, lengthPartAt, offsetPartAt } from './read-length.ts';
import { type Part, type Token, textAt } from './tokens.ts';
import { words } from './word-table.ts';

/** What is read of a text, and which of its words said it. */
export interface Own {
  day?: number;
  isNoDay?: true;
  part?: DayPart;
  time?: ClockTime;
  until?: ClockTime;
  minutes?: number;
}

const UNTIL = words('till til until upto tak');
const TAK = words('tak तक');
const RANGE_WORDS = words('to till until upto and se से');
const RANGE_STARTS = words('from between');
const HOUR_LEADS = words('at around by');
const IN_THE = words('in the');
const NIGHT_ENDS = 360;
const DAY_MINUTES = 1440;

/** Reads the words of one text from left to right; each is looked at a bounded number of times. */
export class OwnReader {
  readonly found: Own = {};
  readonly used = new Set<number>();
  private readonly tokens: readonly Token[];
  private readonly today: number;
  private readonly minuteOfDay: number;
  private readonly hasClock: boolean;
  /** The word behind the day that was read last: a number there is an hour. */
  private behindDay = -1;
  private isByWeekday = false;
  private isOffset = false;

  constructor(tokens: readonly Token[], today: number, minuteOfDay: number) {
    this.tokens = tokens;
    this.today = today;
    this.minuteOfDay = minuteOfDay;
    this.hasClock = tokens.some((_, at) => !isDoubtfulDate(tokens, at) && timeAt(tokens, at) !== null);
  }

  read(): this {
    for (let at = 0; at < this.tokens.length; at++) at = this.readAt(at) ?? at;
    this.settle();
    return this;
  }

  /** Reads what begins at a word and says which is its last; null where nothing does. */
  private readAt(at: number): number | null {
    const { tokens, found } = this;
    const offset = this.isOffset || found.time ? null : offsetPartAt(tokens, at);
    if (offset) return this.takeOffset(at, offset);
    const length = found.minutes === undefined ? lengthPartAt(tokens, at) : null;
    if (length) {
      found.minutes = length.value;
      return this.take(at, length);
    }
    const range = found.time === undefined ? this.rangeAt(at) : null;
    if (range) {
      [found.time, found.until] = range.value;
      return this.take(at, range);
    }
    return this.readDay(at) ?? this.readTime(at) ?? this.readPart(at);
  }

  private readDay(at: number): number | null {
    const { tokens, found, today } = this;
    if (textAt(tokens, at) === 'tonight') return this.readTonight(at);
    const day = dayAt(tokens, at, today, this.isDateAt(at));
    if (!day) return null;
    const isFirst = found.day === undefined && !found.isNoDay;
    // `monday 30 nov`: the date says which Monday.
    const isSame =
      day.value === found.day || (this.isByWeekday && day.value !== null && (day.value - (found.day ?? 0)) % 7 === 0);
    // `monday 1 dec`, which is a Tuesday: nobody can tell which is meant.
    const isOther = !isFirst && !isSame && this.isByWeekday && /\d/.test(textAt(tokens, at) + textAt(tokens, at + 1));
    if (!isFirst && !isSame && !isOther) return null;
    if (day.value === null || isOther) found.isNoDay = true;
    else found.day = day.value;
    this.isByWeekday = isFirst && WEEKDAYS.has(textAt(tokens, at));
    const last = this.take(at, day);
    this.behindDay = last + 1;
    return last;
  }

  private readTonight(at: number): number | null {
    const { found, today, tokens } = this;
    if (found.day !== undefined && found.day !== today) return null;
    found.day = today;
    const time = found.time === undefined ? timeAt(tokens, at) : null;
    if (time) {
      found.time = time.value;
      return this.take(at, time);
    }
    found.part = 'night';
    const last = this.take(at, { value: null, length: 1 });
    this.behindDay = last + 1;
    return last;
  }

  private readTime(at: number): number | null {
    const { tokens, found } = this;
    const time = timeAt(tokens, at) ?? this.bareHourAt(at);
    if (!time) return null;
    const before = textAt(tokens, at - 1);
    const end = at + time.length;
    if (BEFORE_WORDS.has(before) || BEFORE_WORDS.has(textAt(tokens, end)) || BEFORE_WORDS.has(textAt(tokens, end + 1)))
      return null;
    const isEnd = UNTIL.has(before) || (before === 'to' && found.time !== undefined) || TAK.has(textAt(tokens, end));
    if (isEnd && found.until === undefined) {
      found.until = time.value;
      if (UNTIL.has(before) || before === 'to') this.used.add(at - 1);
    } else if (found.time === undefined) found.time = time.value;
    else return null;
    return this.take(at, time);
  }

  /** `kal sham`, `in the evening`: which part of the day, and no hour yet. */
  private readPart(at: number): number | null {
    const part = this.found.part === undefined ? dayPartAt(this.tokens, at) : null;
    if (part === null) return null;
    this.found.part = part;
    const last = this.take(at, { value: null, length: 1 });
    for (let i = at - 1; IN_THE.has(textAt(this.tokens, i)); i--) this.used.add(i);
    if (this.behindDay === at) this.behindDay = last + 1;
    return last;
  }

  private takeOffset(at: number, { value, length }: Part<{ minutes: number; isOfDays: boolean }>): number | null {
    const { found, today, minuteOfDay } = this;
    if (found.day !== undefined) return null;
    this.isOffset = true;
    const minute = minuteOfDay + (value.isOfDays ? 0 : value.minutes);
    found.day = today + (value.isOfDays ? value.minutes / DAY_MINUTES : Math.floor(minute / DAY_MINUTES));
    if (!value.isOfDays) found.time = { minuteOfDay: minute % DAY_MINUTES, isHalfDay: false };
    const last = this.take(at, { value: null, length });
    this.behindDay = last + 1;
    return last;
  }

  /** `5-7pm`, `5 to 7 pm`, `9am-5`, `sham 5 se 7`: of the halves of the day those that make it short. */
  private rangeAt(at: number): Part<[ClockTime, ClockTime]> | null {
    const { tokens } = this;
    if (this.isDateAt(at) && dayAt(tokens, at, this.today)?.length === 2) return null;
    const from = answeredTimeAt(tokens, at);
    if (!from) return null;
    const end = at + from.length;
    const joint = textAt(tokens, end);
    const isDash = tokens[end - 1]?.isJoined === 'dash';
    if (!isDash && !RANGE_WORDS.has(joint)) return null;
    const start = isDash ? end : end + 1;
    const isNamed = RANGE_STARTS.has(textAt(tokens, at - 1));
    // `do` and `one` alone are hours only where it is plain that hours are meant.
    if (NUMBER_WORDS.has(textAt(tokens, at)) && !timeAt(tokens, at) && !isNamed && joint !== 'se') return null;
    if (joint === 'and' && textAt(tokens, at - 1) !== 'between') return null;
    const isOfDay = this.behindDay === at || dayAt(tokens, start + 1, this.today, false) !== null;
    const isPlain = isNamed || isOfDay || timeAt(tokens, at) !== null || this.isHours(at, start, isDash);
    const to = timeAt(tokens, start) ?? (isPlain ? answeredTimeAt(tokens, start) : null);
    if (!to || lengthPartAt(tokens, start) || isUnit(textAt(tokens, start + to.length))) return null;
    return { value: [nearest(from.value, to.value), to.value], length: start + to.length - at };
  }

  /** `10-12`, where it is no date. */
  private isHours(at: number, end: number, isDash: boolean): boolean {
    const isHour = (i: number): boolean =>
      /^\d{1,2}$/.test(textAt(this.tokens, i)) && Number(textAt(this.tokens, i)) <= 24;
    return isDash && isHour(at) && isHour(end);
  }

  /** Whether two numbers at a word are a date, where they could be a time too: the text has another time, and no other day. */
  private isDateAt(at: number): boolean {
    if (!isDoubtfulDate(this.tokens, at)) return true;
    return this.hasClock && this.found.day === undefined;
  }

  /** A number alone is an hour where a word before it says so: `at 5`, `tomorrow 5`, `till 7`, `7 tak`. */
  private bareHourAt(at: number): Part<ClockTime> | null {
    const { tokens } = this;
    const before = textAt(tokens, at - 1);
    const isLed = HOUR_LEADS.has(before) || UNTIL.has(before);
    const digits = /^(?:\d{1,2}|[0-2]\d[0-5]\d)$/.test(textAt(tokens, at));
    const joined = tokens[at]!.isJoined;
    if (joined !== null && !(joined === 'point' && (isLed || this.found.day !== undefined))) return null;
    const time = answeredTimeAt(tokens, at);
    if (!time || dayAt(tokens, at, this.today, false)) return null;
    if (isLed) return time;
    if (!digits) return null;
    const isPoint = joined === 'point';
    return this.behindDay === at || isPoint || TAK.has(textAt(tokens, at + time.length)) ? time : null;
  }

  private take(at: number, { length }: Part<unknown>): number {
    const { tokens, used } = this;
    for (let i = at; i < at + length; i++) used.add(i);
    for (let i = at - 1; i >= 0 && LEAD_INS.has(tokens[i]!.text) && !used.has(i); i--) used.add(i);
    let last = at + length - 1;
    while (POSTPOSITIONS.has(textAt(tokens, last + 1)) || isAfter(tokens, last + 1)) used.add(++last);
    return last;
  }

  /** Puts together what was said apart: `sham ko kal 5 baje`, `tonight at 1am`. */
  private settle(): void {
    const { found, tokens, used } = this;
    if (found.part && found.time) found.time = inPart(found.time, found.part);
    const isTonight = tokens.some(({ text }) => text === 'tonight');
    const { time, day } = found;
    const isOfNight = time?.isOfNight || (isTonight && time && !time.isHalfDay && time.minuteOfDay < NIGHT_ENDS);
    // In the small hours the night is the one that goes on.
    const isThisNight =
      day === this.today && this.minuteOfDay < NIGHT_ENDS && (time?.minuteOfDay ?? 0) >= this.minuteOfDay;
    if (isOfNight && day !== undefined && !isThisNight) found.day = day + 1;
    if (used.size === 0) return;
    for (const [at, { text }] of tokens.entries()) {
      if (NOW_WORDS.has(text)) used.add(at);
      if (found.time && DAY_PARTS.has(text)) used.add(at);
    }
  }
}

/** Of a start that may be of both halves of the day, the half that lies nearest before the end. */
function nearest(from: ClockTime, to: ClockTime): ClockTime {
  if (!from.isHalfDay || to.isHalfDay) return from;
  const base = from.minuteOfDay % 720;
  const span = (minute: number): number => (to.minuteOfDay - minute + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  return { minuteOfDay: span(base + 720) < span(base) ? base + 720 : base, isHalfDay: false };
}

/** `5 baje ke baad` begins then. */
function isAfter(tokens: readonly Token[], at: number): boolean {
  return /^(?:baad|बाद)$/.test(textAt(tokens, at)) && /^(?:ke|के|baje|बजे)$/.test(textAt(tokens, at - 1));
}
