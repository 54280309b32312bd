import type { TransferKind } from '../../domain/ledger.ts';
import type { BookingEnds, RevenueSum } from '../ports/report-repository.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { eachDay, type ReportRequest, report, shareOf } from './report-scope.ts';

/** What a lot earned, and what became of its bookings. */

interface Revenue {
  readonly chargesMinor: number;
  readonly feesMinor: number;
  readonly correctionsMinor: number;
  readonly refundsMinor: number;
  readonly revenueMinor: number;
  readonly taxMinor: number;
}

type Part = 'chargesMinor' | 'feesMinor' | 'correctionsMinor' | 'refundsMinor';

/** As what a kind of transfer is told; whatever else reaches revenue corrects something. */
const PARTS: Readonly<Partial<Record<TransferKind, Part>>> = {
  charge: 'chargesMinor',
  fee: 'feesMinor',
  capture: 'feesMinor',
  refund: 'refundsMinor',
};

function revenueOf(sums: readonly RevenueSum[]): Revenue {
  const total = { chargesMinor: 0, feesMinor: 0, correctionsMinor: 0, refundsMinor: 0, revenueMinor: 0, taxMinor: 0 };
  for (const { kind, account, amountMinor } of sums) {
    if (account === 'tax') total.taxMinor += amountMinor;
    else {
      total[PARTS[kind] ?? 'correctionsMinor'] += amountMinor;
      total.revenueMinor += amountMinor;
    }
  }
  return total;
}

/** What was posted to revenue and tax, to the minor unit as the ledger has it, on the day on which it was posted. */
export function revenueReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async ({ look, lot, period }) => {
    const byDay = await look.reports.revenueByDay(lot, period.days);
    const whole = { from: period.span.from, to: period.days.at(-1)?.to ?? period.span.to };
    const bySlot = await look.reports.revenueBySlot(lot, whole);
    const slots = await look.reports.slots(lot.id);
    const grouped = period.days.map(({ day }) => ({ day, sums: byDay.filter((sum) => sum.day === day) }));
    return {
      currency: lot.currency,
      ...revenueOf(byDay),
      days: eachDay(period, grouped, (row) => revenueOf(row?.sums ?? [])),
      slots: slots
        .map(({ id, code, retiredAt }) => ({ code, retiredAt, sums: bySlot.filter(({ slotId }) => slotId === id) }))
        .filter(({ retiredAt, sums }) => retiredAt === null || sums.length > 0)
        .map(({ code, sums }) => ({ slot: code, ...revenueOf(sums) })),
    };
  });
}

type Ends = Omit<BookingEnds, 'day'>;
const NO_ENDS: Ends = { completed: 0, noShows: 0, cancelled: 0, overstays: 0, overstayMs: 0 };

const withRates = ({ completed, noShows, cancelled, overstays, overstayMs }: Ends) => ({
  ...{ completed, noShows, cancelled, overstays, overstayMs },
  noShowRate: shareOf(noShows, completed + noShows),
  overstayRate: shareOf(overstays, completed),
});

/** Bookings that ended: with their car, without it, or given back; and whose car stayed longer than booked. */
export function bookingsReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async ({ look, lot, period }) => {
    const rows = await look.reports.bookingEnds(lot.id, period.days);
    const total = rows.reduce<Ends>(
      (sum, row) => ({
        completed: sum.completed + row.completed,
        noShows: sum.noShows + row.noShows,
        cancelled: sum.cancelled + row.cancelled,
        overstays: sum.overstays + row.overstays,
        overstayMs: sum.overstayMs + row.overstayMs,
      }),
      NO_ENDS,
    );
    return { ...withRates(total), days: eachDay(period, rows, (row) => withRates(row ?? NO_ENDS)) };
  });
}
