/** Phones by which staff work in the chat, the codes that link them, and what was called to their attention. */
export function up(): string[] {
  return [
    // The driver stands beside the identity: a number that is given away takes its identity along, and not this link.
    `CREATE TABLE staff_phones (
      id TEXT PRIMARY KEY, staff_id TEXT NOT NULL REFERENCES staff(id),
      identity_id TEXT NOT NULL UNIQUE REFERENCES identities(id), driver_id TEXT NOT NULL UNIQUE REFERENCES drivers(id),
      linked_at BIGINT NOT NULL, used_at BIGINT NOT NULL, alerts_since BIGINT, lot_id TEXT REFERENCES lots(id),
      pending TEXT, pending_at BIGINT, CHECK ((pending IS NULL) = (pending_at IS NULL)))`,
    `CREATE INDEX staff_phones_staff ON staff_phones (staff_id)`,
    // One for each member of staff: a new code takes the place of the one before.
    `CREATE TABLE staff_link_codes (
      staff_id TEXT PRIMARY KEY REFERENCES staff(id), code_hash TEXT NOT NULL UNIQUE, expires_at BIGINT NOT NULL)`,
    `CREATE TABLE staff_link_tries (
      driver_id TEXT PRIMARY KEY REFERENCES drivers(id), since BIGINT NOT NULL, tries INTEGER NOT NULL)`,
    `CREATE TABLE staff_alerts (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('car', 'controller', 'dispute')), subject TEXT NOT NULL,
      lot_id TEXT NOT NULL REFERENCES lots(id), raised_at BIGINT NOT NULL, answered_at BIGINT,
      answered_by TEXT REFERENCES staff(id), UNIQUE (kind, subject),
      CHECK ((answered_at IS NULL) = (answered_by IS NULL)))`,
    `CREATE INDEX staff_alerts_open ON staff_alerts (kind, raised_at) WHERE answered_at IS NULL`,
  ];
}
