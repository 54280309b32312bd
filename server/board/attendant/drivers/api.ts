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

/** The last 30 days. */
export async function fetchStatement(id: string): Promise<Statement> {
  return (await request('GET', pathOf(id, '/statement'))) as Statement;
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
