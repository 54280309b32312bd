import { DomainError } from '../../domain/errors.ts';
import type { Lot } from '../../domain/lot.ts';
import {
  type DayRange,
  dateOf,
  dayOf,
  LONGEST_REPORT_DAYS,
  periodOf,
  type ReportPeriod,
} from '../../domain/report-period.ts';
import { lotByCode } from '../manage-lots.ts';
import type { Look, UnitOfWork } from '../ports/unit-of-work.ts';

/** Which lot and which days, both included, as `YYYY-MM-DD` of its calendar. */
export interface ReportRequest {
  readonly lotCode: string;
  readonly from: string;
  readonly to: string;
  /** In ms since the epoch; nothing after it is reported. */
  readonly now: number;
}

/** What every report says of itself. */
export interface ReportAbout {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly until: number;
}

export interface ReportScope {
  readonly look: Look;
  readonly lot: Lot;
  readonly range: DayRange;
  readonly period: ReportPeriod;
  readonly now: number;
}

/** Works out a report at one moment of the database. Throws `lot-unknown`, and `invalid-request` for days that are none or too many. */
export async function report<T>(
  unitOfWork: UnitOfWork,
  request: ReportRequest,
  fn: (scope: ReportScope) => Promise<T>,
): Promise<ReportAbout & T> {
  const range = rangeOf(request);
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, request.lotCode);
    const { timeZone } = lot;
    const period = periodOf(range, timeZone, request.now);
    const found = await fn({ look, lot, range, period, now: request.now });
    const { from, to } = request;
    return { from, to, timeZone, until: period.span.to, ...found };
  });
}

function rangeOf({ from, to }: ReportRequest): DayRange {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null) throw new DomainError('invalid-request', `from: ${from} is no day`);
  if (last === null) throw new DomainError('invalid-request', `to: ${to} is no day`);
  if (first > last) throw new DomainError('invalid-request', 'from: must not be after to');
  if (last - first + 1 > LONGEST_REPORT_DAYS)
    throw new DomainError('invalid-request', `to: a report covers at most ${LONGEST_REPORT_DAYS} days`);
  return { first, last };
}

/** Every day of a period with what is known of it; a day of which nothing is known has `none`. */
export function eachDay<Row extends { readonly day: number }, T>(
  { days }: ReportPeriod,
  rows: readonly Row[],
  view: (row: Row | undefined) => T,
): ({ date: string } & T)[] {
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return days.map(({ day }) => ({ date: dateOf(day), ...view(byDay.get(day)) }));
}

/** A part of a whole; null where there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
