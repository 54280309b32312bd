/** The changes of a booking are found by it, and a slot knows which booking had to give way on it. */
export function up(): string[] {
  return [`CREATE INDEX audit_log_subject ON audit_log (subject, at)`, `ALTER TABLE slots ADD COLUMN displaced TEXT`];
}
