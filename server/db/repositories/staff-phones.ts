import type { IdentityKey } from '../../app/ports/driver-repository.ts';
import type { Role } from '../../app/ports/entities.ts';
import type { LinkedPhone, StaffPhone, StaffPhoneRepository } from '../../app/ports/staff-phone-repository.ts';
import { forUpdate, inputRows, jsonRows } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface PhoneRow {
  id: string;
  staff_id: string;
  identity_id: string;
  driver_id: string;
  linked_at: number;
  used_at: number;
  alerts_since: number | null;
  lot_id: string | null;
  pending: string | null;
  pending_at: number | null;
  login: string;
  role: Role;
  phone: string | null;
}

const phones = new Table<StaffPhone>({
  name: 'staff_phones',
  order: 74,
  key: ['id'],
  columns: {
    id: 'text',
    staff_id: 'text',
    identity_id: 'text',
    driver_id: 'text',
    linked_at: 'int',
    used_at: 'int',
    alerts_since: 'int',
    lot_id: 'text',
    pending: 'text',
    pending_at: 'int',
  },
  toRow: (p) => [
    p.id,
    p.staffId,
    p.identityId,
    p.driverId,
    p.linkedAt,
    p.usedAt,
    p.alertsSince,
    p.lotId,
    p.pending,
    p.pendingAt,
  ],
});

function toPhone(row: PhoneRow): LinkedPhone {
  return {
    id: row.id,
    staffId: row.staff_id,
    identityId: row.identity_id,
    driverId: row.driver_id,
    linkedAt: row.linked_at,
    usedAt: row.used_at,
    alertsSince: row.alerts_since,
    lotId: row.lot_id,
    pending: row.pending,
    pendingAt: row.pending_at,
    login: row.login,
    role: row.role,
    phone: row.phone,
  };
}

// A number that another driver has now is not this member's any more.
const LINKED = `SELECT p.*, s.login, s.role, i.phone FROM staff_phones p
  JOIN staff s ON s.id = p.staff_id AND s.retired_at IS NULL
  LEFT JOIN identities i ON i.id = p.identity_id AND i.driver_id = p.driver_id`;

/** Links between phones and logins. */
export class SqlStaffPhones implements StaffPhoneRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async anyOf(keys: readonly IdentityKey[]): Promise<boolean> {
    const sql = `WITH ${inputRows(this.session.dialect, { channel: 'text', user_id: 'text' })}
      SELECT 1 AS found FROM input k JOIN identities i ON i.channel = k.channel AND i.user_id = k.user_id
      JOIN staff_phones p ON p.driver_id = i.driver_id LIMIT 1`;
    const rows = keys.map(({ channel, userId }) => [channel, userId]);
    return (await this.session.query(sql, [jsonRows(rows)])).length > 0;
  }

  async lockByDriver(driverId: string): Promise<LinkedPhone | null> {
    const { dialect } = this.session;
    await this.session.query(`SELECT id FROM staff_phones WHERE driver_id = $1${forUpdate(dialect)}`, [driverId]);
    return this.one('p.driver_id = $1', driverId);
  }

  byId(id: string): Promise<LinkedPhone | null> {
    return this.one('p.id = $1', id);
  }

  async list(staffId: string | null): Promise<LinkedPhone[]> {
    const where = staffId === null ? '' : ' WHERE p.staff_id = $1';
    const sql = `${LINKED}${where} ORDER BY p.linked_at, p.id`;
    return (await this.session.query<PhoneRow>(sql, staffId === null ? [] : [staffId])).map(toPhone);
  }

  async link(phone: StaffPhone): Promise<void> {
    const { driverId, identityId } = phone;
    const sql = 'DELETE FROM staff_phones WHERE driver_id = $1 OR identity_id = $2';
    await this.session.execute(sql, [driverId, identityId]);
    phones.insert(this.session, phone.id, phone);
  }

  save(phone: StaffPhone): void {
    phones.upsert(this.session, phone.id, phone);
  }

  async unlink(id: string): Promise<void> {
    await this.session.execute('DELETE FROM staff_phones WHERE id = $1', [id]);
  }

  async saveCode(staffId: string, codeHash: string, expiresAt: number): Promise<void> {
    await this.session.execute(
      `INSERT INTO staff_link_codes (staff_id, code_hash, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (staff_id) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at`,
      [staffId, codeHash, expiresAt],
    );
  }

  async takeCode(codeHash: string, now: number): Promise<string | null> {
    const [row] = await this.session.execute<{ staff_id: string }>(
      `DELETE FROM staff_link_codes WHERE code_hash = $1 AND expires_at > $2
       AND staff_id IN (SELECT id FROM staff WHERE retired_at IS NULL) RETURNING staff_id`,
      [codeHash, now],
    );
    return row?.staff_id ?? null;
  }

  async countTry(driverId: string, now: number, since: number): Promise<number> {
    const [row] = await this.session.execute<{ tries: number }>(
      `INSERT INTO staff_link_tries (driver_id, since, tries) VALUES ($1, $2, 1)
       ON CONFLICT (driver_id) DO UPDATE SET
         tries = CASE WHEN staff_link_tries.since >= $3 THEN staff_link_tries.tries + 1 ELSE 1 END,
         since = CASE WHEN staff_link_tries.since >= $3 THEN staff_link_tries.since ELSE excluded.since END
       RETURNING tries`,
      [driverId, now, since],
    );
    return row?.tries ?? 0;
  }

  async tries(driverId: string, since: number): Promise<number> {
    const sql = 'SELECT tries FROM staff_link_tries WHERE driver_id = $1 AND since >= $2';
    return (await this.session.query<{ tries: number }>(sql, [driverId, since]))[0]?.tries ?? 0;
  }

  private async one(where: string, value: string): Promise<LinkedPhone | null> {
    const [row] = await this.session.query<PhoneRow>(`${LINKED} WHERE ${where}`, [value]);
    return row ? toPhone(row) : null;
  }
}
