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
/** Of a bill, what leaves room for the rest of the message. */
const MOST_LINE_CHARACTERS = 1000;
/** What was learned this much after it happened was learned late. */
const LATE_MS = 60_000;

export function renderEvidence(reply: EvidenceReply, p: Phrasing): string {
  const { say } = p;
  switch (reply.kind) {
    case 'why':
      return renderWhy(reply, p);
    case 'why-fee':
      return say('why-fee', {
        slot: plain(reply.slot),
        reference: plain(reply.reference, 20),
        why: reply.why,
        amount: p.money(reply.amountMinor),
        isCaptured: yesNo(reply.capturedMinor > 0),
        captured: p.money(reply.capturedMinor),
        isRefunded: yesNo(reply.refundedMinor > 0),
        refunded: p.money(reply.refundedMinor),
        booked: p.moment(reply.bookedAt),
        starts: p.moment(reply.startsAt),
        ended: p.moment(reply.endedAt),
        hasRule: yesNo(reply.rule !== null),
        freeUntil: p.moment(reply.rule?.freeUntil ?? reply.startsAt),
      });
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
  const shown = fitting(lines);
  const { dispute } = reply;
  const isLeft = (reply.amountMinor ?? 0) > reply.refundedMinor;
  return say('why', {
    slot: plain(reply.slot),
    span: reply.to === null ? p.moment(reply.from) : p.span(reply.from, reply.to),
    isOpen: yesNo(reply.to === null),
    amount: p.cost(reply.amountMinor),
    isRefunded: yesNo(reply.refundedMinor > 0),
    refunded: p.money(reply.refundedMinor),
    lines: p.lines(lines, shown),
    seen: seenOf(reply, p).join('\n'),
    isCorrected: yesNo(reply.isCorrected),
    isCut: yesNo(lines.length > shown),
    hasReference: yesNo(reply.reference !== null),
    reference: plain(reply.reference ?? '', 20),
    dispute: dispute?.state ?? (isLeft ? 'none' : 'nothing'),
    number: plain(dispute?.number ?? '', 20),
  });
}

/** How many of the lines a message has room for. */
function fitting(lines: readonly string[]): number {
  let left = MOST_LINE_CHARACTERS;
  const over = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return Math.min(MOST_LINES, over < 0 ? lines.length : over);
}

function renderLine(line: WhyLine, p: Phrasing): string {
  const { kind, name, from, to, amountMinor } = line;
  const notes = notesOf(line, p);
  return p.say('why-line', {
    span: p.span(from, to),
    kind: KINDS[kind],
    hasName: yesNo(name !== null),
    name: plain(name ?? ''),
    amount: p.money(amountMinor),
    hasNotes: yesNo(notes.length > 0),
    notes: notes.join('; '),
  });
}

/** How the amount comes about, and what is particular about the evidence of this line. */
function notesOf({ sold, isChecked, isOutOfTouch }: WhyLine, p: Phrasing): string[] {
  const notes: string[] = [];
  if (sold) {
    const unit = p.duration(sold.incrementSeconds);
    notes.push(p.say('why-sold', { count: sold.increments, unit, rate: p.money(sold.ratePerHourMinor) }));
  }
  if (isChecked) notes.push(p.say('why-checked'));
  if (isOutOfTouch) notes.push(p.say('why-out-of-touch'));
  return notes;
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
  if (left && !left.isInitial && to !== null)
    seen.push(p.say('why-left', { by: left.by, ...learned(left.at, left.learnedAt) }));
  else if (to !== null) seen.push(p.say('why-ended', { at: p.moment(to) }));
  if (silentSince !== null) seen.push(p.say('why-silent', { at: p.moment(silentSince) }));
  return seen;
}
