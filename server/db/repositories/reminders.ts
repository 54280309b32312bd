import type {
  ReminderCandidate,
  ReminderMark,
  ReminderRepository,
  TemplateRepository,
} from '../../app/ports/reminding.ts';
import type { Booking } from '../../domain/booking.ts';
import type { MessageTemplate, TemplateKind } from '../../domain/message-template.ts';
import { flag } from '../table.ts';
import type { TxSession } from '../tx.ts';
import { type BookingRow, toBooking } from './bookings.ts';

type CandidateRow = BookingRow & {
  slot_code: string;
  follow_up: string | null;
  muted_at: number | null;
  mark_kind: ReminderMark['kind'] | null;
  mark_about: number | null;
  mark_status: ReminderMark['status'] | null;
};

/** What drivers are to be reminded of, and what they have been. */
export class SqlReminders implements ReminderRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async candidates(bounds: Parameters<ReminderRepository['candidates']>[0]): Promise<ReminderCandidate[]> {
    // Each part goes by an index of what is live only: history costs nothing here.
    const sql = `WITH due AS (
        SELECT id AS booking_id, CAST(NULL AS TEXT) AS follow_up FROM bookings
          WHERE state = 'reserved' AND created_at < starts_at AND starts_at <= $1
        UNION SELECT id, NULL FROM bookings WHERE state = 'active' AND ends_at <= $2
        UNION SELECT b.id, NULL FROM bookings b JOIN slots s ON s.id = b.slot_id
          WHERE b.state = 'reserved' AND b.hold_until <= $3 AND b.is_current = 1 AND s.state = 'reserved'
        UNION SELECT booking_id, date FROM follow_ups WHERE is_open = 1 AND date <= $4)
      SELECT b.*, s.code AS slot_code, d.muted_at, due.follow_up, r.kind AS mark_kind, r.about AS mark_about, r.status AS mark_status
      FROM due JOIN bookings b ON b.id = due.booking_id JOIN slots s ON s.id = b.slot_id
      JOIN drivers d ON d.id = b.driver_id LEFT JOIN reminders r ON r.booking_id = b.id
      ORDER BY b.starts_at, b.id`;
    const { startsBefore, endsBefore, holdsBefore, followUpTo } = bounds;
    const rows = await this.session.query<CandidateRow>(sql, [startsBefore, endsBefore, holdsBefore, followUpTo]);
    const found = new Map<string, { row: CandidateRow; booking: Booking; marks: ReminderCandidate['marks'] }>();
    for (const row of rows) {
      const key = `${row.id} ${row.follow_up ?? ''}`;
      const { mark_kind: kind, mark_about: about, mark_status: status } = row;
      const mark = kind !== null && about !== null && status !== null ? [{ kind, about, status }] : [];
      const known = found.get(key);
      found.set(key, {
        row,
        booking: known?.booking ?? toBooking(row),
        marks: [...(known?.marks ?? []), ...mark],
      });
    }
    return [...found.values()].map(({ row, booking, marks }) => ({
      booking,
      slotCode: row.slot_code,
      isMuted: row.muted_at !== null,
      marks,
      followUpDate: row.follow_up,
    }));
  }

  async mark(mark: ReminderMark): Promise<boolean> {
    const rows = await this.session.execute(
      `INSERT INTO reminders AS r (kind, booking_id, about, due_at, status, reason, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (booking_id, kind, about) DO UPDATE
       SET status = excluded.status, reason = excluded.reason, created_at = excluded.created_at
       WHERE r.status = 'skipped' AND excluded.status = 'sent' RETURNING kind`,
      [mark.kind, mark.bookingId, mark.about, mark.dueAt, mark.status, mark.reason, mark.createdAt],
    );
    return rows.length > 0;
  }

  async setFollowUp(bookingId: string, date: string, at: number): Promise<void> {
    await this.session.execute(
      `INSERT INTO follow_ups (booking_id, date, set_at, is_open) VALUES ($1, $2, $3, 1)
       ON CONFLICT (booking_id) DO UPDATE SET date = excluded.date, set_at = excluded.set_at, is_open = 1`,
      [bookingId, date, at],
    );
  }

  async closeFollowUp(bookingId: string, date: string): Promise<void> {
    await this.session.execute('UPDATE follow_ups SET is_open = 0 WHERE booking_id = $1 AND date = $2', [
      bookingId,
      date,
    ]);
  }
}

/** The lots' own words; they are read with the lots. */
export class SqlTemplates implements TemplateRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async save(lotId: string, { kind, language, body, enabled, approved }: MessageTemplate, at: number): Promise<void> {
    await this.session.execute(
      `INSERT INTO message_templates (lot_id, kind, language, body, enabled, updated_at, approved)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (lot_id, kind, language) DO UPDATE
       SET body = excluded.body, enabled = excluded.enabled, updated_at = excluded.updated_at,
         approved = excluded.approved`,
      [lotId, kind, language, body, flag(enabled), at, approved ? JSON.stringify(approved) : null],
    );
  }

  async remove(lotId: string, kind: TemplateKind, language: string): Promise<void> {
    await this.session.execute('DELETE FROM message_templates WHERE lot_id = $1 AND kind = $2 AND language = $3', [
      lotId,
      kind,
      language,
    ]);
  }
}
