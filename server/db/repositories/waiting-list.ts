import type { WaitEndReason, WaitingEntry, WaitingRepository } from '../../app/ports/reminding.ts';
import { inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface WaitingRow {
  id: string;
  lot_id: string;
  driver_id: string;
  identity_id: string;
  joined_at: number;
  ended_at: number | null;
  end_reason: WaitEndReason | null;
  booking_id: string | null;
}

const waitingList = new Table<WaitingEntry>({
  name: 'waiting_list',
  order: 40,
  key: ['id'],
  columns: {
    id: 'text',
    lot_id: 'text',
    driver_id: 'text',
    identity_id: 'text',
    joined_at: 'int',
    ended_at: 'int',
    end_reason: 'text',
    booking_id: 'text',
  },
  toRow: (entry) => [
    entry.id,
    entry.lotId,
    entry.driverId,
    entry.identityId,
    entry.joinedAt,
    entry.endedAt,
    entry.endReason,
    entry.bookingId,
  ],
});

const toEntry = (row: WaitingRow): WaitingEntry => ({
  id: row.id,
  lotId: row.lot_id,
  driverId: row.driver_id,
  identityId: row.identity_id,
  joinedAt: row.joined_at,
  endedAt: row.ended_at,
  endReason: row.end_reason,
  bookingId: row.booking_id,
});

/** The lines of drivers who wait for a slot. That nobody stands in one twice is a rule of the database. */
export class SqlWaitingList implements WaitingRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  add(entry: WaitingEntry): void {
    waitingList.insert(this.session, entry.id, entry);
  }

  async byId(id: string): Promise<WaitingEntry | null> {
    const [row] = await this.session.query<WaitingRow>('SELECT * FROM waiting_list WHERE id = $1', [id]);
    return row ? toEntry(row) : null;
  }

  async ofDrivers(driverIds: readonly string[]): Promise<WaitingEntry[]> {
    const sql = `SELECT * FROM waiting_list WHERE driver_id IN ${inputValues(this.session.dialect, 1)} AND ended_at IS NULL
      ORDER BY joined_at, id`;
    return (await this.session.query<WaitingRow>(sql, [JSON.stringify(driverIds)])).map(toEntry);
  }

  async line(lotId: string, limit: number): Promise<WaitingEntry[]> {
    const sql = `SELECT * FROM waiting_list WHERE lot_id = $1 AND ended_at IS NULL
      ORDER BY joined_at, id LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<WaitingRow>(sql, [lotId])).map(toEntry);
  }

  async count(lotId: string, before?: WaitingEntry): Promise<number> {
    const earlier = before ? ' AND (joined_at < $2 OR (joined_at = $2 AND id < $3))' : '';
    const bind = before ? [lotId, before.joinedAt, before.id] : [lotId];
    const sql = `SELECT COUNT(*) AS n FROM waiting_list WHERE lot_id = $1 AND ended_at IS NULL${earlier}`;
    const [row] = await this.session.query<{ n: number | string }>(sql, bind);
    return Number(row?.n ?? 0);
  }

  async lotsToServe(): Promise<string[]> {
    const sql = `SELECT l.id FROM lots l WHERE l.retired_at IS NULL
      AND EXISTS (SELECT 1 FROM waiting_list w WHERE w.lot_id = l.id AND w.ended_at IS NULL)
      AND EXISTS (SELECT 1 FROM slots s WHERE s.lot_id = l.id AND s.state = 'free' AND s.retired_at IS NULL)`;
    return (await this.session.query<{ id: string }>(sql)).map(({ id }) => id);
  }

  async any(): Promise<boolean> {
    const rows = await this.session.query('SELECT 1 AS waits FROM waiting_list WHERE ended_at IS NULL LIMIT 1');
    return rows.length > 0;
  }

  async end(id: string, outcome: Parameters<WaitingRepository['end']>[1]): Promise<boolean> {
    const rows = await this.session.execute(
      `UPDATE waiting_list SET ended_at = $2, end_reason = $3, booking_id = $4
       WHERE id = $1 AND ended_at IS NULL RETURNING id`,
      [id, outcome.endedAt, outcome.endReason, outcome.bookingId],
    );
    return rows.length > 0;
  }
}
