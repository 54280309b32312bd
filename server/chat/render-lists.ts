import { MOST_LINES, type Phrasing, phrasingFor, plain, yesNo } from './phrasing.ts';
import type { HistoryLine, Reply, ReplyContext, SlotLine } from './reply.ts';

/** In examples when the lot has no slot to name. */
const EXAMPLE_SLOT = 'A';

/** Counts and the first free codes: one pass over the slots, and only as many codes looked at as can be shown. */
export function renderSlots(reply: Extract<Reply, { kind: 'slots' }>, p: Phrasing): string {
  const counts: Record<SlotLine['state'], number> = {
    free: 0,
    reserved: 0,
    occupied: 0,
    attention: 0,
    'out-of-service': 0,
    unknown: 0,
  };
  const free: string[] = [];
  for (const slot of reply.slots) {
    counts[slot.state] += 1;
    if (slot.state === 'free') free.push(slot.code);
  }
  return p.say('slots', {
    lot: plain(reply.lotName),
    free: counts.free,
    reserved: counts.reserved,
    taken: counts.occupied + counts.attention,
    closed: counts['out-of-service'] + counts.unknown,
    total: reply.slots.length,
    codes: p.codes(free),
    example: exampleOf(free),
    ...p.rate(reply.ratePerHourMinor),
  });
}

/** A driver's last stays, each in the currency it was paid in. */
export function renderHistory(lines: readonly HistoryLine[], context: ReplyContext): string {
  const p = phrasingFor(context);
  if (lines.length === 0) return p.say('history.none');
  const rendered = lines.map((line, i) =>
    i < MOST_LINES ? renderHistoryLine(line, phrasingFor({ ...context, currency: line.currency })) : '',
  );
  return p.say('history', { lines: p.lines(rendered, MOST_LINES) });
}

function renderHistoryLine(line: HistoryLine, p: Phrasing): string {
  return p.say('history-line', {
    date: p.date(line.at),
    slot: plain(line.slot),
    outcome: line.outcome,
    hasReference: yesNo(line.reference !== null),
    reference: plain(line.reference ?? '', 20),
    hasDuration: yesNo(line.durationSeconds !== null),
    duration: p.duration(line.durationSeconds ?? 0),
    hasAmount: yesNo(line.amountMinor !== null),
    amount: p.money(line.amountMinor ?? 0),
  });
}

/** What a text needs that offers free slots. */
export function freeOf(free: readonly string[], p: Phrasing) {
  return { free: free.length, codes: p.codes(free), example: exampleOf(free) };
}

/** What a text needs that asks which lot. */
export function lotsOf(lots: readonly { code: string; name: string }[], p: Phrasing) {
  const lines = lots
    .slice(0, MOST_LINES)
    .map((lot, i) => p.say('lot-line', { number: i + 1, code: plain(lot.code, 32), name: plain(lot.name) }));
  const all = lots.length > MOST_LINES ? [...lines, ...lots.slice(MOST_LINES).map(() => '')] : lines;
  return { lots: p.lines(all, MOST_LINES), example: plain(lots[0]?.code ?? '', 32) };
}

/** A slot to name in an example: a free one where there is one. */
export function exampleOf(codes: readonly string[]): string {
  return plain(codes[0] ?? EXAMPLE_SLOT);
}
