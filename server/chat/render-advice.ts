import { type Phrasing, plain, yesNo } from './phrasing.ts';
import type { Reply } from './reply.ts';

/** What only explains how things go here. */
export type Advice = Extract<
  Reply,
  { kind: 'prices' | 'pay' | 'leave' | 'extend' | 'thanks' | 'one-slot' | 'already-booked' }
>;

export function renderAdvice(reply: Advice, p: Phrasing): string {
  const { say } = p;
  switch (reply.kind) {
    case 'prices':
      return say('prices', {
        lot: plain(reply.lotName),
        isFree: yesNo(reply.ratePerHourMinor === 0 && reply.incrementSeconds !== null),
        hasRate: yesNo(reply.ratePerHourMinor !== null),
        rate: p.money(reply.ratePerHourMinor ?? 0),
        isOne: yesNo(reply.incrementSeconds !== null),
        step: p.duration(reply.incrementSeconds ?? 0),
        hasGrace: yesNo(reply.graceSeconds > 0),
        grace: p.duration(reply.graceSeconds),
        hasCap: yesNo(reply.dailyCapMinor !== null),
        cap: p.money(reply.dailyCapMinor ?? 0),
      });
    case 'pay':
      return say(reply.kind, p.balance(reply.balanceMinor));
    case 'leave':
      return say('leave', { slot: plain(reply.slot), cost: p.money(reply.costMinor) });
    case 'extend': {
      const { stay } = reply;
      return say('extend', {
        state: stay?.state ?? 'none',
        slot: plain(stay?.slot ?? ''),
        holdUntil: stay?.state === 'reserved' ? p.moment(stay.holdUntil) : '',
      });
    }
    case 'thanks':
      return say('thanks');
    case 'one-slot':
      return say('one-slot', {
        command: reply.command,
        codes: p.codes(reply.slots),
        example: plain(reply.slots[0] ?? ''),
      });
    case 'already-booked':
      return say('already-booked', {
        slot: plain(reply.slot),
        reference: plain(reply.reference),
        state: reply.state,
        isSame: yesNo(reply.slot === reply.asked.slot),
        again: `${reply.asked.command} ${plain(reply.asked.slot)}`,
      });
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}
