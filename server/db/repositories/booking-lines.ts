import type { BookingLine, BookingLineRepository } from '../../app/ports/export-repository.ts';
import { inputRows } from '../engine.ts';
import type { TxSession } from '../tx.ts';

/** The places of bookings in the files of their lots. */
export class SqlBookingLines implements BookingLineRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async anyWaiting(): Promise<boolean> {
    return (await this.session.query('SELECT 1 AS one FROM bookings WHERE line IS NULL LIMIT 1')).length > 0;
  }

  async number(limit: number): Promise<number> {
    // What is seen here is committed, and what was committed before has its place: only bookings made side by side are
    // put in order by when they were inserted.
    const made = this.session.dialect === 'sqlite' ? 'rowid' : 'made';
    const rows = await this.session.execute(
      `WITH waiting AS (SELECT id, lot_id, ${made} AS made FROM bookings WHERE line IS NULL
         ORDER BY ${made} LIMIT ${Math.trunc(limit)}),
       placed AS (SELECT id, ROW_NUMBER() OVER (PARTITION BY lot_id ORDER BY made)
         + COALESCE((SELECT MAX(b.line) FROM bookings b WHERE b.lot_id = waiting.lot_id AND b.line IS NOT NULL), 0) AS place
         FROM waiting)
       UPDATE bookings SET line = placed.place FROM placed WHERE bookings.id = placed.id RETURNING bookings.id`,
    );
    return rows.length;
  }

  async lots(): ReturnType<BookingLineRepository['lots']> {
    const rows = await this.session.query<{ id: string; code: string; time_zone: string; lines: number | null }>(
      `SELECT l.id, l.code, l.time_zone,
         (SELECT MAX(b.line) FROM bookings b WHERE b.lot_id = l.id AND b.line IS NOT NULL) AS lines
       FROM lots l ORDER BY l.created_at, l.code`,
    );
    return rows.map(({ id, code, time_zone: timeZone, lines }) => ({ id, code, timeZone, lines: lines ?? 0 }));
  }

  after(lotId: string, line: number, limit: number): Promise<BookingLine[]> {
    return this.lines(`b.line IS NOT NULL AND b.line > $2 ORDER BY b.line LIMIT ${Math.trunc(limit)}`, [lotId, line]);
  }

  stale(lotId: string): Promise<BookingLine[]> {
    return this.lines('b.line_is_stale = 1 ORDER BY b.line', [lotId]);
  }

  async markFresh(lotId: string, lines: readonly number[]): Promise<void> {
    await this.session.execute(
      `WITH ${inputRows(this.session.dialect, { place: 'int' }, 2)}
       UPDATE bookings SET line_is_stale = 0 WHERE lot_id = $1 AND line_is_stale = 1 AND line IN (SELECT place FROM input)`,
      [lotId, JSON.stringify(lines.map((line) => [line]))],
    );
  }

  /** Lines of the lot `$1`. */
  private async lines(condition: string, bind: (string | number)[]): Promise<BookingLine[]> {
    const rows = await this.session.query<{
      line: number;
      name: string;
      phone: string | null;
      starts_at: number;
      code: string;
      add_ons: string;
      date: string | null;
    }>(
      `SELECT b.line, d.display_name AS name, COALESCE(i.phone, d.contact_phone) AS phone, b.starts_at, s.code, b.add_ons,
         (SELECT f.date FROM follow_ups f WHERE f.booking_id = b.id) AS date
       FROM bookings b JOIN drivers d ON d.id = b.driver_id JOIN identities i ON i.id = b.identity_id
         JOIN slots s ON s.id = b.slot_id
       WHERE b.lot_id = $1 AND ${condition}`,
      bind,
    );
    return rows.map((row) => ({
      line: row.line,
      name: row.name,
      phone: row.phone,
      startsAt: row.starts_at,
      slotCode: row.code,
      addOns: JSON.parse(row.add_ons) as BookingLine['addOns'],
      followUpDate: row.date,
    }));
  }
}
