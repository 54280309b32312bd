import type { ZodType } from 'zod';
import {
  bookingsReport,
  flowReport,
  funnelReport,
  messagesReport,
  occupancyReport,
  reportQuery,
  revenueReport,
  staysReport,
  turnoverReport,
} from '../../../../shared/http/reports.ts';
import type { UnitOfWork } from '../../../app/ports/unit-of-work.ts';
import { funnelReportOf, messagesReportOf } from '../../../app/reports/message-reports.ts';
import { bookingsReportOf, revenueReportOf } from '../../../app/reports/money-reports.ts';
import {
  flowReportOf,
  occupancyReportOf,
  staysReportOf,
  turnoverReportOf,
} from '../../../app/reports/place-reports.ts';
import type { ReportAbout, ReportRequest } from '../../../app/reports/report-scope.ts';
import { iso } from '../iso.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

type Report = (unitOfWork: UnitOfWork, request: ReportRequest) => Promise<ReportAbout>;

/** What happened in a lot, by days of its own calendar. */
export function reportRoutes({ unitOfWork, clock }: ApiDeps): Route[] {
  const reportAt = (name: string, summary: string, answer: ZodType, make: Report) =>
    route({
      method: 'get',
      path: `/api/lots/{lot}/reports/${name}`,
      summary,
      access: 'viewer',
      query: reportQuery,
      answer,
      handle: async ({ params, query }) => {
        const found = await make(unitOfWork, { lotCode: params['lot'] ?? '', ...query, now: clock.now() });
        return { ...found, until: iso(found.until) };
      },
    });
  return [
    reportAt('occupancy', 'How full the lot was, by hour and weekday', occupancyReport, occupancyReportOf),
    route({
      method: 'get',
      path: '/api/lots/{lot}/reports/flow',
      summary: 'Cars that came and left by half-hours of the day, beside as many days before',
      access: 'viewer',
      query: reportQuery,
      answer: flowReport,
      handle: async ({ params, query }) => {
        const found = await flowReportOf(unitOfWork, { lotCode: params['lot'] ?? '', ...query, now: clock.now() });
        const { previous } = found;
        return { ...found, until: iso(found.until), previous: { ...previous, until: iso(previous.until) } };
      },
    }),
    reportAt('stays', 'How long the stays lasted that ended', staysReport, staysReportOf),
    reportAt('revenue', 'Revenue by day and slot, as the ledger has it', revenueReport, revenueReportOf),
    reportAt('turnover', 'Stays that began, by slot and day', turnoverReport, turnoverReportOf),
    reportAt('bookings', 'Bookings that ended, no-shows and overstays', bookingsReport, bookingsReportOf),
    reportAt('funnel', 'How far drivers came on the way to a booking', funnelReport, funnelReportOf),
    reportAt('messages', 'Messages by kind and state, and their cost', messagesReport, messagesReportOf),
  ];
}
