/**
 * Sessions know when and by which browser they were used last; browsers that staff have signed in with are known again; failed logins
 * are counted, under digests of what they are counted for.
 */
export function up(): string[] {
  return [
    `ALTER TABLE staff ADD COLUMN signed_in_at BIGINT`,
    `ALTER TABLE staff_sessions ADD COLUMN last_seen_at BIGINT NOT NULL DEFAULT 0`,
    `UPDATE staff_sessions SET last_seen_at = created_at`,
    `ALTER TABLE staff_sessions ADD COLUMN browser TEXT`,
    `CREATE TABLE staff_browsers (
      token_hash TEXT PRIMARY KEY, staff_id TEXT NOT NULL REFERENCES staff(id), expires_at BIGINT NOT NULL)`,
    `CREATE INDEX staff_browsers_staff ON staff_browsers (staff_id)`,
    `CREATE TABLE login_tries (name TEXT PRIMARY KEY, since BIGINT NOT NULL, tries BIGINT NOT NULL)`,
  ];
}
