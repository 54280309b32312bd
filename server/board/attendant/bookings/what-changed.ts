import type { Booking } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';
import { ApiError } from '../../api-client.ts';
import { formatMoment } from '../../format.ts';
import { locale } from '../../texts.ts';
import { wordsOf } from '../feedback.tsx';
import { fetchBooking, type SeenBooking } from './api.ts';
import { words } from './words.ts';

/** Refused because the booking is not any more what it was taken for. */
const overtaken = new Set([
  'booking-changed',
  'booking-not-live',
  'booking-has-begun',
  'stay-has-begun',
  'slot-changed',
]);

/** Why nothing was done: where somebody else was faster, what they have changed. */
export async function explainFailure(error: unknown, seen: SeenBooking, lot: BoardSnapshot['lot']): Promise<string> {
  if (!(error instanceof ApiError) || !overtaken.has(error.code)) return wordsOf(error);
  const now = await fetchBooking(seen.id).catch(() => null);
  const changes = now === null ? [] : changesOf(seen, now, lot);
  return changes.length === 0 ? wordsOf(error) : words.overtaken(seen.reference, changes.join(' '));
}

function changesOf(seen: SeenBooking, now: Booking, { timeZone }: BoardSnapshot['lot']): string[] {
  const moment = (at: string) => formatMoment(at, Date.now(), timeZone, locale);
  const changes: string[] = [];
  if (now.slot !== seen.slot) changes.push(words.nowOn(now.slot, seen.slot));
  if (now.startsAt !== seen.startsAt) changes.push(words.nowFrom(moment(now.startsAt), moment(seen.startsAt)));
  if (now.endsAt !== seen.endsAt) changes.push(words.nowUntil(moment(now.endsAt), moment(seen.endsAt)));
  if (now.state !== seen.state) changes.push(words.nowState(words.states[now.state], words.states[seen.state]));
  return changes;
}
