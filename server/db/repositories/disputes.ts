import type { DisputeRepository } from '../../app/ports/evidence-repositories.ts';
import type { Dispute, DisputeState } from '../../domain/dispute.ts';
import { forUpdate } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface DisputeRow {
  id: string;
  number: string;
  lot_id: string;
  driver_id: string;
  booking_id: string | null;
  session_id: string;
  transfer_id: string;
  currency: string;
  amount_minor: number;
  words: string;
  state: DisputeState;
  opened_at: number;
  opened_by: string;
  decided_at: number | null;
  decided_by: string | null;
  reason: string | null;
  refunded_minor: number;
}

const disputes = new Table<Dispute>({
  name: 'disputes',
  order: 70,
  key: ['id'],
  columns: {
    id: 'text',
    number: 'text',
    lot_id: 'text',
    driver_id: 'text',
    booking_id: 'text',
    session_id: 'text',
    transfer_id: 'text',
    currency: 'text',
    amount_minor: 'int',
    words: 'text',
    state: 'text',
    opened_at: 'int',
    opened_by: 'text',
    decided_at: 'int',
    decided_by: 'text',
    reason: 'text',
    refunded_minor: 'int',
  },
  toRow: (d) => [
    d.id,
    d.number,
    d.lotId,
    d.driverId,
    d.bookingId,
    d.sessionId,
    d.transferId,
    d.currency,
    d.amountMinor,
    d.words,
    d.state,
    d.openedAt,
    d.openedBy,
    d.decidedAt,
    d.decidedBy,
    d.reason,
    d.refundedMinor,
  ],
});

function toDispute(row: DisputeRow): Dispute {
  return {
    id: row.id,
    number: row.number,
    lotId: row.lot_id,
    driverId: row.driver_id,
    bookingId: row.booking_id,
    sessionId: row.session_id,
    transferId: row.transfer_id,
    currency: row.currency,
    amountMinor: row.amount_minor,
    words: row.words,
    state: row.state,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    reason: row.reason,
    refundedMinor: row.refunded_minor,
  };
}

/** Disputed bills. That a stay is disputed once is a rule of the database. */
export class SqlDisputes implements DisputeRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  add(dispute: Dispute): void {
    disputes.insert(this.session, dispute.id, dispute);
  }

  save(dispute: Dispute): void {
    disputes.upsert(this.session, dispute.id, dispute);
  }

  async lockById(id: string): Promise<Dispute | null> {
    const sql = `SELECT * FROM disputes WHERE id = $1${forUpdate(this.session.dialect)}`;
    const [row] = await this.session.query<DisputeRow>(sql, [id]);
    return row ? toDispute(row) : null;
  }

  async ofSession(sessionId: string): Promise<Dispute | null> {
    const [row] = await this.session.query<DisputeRow>('SELECT * FROM disputes WHERE session_id = $1', [sessionId]);
    return row ? toDispute(row) : null;
  }

  async openedSince(driverId: string, since: number): Promise<number> {
    const sql = 'SELECT COUNT(*) AS count FROM disputes WHERE driver_id = $1 AND opened_at > $2';
    const [row] = await this.session.query<{ count: number }>(sql, [driverId, since]);
    return Number(row?.count ?? 0);
  }

  async list({ state, driverId }: Parameters<DisputeRepository['list']>[0], limit: number): Promise<Dispute[]> {
    const wanted = Object.entries({ state, driver_id: driverId }).filter(([, value]) => value !== null);
    const where = wanted.map(([column], index) => `${index === 0 ? 'WHERE' : 'AND'} ${column} = $${index + 1}`);
    const sql = `SELECT * FROM disputes ${where.join(' ')} ORDER BY opened_at DESC, id DESC LIMIT ${Math.trunc(limit)}`;
    return (
      await this.session.query<DisputeRow>(
        sql,
        wanted.map(([, value]) => value),
      )
    ).map(toDispute);
  }
}
