import type { DisputedStay, EvidenceReply, WhyLine } from './evidence-reply.ts';
import { MOST_LINES, type Phrasing, plain, yesNo } from './phrasing.ts';

type Why = Extract<EvidenceReply, { kind: 'why' }>;

const KINDS = {
  grace: 'grace',
  free: 'free',
  'no-evidence': 'unseen',
  time: 'sold',
  flat: 'sold',
  'add-on': 'sold',
  'daily-cap': 'day',
  'stay-cap': 'stay',
} as const;
/** What was learned this much after it happened was learned late. */
const LATE_MS = 60_000;

export function renderEvidence(reply: EvidenceReply, p: Phrasing): string {
  const { say } = p;
  switch (reply.kind) {
    case 'why':
      return renderWhy(reply, p);
    case 'dispute-opened':
      return say('dispute-opened', {
        ...stayOf(reply, p),
        amount: p.money(reply.amountMinor),
        asksReason: yesNo(reply.asksReason),
      });
    case 'dispute-refunded':
      return say('dispute-refunded', {
        ...stayOf(reply, p),
        charge: p.money(reply.amountMinor),
        ...p.balance(reply.balanceMinor),
      });
    case 'dispute-already':
      return say('dispute-already', {
        ...stayOf(reply, p),
        state: reply.state,
        asksReason: yesNo(reply.asksReason),
      });
    case 'dispute-noted':
      return say('dispute-noted', { ...stayOf(reply, p), isCut: yesNo(reply.isCut) });
    case 'dispute-too-many':
      return say('dispute-too-many', { limit: reply.limit });
    case 'why-nothing':
    case 'dispute-not-over':
    case 'dispute-nothing':
      return say(reply.kind);
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}

function stayOf({ number, slot, from }: DisputedStay, p: Phrasing) {
  return { number: plain(number), slot: plain(slot), date: p.date(from) };
}

function renderWhy(reply: Why, p: Phrasing): string {
  const { say } = p;
  const lines = reply.lines.map((line) => renderLine(line, p));
  return say('why', {
    slot: plain(reply.slot),
    span: reply.to === null ? p.moment(reply.from) : p.span(reply.from, reply.to),
    isOpen: yesNo(reply.to === null),
    amount: p.cost(reply.amountMinor),
    isRefunded: yesNo(reply.refundedMinor > 0),
    refunded: p.money(reply.refundedMinor),
    lines: p.lines(lines, MOST_LINES),
    seen: seenOf(reply, p).join('\n'),
    isCorrected: yesNo(reply.isCorrected),
    isCut: yesNo(lines.length > MOST_LINES),
    hasReference: yesNo(reply.reference !== null),
    reference: plain(reply.reference ?? '', 20),
  });
}

function renderLine({ kind, name, from, to, amountMinor }: WhyLine, p: Phrasing): string {
  return p.say('why-line', {
    span: p.span(from, to),
    kind: KINDS[kind],
    hasName: yesNo(name !== null),
    name: plain(name ?? ''),
    amount: p.money(amountMinor),
  });
}

function seenOf({ came, left, to, silentSince }: Why, p: Phrasing): string[] {
  const learned = (at: number, learnedAt: number) => ({
    at: p.moment(at),
    learned: p.moment(learnedAt),
    isLate: yesNo(learnedAt - at >= LATE_MS),
  });
  const seen: string[] = [];
  if (came) {
    const when = learned(came.at, came.learnedAt);
    seen.push(p.say('why-came', { by: came.by, isInitial: yesNo(came.isInitial), ...when }));
  }
  if (left && to !== null) seen.push(p.say('why-left', { by: left.by, ...learned(left.at, left.learnedAt) }));
  else if (to !== null) seen.push(p.say('why-ended', { at: p.moment(to) }));
  if (silentSince !== null) seen.push(p.say('why-silent', { at: p.moment(silentSince) }));
  return seen;
}
