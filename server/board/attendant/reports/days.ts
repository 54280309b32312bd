/** Which days the page is about, as `YYYY-MM-DD` of the lot's calendar, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export const choices = ['yesterday', 'week', 'month', 'custom'] as const;
export type Choice = (typeof choices)[number];

export const LONGEST_DAYS = 400;
const DAY_MS = 86_400_000;

/** The day that it is where the lot is. */
export function todayIn(timeZone: string, now: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const of = new Map(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${of.get('year')}-${of.get('month')}-${of.get('day')}`;
}

export function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

export function lengthOf({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** The days of a choice: the seven days are whole ones, the month goes up to today. */
export function daysOf(choice: Exclude<Choice, 'custom'>, today: string): Days {
  const yesterday = shifted(today, -1);
  switch (choice) {
    case 'yesterday':
      return { from: yesterday, to: yesterday };
    case 'week':
      return { from: shifted(today, -7), to: yesterday };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
  }
}

/** What the address says behind the page, such as `week` or `2026-11-01_2026-11-07`; yesterday where it says nothing that is known. */
export function readAddress(rest: string, today: string): { choice: Choice; days: Days } {
  const [, from, to] = /^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)$/.exec(rest) ?? [];
  if (from !== undefined && to !== undefined && isDate(from) && isDate(to) && from <= to)
    return { choice: 'custom', days: { from, to } };
  const choice = rest === 'week' || rest === 'month' ? rest : 'yesterday';
  return { choice, days: daysOf(choice, today) };
}

export function addressOf(choice: Choice, days: Days): string {
  if (choice === 'custom') return `${days.from}_${days.to}`;
  return choice === 'yesterday' ? '' : choice;
}

function isDate(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}
