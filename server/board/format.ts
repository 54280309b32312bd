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

const unitFormat = cached(
  (unit, locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }),
);
const twoDigitUnitFormat = cached(
  (unit, locale) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', minimumIntegerDigits: 2 }),
);

/** How many digits a currency has after the decimal point. */
export const minorDigits = (currency: string): number => exponents[currency] ?? 2;

/** Minor units as money: 1250 USD is $12.50, 1250 JPY is ¥1,250, 1250 KWD is KWD 1.250. */
export function formatMoney(minor: number, currency: string, locale = 'en'): string {
  return moneyFormat(currency, locale).format(minor / 10 ** (exponents[currency] ?? 2));
}

const units = [
  { unit: 'day', seconds: 86_400, of: Number.POSITIVE_INFINITY },
  { unit: 'hour', seconds: 3600, of: 24 },
  { unit: 'minute', seconds: 60, of: 60 },
  { unit: 'second', seconds: 1, of: 60 },
] as const;

/** A running time in its two largest units, with their names: 5s, 4m 05s, 1h 02m, 2d 03h. Never negative. */
export function formatDuration(milliseconds: number, locale = 'en'): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const largest = units.findIndex(({ seconds }) => total >= seconds);
  const shown = largest < 0 ? units.slice(-1) : units.slice(largest, largest + 2);
  return shown
    .map(({ unit, seconds, of }, index) =>
      (index === 0 ? unitFormat : twoDigitUnitFormat)(unit, locale).format(Math.floor(total / seconds) % of),
    )
    .join(' ');
}

/** Who a driver is in one line: the name, or the phone number where no name is known. */
export function driverLabel({ displayName, phone }: { displayName: string; phone: string | null }): string {
  return phone !== null && displayName.startsWith('whatsapp_') ? phone : displayName;
}

/** The time with seconds, in the lot's zone: 14:02:31. */
export function formatClock(at: string, timeZone: string, locale = 'en'): string {
  return clockFormat(timeZone, locale).format(new Date(at));
}

/** The day in the lot's zone: 2 Nov 2026. */
export function formatDay(at: string, timeZone: string, locale = 'en'): string {
  return dayFormat(timeZone, locale).format(new Date(at));
}

/** The time without the date while it is today in the lot, with the date otherwise. */
export function formatMoment(at: string, now: number, timeZone: string, locale = 'en'): string {
  const moment = new Date(at);
  const time = minuteFormat(timeZone, locale).format(moment);
  const day = dayFormat(timeZone, locale);
  if (day.format(moment) === day.format(new Date(now))) return time;
  return `${shortDayFormat(timeZone, locale).format(moment)}, ${time}`;
}
