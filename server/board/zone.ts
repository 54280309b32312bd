/** How far a zone's wall clock is ahead of UTC at a moment, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.trunc(at / 1000) * 1000;
}

/**
 * The moment at which a zone's clocks show `2026-11-02T17:30`, in ms since the epoch; null where it is no such time. Of an hour that comes
 * twice it is the first; a time that is skipped is read as if the clocks had not been put forward.
 */
export function momentOf(wall: string, timeZone: string): number | null {
  const naive = Date.parse(`${wall}Z`);
  if (Number.isNaN(naive)) return null;
  const [early, late] = [naive - 86_400_000, naive + 86_400_000].map((at) => naive - offsetAt(at, timeZone));
  const found = [early, late].find((at) => at !== undefined && at + offsetAt(at, timeZone) === naive);
  return found ?? early ?? null;
}

/** What a zone's clocks show at a moment: `2026-11-02T17:30`. */
export function wallAt(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

/** The day so many days after another one, or before it; both as `2026-11-02`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The moments between which a day of a zone lies; `day` as `2026-11-02`. */
export function spanOfDay(day: string, timeZone: string): { from: number; to: number } {
  const from = momentOf(`${day}T00:00`, timeZone) ?? 0;
  return { from, to: momentOf(`${dayAfter(day, 1)}T00:00`, timeZone) ?? from + 86_400_000 };
}
