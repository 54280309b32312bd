import type { AuditEntry } from '../../app/ports/audit-entry.ts';
import type { AuditFilter, AuditLogRepository } from '../../app/ports/staff-repository.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

export interface AuditRow {
  id: string;
  at: number;
  staff_id: string;
  action: string;
  subject: string;
  lot_id: string | null;
  before: string;
  after: string;
}

/** Entries are only ever added; the database refuses anything else. */
export const auditLog = new Table<AuditEntry>({
  name: 'audit_log',
  order: 80,
  key: ['id'],
  columns: {
    id: 'text',
    at: 'int',
    staff_id: 'text',
    action: 'text',
    subject: 'text',
    lot_id: 'text',
    before: 'text',
    after: 'text',
  },
  toRow: (e) => [
    e.id,
    e.at,
    e.staffId,
    e.action,
    e.subject,
    e.lotId,
    JSON.stringify(e.before ?? null),
    JSON.stringify(e.after ?? null),
  ],
});

export const toAuditEntry = ({ staff_id, lot_id, before, after, ...entry }: AuditRow): AuditEntry => ({
  ...entry,
  staffId: staff_id,
  lotId: lot_id,
  before: JSON.parse(before),
  after: JSON.parse(after),
});

/** The audit log as it is looked through. */
export class SqlAuditLog implements AuditLogRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async page(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
    const { action } = filter;
    const isKind = action !== null && !action.includes('.');
    const named: readonly (readonly [string, string | number | null])[] = [
      ['lot_id = ?', filter.lotId],
      ['staff_id = ?', filter.staffId],
      ['action = ?', isKind ? null : action],
      [`action LIKE ? ESCAPE '\\'`, isKind ? `${action.replace(/[\\%_]/g, (sign) => `\\${sign}`)}.%` : null],
      ['subject = ?', filter.subject],
      ['at >= ?', filter.from],
      ['at < ?', filter.to],
      ['(at, id) < (SELECT last.at, last.id FROM audit_log last WHERE last.id = ?)', filter.before],
    ];
    const bind: (string | number)[] = [];
    const conditions = named.flatMap(([sql, value]) => {
      if (value === null) return [];
      bind.push(value);
      return [sql.replace('?', `$${bind.length}`)];
    });
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows = await this.session.query<AuditRow>(
      `SELECT * FROM audit_log ${where} ORDER BY at DESC, id DESC LIMIT ${Math.trunc(limit)}`,
      bind,
    );
    return rows.map(toAuditEntry);
  }
}
