import { BOOKING_STEPS } from '../../chat/booking-step.ts';
import { costMicros } from '../../domain/message-prices.ts';
import type { MessageSum } from '../ports/report-repository.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { eachDay, type ReportRequest, type ReportScope, report } from './report-scope.ts';

/** How drivers got through the dialogue, and what was said at which cost. */

const scopeOf = async ({ look, lot }: ReportScope) => ({
  lotId: lot.id,
  hasOneLot: (await look.lots.all()).length === 1,
});

/** How many drivers came to each step of a booking, and how many went no further. */
export function funnelReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async (scope) => {
    const counted = await scope.look.reports.bookingSteps(await scopeOf(scope), scope.period.span);
    const steps = BOOKING_STEPS.map((step) => {
      const { asked = 0, drivers = 0, last = 0 } = counted.find((one) => one.step === step) ?? {};
      return { step, asked, drivers, stopped: step === 'booked' ? 0 : last };
    });
    return {
      drivers: counted.reduce((sum, { last }) => sum + last, 0),
      booked: steps.find(({ step }) => step === 'booked')?.drivers ?? 0,
      steps,
    };
  });
}

const isSent = ({ direction, status }: MessageSum): boolean =>
  direction === 'outbound' && (status === 'sent' || status === 'delivered' || status === 'read');

/** Messages by direction, kind and state, and what the providers take for them by the prices that the lot was told. */
export function messagesReportOf(unitOfWork: UnitOfWork, request: ReportRequest) {
  return report(unitOfWork, request, async (scope) => {
    const { look, lot, period } = scope;
    const about = await scopeOf(scope);
    const sums = await look.reports.messages(about, period.span);
    const count = (is: (sum: MessageSum) => boolean) => sums.reduce((all, one) => all + (is(one) ? one.count : 0), 0);
    const channels = (['twilio', 'meta'] as const).flatMap((transport) => {
      const received = count((one) => one.transport === transport && one.direction === 'inbound');
      const sent = count((one) => one.transport === transport && isSent(one));
      const price = lot.settings.messagePrices[transport];
      return [{ transport, received, sent, ...price, costMicros: costMicros(price, received, sent) }];
    });
    const days = await look.reports.messagesByDay(about, period.days);
    return {
      currency: lot.currency,
      received: count(({ direction }) => direction === 'inbound'),
      sent: count(isSent),
      failed: count(({ status }) => status === 'failed'),
      costMicros: channels.reduce<number | null>(
        (sum, one) => (sum === null || one.costMicros === null ? null : sum + one.costMicros),
        0,
      ),
      ofNoLot: await look.reports.messagesOfNoLot(period.span),
      days: eachDay(period, days, (row) => ({
        received: row?.received ?? 0,
        sent: row?.sent ?? 0,
        failed: row?.failed ?? 0,
      })),
      kinds: kindsOf(sums),
      channels,
    };
  });
}

/** The same kind by whatever channel is one line. */
function kindsOf(sums: readonly MessageSum[]) {
  const lines = new Map<string, Omit<MessageSum, 'transport'>>();
  for (const { direction, kind, status, count } of sums) {
    const key = [direction, kind, status].join('\n');
    lines.set(key, { direction, kind, status, count: count + (lines.get(key)?.count ?? 0) });
  }
  return [...lines.values()].sort((a, b) => b.count - a.count);
}
