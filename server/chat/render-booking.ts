import { type Phrasing, plain, yesNo } from './phrasing.ts';
import type { AheadLine, Reply } from './reply.ts';

/** What is answered about windows, changes and giving back. */
export type BookingReply = Extract<
  Reply,
  {
    kind:
      | 'window-taken'
      | 'window-refused'
      | 'bookings-overlap'
      | 'too-many-bookings'
      | 'cancelled'
      | 'cancel-asked'
      | 'how-long'
      | 'booking-changed'
      | 'extend-blocked';
  }
>;

const MOST_AHEAD = 10;

/** As the texts choose by them: a selector has no dashes. */
const FAULTS = {
  past: 'past',
  'too-short': 'short',
  'too-long': 'long',
  'too-far-ahead': 'far',
  closed: 'closed',
} as const;

export function renderBookingReply(reply: BookingReply, p: Phrasing): string {
  const { say } = p;
  switch (reply.kind) {
    case 'window-taken':
      return say('window-taken', {
        slot: plain(reply.slot),
        span: p.span(reply.from, reply.to),
        slots: reply.slots.length,
        codes: p.codes(reply.slots),
        example: plain(reply.slots[0] ?? ''),
        count: reply.times.length,
        times: p.list(reply.times.map(({ from, to }) => p.span(from, to))),
        verb: reply.verb,
      });
    case 'window-refused':
      return say('window-refused', {
        fault: FAULTS[reply.fault],
        minimum: p.duration(reply.minimumSeconds),
        maximum: p.duration(reply.maximumSeconds),
        days: reply.aheadDays,
      });
    case 'bookings-overlap':
      return say('bookings-overlap', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        start: p.moment(reply.startsAt),
      });
    case 'too-many-bookings':
      return say('too-many-bookings', { limit: reply.limit });
    case 'cancelled':
      return say('cancelled', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        ...feeOf(reply.feeMinor, p),
      });
    case 'cancel-asked':
      return say('cancel-asked', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        start: p.moment(reply.startsAt),
        ...feeOf(reply.feeMinor, p),
      });
    case 'how-long':
      return say('how-long', { verb: reply.verb, unclear: reply.unclear ?? 'none' });
    case 'booking-changed':
      return say('booking-changed', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        span: p.span(reply.startsAt, reply.endsAt),
        end: p.moment(reply.endsAt),
        isParked: yesNo(reply.isParked),
      });
    case 'extend-blocked':
      return say('extend-blocked', {
        slot: plain(reply.slot),
        until: p.moment(reply.until),
        end: p.moment(reply.now),
        hasRoom: yesNo(reply.until > reply.now),
      });
  }
}

/** An answer about now, with what is booked for later behind it. */
export function withAhead(text: string, ahead: readonly AheadLine[], p: Phrasing): string {
  if (ahead.length === 0) return text;
  const lines = ahead.map(({ slot, reference, startsAt, endsAt }) =>
    p.say('ahead-line', { slot: plain(slot), span: p.span(startsAt, endsAt), reference: plain(reference) }),
  );
  return p.say('with-ahead', { text, lines: p.lines(lines, MOST_AHEAD), count: ahead.length });
}

/** A fee, where there is one. */
export function feeOf(feeMinor: number, p: Phrasing): { hasFee: 'yes' | 'no'; fee: string } {
  return { hasFee: yesNo(feeMinor > 0), fee: p.money(feeMinor) };
}
