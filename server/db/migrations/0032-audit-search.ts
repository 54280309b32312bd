/** The audit log is looked through by lot, login, action and subject, the newest first. Older entries name no lot. */
export function up(): string[] {
  return [
    `ALTER TABLE audit_log ADD COLUMN lot_id TEXT`,
    `DROP INDEX audit_log_at`,
    `DROP INDEX audit_log_subject`,
    `CREATE INDEX audit_log_at ON audit_log (at, id)`,
    `CREATE INDEX audit_log_subject ON audit_log (subject, at, id)`,
    `CREATE INDEX audit_log_lot ON audit_log (lot_id, at, id)`,
    `CREATE INDEX audit_log_staff ON audit_log (staff_id, at, id)`,
    `CREATE INDEX audit_log_action ON audit_log (action, at, id)`,
  ];
}
