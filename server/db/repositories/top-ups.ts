import type { TopUpRepository, TopUpRequest, TopUpStatus } from '../../app/ports/wallet-repository.ts';
import { inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface RequestRow {
  id: string;
  driver_id: string;
  identity_id: string;
  lot_id: string;
  currency: string;
  amount: number;
  status: TopUpStatus;
  provider_id: string | null;
  payment_id: string | null;
  attempts: number;
  not_before: number;
  created_at: number;
}

const requests = new Table<TopUpRequest>({
  name: 'top_up_requests',
  order: 53,
  key: ['id'],
  columns: {
    id: 'text',
    driver_id: 'text',
    identity_id: 'text',
    lot_id: 'text',
    currency: 'text',
    amount: 'int',
    status: 'text',
    provider_id: 'text',
    payment_id: 'text',
    attempts: 'int',
    not_before: 'int',
    created_at: 'int',
  },
  toRow: (r) => [
    r.id,
    r.driverId,
    r.identityId,
    r.lotId,
    r.currency,
    r.amountMinor,
    r.status,
    r.providerId,
    r.paymentId,
    r.attempts,
    r.notBefore,
    r.createdAt,
  ],
});

function toRequest(row: RequestRow): TopUpRequest {
  return {
    id: row.id,
    driverId: row.driver_id,
    identityId: row.identity_id,
    lotId: row.lot_id,
    currency: row.currency,
    amountMinor: row.amount,
    status: row.status,
    providerId: row.provider_id,
    paymentId: row.payment_id,
    attempts: row.attempts,
    notBefore: row.not_before,
    createdAt: row.created_at,
  };
}

/** Payments by link, from the driver's word to the provider's. */
export class SqlTopUps implements TopUpRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  add(request: TopUpRequest): void {
    this.session.topUpsTouched = true;
    requests.insert(this.session, request.id, request);
  }

  async byId(id: string): Promise<TopUpRequest | null> {
    const [row] = await this.session.query<RequestRow>('SELECT * FROM top_up_requests WHERE id = $1', [id]);
    return row ? toRequest(row) : null;
  }

  async countSince(driverId: string, since: number): Promise<number> {
    const [row] = await this.session.query<{ n: number }>(
      'SELECT COUNT(*) AS n FROM top_up_requests WHERE driver_id = $1 AND created_at > $2',
      [driverId, since],
    );
    return Number(row?.n ?? 0);
  }

  async anyDue(now: number): Promise<boolean> {
    const sql = `SELECT 1 AS due FROM top_up_requests WHERE status = 'asked' AND not_before <= $1 LIMIT 1`;
    return (await this.session.query(sql, [now])).length > 0;
  }

  async claim(now: number, until: number, limit: number): Promise<TopUpRequest[]> {
    const skipLocked = this.session.dialect === 'sqlite' ? '' : ' FOR UPDATE SKIP LOCKED';
    const rows = await this.session.execute<RequestRow>(
      `UPDATE top_up_requests SET not_before = $2, attempts = attempts + 1 WHERE id IN
         (SELECT id FROM top_up_requests WHERE status = 'asked' AND not_before <= $1
          ORDER BY not_before LIMIT ${Math.trunc(limit)}${skipLocked}) RETURNING *`,
      [now, until],
    );
    return rows.map(toRequest);
  }

  async move(id: string, from: readonly TopUpStatus[], to: Parameters<TopUpRepository['move']>[2]): Promise<boolean> {
    const rows = await this.session.execute(
      `UPDATE top_up_requests SET status = $3, provider_id = COALESCE($4, provider_id),
         payment_id = COALESCE($5, payment_id), reason = COALESCE($6, reason), not_before = COALESCE($7, not_before)
       WHERE id = $1 AND status IN ${inputValues(this.session.dialect, 2)} RETURNING id`,
      [
        id,
        JSON.stringify(from),
        to.status,
        to.providerId ?? null,
        to.paymentId ?? null,
        to.reason ?? null,
        to.notBefore ?? null,
      ],
    );
    return rows.length > 0;
  }
}
