import { type Phrasing, plain, yesNo } from './phrasing.ts';
import { renderPrices } from './render-prices.ts';
import type { Reply } from './reply.ts';

/** What only explains how things go here. */
export type Advice = Extract<
  Reply,
  { kind: 'prices' | 'modify' | 'pay' | 'leave' | 'thanks' | 'one-slot' | 'already-booked' }
>;

export function renderAdvice(reply: Advice, p: Phrasing): string {
  const { say } = p;
  switch (reply.kind) {
    case 'prices':
      return renderPrices(reply.lotName, reply.terms, p);
    case 'modify':
      return say('modify');
    case 'pay':
      return say(reply.kind, p.balance(reply.balanceMinor));
    case 'leave':
      return say('leave', { slot: plain(reply.slot), cost: p.cost(reply.costMinor) });
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
