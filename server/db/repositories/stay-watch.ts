import type { StayWatchRepository, WatchedStay } from '../../app/ports/wallet-repository.ts';
import { inputValues } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { type SessionRow, toSession } from './sessions.ts';

/** A stay is warned of once, and once more when money came in since. */
const MOST_WARNINGS = 2;
const MONEY_CAME_IN = `EXISTS (SELECT 1 FROM transfers t WHERE t.driver_id = $2 AND t.kind IN ('top-up', 'refund')
  AND t.created_at > low_balance_warnings.warned_at)`;

/** Stays seen from the wallet that pays them. */
export class SqlStayWatch implements StayWatchRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async open(afterDriverId: string, limit: number): Promise<WatchedStay[]> {
    const rows = await this.session.query<SessionRow & { code: string; identity_id: string | null }>(
      `SELECT p.*, s.code, b.identity_id FROM parking_sessions p JOIN slots s ON s.id = p.slot_id
       LEFT JOIN bookings b ON b.id = p.booking_id LEFT JOIN low_balance_warnings w ON w.session_id = p.id
       WHERE p.ended_at IS NULL AND p.driver_id IS NOT NULL AND p.driver_id > $1
       AND (w.times IS NULL OR w.times < ${MOST_WARNINGS})
       ORDER BY p.driver_id LIMIT ${Math.trunc(limit)}`,
      [afterDriverId],
    );
    if (rows.length === 0) return [];
    const balances = await this.session.query<{
      owner_id: string;
      currency: string;
      spendable: number | string;
      held: number | string;
    }>(
      `SELECT owner_id, currency, SUM(CASE WHEN kind = 'held' THEN 0 ELSE balance END) AS spendable,
         SUM(CASE WHEN kind = 'held' THEN balance ELSE 0 END) AS held FROM accounts
       WHERE owner_id IN ${inputValues(this.session.dialect, 1)} AND owner = 'driver' GROUP BY owner_id, currency`,
      [JSON.stringify(rows.map(({ driver_id }) => driver_id))],
    );
    const wallets = new Map<string, Map<string, { balanceMinor: number; heldMinor: number }>>();
    for (const { owner_id, currency, spendable, held } of balances) {
      const wallet = wallets.get(owner_id) ?? new Map<string, { balanceMinor: number; heldMinor: number }>();
      wallets.set(owner_id, wallet.set(currency, { balanceMinor: Number(spendable), heldMinor: Number(held) }));
    }
    return rows.map((row) => ({
      session: toSession(row),
      slotCode: row.code,
      identityId: row.identity_id,
      wallets: wallets.get(row.driver_id ?? '') ?? new Map(),
    }));
  }

  async noteWarning(sessionId: string, driverId: string, now: number): Promise<boolean> {
    const rows = await this.session.execute(
      `INSERT INTO low_balance_warnings (session_id, warned_at, times) VALUES ($1, $3, 1)
       ON CONFLICT (session_id) DO UPDATE SET warned_at = $3, times = low_balance_warnings.times + 1
       WHERE low_balance_warnings.times < ${MOST_WARNINGS} AND ${MONEY_CAME_IN} RETURNING session_id`,
      [sessionId, driverId, now],
    );
    return rows.length > 0;
  }

  async lastEnded(driverId: string): ReturnType<StayWatchRepository['lastEnded']> {
    const [row] = await this.session.query<SessionRow & { code: string }>(
      `SELECT p.*, s.code FROM parking_sessions p JOIN slots s ON s.id = p.slot_id
       WHERE p.driver_id = $1 AND p.ended_at IS NOT NULL ORDER BY p.started_at DESC LIMIT 1`,
      [driverId],
    );
    return row ? { ...toSession(row), slotCode: row.code } : null;
  }
}
