/** Days of a lot's calendar as `YYYY-MM-DD`. */

export type Days = readonly [first: string, last: string];

const DAY_MS = 86_400_000;

/** The day that a lot's wall clock shows at a moment. */
export function dayIn(timeZone: string, at: number): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`;

/** What people ask for most, seen from a day. */
export function usualDays(today: string): Record<'today' | 'yesterday' | 'week' | 'month' | 'lastMonth', Days> {
  const yesterday = daysLater(today, -1);
  const lastOfLastMonth = daysLater(firstOfMonth(today), -1);
  return {
    today: [today, today],
    yesterday: [yesterday, yesterday],
    week: [daysLater(today, -6), today],
    month: [firstOfMonth(today), today],
    lastMonth: [firstOfMonth(lastOfLastMonth), lastOfLastMonth],
  };
}
