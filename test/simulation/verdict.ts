import { auditBooks } from '../../server/app/audit-books.ts';
import { openBooks } from '../../server/db/books.ts';
import { readFacts } from '../e2e/support/model/facts.ts';
import { faultsOf } from '../support/books.ts';
import { MINUTE, SECOND } from '../support/manual-clock.ts';
import type { CarPark } from './car-park.ts';
import { keyOf, type Span } from './ledger.ts';
import { PER_MINUTE } from './tariff.ts';

/** How far an event's time may be off: the quickest of a boot's messages may have been late by as much. */
const OFF_BY = 12 * SECOND;

export interface Verdict {
  readonly figures: Readonly<Record<string, number>>;
  /** Everything that must not be, each in a sentence. */
  readonly faults: readonly string[];
}

const SHOWN = 40;

/** A verdict to be read. */
export function linesOf({ figures, faults }: Verdict): string[] {
  return [
    ...Object.entries(figures).map(([name, count]) => `${name.padEnd(32)}${count.toLocaleString('en').padStart(14)}`),
    ...faults.slice(0, SHOWN).map((fault) => `  ${fault}`),
    faults.length === 0 ? "The server's truth is the boards' own." : `${faults.length} differences.`,
  ];
}

/** The server's truth against the boards' own, once everything has been said. */
export async function judge(park: CarPark): Promise<Verdict> {
  const events = await judgeEvents(park);
  const bills = await judgeBills(park);
  const books = await openBooks(park.site.databaseUrl);
  const audit = await auditBooks(books).finally(() => books.close());
  return {
    figures: { ...events.figures, ...bills.figures },
    faults: [
      ...events.faults,
      ...bills.faults,
      ...(await judgeSlots(park)),
      ...(await faultsOf(park.site.parkwire.storage)),
      ...audit.filter(({ problems }) => problems > 0).map(({ rule, ids }) => `the audit: ${rule} (${ids.join(', ')})`),
    ],
  };
}

/** No event is lost, none is doubled, none is made up, and each has its time. */
async function judgeEvents({ site, ledger }: CarPark) {
  const rows = await site.rows<{
    source: string;
    boot_id: string;
    seq: number;
    slot_code: string;
    type: string;
    status: string;
    reason: string | null;
    occurred_at: number | null;
    found_by: string | null;
  }>(
    "SELECT source, boot_id, seq, slot_code, type, status, reason, occurred_at, found_by FROM observations WHERE source LIKE 'sim-%'",
  );
  const stored = new Map(rows.map((row) => [keyOf(row.source, { bootId: row.boot_id, seq: row.seq }), row]));
  const faults: string[] = [];
  let worst = 0;
  for (const [key, { event, at, isDropped }] of ledger.events) {
    const row = stored.get(key);
    if (!row) {
      if (!isDropped) faults.push(`event ${key} is lost`);
      continue;
    }
    if (row.status === 'pending' || row.status === 'rejected')
      faults.push(`event ${key} is ${row.status}: ${row.reason}`);
    if (row.slot_code !== event.slot || row.type !== event.type) faults.push(`event ${key} is stored as another`);
    if (row.found_by !== 'offset' || row.occurred_at === null) continue;
    const off = Math.abs(row.occurred_at - at);
    worst = Math.max(worst, off);
    if (off > OFF_BY) faults.push(`event ${key} is dated ${off} ms off`);
  }
  if (rows.length !== stored.size) faults.push(`${rows.length - stored.size} events are stored twice`);
  for (const key of stored.keys()) if (!ledger.events.has(key)) faults.push(`nobody saw event ${key}`);
  return {
    figures: {
      events: ledger.events.size,
      'given up by a full flash': [...ledger.events.values()].filter(({ isDropped }) => isDropped).length,
      'dated off by at most, ms': worst,
    },
    faults,
  };
}

/** Each slot is what its sensor sees, and its LED shows what it should. */
async function judgeSlots({ site, boards }: CarPark): Promise<string[]> {
  const views = new Map((await site.board()).slots.map((view) => [view.code, view]));
  const faults: string[] = [];
  for (const board of boards) {
    for (const { slot, occupied, led } of board.snapshot().slots) {
      const view = views.get(slot);
      const isOccupied = view?.state === 'occupied' || view?.state === 'attention';
      if (view?.state === 'unknown' || isOccupied !== occupied) {
        faults.push(`slot ${slot} is called ${view?.state}, its sensor sees ${occupied ? 'a car' : 'none'}`);
      }
      const { color, pattern, rev } = view?.led.desired ?? {};
      if (led.color !== color || led.pattern !== pattern || led.rev !== rev) {
        faults.push(
          `the LED of ${slot} shows ${led.color} ${led.pattern} ${led.rev}, it should show ${color} ${pattern} ${rev}`,
        );
      }
    }
  }
  return faults;
}

/** No bill is for more than the sensors saw. */
async function judgeBills({ site, ledger, rejoinMs }: CarPark) {
  const { stays } = await readFacts(site);
  const faults: string[] = [];
  const seen = new Map<string, Span[]>();
  let charged = 0;
  let bills = 0;
  for (const stay of stays) {
    if (stay.to === null || !stay.chargedMinor) continue;
    bills += 1;
    charged += stay.chargedMinor;
    const spans = seen.get(stay.slot) ?? ledger.seen(stay.slot);
    seen.set(stay.slot, spans);
    const { from, to } = stay;
    let supported = 0;
    let brief = 0;
    let last: Span | null = null;
    for (const span of spans) {
      const [begins, ends] = [Math.max(span.from, from - OFF_BY), Math.min(span.to, to + OFF_BY)];
      if (ends <= begins) continue;
      supported += ends - begins;
      // A car that was away for a moment is the same car.
      if (last && span.from - last.to <= rejoinMs) brief += span.from - last.to;
      last = span;
    }
    const most = (Math.ceil((supported + brief) / MINUTE) + 1) * PER_MINUTE;
    if (stay.chargedMinor > most) {
      faults.push(`stay ${stay.id} on ${stay.slot} cost ${stay.chargedMinor}, its evidence is worth ${most}`);
    }
  }
  return { figures: { stays: stays.length, bills, 'charged, minor units': charged }, faults };
}
