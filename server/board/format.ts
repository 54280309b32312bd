/** The digits after the decimal point by ISO 4217, where they are not two. Intl follows other tables for some currencies. */
const exponents: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((c) => [c, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((c) => [c, 3])),
  CLF: 4,
  UYW: 4,
};

/** Making a formatter costs a hundred times as much as using one, and a board uses one for every slot every second. */
function cached<T>(make: (key: string, locale: string) => T): (key: string, locale: string) => T {
  const made = new Map<string, T>();
  return (key, locale) => {
    const id = `${locale}\n${key}`;
    const held = made.get(id);
    if (held !== undefined) return held;
    const fresh = make(key, locale);
    made.set(id, fresh);
    return fresh;
  };
}

const moneyFormat = cached((currency, locale) => {
  const digits = exponents[currency] ?? 2;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
});
const clockFormat = cached(
  (timeZone, locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
);
const minuteFormat = cached(
  (timeZone, locale) =>
    new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
);
const dayFormat = cached(
  (timeZone, locale) => new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }),
);
const shortDayFormat = cached(
  (timeZone, locale) => new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' }),
);

/** Minor units as money: 1250 USD is $12.50, 1250 JPY is ¥1,250, 1250 KWD is KWD 1.250. */
export function formatMoney(minor: number, currency: string, locale = 'en'): string {
  return moneyFormat(currency, locale).format(minor / 10 ** (exponents[currency] ?? 2));
}

/** A running time as a clock shows it: 4:05, 1:02:15, 2 d 3:00:00. Never negative. */
export function formatDuration(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const two = (n: number) => String(n).padStart(2, '0');
  const rest = `${two(minutes)}:${two(total % 60)}`;
  if (days > 0) return `${days} d ${hours}:${rest}`;
  return hours > 0 ? `${hours}:${rest}` : `${minutes}:${two(total % 60)}`;
}

/** The time with seconds, in the lot's zone: 14:02:31. */
export function formatClock(at: string, timeZone: string, locale = 'en'): string {
  return clockFormat(timeZone, locale).format(new Date(at));
}

/** The time without the date while it is today in the lot, with the date otherwise. */
export function formatMoment(at: string, now: number, timeZone: string, locale = 'en'): string {
  const moment = new Date(at);
  const time = minuteFormat(timeZone, locale).format(moment);
  const day = dayFormat(timeZone, locale);
  if (day.format(moment) === day.format(new Date(now))) return time;
  return `${shortDayFormat(timeZone, locale).format(moment)}, ${time}`;
}
