import type { HandoverRepository } from '../../app/ports/handover-repository.ts';
import type { Handover } from '../../domain/handover.ts';
import { forUpdate } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface HandoverRow {
  id: string;
  driver_id: string;
  lot_id: string | null;
  opened_by: 'driver' | 'staff';
  opened_at: number;
  is_waiting: number;
  heard_at: number;
  answered_at: number | null;
  taken_by: string | null;
  closed_at: number | null;
  closed_by: Handover['closedBy'];
}

const handovers = new Table<Handover>({
  name: 'handovers',
  order: 72,
  key: ['id'],
  columns: {
    id: 'text',
    driver_id: 'text',
    lot_id: 'text',
    opened_by: 'text',
    opened_at: 'int',
    is_waiting: 'int',
    heard_at: 'int',
    answered_at: 'int',
    taken_by: 'text',
    closed_at: 'int',
    closed_by: 'text',
  },
  toRow: (h) => [
    h.id,
    h.driverId,
    h.lotId,
    h.openedBy,
    h.openedAt,
    h.isWaiting ? 1 : 0,
    h.heardAt,
    h.answeredAt,
    h.takenBy,
    h.closedAt,
    h.closedBy,
  ],
});

function toHandover(row: HandoverRow): Handover {
  return {
    id: row.id,
    driverId: row.driver_id,
    lotId: row.lot_id,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    isWaiting: row.is_waiting === 1,
    heardAt: row.heard_at,
    answeredAt: row.answered_at,
    takenBy: row.taken_by,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  };
}

/** Conversations that people answer. */
export class SqlHandovers implements HandoverRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async open(handover: Handover): Promise<void> {
    this.put(handover);
    await this.session.execute('UPDATE drivers SET handover_id = $2 WHERE id = $1', [handover.driverId, handover.id]);
  }

  async save(handover: Handover): Promise<void> {
    this.put(handover);
    if (handover.closedAt === null) return;
    await this.session.execute('UPDATE drivers SET handover_id = NULL WHERE id = $1 AND handover_id = $2', [
      handover.driverId,
      handover.id,
    ]);
  }

  async heard(id: string, at: number): Promise<void> {
    const sql = `UPDATE handovers SET heard_at = $2, is_waiting = 1 WHERE id = $1 RETURNING driver_id`;
    for (const row of await this.session.execute<{ driver_id: string }>(sql, [id, at]))
      this.session.changedInbox.add(row.driver_id);
  }

  async lockOpenOf(driverId: string): Promise<Handover | null> {
    const sql = `SELECT * FROM handovers WHERE driver_id = $1 AND closed_at IS NULL${forUpdate(this.session.dialect)}`;
    const [row] = await this.session.query<HandoverRow>(sql, [driverId]);
    return row ? toHandover(row) : null;
  }

  async listOpen(): Promise<Handover[]> {
    const sql = 'SELECT * FROM handovers WHERE closed_at IS NULL ORDER BY heard_at, id';
    return (await this.session.query<HandoverRow>(sql)).map(toHandover);
  }

  async latestOf(driverId: string): Promise<Handover | null> {
    const sql = 'SELECT * FROM handovers WHERE driver_id = $1 ORDER BY opened_at DESC, id DESC LIMIT 1';
    const [row] = await this.session.query<HandoverRow>(sql, [driverId]);
    return row ? toHandover(row) : null;
  }

  private put(handover: Handover): void {
    handovers.upsert(this.session, handover.id, handover);
    this.session.changedInbox.add(handover.driverId);
  }
}
