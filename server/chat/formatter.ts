import { IntlMessageFormat } from 'intl-messageformat';
import { DEFAULT_LANGUAGE, LOCALES } from './locales/languages.ts';
import type { Locale, MessageArguments, MessageKey } from './locales/locale.ts';
import type { ReplyContext } from './reply.ts';

type Values = Record<string, string | number>;
type ArgumentsOf<K extends MessageKey> = keyof MessageArguments[K] extends never ? [] : [values: MessageArguments[K]];

/** Everything that puts words, amounts and times for one context. Building one is expensive, using it is not. */
export interface Formatter {
  say<K extends MessageKey>(key: K, ...args: ArgumentsOf<K>): string;
  money(minor: number): string;
  /** `22:30`. */
  time(at: number): string;
  /** `Sat 21 Nov`. */
  date(at: number): string;
  /** `Mon` for 1, `Sun` for 7. */
  weekday(day: number): string;
  /** `18:30` for so many minutes since midnight. */
  clock(minutesOfDay: number): string;
  /** `A, B, and C`. */
  list(items: readonly string[]): string;
  /** Of a span within one day the day is said with its start. */
  readonly saysDayFirst: boolean;
  /** The calendar day in the lot's zone, counted from the epoch. */
  day(at: number): number;
}

/** Lots are few; the bound only keeps an odd caller from filling the memory. */
const MOST_FORMATTERS = 200;
const formatters = new Map<string, Formatter>();
const parsed = new Map<string, IntlMessageFormat>();

export function formatterFor(context: ReplyContext): Formatter {
  const key = `${context.locale}|${context.timeZone}|${context.currency}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    if (formatters.size >= MOST_FORMATTERS) formatters.clear();
    formatter = createFormatter(context);
    formatters.set(key, formatter);
  }
  return formatter;
}

function createFormatter({ locale: asked, timeZone, currency }: ReplyContext): Formatter {
  const { locale, tag } = chooseLocale(asked);
  const numbers = new Intl.NumberFormat(tag, { style: 'currency', currency });
  const minorUnits = 10 ** (numbers.resolvedOptions().maximumFractionDigits ?? 2);
  const times = new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dates = new Intl.DateTimeFormat(tag === locale.tag ? (locale.dateTag ?? tag) : tag, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const days = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const weekdays = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', weekday: 'short' });
  const clocks = new Intl.DateTimeFormat(tag, {
    timeZone: 'UTC',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const fixed = new Map<MessageKey, string>();
  return {
    saysDayFirst: locale.saysDayFirst === true,
    say: (key, ...args) => {
      const values = args[0] as Values | undefined;
      if (values !== undefined) return format(locale, key, values);
      const kept = fixed.get(key) ?? format(locale, key, values);
      fixed.set(key, kept);
      return kept;
    },
    money: (minor) => numbers.format(minor / minorUnits),
    time: (at) => times.format(at),
    date: (at) => dates.format(at),
    // The first of January 2024 was a Monday.
    weekday: (day) => weekdays.format(Date.UTC(2024, 0, day)),
    clock: (minutesOfDay) => clocks.format(minutesOfDay * 60_000),
    list: (items) => lists.format(items),
    day: (at) => Date.parse(days.format(at)) / 86_400_000,
  };
}

/** A regional tag keeps its number format (`en-IN`); one that nobody knows is answered in the default language. */
function chooseLocale(asked: string): { locale: Locale; tag: string } {
  const language = asked.split('-')[0]!.toLowerCase();
  const locale = Object.hasOwn(LOCALES, language) ? LOCALES[language] : undefined;
  if (locale === undefined) {
    const fallback = LOCALES[DEFAULT_LANGUAGE]!;
    return { locale: fallback, tag: fallback.tag };
  }
  if (language === asked) return { locale, tag: locale.tag };
  try {
    return { locale, tag: Intl.getCanonicalLocales(asked)[0] ?? locale.tag };
  } catch {
    return { locale, tag: locale.tag };
  }
}

function format(locale: Locale, key: MessageKey, values: Values | undefined): string {
  const cacheKey = `${locale.tag}|${key}`;
  let message = parsed.get(cacheKey);
  if (message === undefined) {
    // The texts hold no markup; without this a `<` in one would be read as a tag.
    message = new IntlMessageFormat(locale.messages[key], locale.tag, undefined, { ignoreTag: true });
    parsed.set(cacheKey, message);
  }
  return String(message.format(values));
}
