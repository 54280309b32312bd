import type { MessageStats } from '../../../shared/http/messages.ts';
import type { RevenueReport } from '../../../shared/http/reports.ts';
import type { BoardSnapshot } from '../../../shared/live/board-events.ts';
import { request } from '../api-client.ts';
import { usePolled } from '../live/use-polled.ts';
import { spanOfDay, wallAt } from '../zone.ts';
import { fetchBookings } from './bookings/api.ts';
import { fetchReport } from './reports/api.ts';

const pollMs = 30_000;
const hourMs = 3_600_000;

/** What a lot's day has come to so far. */
export interface Today {
  readonly revenueMinor: number;
  /** Bookings that begin within the hour. */
  readonly arrivals: number;
  /** Messages of today that nobody got, at all lots. */
  readonly failedMessages: number;
}

async function fetchToday({ code, timeZone }: BoardSnapshot['lot'], now: number): Promise<Today> {
  const day = wallAt(now, timeZone).slice(0, 10);
  const soon = { from: now, to: now + hourMs };
  const stats = new URLSearchParams({
    from: new Date(spanOfDay(day, timeZone).from).toISOString(),
    to: new Date(now).toISOString(),
  });
  const [revenue, due, messages] = await Promise.all([
    fetchReport<RevenueReport>(code, 'revenue', { from: day, to: day }),
    fetchBookings({ lot: code, state: 'reserved', slot: null, q: '', span: soon }),
    request('GET', `/api/messages/stats?${stats}`) as Promise<MessageStats>,
  ]);
  return {
    revenueMinor: revenue.revenueMinor + revenue.taxMinor,
    arrivals: due.bookings.filter(({ startsAt }) => Date.parse(startsAt) >= now).length,
    failedMessages: messages.counts
      .filter(({ status }) => status === 'failed')
      .reduce((sum, { count }) => sum + count, 0),
  };
}

/** Read every half minute; null until it was read. */
export function useToday(lot: BoardSnapshot['lot'] | null, skewMs: number): Today | null {
  const read = async () => (lot === null ? null : fetchToday(lot, Date.now() + skewMs));
  return usePolled(read, lot?.code ?? '', pollMs).value;
}
