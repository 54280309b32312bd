import type {
  BookingEnds,
  ReportRepository,
  ReportSlot,
  RevenueSum,
  StayLengths,
} from '../../app/ports/report-repository.ts';
import type { Interval } from '../../domain/interval.ts';
import type { DaySpan } from '../../domain/report-period.ts';
import { BIN_MS, type StayEvents } from '../../domain/stay-bins.ts';
import { inputRows } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { type Count, DAYS, dayRows } from './report-days.ts';
import { bookingSteps, messages, messagesByDay, messagesOfNoLot } from './report-messages.ts';

/** The quarter of an hour that a time is in, and how long after its begin it is. */
const bin = (column: string) => `${column} / ${BIN_MS}`;
const offset = (column: string) => `${column} - (${column} / ${BIN_MS}) * ${BIN_MS}`;

/**
 * What transfers `t` posted to revenue and tax, and for which slot: that of the stay, or of the booking, or of what a reversal takes
 * back. CROSS JOIN: SQLite then takes the transfers of the time first, and what belongs to each by an index.
 */
const REVENUE = `CROSS JOIN postings p CROSS JOIN accounts a LEFT JOIN transfers o ON o.id = t.reverses
  LEFT JOIN parking_sessions s ON s.id = COALESCE(t.session_id, o.session_id)
  LEFT JOIN bookings b ON b.id = COALESCE(t.booking_id, o.booking_id)`;
const OF_LOT = `p.transfer_id = t.id AND a.id = p.account_id AND a.owner = 'house' AND a.kind IN ('revenue', 'tax')
  AND COALESCE(s.lot_id, b.lot_id) = $2 AND t.currency = $3`;

/** What happened within a span, counted by the database. */
export class SqlReports implements ReportRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  slots(lotId: string): Promise<ReportSlot[]> {
    return this.session.query(
      `SELECT id, code, retired_at AS "retiredAt" FROM slots WHERE lot_id = $1 ORDER BY position, code`,
      [lotId],
    );
  }

  async stayEvents(lotId: string, { from, to }: Interval): Promise<StayEvents> {
    type Row = { bin: Count; n: Count; ms: Count; early?: Count };
    const starts = await this.session.query<Row>(
      `SELECT ${bin('started_at')} AS bin, COUNT(*) AS n, SUM(${offset('started_at')}) AS ms FROM parking_sessions
       WHERE lot_id = $1 AND started_at >= $2 AND started_at < $3 GROUP BY ${bin('started_at')}`,
      [lotId, from, to],
    );
    const ends = await this.session.query<Row>(
      `SELECT ${bin('p.ended_at')} AS bin, COUNT(*) AS n, SUM(${offset('p.ended_at')}) AS ms,
         SUM(CASE WHEN p.started_at < $2 THEN 1 ELSE 0 END) AS early
       FROM slots s CROSS JOIN parking_sessions p WHERE s.lot_id = $1 AND p.slot_id = s.id AND p.ended_at >= $2 AND p.ended_at < $3
       GROUP BY ${bin('p.ended_at')}`,
      [lotId, from, to],
    );
    // On each slot at most one stay lasts through the whole span: the open one, or the first that ended after it.
    const [through] = await this.session.query<{ n: Count }>(
      `SELECT COUNT(*) AS n FROM slots s WHERE s.lot_id = $1 AND (
         EXISTS (SELECT 1 FROM parking_sessions p WHERE p.slot_id = s.id AND p.ended_at IS NULL AND p.started_at < $2)
         OR (SELECT p.started_at FROM parking_sessions p WHERE p.slot_id = s.id AND p.ended_at >= $3
             ORDER BY p.ended_at, p.started_at LIMIT 1) < $2)`,
      [lotId, from, to],
    );
    const events = (rows: Row[]) =>
      rows.map((row) => ({ bin: Number(row.bin), count: Number(row.n), offsetSumMs: Number(row.ms) }));
    const early = ends.reduce((sum, row) => sum + Number(row.early), 0);
    return { openAtStart: early + Number(through?.n ?? 0), starts: events(starts), ends: events(ends) };
  }

  async stayLengths(lotId: string, { from, to }: Interval, edges: readonly number[]): Promise<StayLengths> {
    const lengths = `FROM slots s CROSS JOIN parking_sessions p
      WHERE s.lot_id = $1 AND p.slot_id = s.id AND p.ended_at >= $2 AND p.ended_at < $3`;
    const place = edges
      .map((edge, n) => `WHEN p.ended_at - p.started_at >= ${Math.trunc(edge)} THEN ${n}`)
      .reverse()
      .join(' ');
    const rows = await this.session.query<{ place: Count; n: Count; ms: Count }>(
      `SELECT CASE ${place} END AS place, COUNT(*) AS n, SUM(p.ended_at - p.started_at) AS ms ${lengths}
       GROUP BY CASE ${place} END ORDER BY place`,
      [lotId, from, to],
    );
    const classes = rows.map((row) => ({ place: Number(row.place), count: Number(row.n) }));
    const total = classes.reduce((sum, { count }) => sum + count, 0);
    const [median] = await this.session.query<{ ms: Count }>(
      `SELECT p.ended_at - p.started_at AS ms ${lengths} ORDER BY ms LIMIT 1 OFFSET ${Math.max(0, Math.ceil(total / 2) - 1)}`,
      [lotId, from, to],
    );
    return {
      classes,
      totalMs: rows.reduce((sum, { ms }) => sum + Number(ms), 0),
      medianMs: median ? Number(median.ms) : null,
    };
  }

  async staysBySlot(lotId: string, { from, to }: Interval): Promise<{ slotId: string; count: number }[]> {
    const rows = await this.session.query<{ slot_id: string; n: Count }>(
      `SELECT slot_id, COUNT(*) AS n FROM parking_sessions WHERE lot_id = $1 AND started_at >= $2 AND started_at < $3
       GROUP BY slot_id`,
      [lotId, from, to],
    );
    return rows.map((row) => ({ slotId: row.slot_id, count: Number(row.n) }));
  }

  async staysByDay(lotId: string, days: readonly DaySpan[]): Promise<{ day: number; count: number }[]> {
    const rows = await this.session.query<{ day: Count; n: Count }>(
      `WITH ${inputRows(this.session.dialect, DAYS)} SELECT d.day, COUNT(*) AS n FROM input d CROSS JOIN parking_sessions p
       WHERE p.lot_id = $2 AND p.started_at >= d.from_at AND p.started_at < d.to_at GROUP BY d.day ORDER BY d.day`,
      [dayRows(days), lotId],
    );
    return rows.map((row) => ({ day: Number(row.day), count: Number(row.n) }));
  }

  async revenueByDay({ id, currency }: { id: string; currency: string }, days: readonly DaySpan[]) {
    const rows = await this.session.query<Omit<RevenueSum, 'amountMinor'> & { day: Count; minor: Count }>(
      `WITH ${inputRows(this.session.dialect, DAYS)}
       SELECT d.day, t.kind, a.kind AS account, SUM(p.amount) AS minor FROM input d CROSS JOIN transfers t ${REVENUE}
       WHERE t.created_at >= d.from_at AND t.created_at < d.to_at AND ${OF_LOT}
       GROUP BY d.day, t.kind, a.kind ORDER BY d.day, t.kind, a.kind`,
      [dayRows(days), id, currency],
    );
    return rows.map(({ day, minor, ...rest }) => ({ ...rest, day: Number(day), amountMinor: Number(minor) }));
  }

  async revenueBySlot({ id, currency }: { id: string; currency: string }, { from, to }: Interval) {
    const rows = await this.session.query<Omit<RevenueSum, 'amountMinor'> & { slot_id: string; minor: Count }>(
      `SELECT COALESCE(s.slot_id, b.slot_id) AS slot_id, t.kind, a.kind AS account, SUM(p.amount) AS minor
       FROM transfers t ${REVENUE} WHERE t.created_at >= $1 AND t.created_at < $4 AND ${OF_LOT}
       GROUP BY COALESCE(s.slot_id, b.slot_id), t.kind, a.kind`,
      [from, id, currency, to],
    );
    return rows.map(({ slot_id: slotId, minor, ...rest }) => ({ ...rest, slotId, amountMinor: Number(minor) }));
  }

  async bookingEnds(lotId: string, days: readonly DaySpan[]): Promise<BookingEnds[]> {
    type Row = Record<keyof BookingEnds, Count>;
    const late = `b.state = 'completed' AND b.ended_at > b.ends_at`;
    const rows = await this.session.query<Row>(
      `WITH ${inputRows(this.session.dialect, DAYS)} SELECT d.day, SUM(CASE WHEN b.state = 'completed' THEN 1 ELSE 0 END) AS completed,
         SUM(CASE WHEN b.state = 'expired' AND b.end_reason = 'no-show' THEN 1 ELSE 0 END) AS "noShows",
         SUM(CASE WHEN b.state = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
         SUM(CASE WHEN ${late} THEN 1 ELSE 0 END) AS overstays,
         SUM(CASE WHEN ${late} THEN b.ended_at - b.ends_at ELSE 0 END) AS "overstayMs"
       FROM input d CROSS JOIN bookings b WHERE b.lot_id = $2 AND b.ended_at >= d.from_at AND b.ended_at < d.to_at
       GROUP BY d.day ORDER BY d.day`,
      [dayRows(days), lotId],
    );
    return rows.map((row) => ({
      day: Number(row.day),
      completed: Number(row.completed),
      noShows: Number(row.noShows),
      cancelled: Number(row.cancelled),
      overstays: Number(row.overstays),
      overstayMs: Number(row.overstayMs),
    }));
  }

  bookingSteps(...[scope, span]: Parameters<ReportRepository['bookingSteps']>) {
    return bookingSteps(this.session, scope, span);
  }

  messages(...[scope, span]: Parameters<ReportRepository['messages']>) {
    return messages(this.session, scope, span);
  }

  messagesByDay(...[scope, days]: Parameters<ReportRepository['messagesByDay']>) {
    return messagesByDay(this.session, scope, days);
  }

  messagesOfNoLot(span: Interval): Promise<number> {
    return messagesOfNoLot(this.session, span);
  }
}
