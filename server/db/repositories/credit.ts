import type { CreditRepository } from '../../app/ports/wallet-repository.ts';
import type { CreditGrant } from '../../domain/credit.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

const grants = new Table<CreditGrant & { grantedAt: number }>({
  name: 'credit_grants',
  order: 52,
  key: ['id'],
  columns: { id: 'text', driver_id: 'text', currency: 'text', amount: 'int', granted_at: 'int', expires_at: 'int' },
  toRow: (g) => [g.id, g.driverId, g.currency, g.amountMinor, g.grantedAt, g.expiresAt],
});

interface GrantRow {
  id: string;
  driver_id: string;
  currency: string;
  amount: number;
  expires_at: number;
}

/** Promotional credit that lapses. Credit without a grant here never does. */
export class SqlCredit implements CreditRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  addGrant(grant: CreditGrant & { grantedAt: number }): void {
    grants.insert(this.session, grant.id, grant);
  }

  async grantsOf(driverId: string, currency: string): Promise<CreditGrant[]> {
    const rows = await this.session.query<GrantRow>(
      'SELECT * FROM credit_grants WHERE driver_id = $1 AND currency = $2 ORDER BY expires_at, id',
      [driverId, currency],
    );
    return rows.map((row) => ({
      id: row.id,
      driverId: row.driver_id,
      currency: row.currency,
      amountMinor: row.amount,
      expiresAt: row.expires_at,
    }));
  }

  async lapsed(now: number, limit: number): ReturnType<CreditRepository['lapsed']> {
    const rows = await this.session.query<{ driver_id: string; currency: string; operator_id: string }>(
      `SELECT DISTINCT g.driver_id, g.currency, d.operator_id FROM credit_grants g JOIN drivers d ON d.id = g.driver_id
       WHERE g.swept_at IS NULL AND g.expires_at <= $1 LIMIT ${Math.trunc(limit)}`,
      [now],
    );
    return rows.map((row) => ({ driverId: row.driver_id, currency: row.currency, operatorId: row.operator_id }));
  }

  async markSwept(driverId: string, currency: string, now: number): Promise<void> {
    await this.session.execute(
      `UPDATE credit_grants SET swept_at = $3
       WHERE driver_id = $1 AND currency = $2 AND expires_at <= $3 AND swept_at IS NULL`,
      [driverId, currency, now],
    );
  }

  async spentByLot(): Promise<Map<string, number>> {
    const rows = await this.session.query<{ id: string; spent: number }>(
      'SELECT id, guest_credit_spent AS spent FROM lots',
    );
    return new Map(rows.map(({ id, spent }) => [id, spent]));
  }

  async refused(): Promise<number> {
    const [row] = await this.session.query<{ n: number | string | null }>(
      'SELECT SUM(guest_credit_refused) AS n FROM lots',
    );
    return Number(row?.n ?? 0);
  }
}
