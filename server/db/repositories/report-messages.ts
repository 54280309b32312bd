import type { MessageDay, MessageScope, MessageSum, StepCount } from '../../app/ports/report-repository.ts';
import type { Interval } from '../../domain/interval.ts';
import type { DaySpan } from '../../domain/report-period.ts';
import { inputRows } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { type Count, DAYS, dayRows } from './report-days.ts';

/** What reports count of messages. */

/** What was received is about the lot that its reply is about. */
const LOT = 'COALESCE(m.lot_id, r.lot_id)';
const WITH_REPLY = `LEFT JOIN messages r ON r.in_reply_to = m.id AND m.direction = 'inbound'`;
const inScope = (lot: string, isOnly: string) => `(${LOT} = ${lot} OR (${isOnly} = 1 AND ${LOT} IS NULL))`;

export async function bookingSteps(
  session: TxSession,
  { lotId, hasOneLot }: MessageScope,
  { from, to }: Interval,
): Promise<StepCount[]> {
  const rows = await session.query<{ step: string; asked: Count; drivers: Count; last: Count }>(
    `WITH steps AS (SELECT m.step, COALESCE(m.driver_id, m.id) AS driver, ROW_NUMBER() OVER (
         PARTITION BY COALESCE(m.driver_id, m.id) ORDER BY m.created_at DESC, m.id DESC) AS ago
       FROM messages m WHERE m.step IS NOT NULL AND m.created_at >= $1 AND m.created_at < $2
         AND (m.lot_id = $3 OR ($4 = 1 AND m.lot_id IS NULL)))
     SELECT step, COUNT(*) AS asked, COUNT(DISTINCT driver) AS drivers, SUM(CASE WHEN ago = 1 THEN 1 ELSE 0 END) AS last
     FROM steps GROUP BY step ORDER BY step`,
    [from, to, lotId, hasOneLot ? 1 : 0],
  );
  return rows.map(({ step, asked, drivers, last }) => ({
    step,
    asked: Number(asked),
    drivers: Number(drivers),
    last: Number(last),
  }));
}

export async function messages(
  session: TxSession,
  { lotId, hasOneLot }: MessageScope,
  { from, to }: Interval,
): Promise<MessageSum[]> {
  const rows = await session.query<Omit<MessageSum, 'count'> & { n: Count }>(
    `SELECT m.direction, m.transport, m.kind, m.status, COUNT(*) AS n FROM messages m ${WITH_REPLY}
     WHERE m.created_at >= $1 AND m.created_at < $2 AND ${inScope('$3', '$4')}
     GROUP BY m.direction, m.transport, m.kind, m.status ORDER BY m.direction, m.transport, m.kind, m.status`,
    [from, to, lotId, hasOneLot ? 1 : 0],
  );
  return rows.map(({ n, ...rest }) => ({ ...rest, count: Number(n) }));
}

export async function messagesByDay(
  session: TxSession,
  { lotId, hasOneLot }: MessageScope,
  days: readonly DaySpan[],
): Promise<MessageDay[]> {
  const rows = await session.query<Record<keyof MessageDay, Count>>(
    `WITH ${inputRows(session.dialect, DAYS)} SELECT d.day, SUM(CASE WHEN m.direction = 'inbound' THEN 1 ELSE 0 END) AS received,
       SUM(CASE WHEN m.direction = 'outbound' AND m.status IN ('sent', 'delivered', 'read') THEN 1 ELSE 0 END) AS sent,
       SUM(CASE WHEN m.status = 'failed' THEN 1 ELSE 0 END) AS failed
     FROM input d CROSS JOIN messages m ${WITH_REPLY}
     WHERE m.created_at >= d.from_at AND m.created_at < d.to_at AND ${inScope('$2', '$3')} GROUP BY d.day ORDER BY d.day`,
    [dayRows(days), lotId, hasOneLot ? 1 : 0],
  );
  return rows.map(({ day, received, sent, failed }) => ({
    day: Number(day),
    received: Number(received),
    sent: Number(sent),
    failed: Number(failed),
  }));
}

export async function messagesOfNoLot(session: TxSession, { from, to }: Interval): Promise<number> {
  const [row] = await session.query<{ n: Count }>(
    `SELECT COUNT(*) AS n FROM messages m ${WITH_REPLY} WHERE m.created_at >= $1 AND m.created_at < $2 AND ${LOT} IS NULL`,
    [from, to],
  );
  return Number(row?.n ?? 0);
}
