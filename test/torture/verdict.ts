import { type AuditLine, auditBooks } from '../../server/app/audit-books.ts';
import { openBooks } from '../../server/db/books.ts';
import type { ParkwireProcess } from '../e2e/support/process.ts';
import type { Load } from './torture.ts';

/** What the server had said, compared with what it has. */
export interface Verdict {
  readonly figures: Readonly<Record<string, number>>;
  /** Everything that must be nothing. */
  readonly faults: Readonly<Record<string, number>>;
  readonly audit: readonly AuditLine[];
}

export async function judge(
  site: ParkwireProcess,
  { boards, chats, money }: Load,
  { kills, seconds }: { kills: number; seconds: number },
): Promise<Verdict> {
  const events = await judgeEvents(site, boards);
  const heard = await judgeMessages(site, chats);
  const topUps = await judgeTopUps(site, money);
  const [{ transfers, deposits, disputes }] = await site.rows(
    `SELECT COUNT(*) AS transfers, SUM(CASE WHEN kind = 'hold' THEN 1 ELSE 0 END) AS deposits,
       (SELECT COUNT(*) FROM disputes) AS disputes FROM transfers`,
  );
  const audit = await auditOf(site.environment['DATABASE_URL'] ?? '');
  const broken = audit.filter(({ problems }) => problems > 0);
  const { figures: eventFigures, faults: eventFaults } = events;
  return {
    figures: {
      kills,
      ...eventFigures,
      ...heard.figures,
      ...topUps.figures,
      transfers,
      'deposits held': Number(deposits),
      disputes: Number(disputes),
      seconds: Math.round(seconds),
    },
    faults: {
      ...eventFaults,
      ...heard.faults,
      ...topUps.faults,
      'transfers unbalanced': audit.find(({ rule }) => rule === 'transfers-balance')?.problems ?? 1,
      'audit problems': broken.reduce((sum, { problems }) => sum + problems, 0),
    },
    audit: broken,
  };
}

export function isClean({ faults }: Verdict): boolean {
  return Object.values(faults).every((count) => count === 0);
}

/** The verdict as a table, and what broke of the audit's rules. */
export function verdictTable({ figures, faults, audit }: Verdict): string[] {
  const row = ([name, count]: [string, number]) => `${name.padEnd(32)}${String(count).padStart(10)}`;
  return [
    ...Object.entries(figures).map(row),
    ...Object.entries(faults).map(row),
    ...audit.map(({ rule, problems, ids }) => `  ${rule}: ${problems} (${ids.slice(0, 3).join(' ')})`),
  ];
}

async function judgeEvents(site: ParkwireProcess, boards: Load['boards']) {
  const sum = (count: (board: Load['boards'][number]) => number) => boards.reduce((total, b) => total + count(b), 0);
  const rows = await site.rows<{ source: string; seq: number; n: number }>(
    `SELECT source, seq, COUNT(*) AS n FROM observations WHERE status <> 'pending' GROUP BY source, seq`,
  );
  const stored = new Map(rows.map(({ source, seq, n }) => [`${source}/${seq}`, n]));
  const has = (id: string, seq: number) => stored.get(`${id}/${seq}`) ?? 0;
  const count = (board: Load['boards'][number], matches: (n: number) => boolean) =>
    Array.from({ length: board.acked }, (_, index) => has(board.controller.id, index + 1)).filter(matches).length;
  return {
    figures: { events: sum(({ controller }) => controller.seq), 'events acknowledged': sum(({ acked }) => acked) },
    faults: {
      'acknowledged and missing': sum((board) => count(board, (n) => n === 0)),
      'stored twice': sum((board) => count(board, (n) => n > 1)),
      'never acknowledged': sum(({ controller, acked }) => controller.seq - acked),
      'boards never heard': boards.filter(({ acked }) => acked === 0).length,
    },
  };
}

async function judgeMessages(site: ParkwireProcess, chats: Load['chats']) {
  const rows = await site.rows<{ sid: string; replies: number }>(
    `SELECT i.external_id AS sid, COUNT(o.id) AS replies FROM messages i LEFT JOIN messages o ON o.in_reply_to = i.id
     WHERE i.direction = 'inbound' GROUP BY i.id, i.external_id`,
  );
  const times = new Map<string, number[]>();
  for (const { sid, replies } of rows) times.set(sid, [...(times.get(sid) ?? []), replies]);
  const answers = chats.flatMap((chat) => [...chat.answers]);
  const booked = answers.filter(([, { body, words }]) => body.startsWith('book') && words.startsWith('✅'));
  const [{ bookings }] = await site.rows('SELECT COUNT(*) AS bookings FROM bookings');
  const once = ([sid]: (typeof answers)[number]) => times.get(sid)?.length === 1 && times.get(sid)?.[0] === 1;
  return {
    figures: {
      'messages answered': answers.length,
      'messages repeated': chats.reduce((sum, { repeats }) => sum + repeats, 0),
      bookings,
    },
    faults: {
      'answered and not stored once': answers.filter((answer) => !once(answer)).length,
      'repeats with other words': chats.reduce((sum, { differing }) => sum + differing.length, 0),
      'bookings not as answered': Math.abs(bookings - booked.length),
    },
  };
}

async function judgeTopUps(site: ParkwireProcess, { confirmed }: Load['money']) {
  const rows = await site.rows<{ key: string; driver_id: string; amount: number }>(
    `SELECT t.key, t.driver_id, CAST(SUM(p.amount) AS BIGINT) AS amount FROM transfers t
     JOIN postings p ON p.transfer_id = t.id AND p.amount > 0 WHERE t.kind = 'top-up' GROUP BY t.id, t.key, t.driver_id`,
  );
  const stored = new Map(rows.map(({ key, driver_id, amount }) => [key, `${driver_id} ${amount}`]));
  const wrong = [...confirmed].filter(
    ([id, { driverId, amountMinor }]) => stored.get(`top-up:staff:${id}`) !== `${driverId} ${amountMinor}`,
  );
  return {
    figures: { 'top-ups confirmed': confirmed.size },
    faults: {
      'confirmed and not stored': wrong.length,
      'stored and not confirmed': Math.max(0, stored.size - confirmed.size),
    },
  };
}

async function auditOf(url: string): Promise<AuditLine[]> {
  const books = await openBooks(url);
  try {
    return await auditBooks(books);
  } finally {
    await books.close();
  }
}
