import type { BookingHistory, StayTimeline } from '../../../../shared/http/evidence.ts';
import { request } from '../../api-client.ts';

/** What a stay rests on: what was seen, what was done to its booking, what was charged. */
export async function fetchStayTimeline(sessionId: string): Promise<StayTimeline> {
  return (await request('GET', `/api/sessions/${encodeURIComponent(sessionId)}/timeline`)) as StayTimeline;
}

export async function fetchBookingHistory(bookingId: string): Promise<BookingHistory> {
  return (await request('GET', `/api/bookings/${encodeURIComponent(bookingId)}/history`)) as BookingHistory;
}
