import { decimalsOf } from '../domain/money.ts';
import { type Formatter, formatterFor } from './formatter.ts';
import type { ReplyContext } from './reply.ts';

/** Longest list of codes in a message, in codes and in characters. */
const MOST_CODES = 60;
const MOST_CODE_CHARACTERS = 500;
const LONGEST_NAME = 40;

/** Of a list, what still reads well in one message. */
export const MOST_LINES = 12;

/** The parts that many replies share, put for one context. */
export interface Phrasing {
  say: Formatter['say'];
  money(minor: number): string;
  /** What a stay costs; where it has no price, that. Never nothing. */
  cost(minor: number | null): string;
  /** An amount as a driver types it: `20.50`. */
  amount(minor: number): string;
  moment(at: number): string;
  span(from: number, to: number): string;
  date(at: number): string;
  weekday(day: number): string;
  clock(minutesOfDay: number): string;
  /** The time of day alone. */
  time(at: number): string;
  /** Day of the month and month, as numbers. */
  numbersOf(at: number): { day: number; month: number };
  duration(seconds: number): string;
  codes(codes: readonly string[], count?: number): string;
  lines(lines: readonly string[], most: number): string;
  /** Pieces in one line. */
  list(items: readonly string[]): string;
  balance(minor: number): { owes: 'yes' | 'no'; amount: string };
  rate(minor: number | null): { hasRate: 'none' | 'free' | 'paid'; rate: string };
  welcome(welcome: { creditMinor: number } | null): { hasCredit: 'yes' | 'no'; credit: string };
}

export function phrasingFor(context: ReplyContext): Phrasing {
  const formatter = formatterFor(context);
  const { say, money } = formatter;
  const today = context.now === undefined ? null : formatter.day(context.now);

  const moment = (at: number): string => {
    const time = formatter.time(at);
    const ahead = today === null ? null : formatter.day(at) - today;
    if (ahead === 0) return say('time.today', { time });
    if (ahead === 1) return say('time.tomorrow', { time });
    return say('time.dated', { time, date: formatter.date(at) });
  };

  return {
    say,
    money,
    cost: (minor) => (minor === null ? say('no-price') : money(minor)),
    amount: (minor) => typedAmount(minor, decimalsOf(context.currency)),
    moment,
    span: (from, to) => {
      const isOneDay = formatter.day(from) === formatter.day(to);
      if (isOneDay && formatter.saysDayFirst) return say('time.span', { from: moment(from), to: formatter.time(to) });
      return say('time.span', { from: isOneDay ? formatter.time(from) : moment(from), to: moment(to) });
    },
    date: formatter.date,
    weekday: formatter.weekday,
    clock: formatter.clock,
    time: formatter.time,
    numbersOf: (at) => {
      const date = new Date(formatter.day(at) * 86_400_000);
      return { day: date.getUTCDate(), month: date.getUTCMonth() + 1 };
    },
    duration: (seconds) => {
      const whole = Math.max(0, Math.floor(seconds));
      const minutes = Math.floor(whole / 60);
      const hours = Math.floor(minutes / 60);
      if (minutes === 0) return say('duration.seconds', { seconds: whole });
      if (hours === 0) return say('duration.minutes', { minutes });
      if (hours < 24) return say('duration.hours', { hours, minutes: minutes % 60 });
      return say('duration.days', { days: Math.floor(hours / 24), hours: hours % 24 });
    },
    codes: (codes, count = codes.length) => {
      const separator = say('list.separator');
      let items = '';
      let shown = 0;
      for (const code of codes) {
        const text = plain(code);
        if (shown === MOST_CODES || items.length + text.length > MOST_CODE_CHARACTERS) break;
        items = shown === 0 ? text : items + separator + text;
        shown += 1;
      }
      return count === shown ? items : say('list.more', { items, more: count - shown });
    },
    lines: (lines, most) => {
      const shown = lines.slice(0, most);
      if (lines.length > most) shown.push(say('list.more-lines', { more: lines.length - most }));
      return shown.join('\n');
    },
    list: (items) => items.join(say('list.separator')),
    balance: (minor) => ({ owes: yesNo(minor < 0), amount: money(Math.abs(minor)) }),
    rate: (minor) => {
      if (minor === null) return { hasRate: 'none', rate: '' };
      return { hasRate: minor === 0 ? 'free' : 'paid', rate: money(minor) };
    },
    welcome: (welcome) => {
      const hasCredit = welcome !== null && welcome.creditMinor > 0;
      return { hasCredit: yesNo(hasCredit), credit: hasCredit ? money(welcome.creditMinor) : '' };
    },
  };
}

function typedAmount(minor: number, decimals: number): string {
  const whole = Math.floor(minor / 10 ** decimals);
  const rest = minor % 10 ** decimals;
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(decimals, '0')}`;
}

export function yesNo(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}

const ODD = /[*_~`\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u;
const EACH_ODD = new RegExp(ODD.source, 'gu');

/**
 * A name or a typed word as a piece of one line: no formatting signs, line breaks or invisible controls, so nobody can
 * make our message look like another one.
 */
export function plain(text: string, most: number = LONGEST_NAME): string {
  if (text.length <= 8 && !ODD.test(text)) return text;
  const cut = text.slice(0, 400).replace(EACH_ODD, ' ').replace(/\s+/g, ' ').trim();
  const points = [...cut];
  return points.length <= most ? cut : `${points.slice(0, most - 1).join('')}…`;
}
