import { type Phrasing, plain, yesNo } from './phrasing.ts';
import type { Reply } from './reply.ts';

/** What is said about the waiting list. */
export type Queueing = Extract<
  Reply,
  {
    kind:
      | 'waiting'
      | 'wait-needless'
      | 'wait-has-slot'
      | 'wait-left'
      | 'wait-not-in-line'
      | 'status-waiting'
      | 'wait-offer'
      | 'wait-lapsed'
      | 'wait-dropped';
  }
>;

/** What drivers are reminded of. */
export type Reminding = Extract<
  Reply,
  { kind: 'day-before' | 'before-start' | 'before-end' | 'no-show-warning' | 'follow-up' }
>;

/** As the texts select by it, which takes no hyphens. */
const REASONS = {
  'already-booked': 'booked',
  'already-parked': 'parked',
  'balance-too-low': 'poor',
  'too-many-no-shows': 'absent',
  'driver-blocked': 'blocked',
} as const;

export function renderQueueing(reply: Queueing, p: Phrasing): string {
  const { say } = p;
  switch (reply.kind) {
    case 'waiting':
      return say('waiting', {
        lot: plain(reply.lotName),
        place: reply.place,
        holdMinutes: reply.holdMinutes,
        isNew: yesNo(reply.isNew),
      });
    case 'wait-needless':
      return say('wait-needless', {
        lot: plain(reply.lotName),
        free: reply.free.length,
        codes: p.codes(reply.free),
        example: plain(reply.free[0] ?? ''),
      });
    case 'wait-has-slot':
      return say('wait-has-slot', { slot: plain(reply.slot) });
    case 'wait-left':
      return say('wait-left', { lot: plain(reply.lotName) });
    case 'wait-not-in-line':
      return say('wait-not-in-line');
    case 'status-waiting':
      return say('status-waiting', {
        lot: plain(reply.lotName),
        place: reply.place,
        ...p.balance(reply.balanceMinor),
      });
    case 'wait-offer':
      return say('wait-offer', { ...offered(reply), holdUntil: p.moment(reply.holdUntil) });
    case 'wait-lapsed':
      return say('wait-lapsed', offered(reply));
    case 'wait-dropped':
      return say('wait-dropped', { lot: plain(reply.lotName), reason: REASONS[reply.reason] });
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}

export function renderReminding(reply: Reminding, p: Phrasing): string {
  const { say } = p;
  const booked = { slot: plain(reply.slot), reference: plain(reply.reference) };
  switch (reply.kind) {
    case 'day-before':
    case 'before-start':
      return say(reply.kind, {
        ...booked,
        lot: plain(reply.lotName),
        startsAt: p.moment(reply.startsAt),
        endsAt: p.moment(reply.endsAt),
      });
    case 'before-end':
      return say('before-end', { ...booked, endsAt: p.moment(reply.endsAt) });
    case 'no-show-warning':
      return say('no-show-warning', { ...booked, holdUntil: p.moment(reply.holdUntil) });
    case 'follow-up':
      return say('follow-up', { lot: plain(reply.lotName), date: p.date(reply.at) });
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}

function offered(reply: { slot: string; lotName: string; reference: string }) {
  return { slot: plain(reply.slot), lot: plain(reply.lotName), reference: plain(reply.reference) };
}
