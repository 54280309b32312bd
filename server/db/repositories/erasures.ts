import type { AuditEntry } from '../../app/ports/audit-entry.ts';
import type { ErasureRepository, KnownIdentity, Unsettled } from '../../app/ports/erasure-repository.ts';
import type { Dispute } from '../../domain/dispute.ts';
import { forUpdate } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { type AuditRow, toAuditEntry } from './audit-log.ts';
import { type DisputeRow, toDispute } from './disputes.ts';
import { type IdentityRow, toIdentity } from './drivers.ts';

/** What stands where a name was. */
const NOBODY = '–';
const LIVE = `('reserved', 'active')`;
const IDENTITIES = 'SELECT id FROM identities WHERE driver_id = $1';

/**
 * What a driver is erased by, in this order. `$1` is the driver, `$2` the time. Messages that are not sent are withdrawn; a
 * message keeps the provider's id, so that a webhook that comes again has no second effect.
 */
const ERASE = [
  `UPDATE messages SET status = 'failed', reason = 'erased', updated_at = $2
   WHERE identity_id IN (${IDENTITIES}) AND status IN ('queued', 'sending')`,
  `UPDATE messages SET body = '', rich = NULL, raw = NULL, approved = NULL,
     reason = CASE WHEN reason IS NULL THEN NULL ELSE 'erased' END
   WHERE identity_id IN (${IDENTITIES})`,
  `UPDATE message_events SET reason = 'erased' WHERE reason IS NOT NULL
   AND message_id IN (SELECT id FROM messages WHERE identity_id IN (${IDENTITIES}))`,
  `UPDATE waiting_list SET ended_at = $2, end_reason = 'left' WHERE driver_id = $1 AND ended_at IS NULL`,
  `UPDATE top_up_requests SET status = 'failed', reason = 'erased' WHERE driver_id = $1 AND status = 'asked'`,
  `UPDATE follow_ups SET is_open = 0 WHERE is_open = 1
   AND booking_id IN (SELECT id FROM bookings WHERE driver_id = $1)`,
  `UPDATE bookings SET notes = NULL, line_is_stale = CASE WHEN line IS NULL THEN 0 ELSE 1 END
   WHERE driver_id = $1`,
  `UPDATE cases SET words = '', media = '[]', answer = NULL, state = 'solved', changed_at = $2 WHERE driver_id = $1`,
  `UPDATE disputes SET words = '', reason = CASE WHEN reason IS NULL THEN NULL ELSE 'erased' END
   WHERE driver_id = $1`,
  `UPDATE drivers SET handover_id = NULL WHERE id = $1`,
  `UPDATE handovers SET closed_at = $2, closed_by = 'staff', is_waiting = 0 WHERE driver_id = $1 AND closed_at IS NULL`,
  // The name is nothing that a channel calls anybody: whoever writes from the same number next is somebody new.
  `UPDATE identities SET user_id = id, phone = NULL, our_address = NULL, retired_at = $2 WHERE driver_id = $1`,
  `UPDATE drivers SET name = 'erased_' || id, display_name = '${NOBODY}', plate = NULL, contact_phone = NULL, locale = NULL,
     locale_chosen_at = NULL, muted_at = $2, erased_at = $2 WHERE id = $1`,
];

const DELETE = ['conversations', 'staff_phones', 'staff_link_tries'];

/** How people are forgotten, and what is known of them. */
export class SqlErasures implements ErasureRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async lockErasedAt(driverId: string): Promise<number | null> {
    const [row] = await this.session.query<{ erased_at: number | null }>(
      `SELECT erased_at FROM drivers WHERE id = $1${forUpdate(this.session.dialect)}`,
      [driverId],
    );
    return row?.erased_at ?? null;
  }

  async unsettled(driverId: string): Promise<Unsettled> {
    const [counts] = await this.session.query<Record<'bookings' | 'stays' | 'disputes', number | string>>(
      `SELECT (SELECT COUNT(*) FROM bookings WHERE driver_id = $1 AND state IN ${LIVE}) AS bookings,
         (SELECT COUNT(*) FROM parking_sessions WHERE driver_id = $1 AND ended_at IS NULL) AS stays,
         (SELECT COUNT(*) FROM disputes WHERE driver_id = $1 AND state = 'open') AS disputes`,
      [driverId],
    );
    const balances = await this.session.query<{ currency: string; amount: number | string }>(
      `SELECT currency, SUM(balance) AS amount FROM accounts WHERE owner_id = $1 AND owner = 'driver'
       AND (kind IN ('cash', 'held')) GROUP BY currency HAVING SUM(ABS(balance)) > 0 ORDER BY currency`,
      [driverId],
    );
    return {
      liveBookings: Number(counts?.bookings ?? 0),
      openStays: Number(counts?.stays ?? 0),
      openDisputes: Number(counts?.disputes ?? 0),
      balances: balances.map(({ currency, amount }) => ({ currency, amountMinor: Number(amount) })),
    };
  }

  async identities(driverId: string): Promise<KnownIdentity[]> {
    const rows = await this.session.query<IdentityRow & { created_at: number; retired_at: number | null }>(
      'SELECT * FROM identities WHERE driver_id = $1 ORDER BY created_at, id',
      [driverId],
    );
    return rows.map((row) => ({ ...toIdentity(row), createdAt: row.created_at, retiredAt: row.retired_at }));
  }

  async disputes(driverId: string): Promise<Dispute[]> {
    const sql = 'SELECT * FROM disputes WHERE driver_id = $1 ORDER BY opened_at, id';
    return (await this.session.query<DisputeRow>(sql, [driverId])).map(toDispute);
  }

  async webhooks(driverId: string): Promise<Map<string, string>> {
    const rows = await this.session.query<{ id: string; raw: string }>(
      `SELECT id, raw FROM messages WHERE raw IS NOT NULL AND identity_id IN (${IDENTITIES})`,
      [driverId],
    );
    return new Map(rows.map(({ id, raw }) => [id, raw]));
  }

  async auditAbout(driverId: string): Promise<AuditEntry[]> {
    const rows = await this.session.query<AuditRow>(
      `SELECT * FROM audit_log WHERE subject = $1 OR subject IN (
         SELECT id FROM bookings WHERE driver_id = $1 UNION ALL SELECT id FROM cases WHERE driver_id = $1
         UNION ALL SELECT id FROM disputes WHERE driver_id = $1 UNION ALL SELECT id FROM waiting_list WHERE driver_id = $1)`,
      [driverId],
    );
    return rows.map(toAuditEntry);
  }

  async rewordAudit({ id, before, after }: AuditEntry, at: number): Promise<void> {
    await this.session.execute('INSERT INTO audit_erasures (audit_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      id,
      at,
    ]);
    await this.session.execute('UPDATE audit_log SET before = $2, after = $3 WHERE id = $1', [
      id,
      JSON.stringify(before ?? null),
      JSON.stringify(after ?? null),
    ]);
  }

  async erase(driverId: string, at: number): Promise<void> {
    for (const statement of ERASE)
      await this.session.execute(statement, statement.includes('$2') ? [driverId, at] : [driverId]);
    for (const table of DELETE) await this.session.execute(`DELETE FROM ${table} WHERE driver_id = $1`, [driverId]);
    this.session.changedInbox.add(driverId);
  }

  async forgetMessages(before: number, limit: number): Promise<number> {
    const rows = await this.session.execute(
      `UPDATE messages SET body = '', rich = NULL, raw = NULL, approved = NULL WHERE id IN (
         SELECT id FROM messages WHERE created_at >= (SELECT until FROM forgotten WHERE what = 'messages')
           AND created_at < $1 AND status NOT IN ('queued', 'sending') AND (body <> '' OR raw IS NOT NULL)
         ORDER BY created_at LIMIT ${Math.trunc(limit)}) RETURNING id`,
      [before],
    );
    if (rows.length < limit) {
      await this.session.execute(`UPDATE forgotten SET until = $1 WHERE what = 'messages' AND until < $1`, [before]);
    }
    return rows.length;
  }

  async forgetNames(before: number, limit: number): Promise<string[]> {
    const rows = await this.session.execute<{ id: string }>(
      `UPDATE drivers SET display_name = '${NOBODY}', plate = NULL, contact_phone = NULL WHERE id IN (
         SELECT d.id FROM drivers d WHERE d.created_at < $1
           AND (d.display_name <> '${NOBODY}' OR d.plate IS NOT NULL OR d.contact_phone IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM identities i JOIN messages m ON m.identity_id = i.id
             WHERE i.driver_id = d.id AND m.created_at >= $1)
           AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.driver_id = d.id
             AND (b.created_at >= $1 OR b.ended_at >= $1 OR b.state IN ${LIVE}))
           AND NOT EXISTS (SELECT 1 FROM parking_sessions p WHERE p.driver_id = d.id
             AND (p.ended_at IS NULL OR p.ended_at >= $1))
         LIMIT ${Math.trunc(limit)}) RETURNING id`,
      [before],
    );
    for (const { id } of rows)
      await this.session.execute('UPDATE bookings SET line_is_stale = 1 WHERE driver_id = $1 AND line IS NOT NULL', [
        id,
      ]);
    return rows.map(({ id }) => id);
  }

  async forgetWords(before: number): Promise<void> {
    await this.session.execute(
      `UPDATE cases SET words = '', media = '[]', answer = NULL WHERE state = 'solved' AND changed_at < $1 AND words <> ''`,
      [before],
    );
    await this.session.execute(
      `UPDATE disputes SET words = '' WHERE state <> 'open' AND decided_at < $1 AND words <> ''`,
      [before],
    );
    await this.session.execute('UPDATE bookings SET notes = NULL WHERE notes IS NOT NULL AND ended_at < $1', [before]);
  }
}
