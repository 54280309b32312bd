import type { Booking } from '../../../../shared/http/api.ts';
import type { Quote } from '../../../../shared/http/tariff.ts';
import { request } from '../../api-client.ts';

export interface BookingQuery {
  lot: string;
  state: string | null;
  slot: string | null;
  q: string;
  /** Moments in ms since the epoch; null for any. */
  span: { from: number; to: number } | null;
}

export interface BookingPage {
  bookings: Booking[];
  /** What the next page begins with; null where there is none. */
  next: string | null;
}

const pageSize = 50;
const iso = (at: number): string => new Date(at).toISOString();

export async function fetchBookings(query: BookingQuery, before: string | null = null): Promise<BookingPage> {
  const { lot, state, slot, q, span } = query;
  const parameters = new URLSearchParams({ lot, limit: String(span === null ? pageSize : 500) });
  if (state !== null) parameters.set('state', state);
  if (slot !== null) parameters.set('slot', slot);
  if (q.length >= 2) parameters.set('q', q);
  if (span !== null) {
    parameters.set('from', iso(span.from));
    parameters.set('to', iso(span.to));
  }
  if (before !== null) parameters.set('before', before);
  return (await request('GET', `/api/bookings?${parameters}`)) as BookingPage;
}

const pathOf = (id: string): string => `/api/bookings/${encodeURIComponent(id)}`;

export async function fetchBooking(id: string): Promise<Booking> {
  return (await request('GET', pathOf(id))) as Booking;
}

export interface NewBooking {
  lot: string;
  slot: string;
  phone: string;
  minutes: number;
  /** ISO 8601; left out for now. */
  from?: string;
  to?: string;
  addOns: string[];
}

export async function createBooking({ from, minutes, ...booking }: NewBooking): Promise<Booking> {
  const when = from === undefined ? { minutes } : { from, minutes };
  return (await request('POST', '/api/bookings', { ...booking, ...when })) as Booking;
}

/** A booking as somebody saw it when they decided to do something about it. */
export type SeenBooking = Pick<Booking, 'id' | 'reference' | 'slot' | 'startsAt' | 'endsAt' | 'state'>;

/** Where it is not so any more, the server does nothing. */
const windowSeen = ({ slot, startsAt, endsAt }: SeenBooking) => ({ slot, startsAt, endsAt });
const asSeen = (seen: SeenBooking) => ({ ...windowSeen(seen), state: seen.state });

export async function changeBooking(
  seen: SeenBooking,
  change: { slot?: string; from?: string; to?: string },
): Promise<Booking> {
  return (await request('PATCH', pathOf(seen.id), { ...change, was: windowSeen(seen) })) as Booking;
}

export async function cancelBooking(seen: SeenBooking, byRule: boolean): Promise<Booking> {
  return (await request('POST', `${pathOf(seen.id)}/cancel`, { byRule, was: asSeen(seen) })) as Booking;
}

/** `followUpDate` as `2026-11-30`, or null. */
export async function completeBooking(seen: SeenBooking, followUpDate: string | null): Promise<Booking> {
  const body = { was: asSeen(seen), ...(followUpDate === null ? {} : { followUpDate }) };
  return (await request('POST', `${pathOf(seen.id)}/complete`, body)) as Booking;
}

export async function fetchQuote(lot: string, from: number, to: number, addOns: readonly string[]): Promise<Quote> {
  const parameters = new URLSearchParams({ from: iso(from), to: iso(to) });
  if (addOns.length > 0) parameters.set('addOns', addOns.join(','));
  return (await request('GET', `/api/lots/${encodeURIComponent(lot)}/quote?${parameters}`)) as Quote;
}

export interface Service {
  code: string;
  name: string;
  priceMinor: number;
}

/** The services that the lot sells with a stay. */
export async function fetchServices(lot: string): Promise<Service[]> {
  const found = (await request('GET', `/api/lots/${encodeURIComponent(lot)}`)) as {
    tariff: { addOns?: Service[] } | null;
  };
  return found.tariff?.addOns ?? [];
}
