/**
 * What the guided booking asks for and keeps: the plate of a driver's car and a number to call where the channel gives none,
 * and a note with a booking. Beside it the problems that drivers report, as numbered cases.
 */
export function up(): string[] {
  return [
    `ALTER TABLE drivers ADD COLUMN plate TEXT`,
    `ALTER TABLE drivers ADD COLUMN contact_phone TEXT`,
    `ALTER TABLE bookings ADD COLUMN notes TEXT`,
    `CREATE TABLE cases (
      id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, lot_id TEXT NOT NULL REFERENCES lots(id),
      driver_id TEXT NOT NULL REFERENCES drivers(id), identity_id TEXT NOT NULL REFERENCES identities(id),
      words TEXT NOT NULL, media TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open', 'in-progress', 'solved')),
      opened_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, answer TEXT)`,
    `CREATE INDEX cases_driver ON cases (driver_id, opened_at)`,
    `CREATE INDEX cases_state ON cases (state, opened_at)`,
  ];
}
