import type { AlertKind, StaffAlert, StaffAlertRepository, Untold } from '../../app/ports/staff-phone-repository.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface AlertRow {
  id: string;
  kind: AlertKind;
  subject: string;
  lot_id: string;
  raised_at: number;
}

const alerts = new Table<StaffAlert>({
  name: 'staff_alerts',
  order: 75,
  key: ['id'],
  columns: { id: 'text', kind: 'text', subject: 'text', lot_id: 'text', raised_at: 'int' },
  toRow: (a) => [a.id, a.kind, a.subject, a.lotId, a.raisedAt],
});

/** What was called to the attention of staff. */
export class SqlStaffAlerts implements StaffAlertRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async untold(): Promise<Untold[]> {
    const rows = await this.session.query<{
      kind: AlertKind;
      subject: string;
      lot_id: string;
      name: string;
      since: number;
    }>(
      `SELECT * FROM (
         SELECT 'car' AS kind, t.id AS subject, s.lot_id, s.code AS name, t.started_at AS since
         FROM slots s JOIN parking_sessions t ON t.id = s.session_id
         WHERE t.ended_at IS NULL AND t.driver_id IS NULL AND s.state = 'attention'
         UNION ALL
         SELECT 'controller', c.id || '@' || h.noticed_at, c.lot_id, c.id, h.noticed_at
         FROM controllers c JOIN (
           SELECT controller_id, MAX(noticed_at) AS noticed_at FROM controller_health
           WHERE status = 'lost' AND controller_id IN (SELECT id FROM controllers WHERE status = 'lost')
           GROUP BY controller_id) AS h ON h.controller_id = c.id
         WHERE c.status = 'lost'
         UNION ALL
         SELECT 'dispute', d.id, d.lot_id, d.id, d.opened_at FROM disputes d WHERE d.state = 'open'
         UNION ALL
         SELECT 'rollout', r.id || '@' || r.version, r.lot_id, (
           SELECT b.controller_id FROM rollout_boards b WHERE b.rollout_id = r.id AND b.state = 'failed'
           ORDER BY b.ended_at DESC, b.position LIMIT 1), r.changed_at
         FROM rollouts r WHERE r.state = 'stopped' AND r.stopped_by IS NULL) AS now_so
       WHERE NOT EXISTS (SELECT 1 FROM staff_alerts a WHERE a.kind = now_so.kind AND a.subject = now_so.subject)
       ORDER BY since, name`,
    );
    return rows.map(({ lot_id: lotId, ...rest }) => ({ ...rest, lotId }));
  }

  async raise(raised: readonly StaffAlert[]): Promise<StaffAlert[]> {
    const fresh = new Set(await alerts.insertFresh(this.session, raised, 'id'));
    return raised.filter(({ id }) => fresh.has(id));
  }

  async open(kind: AlertKind, since: number): Promise<StaffAlert[]> {
    const rows = await this.session.query<AlertRow>(
      `SELECT id, kind, subject, lot_id, raised_at FROM staff_alerts
       WHERE kind = $1 AND raised_at >= $2 AND answered_at IS NULL ORDER BY raised_at DESC, id DESC LIMIT 200`,
      [kind, since],
    );
    return rows.map(({ lot_id: lotId, raised_at: raisedAt, ...rest }) => ({ ...rest, lotId, raisedAt }));
  }

  async answer(id: string, staffId: string, at: number): Promise<void> {
    const sql = 'UPDATE staff_alerts SET answered_at = $2, answered_by = $3 WHERE id = $1 AND answered_at IS NULL';
    await this.session.execute(sql, [id, at, staffId]);
  }
}
