/** Calendar days of a time zone, from the runtime's own zone data; days of 23 and 25 hours come out right. */
const HOUR = 3_600_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a zone, as `YYYY-MM-DD`; two days compare as their strings do. */
export function dayOf(at: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(at);
}

/** Whether the runtime knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    dayOf(0, timeZone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first instant of the day after the one that holds `at`. Found by bisection on the day itself, so a midnight that
 * a clock change skips or repeats needs no case of its own.
 */
export function startOfNextDay(at: number, timeZone: string): number {
  const today = dayOf(at, timeZone);
  let before = at;
  let after = at + HOUR;
  while (dayOf(after, timeZone) === today) {
    before = after;
    after += HOUR;
  }
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(middle, timeZone) === today) before = middle;
    else after = middle;
  }
  return after;
}
