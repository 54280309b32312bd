import type { AuditEntry } from '../../app/ports/audit-entry.ts';
import type { Role, Staff } from '../../app/ports/entities.ts';
import type { SessionLimits, StaffMember, StaffRepository, StaffSession } from '../../app/ports/staff-repository.ts';
import { forUpdate } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { type AuditRow, auditLog, toAuditEntry } from './audit-log.ts';

interface StaffRow {
  id: string;
  login: string;
  password_hash: string;
  role: Role;
  created_at: number;
  retired_at: number | null;
  signed_in_at: number | null;
}

interface SessionRow {
  token_hash: string;
  staff_id: string;
  created_at: number;
  expires_at: number;
  last_seen_at: number;
  browser: string | null;
}

const toStaff = (row: StaffRow): Staff => ({
  id: row.id,
  login: row.login,
  passwordHash: row.password_hash,
  role: row.role,
});

const toMember = (row: StaffRow): StaffMember => ({
  ...toStaff(row),
  createdAt: row.created_at,
  retiredAt: row.retired_at,
  signedInAt: row.signed_in_at,
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

  async byId(id: string): Promise<StaffMember | null> {
    const [row] = await this.session.query<StaffRow>('SELECT * FROM staff WHERE id = $1', [id]);
    return row ? toMember(row) : null;
  }

  async all(): Promise<StaffMember[]> {
    return (await this.session.query<StaffRow>('SELECT * FROM staff ORDER BY login')).map(toMember);
  }

  async lockAll(): Promise<StaffMember[]> {
    // In the order of their ids, so that two units never wait for each other.
    await this.session.query(`SELECT id FROM staff ORDER BY id${forUpdate(this.session.dialect)}`);
    return this.all();
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
    await this.session.execute('DELETE FROM staff_browsers WHERE staff_id = $1', [staffId]);
    await this.endSessionsOf(staffId);
  }

  async saveRole(staffId: string, role: Role): Promise<void> {
    await this.session.execute('UPDATE staff SET role = $2 WHERE id = $1', [staffId, role]);
  }

  async saveRetired(staffId: string, retiredAt: number | null): Promise<void> {
    await this.session.execute('UPDATE staff SET retired_at = $2 WHERE id = $1', [staffId, retiredAt]);
  }

  async noteSignIn(staffId: string, at: number): Promise<void> {
    await this.session.execute('UPDATE staff SET signed_in_at = $2 WHERE id = $1', [staffId, at]);
  }

  async addSession(session: StaffSession): Promise<void> {
    await this.session.execute(
      `INSERT INTO staff_sessions (token_hash, staff_id, created_at, expires_at, last_seen_at, browser)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [session.tokenHash, session.staffId, session.createdAt, session.expiresAt, session.lastSeenAt, session.browser],
    );
  }

  async bySession(tokenHash: string, limits: SessionLimits): Promise<(Staff & { lastSeenAt: number }) | null> {
    const [row] = await this.session.query<StaffRow & { last_seen_at: number }>(
      `SELECT s.*, t.last_seen_at FROM staff_sessions t JOIN staff s ON s.id = t.staff_id
       WHERE t.token_hash = $1 AND t.expires_at > $2 AND t.last_seen_at > $3 AND s.retired_at IS NULL`,
      [tokenHash, limits.now, limits.usedSince],
    );
    return row ? { ...toStaff(row), lastSeenAt: row.last_seen_at } : null;
  }

  async sessionsOf(staffId: string, limits: SessionLimits): Promise<StaffSession[]> {
    const rows = await this.session.query<SessionRow>(
      `SELECT * FROM staff_sessions WHERE staff_id = $1 AND expires_at > $2 AND last_seen_at > $3
       ORDER BY last_seen_at DESC, created_at DESC, token_hash`,
      [staffId, limits.now, limits.usedSince],
    );
    return rows.map((row) => ({
      tokenHash: row.token_hash,
      staffId: row.staff_id,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      lastSeenAt: row.last_seen_at,
      browser: row.browser,
    }));
  }

  async touchSession(tokenHash: string, lastSeenAt: number): Promise<void> {
    await this.session.execute(
      'UPDATE staff_sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2',
      [tokenHash, lastSeenAt],
    );
  }

  async endSession(tokenHash: string): Promise<void> {
    await this.session.execute('DELETE FROM staff_sessions WHERE token_hash = $1', [tokenHash]);
  }

  async endSessionsOf(staffId: string): Promise<void> {
    await this.session.execute('DELETE FROM staff_sessions WHERE staff_id = $1', [staffId]);
  }

  async forgetSessions(limits: SessionLimits): Promise<void> {
    await this.session.execute('DELETE FROM staff_sessions WHERE expires_at <= $1 OR last_seen_at <= $2', [
      limits.now,
      limits.usedSince,
    ]);
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
