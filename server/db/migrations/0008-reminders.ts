/**
 * Who waits for a slot, what drivers have been reminded of, dates to come back on, and a lot's own words. A driver stands
 * in a lot's line once; a reminder of one kind about one moment of one booking exists once.
 */
export function up(): string[] {
  return [
    `CREATE TABLE waiting_list (
      id TEXT PRIMARY KEY, lot_id TEXT NOT NULL REFERENCES lots(id), driver_id TEXT NOT NULL REFERENCES drivers(id),
      identity_id TEXT NOT NULL REFERENCES identities(id), joined_at BIGINT NOT NULL, ended_at BIGINT, end_reason TEXT,
      booking_id TEXT, CHECK ((ended_at IS NULL) = (end_reason IS NULL)))`,
    `CREATE UNIQUE INDEX waiting_list_one_per_driver ON waiting_list (driver_id, lot_id) WHERE ended_at IS NULL`,
    `CREATE INDEX waiting_list_line ON waiting_list (lot_id, joined_at, id) WHERE ended_at IS NULL`,
    `CREATE UNIQUE INDEX waiting_list_booking ON waiting_list (booking_id) WHERE booking_id IS NOT NULL`,
    `CREATE INDEX slots_free ON slots (lot_id) WHERE state = 'free'`,
    `CREATE TABLE reminders (
      kind TEXT NOT NULL, booking_id TEXT NOT NULL REFERENCES bookings(id), about BIGINT NOT NULL, due_at BIGINT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('sent', 'skipped')), reason TEXT, created_at BIGINT NOT NULL,
      PRIMARY KEY (booking_id, kind, about),
      CHECK ((status = 'skipped') = (reason IS NOT NULL)))`,
    // Bookings made for now never enter the first: they have no start to be reminded of.
    `CREATE INDEX bookings_to_remind ON bookings (starts_at) WHERE state = 'reserved' AND created_at < starts_at`,
    `CREATE INDEX bookings_end ON bookings (ends_at) WHERE state = 'active'`,
    `CREATE TABLE follow_ups (
      booking_id TEXT PRIMARY KEY REFERENCES bookings(id), date TEXT NOT NULL, set_at BIGINT NOT NULL, is_open INTEGER NOT NULL)`,
    `CREATE INDEX follow_ups_open ON follow_ups (date) WHERE is_open = 1`,
    `CREATE TABLE message_templates (
      lot_id TEXT NOT NULL REFERENCES lots(id), kind TEXT NOT NULL, language TEXT NOT NULL, body TEXT,
      enabled INTEGER NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (lot_id, kind, language))`,
  ];
}
