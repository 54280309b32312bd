import { type Phrasing, plain, yesNo } from './phrasing.ts';
import { feeOf } from './render-booking.ts';
import type { Reply } from './reply.ts';

/** What is told without being asked. */
export type Notification = Extract<
  Reply,
  {
    kind:
      | 'car-detected'
      | 'bill'
      | 'dispute-decided'
      | 'bill-corrected'
      | 'no-show'
      | 'booking-withdrawn'
      | 'arrival-late-revived'
      | 'arrival-late-lost'
      | 'booking-moved'
      | 'slot-unavailable'
      | 'booking-unused';
  }
>;

export function renderNotification(reply: Notification, p: Phrasing): string {
  const { say } = p;
  switch (reply.kind) {
    case 'car-detected':
      return say('car-detected', {
        slot: plain(reply.slot),
        at: p.moment(reply.at),
        reference: plain(reply.reference),
        ...p.rate(reply.ratePerHourMinor),
      });
    case 'bill':
      return say('bill', {
        ...billOf(reply, p),
        isCharged: yesNo(reply.amountMinor > 0),
        isRefunded: yesNo(reply.refundedMinor > 0),
        refunded: p.money(reply.refundedMinor),
      });
    case 'bill-corrected': {
      const difference = reply.amountMinor - reply.previousMinor;
      return say('bill-corrected', {
        ...billOf(reply, p),
        previous: p.money(reply.previousMinor),
        difference: p.money(Math.abs(difference)),
        change: difference === 0 ? 'same' : difference < 0 ? 'less' : 'more',
      });
    }
    case 'dispute-decided':
      return say('dispute-decided', {
        number: plain(reply.number),
        charge: p.money(reply.amountMinor),
        isRefunded: yesNo(reply.refundedMinor > 0),
        refunded: p.money(reply.refundedMinor),
        reason: plain(reply.reason, 200),
        ...p.balance(reply.balanceMinor),
      });
    case 'booking-withdrawn':
      return say('booking-withdrawn', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        reason: reply.reason,
      });
    case 'no-show':
    case 'arrival-late-revived':
    case 'arrival-late-lost':
      return say(reply.kind, {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        ...feeOf(reply.feeMinor, p),
      });
    case 'booking-moved':
      return say('booking-moved', {
        from: plain(reply.from),
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        obstacle: reply.obstacle,
        span: p.span(reply.startsAt, reply.endsAt),
      });
    case 'slot-unavailable':
      return say('slot-unavailable', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        hasNext: yesNo(reply.next.length > 0),
        next: p.list(reply.next.map(({ code, from }) => say('next-free', { slot: plain(code), at: p.moment(from) }))),
      });
    case 'booking-unused':
      return say('booking-unused', { slot: plain(reply.slot), reference: plain(reply.reference) });
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}

type Billed = Extract<Notification, { kind: 'bill' | 'bill-corrected' }>;

function billOf(reply: Billed, p: Phrasing) {
  return {
    slot: plain(reply.slot),
    span: p.span(reply.from, reply.to),
    duration: p.duration(reply.durationSeconds),
    charge: p.money(reply.amountMinor),
    ...p.balance(reply.balanceMinor),
  };
}
