import type { StoredTransfer } from '../../app/ports/repositories.ts';
import type { HoldOfEnded, StatementTransfer, WalletRepository } from '../../app/ports/wallet-repository.ts';
import { inputValues } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { SqlLedger, type TransferRow } from './ledger.ts';

/** A hold is open until a transfer with one of these keys closes it, once and whole. */
const OPEN_HOLD = `t.kind = 'hold' AND NOT EXISTS (SELECT 1 FROM transfers c
  WHERE c.key IN ('capture:' || t.booking_id, 'release:' || t.booking_id))`;

/** Deposits, refunds and statements, beside the ledger they are made of. */
export class SqlWallets implements WalletRepository {
  private readonly session: TxSession;
  private readonly ledger: SqlLedger;

  constructor(session: TxSession) {
    this.session = session;
    this.ledger = new SqlLedger(session);
  }

  async held(driverIds: readonly string[]): ReturnType<WalletRepository['held']> {
    const rows = await this.session.query<{ owner_id: string; currency: string; balance: number }>(
      `SELECT owner_id, currency, balance FROM accounts
       WHERE owner_id IN ${inputValues(this.session.dialect, 1)} AND kind = 'held' AND balance > 0`,
      [JSON.stringify(driverIds)],
    );
    return rows.map((row) => ({ driverId: row.owner_id, currency: row.currency, heldMinor: row.balance }));
  }

  async openHold(bookingId: string): Promise<StoredTransfer | null> {
    const rows = await this.session.query<TransferRow>(
      `SELECT t.* FROM transfers t WHERE t.key = 'hold:' || $1 AND ${OPEN_HOLD}`,
      [bookingId],
    );
    return (await this.ledger.withPostings(rows))[0] ?? null;
  }

  async holdsOfEnded(limit: number): Promise<HoldOfEnded[]> {
    // From the few drivers of whom something is held; CROSS JOIN keeps SQLite to that order.
    const rows = await this.session.query<{
      booking_id: string;
      driver_id: string;
      currency: string;
      operator_id: string;
      state: string;
    }>(
      `SELECT t.booking_id, t.driver_id, t.currency, a.operator_id, b.state
       FROM accounts a CROSS JOIN transfers t JOIN bookings b ON b.id = t.booking_id
       WHERE a.kind = 'held' AND a.balance > 0 AND t.driver_id = a.owner_id AND t.currency = a.currency AND ${OPEN_HOLD} AND b.state IN ('completed', 'cancelled', 'expired')
       LIMIT ${Math.trunc(limit)}`,
    );
    return rows.map((row) => ({
      bookingId: row.booking_id,
      driverId: row.driver_id,
      currency: row.currency,
      operatorId: row.operator_id,
      isExpired: row.state === 'expired',
    }));
  }

  async refundsOf(transferId: string): Promise<StoredTransfer[]> {
    return this.transfers('SELECT * FROM transfers WHERE refunds = $1 ORDER BY created_at, id', [transferId]);
  }

  async paymentsOf(bookingId: string): Promise<StoredTransfer[]> {
    return this.transfers(
      `SELECT t.* FROM transfers t WHERE t.booking_id = $1 AND t.kind IN ('fee', 'capture')
       UNION ALL SELECT t.* FROM parking_sessions p JOIN transfers t ON t.session_id = p.id
       WHERE p.booking_id = $1 AND t.kind = 'charge' ORDER BY created_at DESC, id DESC`,
      [bookingId],
    );
  }

  async isReversed(transferId: string): Promise<boolean> {
    const rows = await this.session.query('SELECT 1 AS reversed FROM transfers WHERE reverses = $1', [transferId]);
    return rows.length > 0;
  }

  async depositOf(bookingId: string): Promise<StoredTransfer[]> {
    return this.transfers(`SELECT * FROM transfers WHERE booking_id = $1 AND kind IN ('hold', 'capture')`, [bookingId]);
  }

  async between(
    driverId: string,
    currency: string,
    from: number,
    to: number,
    limit: number,
  ): Promise<StatementTransfer[]> {
    const rows = await this.session.query<
      TransferRow & {
        of_booking_id: string | null;
        reference: string | null;
        code: string | null;
        started_at: number | null;
        ended_at: number | null;
      }
    >(
      `SELECT t.*, b.id AS of_booking_id, b.reference, s.code, p.started_at, p.ended_at FROM transfers t
       LEFT JOIN parking_sessions p ON p.id = t.session_id LEFT JOIN slots s ON s.id = p.slot_id
       LEFT JOIN bookings b ON b.id = COALESCE(t.booking_id, p.booking_id)
       WHERE t.driver_id = $1 AND t.currency = $2 AND t.created_at >= $3 AND t.created_at < $4
       ORDER BY t.created_at, t.id LIMIT ${Math.trunc(limit)}`,
      [driverId, currency, from, to],
    );
    const transfers = await this.ledger.withPostings(rows);
    return transfers.map((transfer, index) => {
      const {
        of_booking_id: ofBookingId = null,
        reference = null,
        code = null,
        started_at = null,
        ended_at = null,
      } = rows[index] ?? {};
      const stay = code !== null && started_at !== null ? { slot: code, from: started_at, to: ended_at } : null;
      return { ...transfer, ofBookingId, reference, stay };
    });
  }

  async balanceBefore(
    driverId: string,
    currency: string,
    at: number,
  ): Promise<{ balanceMinor: number; heldMinor: number }> {
    const rows = await this.session.query<{ kind: string; sum: number | string }>(
      `SELECT a.kind, SUM(p.amount) AS sum FROM transfers t JOIN postings p ON p.transfer_id = t.id
       JOIN accounts a ON a.id = p.account_id
       WHERE t.driver_id = $1 AND t.currency = $2 AND t.created_at < $3 AND a.owner = 'driver' AND a.owner_id = $1
       GROUP BY a.kind`,
      [driverId, currency, at],
    );
    // PostgreSQL sums 64-bit integers as NUMERIC, which arrives as text.
    const of = (kind: string): number => Number(rows.find((row) => row.kind === kind)?.sum ?? 0);
    return { balanceMinor: of('cash') + of('promo'), heldMinor: of('held') };
  }

  private async transfers(sql: string, bind: (string | number)[]): Promise<StoredTransfer[]> {
    return this.ledger.withPostings(await this.session.query<TransferRow>(sql, bind));
  }
}
