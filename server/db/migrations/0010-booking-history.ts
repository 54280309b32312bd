/** The changes of a booking are found by it. */
export function up(): string[] {
  return [`CREATE INDEX audit_log_subject ON audit_log (subject, at)`];
}
