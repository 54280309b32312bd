/**
 * What staff know of a controller and do with it: what it said of itself last, the secret that follows, its log, and the
 * commands it was sent. Retained topics of slots that moved and of controllers that were removed are to be cleared.
 */
export function up(): string[] {
  return [
    `ALTER TABLE controllers ADD COLUMN next_secret_hash TEXT`,
    `ALTER TABLE controllers ADD COLUMN telemetry TEXT`,
    `ALTER TABLE controllers ADD COLUMN board_slots TEXT`,
    `ALTER TABLE controllers ADD COLUMN config TEXT`,
    `ALTER TABLE controllers ADD COLUMN retained_cleared INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE slot_assignments ADD COLUMN retained_cleared INTEGER NOT NULL DEFAULT 0`,
    `CREATE INDEX slot_assignments_to_clear ON slot_assignments (to_at) WHERE to_at IS NOT NULL AND retained_cleared = 0`,
    `CREATE TABLE controller_events (
      id TEXT PRIMARY KEY, controller_id TEXT NOT NULL REFERENCES controllers(id), at BIGINT NOT NULL, kind TEXT NOT NULL,
      staff_id TEXT, detail TEXT NOT NULL)`,
    `CREATE INDEX controller_events_controller ON controller_events (controller_id, id)`,
    `CREATE INDEX controller_events_at ON controller_events (at)`,
    `CREATE TABLE controller_commands (
      id TEXT PRIMARY KEY, controller_id TEXT NOT NULL REFERENCES controllers(id), name TEXT NOT NULL, args TEXT NOT NULL,
      staff_id TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('waiting', 'sent', 'accepted', 'done', 'rejected', 'expired')),
      detail TEXT, answered_at BIGINT)`,
    `CREATE INDEX controller_commands_controller ON controller_commands (controller_id, created_at)`,
    // One per status: SQLite uses a partial index only where the query repeats its condition.
    `CREATE INDEX controller_commands_waiting ON controller_commands (controller_id) WHERE status = 'waiting'`,
    `CREATE INDEX controller_commands_sent ON controller_commands (controller_id) WHERE status = 'sent'`,
  ];
}
