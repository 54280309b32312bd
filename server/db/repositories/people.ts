import type { Conversation, Role, Staff } from '../../app/ports/entities.ts';
import type {
  AuditEntry,
  ConversationRepository,
  LeaseRepository,
  StaffRepository,
} from '../../app/ports/repositories.ts';
import { inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

const conversations = new Table<Conversation>({
  name: 'conversations',
  order: 65,
  key: ['driver_id'],
  columns: { driver_id: 'text', lot_id: 'text', pending: 'text', dialogue: 'text', expires_at: 'int' },
  toRow: (c) => [c.driverId, c.lotId, c.pending, c.dialogue, c.expiresAt],
});

/** Where each driver is in a dialogue. */
export class SqlConversations implements ConversationRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async ofDrivers(driverIds: readonly string[]): Promise<Conversation[]> {
    if (driverIds.length === 0) return [];
    const rows = await this.session.query<{
      driver_id: string;
      lot_id: string | null;
      pending: string | null;
      dialogue: string | null;
      expires_at: number;
    }>(`SELECT * FROM conversations WHERE driver_id IN ${inputValues(this.session.dialect, 1)}`, [
      JSON.stringify(driverIds),
    ]);
    return rows.map((row) => ({
      driverId: row.driver_id,
      lotId: row.lot_id,
      pending: row.pending,
      dialogue: row.dialogue,
      expiresAt: row.expires_at,
    }));
  }

  save(conversation: Conversation): void {
    conversations.upsert(this.session, conversation.driverId, conversation);
  }

  async forget(now: number): Promise<void> {
    await this.session.execute('DELETE FROM conversations WHERE expires_at <= $1', [now]);
  }
}

interface StaffRow {
  id: string;
  login: string;
  password_hash: string;
  role: Role;
}

export interface AuditRow {
  id: string;
  at: number;
  staff_id: string;
  action: string;
  subject: string;
  before: string;
  after: string;
}

const auditLog = new Table<AuditEntry>({
  name: 'audit_log',
  order: 80,
  key: ['id'],
  columns: { id: 'text', at: 'int', staff_id: 'text', action: 'text', subject: 'text', before: 'text', after: 'text' },
  toRow: (e) => [
    e.id,
    e.at,
    e.staffId,
    e.action,
    e.subject,
    JSON.stringify(e.before ?? null),
    JSON.stringify(e.after ?? null),
  ],
});

const toStaff = (row: StaffRow): Staff => ({
  id: row.id,
  login: row.login,
  passwordHash: row.password_hash,
  role: row.role,
});

/** Staff, their logins and what they changed. */
export class SqlStaff implements StaffRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async byLogin(login: string): Promise<Staff | null> {
    const [row] = await this.session.query<StaffRow>('SELECT * FROM staff WHERE login = $1 AND retired_at IS NULL', [
      login,
    ]);
    return row ? toStaff(row) : null;
  }

  async logins(): Promise<Map<string, string>> {
    const rows = await this.session.query<{ id: string; login: string }>('SELECT id, login FROM staff');
    return new Map(rows.map(({ id, login }) => [id, login]));
  }

  async any(): Promise<boolean> {
    return (await this.session.query('SELECT 1 AS one FROM staff WHERE retired_at IS NULL LIMIT 1')).length > 0;
  }

  async add(staff: Parameters<StaffRepository['add']>[0]): Promise<void> {
    await this.session.execute(
      'INSERT INTO staff (id, operator_id, login, password_hash, role, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [staff.id, staff.operatorId, staff.login, staff.passwordHash, staff.role, staff.createdAt],
    );
  }

  async savePassword(staffId: string, passwordHash: string): Promise<void> {
    await this.session.execute('UPDATE staff SET password_hash = $2 WHERE id = $1', [staffId, passwordHash]);
    await this.session.execute('DELETE FROM staff_sessions WHERE staff_id = $1', [staffId]);
  }

  async addSession(session: Parameters<StaffRepository['addSession']>[0]): Promise<void> {
    await this.session.execute(
      'INSERT INTO staff_sessions (token_hash, staff_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
      [session.tokenHash, session.staffId, session.createdAt, session.expiresAt],
    );
  }

  async bySession(tokenHash: string, now: number): Promise<Staff | null> {
    const [row] = await this.session.query<StaffRow>(
      `SELECT s.* FROM staff_sessions t JOIN staff s ON s.id = t.staff_id
       WHERE t.token_hash = $1 AND t.expires_at > $2 AND s.retired_at IS NULL`,
      [tokenHash, now],
    );
    return row ? toStaff(row) : null;
  }

  async endSession(tokenHash: string): Promise<void> {
    await this.session.execute('DELETE FROM staff_sessions WHERE token_hash = $1', [tokenHash]);
  }

  async forgetSessions(now: number): Promise<void> {
    await this.session.execute('DELETE FROM staff_sessions WHERE expires_at <= $1', [now]);
  }

  addAudit(entry: AuditEntry): void {
    auditLog.insert(this.session, entry.id, entry);
  }

  addAuditOnce(entry: AuditEntry): void {
    auditLog.insertIfAbsent(this.session, entry.id, entry);
  }

  async auditOf(subject: string, limit: number): Promise<AuditEntry[]> {
    const rows = await this.session.query<AuditRow>(
      `SELECT * FROM audit_log WHERE subject = $1 ORDER BY at, id LIMIT ${Math.trunc(limit)}`,
      [subject],
    );
    return rows.map(toAuditEntry);
  }
}

export function toAuditEntry({ staff_id: staffId, before, after, ...entry }: AuditRow): AuditEntry {
  return { ...entry, staffId, before: JSON.parse(before), after: JSON.parse(after) };
}

/** Leases in the database: which process does what only one may do. */
export class SqlLeases implements LeaseRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async take(name: string, holder: string, now: number, ms: number): Promise<boolean> {
    const rows = await this.session.execute(
      `INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
       WHERE leases.holder = excluded.holder OR leases.expires_at <= $4 RETURNING name`,
      [name, holder, now + ms, now],
    );
    return rows.length > 0;
  }

  async release(name: string, holder: string): Promise<void> {
    await this.session.execute('DELETE FROM leases WHERE name = $1 AND holder = $2', [name, holder]);
  }
}
