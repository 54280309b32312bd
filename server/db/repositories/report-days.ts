import type { DaySpan } from '../../domain/report-period.ts';

/** The days of a report as rows `input` of a statement: when each begins and ends differs by the lot's zone. */
export const DAYS = { day: 'int', from_at: 'int', to_at: 'int' } as const;

export function dayRows(days: readonly DaySpan[]): string {
  return JSON.stringify(days.map(({ day, from, to }) => [day, from, to]));
}

/** Counts and sums come as text from PostgreSQL where they may be large. */
export type Count = number | string;
