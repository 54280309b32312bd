import type { Booking, Driver, SearchResult } from '../../../../shared/http/api.ts';
import type { Dispute } from '../../../../shared/http/evidence.ts';
import type { Statement } from '../../../../shared/http/wallet.ts';
import { request } from '../../api-client.ts';

const pathOf = (driverId: string, rest = ''): string => `/api/drivers/${encodeURIComponent(driverId)}${rest}`;

/** What staff may mean by what they type. */
export async function search(lot: string, q: string): Promise<SearchResult> {
  return (await request(
    'GET',
    `/api/search?lot=${encodeURIComponent(lot)}&q=${encodeURIComponent(q)}`,
  )) as SearchResult;
}

/** Those whose plate, phone or name is like the text; the newest where it is too short. */
export async function fetchDrivers(q: string): Promise<Driver[]> {
  const query = q.length < 2 ? '' : `?q=${encodeURIComponent(q)}`;
  return ((await request('GET', `/api/drivers${query}`)) as { drivers: Driver[] }).drivers;
}

export async function fetchDriver(id: string): Promise<Driver> {
  return (await request('GET', pathOf(id))) as Driver;
}

const dayMs = 86_400_000;
/** The server answers a thousand lines at once, the oldest first. */
const mostParts = 20;

/** The last so many days of one wallet; a long one comes in parts. */
export async function fetchStatement(id: string, currency: string, days: number): Promise<Statement> {
  let from = new Date(Date.now() - days * dayMs).toISOString();
  let whole: Statement | null = null;
  for (let part = 0; part < mostParts; part++) {
    const query = new URLSearchParams({ currency, from });
    const next = (await request('GET', pathOf(id, `/statement?${query}`))) as Statement;
    whole = whole === null ? next : { ...next, opening: whole.opening, lines: [...whole.lines, ...next.lines] };
    if (next.isComplete) return whole;
    from = next.to;
  }
  return whole as Statement;
}

/** Where everything that is kept of a driver is, as a file. */
export const exportHref = (id: string): string => pathOf(id, '/export');

/** Forgets who a driver is; `leaveBalance` says that money in the wallet stays as it is. */
export async function erase(id: string, leaveBalance: boolean): Promise<void> {
  await request('POST', pathOf(id, '/erase'), { leaveBalance });
}

export async function fetchBookingsOf(id: string): Promise<Booking[]> {
  const path = `/api/bookings?limit=50&driverId=${encodeURIComponent(id)}`;
  return ((await request('GET', path)) as { bookings: Booking[] }).bookings;
}

export async function fetchDisputesOf(id: string): Promise<Dispute[]> {
  const { disputes } = (await request('GET', `/api/disputes?driverId=${encodeURIComponent(id)}`)) as {
    disputes: Dispute[];
  };
  return disputes;
}

export async function block(id: string, what: 'block' | 'unblock', reason: string): Promise<Driver> {
  return (await request('POST', pathOf(id, `/${what}`), { reason })) as Driver;
}

/** The key makes a second try of the same refund harmless. */
export async function refund(
  id: string,
  body: { transferId: string; amountMinor: number; reason: string },
  key: string,
): Promise<void> {
  await request('POST', pathOf(id, '/refunds'), body, { 'idempotency-key': key });
}

export async function writeOff(
  id: string,
  body: { amountMinor: number; currency: string; reason: string },
  key: string,
): Promise<void> {
  await request('POST', pathOf(id, '/write-offs'), body, { 'idempotency-key': key });
}

/** `refundMinor` null lets the bill stand. */
export async function decide(disputeId: string, refundMinor: number | null, reason: string): Promise<void> {
  const decision = refundMinor === null ? { reject: true, reason } : { refundMinor, reason };
  await request('POST', `/api/disputes/${encodeURIComponent(disputeId)}/decide`, decision);
}
