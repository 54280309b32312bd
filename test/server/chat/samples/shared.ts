import type { Reply, ReplyContext, ReplyKind } from '../../../../server/chat/reply.ts';

/** Samples of these kinds of reply, with their variants. */
export type SamplesOf<K extends ReplyKind> = { [One in K]: Extract<Reply, { kind: One }>[] };

/** Saturday, 21 November 2026, 10:30 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 10, 30);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const CONTEXT: ReplyContext = { locale: 'en', timeZone: 'UTC', currency: 'USD', now: NOW };

export const lots = [
  { code: 'main', name: 'Main' },
  { code: 'north-2', name: 'North, level 2' },
];
export const free = ['A', 'C', 'D'];
export const reference = 'PW-7K3M9Q';
export const later = { from: NOW + 28 * HOUR, to: NOW + 30 * HOUR };
export const ahead = [{ slot: 'B', reference, startsAt: later.from, endsAt: later.to }];
export const bill = {
  slot: 'A',
  from: NOW - 80 * MINUTE,
  to: NOW,
  durationSeconds: 4800,
  amountMinor: 300,
  balanceMinor: 9700,
};
