import type {
  ExportedBooking,
  ExportedDriver,
  ExportedMessage,
  ExportedStay,
  ExportedTransfer,
  ExportPage,
  ExportRepository,
} from '../../app/ports/export-repository.ts';
import type { TxSession } from '../tx.ts';
import { type BookingRow, toBooking } from './bookings.ts';
import type { TransferRow } from './ledger.ts';
import { type MessageRow, toMessage } from './message-row.ts';
import { type SessionRow, toSession } from './sessions.ts';

interface DriverColumns {
  whose: string | null;
  whose_name: string | null;
  whose_phone: string | null;
  whose_plate: string | null;
}

/** Of driver `d`, with the number of one identity where the row names that, else of any that they have. */
const driverColumns = (
  identityPhone: string,
): string => `d.id AS whose, d.display_name AS whose_name, d.plate AS whose_plate,
  COALESCE(${identityPhone}, d.contact_phone) AS whose_phone`;
const ANY_PHONE = '(SELECT MAX(i.phone) FROM identities i WHERE i.driver_id = d.id)';

const toDriver = (row: DriverColumns): ExportedDriver => ({
  driverId: row.whose,
  name: row.whose_name,
  phone: row.whose_phone,
  plate: row.whose_plate,
});

/** The rows of table `t` behind the page's last one. Bound: the lot, that row's time and id, and the end. */
const behind = (t: string, at: string): string => `(${t}.${at}, ${t}.id) > ($2, $3) AND ${t}.${at} < $4`;
const bindOf = ({ lotId, after, to }: ExportPage): (string | number)[] => [lotId, after.at, after.id, to];
const inOrder = (t: string, at: string, { limit }: ExportPage): string =>
  `ORDER BY ${t}.${at}, ${t}.id LIMIT ${Math.trunc(limit)}`;

/** What lots have to tell, page by page: each is one look at an index, however long the history is. */
export class SqlExports implements ExportRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async bookings(page: ExportPage): Promise<ExportedBooking[]> {
    const rows = await this.session.query<
      BookingRow & DriverColumns & { code: string; charged: number | string | null; date: string | null }
    >(
      `SELECT b.*, s.code, ${driverColumns('i.phone')},
         (SELECT SUM(p.charged_minor) FROM parking_sessions p WHERE p.booking_id = b.id) AS charged,
         (SELECT f.date FROM follow_ups f WHERE f.booking_id = b.id) AS date
       FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN drivers d ON d.id = b.driver_id
         JOIN identities i ON i.id = b.identity_id
       WHERE b.lot_id = $1 AND ${behind('b', 'created_at')} ${inOrder('b', 'created_at', page)}`,
      bindOf(page),
    );
    return rows.map((row) => ({
      id: row.id,
      at: row.created_at,
      ...toDriver(row),
      booking: toBooking(row),
      slotCode: row.code,
      // PostgreSQL sums 64-bit integers as NUMERIC, which arrives as text.
      chargedMinor: row.charged === null ? null : Number(row.charged),
      followUpDate: row.date,
    }));
  }

  async stays(page: ExportPage): Promise<ExportedStay[]> {
    const rows = await this.session.query<SessionRow & DriverColumns & { code: string; reference: string | null }>(
      `SELECT p.*, s.code, b.reference, ${driverColumns(ANY_PHONE)}
       FROM parking_sessions p JOIN slots s ON s.id = p.slot_id LEFT JOIN drivers d ON d.id = p.driver_id
         LEFT JOIN bookings b ON b.id = p.booking_id
       WHERE p.lot_id = $1 AND ${behind('p', 'started_at')} ${inOrder('p', 'started_at', page)}`,
      bindOf(page),
    );
    return rows.map((row) => ({
      id: row.id,
      at: row.started_at,
      ...toDriver(row),
      stay: toSession(row),
      slotCode: row.code,
      reference: row.reference,
    }));
  }

  async transfers(page: ExportPage): Promise<ExportedTransfer[]> {
    const rows = await this.session.query<
      Omit<TransferRow, 'key' | 'input_hash' | 'basis' | 'booking_id'> &
        DriverColumns & { reference: string | null; amount: number | string | null; held: number | string | null }
    >(
      // A reversal or refund is for what the transfer was for that it gives back.
      `SELECT t.id, t.kind, t.currency, t.driver_id, t.reverses, t.refunds, t.note, t.created_at,
         COALESCE(t.session_id, o.session_id) AS session_id, b.reference, ${driverColumns(ANY_PHONE)},
         (SELECT SUM(l.amount) FROM postings l JOIN accounts a ON a.id = l.account_id
            WHERE l.transfer_id = t.id AND a.owner = 'driver') AS amount,
         (SELECT SUM(l.amount) FROM postings l JOIN accounts a ON a.id = l.account_id
            WHERE l.transfer_id = t.id AND a.kind = 'held') AS held
       FROM transfers t LEFT JOIN transfers o ON o.id = COALESCE(t.reverses, t.refunds)
         LEFT JOIN parking_sessions p ON p.id = COALESCE(t.session_id, o.session_id)
         LEFT JOIN bookings b ON b.id = COALESCE(t.booking_id, o.booking_id, p.booking_id)
         LEFT JOIN drivers d ON d.id = t.driver_id
       WHERE ${behind('t', 'created_at')} AND COALESCE(p.lot_id, b.lot_id, $1) = $1
         AND (p.id IS NOT NULL OR b.id IS NOT NULL OR t.currency = (SELECT currency FROM lots WHERE id = $1))
       ${inOrder('t', 'created_at', page)}`,
      bindOf(page),
    );
    return rows.map((row) => ({
      id: row.id,
      at: row.created_at,
      ...toDriver(row),
      driverId: row.driver_id,
      kind: row.kind,
      currency: row.currency,
      amountMinor: Number(row.amount ?? 0),
      heldMinor: Number(row.held ?? 0),
      sessionId: row.session_id,
      reference: row.reference,
      reverses: row.reverses,
      refunds: row.refunds,
      note: row.note,
    }));
  }

  async messages(page: ExportPage): Promise<ExportedMessage[]> {
    const rows = await this.session.query<MessageRow & DriverColumns>(
      `SELECT m.*, ${driverColumns('i.phone')}
       FROM messages m LEFT JOIN identities i ON i.id = m.identity_id LEFT JOIN drivers d ON d.id = i.driver_id
       WHERE ${behind('m', 'created_at')} AND (
         NOT EXISTS (SELECT 1 FROM lots l WHERE l.id <> $1 AND l.retired_at IS NULL)
         OR EXISTS (SELECT 1 FROM bookings b WHERE b.driver_id = d.id AND b.lot_id = $1)
         OR EXISTS (SELECT 1 FROM parking_sessions p WHERE p.driver_id = d.id AND p.lot_id = $1)
         OR EXISTS (SELECT 1 FROM channels c WHERE c.lot_id = $1 AND c.address = i.our_address))
       ${inOrder('m', 'created_at', page)}`,
      bindOf(page),
    );
    return rows.map((row) => ({ id: row.id, at: row.created_at, ...toDriver(row), message: toMessage(row) }));
  }
}
