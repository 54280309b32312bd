import type { Dialect } from '../engine.ts';

/**
 * The first schema, for both engines. Times are ms since the epoch, amounts minor units, both 64-bit integers; yes and no
 * are 1 and 0. What must always hold is a constraint here wherever a database can hold it.
 */
export function up(dialect: Dialect): string[] {
  return [...tables, ...indexes, ...(dialect === 'sqlite' ? sqliteRules : postgresRules)];
}

const tables = [
  `CREATE TABLE operators (id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL)`,
  `CREATE TABLE lots (
    id TEXT PRIMARY KEY, operator_id TEXT NOT NULL REFERENCES operators(id), code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    time_zone TEXT NOT NULL, currency TEXT NOT NULL, settings TEXT NOT NULL, guest_credit_spent BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL, retired_at BIGINT)`,
  `CREATE TABLE tariffs (
    id TEXT PRIMARY KEY, lot_id TEXT NOT NULL REFERENCES lots(id), version INTEGER NOT NULL,
    rate_per_hour_minor BIGINT NOT NULL CHECK (rate_per_hour_minor >= 0),
    increment_seconds BIGINT NOT NULL CHECK (increment_seconds > 0),
    grace_seconds BIGINT NOT NULL CHECK (grace_seconds >= 0),
    daily_cap_minor BIGINT CHECK (daily_cap_minor >= 0), effective_from BIGINT NOT NULL,
    UNIQUE (lot_id, version))`,
  `CREATE TABLE controllers (
    id TEXT PRIMARY KEY, lot_id TEXT NOT NULL REFERENCES lots(id), secret_hash TEXT NOT NULL, status TEXT NOT NULL,
    boot_id TEXT, fw TEXT, last_seen_at BIGINT, created_at BIGINT NOT NULL, retired_at BIGINT)`,
  `CREATE TABLE boots (
    controller_id TEXT NOT NULL REFERENCES controllers(id), boot_id TEXT NOT NULL, offsets TEXT NOT NULL,
    first_seen_at BIGINT NOT NULL, base_seq BIGINT NOT NULL, acked_seq BIGINT NOT NULL, has_pending INTEGER NOT NULL,
    last_occurred_at BIGINT, evidence_until BIGINT,
    PRIMARY KEY (controller_id, boot_id))`,
  `CREATE TABLE slots (
    id TEXT PRIMARY KEY, lot_id TEXT NOT NULL REFERENCES lots(id), code TEXT NOT NULL, position INTEGER NOT NULL,
    version BIGINT NOT NULL, state TEXT NOT NULL, out_of_service INTEGER NOT NULL, health TEXT NOT NULL,
    controller_id TEXT REFERENCES controllers(id), session_id TEXT, booking_id TEXT, lapsed_booking_id TEXT,
    seen_boot_id TEXT, led_color TEXT NOT NULL, led_pattern TEXT NOT NULL, led_rev BIGINT NOT NULL, led_changed_at BIGINT NOT NULL,
    led_drift INTEGER NOT NULL,
    reported_color TEXT, reported_pattern TEXT, reported_rev BIGINT, reported_at BIGINT, retired_at BIGINT,
    UNIQUE (lot_id, code))`,
  `CREATE TABLE slot_assignments (
    slot_id TEXT NOT NULL REFERENCES slots(id), controller_id TEXT NOT NULL REFERENCES controllers(id),
    from_at BIGINT NOT NULL, to_at BIGINT)`,
  `CREATE TABLE observations (
    source TEXT NOT NULL, boot_id TEXT NOT NULL, seq BIGINT NOT NULL, slot_id TEXT, slot_code TEXT NOT NULL,
    type TEXT NOT NULL, initial INTEGER NOT NULL, uptime_ms BIGINT, sent_uptime_ms BIGINT, clock_at BIGINT,
    received_at BIGINT NOT NULL, occurred_at BIGINT, found_by TEXT, clamped INTEGER NOT NULL, after_loss INTEGER NOT NULL,
    status TEXT NOT NULL, reason TEXT, session_id TEXT,
    PRIMARY KEY (source, boot_id, seq))`,
  `CREATE TABLE lost_observations (
    controller_id TEXT NOT NULL, boot_id TEXT NOT NULL, from_seq BIGINT NOT NULL, to_seq BIGINT NOT NULL,
    noticed_at BIGINT NOT NULL, PRIMARY KEY (controller_id, boot_id, from_seq))`,
  `CREATE TABLE drivers (
    id TEXT PRIMARY KEY, operator_id TEXT NOT NULL REFERENCES operators(id), name TEXT NOT NULL, display_name TEXT NOT NULL,
    blocked_at BIGINT, created_at BIGINT NOT NULL, UNIQUE (operator_id, name))`,
  `CREATE TABLE identities (
    id TEXT PRIMARY KEY, driver_id TEXT NOT NULL REFERENCES drivers(id), channel TEXT NOT NULL, user_id TEXT NOT NULL,
    phone TEXT, transport TEXT NOT NULL, our_address TEXT, created_at BIGINT NOT NULL, UNIQUE (channel, user_id))`,
  `CREATE TABLE accounts (
    id TEXT PRIMARY KEY, operator_id TEXT NOT NULL REFERENCES operators(id), owner TEXT NOT NULL, owner_id TEXT NOT NULL,
    kind TEXT NOT NULL, currency TEXT NOT NULL, balance BIGINT,
    UNIQUE (owner_id, kind, currency),
    CHECK ((owner = 'house') = (balance IS NULL)),
    CHECK (kind NOT IN ('promo', 'held') OR balance >= 0))`,
  `CREATE TABLE transfers (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, input_hash TEXT NOT NULL, kind TEXT NOT NULL, currency TEXT NOT NULL,
    driver_id TEXT NOT NULL, session_id TEXT, reverses TEXT UNIQUE REFERENCES transfers(id), note TEXT,
    created_at BIGINT NOT NULL)`,
  `CREATE TABLE postings (
    transfer_id TEXT NOT NULL, line INTEGER NOT NULL, account_id TEXT NOT NULL REFERENCES accounts(id),
    amount BIGINT NOT NULL CHECK (amount <> 0), PRIMARY KEY (transfer_id, line))`,
  `CREATE TABLE bookings (
    id TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE, lot_id TEXT NOT NULL REFERENCES lots(id),
    slot_id TEXT NOT NULL REFERENCES slots(id), driver_id TEXT NOT NULL REFERENCES drivers(id),
    identity_id TEXT NOT NULL REFERENCES identities(id),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'active', 'completed', 'cancelled', 'expired')),
    is_current INTEGER NOT NULL, starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, hold_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL, arrived_at BIGINT, ended_at BIGINT, end_reason TEXT, source TEXT NOT NULL,
    CHECK (starts_at < ends_at))`,
  `CREATE TABLE parking_sessions (
    id TEXT PRIMARY KEY, lot_id TEXT NOT NULL REFERENCES lots(id), slot_id TEXT NOT NULL REFERENCES slots(id),
    booking_id TEXT, driver_id TEXT REFERENCES drivers(id), tariff_id TEXT REFERENCES tariffs(id), started_at BIGINT NOT NULL,
    start_controller_id TEXT, start_boot_id TEXT, start_uptime_ms BIGINT, started_initial INTEGER NOT NULL,
    ended_at BIGINT, end_reason TEXT, revision INTEGER NOT NULL, charged_minor BIGINT,
    CHECK (ended_at IS NULL OR ended_at >= started_at))`,
  `CREATE TABLE messages (
    id TEXT PRIMARY KEY, direction TEXT NOT NULL, transport TEXT NOT NULL, external_id TEXT, identity_id TEXT, driver_id TEXT,
    in_reply_to TEXT, kind TEXT NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL, reason TEXT,
    attempts INTEGER NOT NULL DEFAULT 0, not_before BIGINT NOT NULL, session_id TEXT,
    created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    CHECK (status <> 'failed' OR reason IS NOT NULL))`,
  `CREATE TABLE conversations (
    driver_id TEXT PRIMARY KEY REFERENCES drivers(id), lot_id TEXT, pending TEXT, expires_at BIGINT NOT NULL)`,
  `CREATE TABLE staff (
    id TEXT PRIMARY KEY, operator_id TEXT NOT NULL REFERENCES operators(id), login TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL, role TEXT NOT NULL CHECK (role IN ('admin', 'attendant', 'viewer')),
    created_at BIGINT NOT NULL, retired_at BIGINT)`,
  `CREATE TABLE staff_sessions (
    token_hash TEXT PRIMARY KEY, staff_id TEXT NOT NULL REFERENCES staff(id), created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL)`,
  `CREATE TABLE audit_log (
    id TEXT PRIMARY KEY, at BIGINT NOT NULL, staff_id TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
    before TEXT, after TEXT)`,
  `CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, expires_at BIGINT NOT NULL)`,
];

const indexes = [
  `CREATE INDEX slots_controller ON slots (controller_id)`,
  `CREATE INDEX slot_assignments_controller ON slot_assignments (controller_id)`,
  `CREATE UNIQUE INDEX slot_assignments_one_controller ON slot_assignments (slot_id) WHERE to_at IS NULL`,
  `CREATE INDEX observations_slot ON observations (slot_id, occurred_at)`,
  `CREATE INDEX identities_driver ON identities (driver_id)`,
  `CREATE INDEX identities_phone ON identities (phone)`,
  `CREATE INDEX postings_account ON postings (account_id)`,
  `CREATE INDEX transfers_driver ON transfers (driver_id, created_at)`,
  `CREATE INDEX transfers_session ON transfers (session_id)`,
  // At most one current booking for a slot and for a driver, and one open session for a slot, a booking and a driver.
  `CREATE UNIQUE INDEX bookings_one_current_per_slot ON bookings (slot_id) WHERE is_current = 1 AND state IN ('reserved', 'active')`,
  `CREATE UNIQUE INDEX bookings_one_current_per_driver ON bookings (driver_id) WHERE is_current = 1 AND state IN ('reserved', 'active')`,
  `CREATE INDEX bookings_slot_window ON bookings (slot_id, starts_at) WHERE state IN ('reserved', 'active')`,
  `CREATE INDEX bookings_driver_window ON bookings (driver_id, starts_at) WHERE state IN ('reserved', 'active')`,
  `CREATE INDEX bookings_hold ON bookings (hold_until) WHERE state = 'reserved'`,
  `CREATE INDEX bookings_driver ON bookings (driver_id, created_at)`,
  `CREATE INDEX bookings_lot ON bookings (lot_id, created_at)`,
  `CREATE INDEX bookings_no_shows ON bookings (identity_id, ended_at) WHERE state = 'expired'`,
  `CREATE UNIQUE INDEX sessions_one_open_per_slot ON parking_sessions (slot_id) WHERE ended_at IS NULL`,
  `CREATE UNIQUE INDEX sessions_one_open_per_booking ON parking_sessions (booking_id) WHERE ended_at IS NULL AND booking_id IS NOT NULL`,
  `CREATE UNIQUE INDEX sessions_one_open_per_driver ON parking_sessions (driver_id) WHERE ended_at IS NULL AND driver_id IS NOT NULL`,
  `CREATE INDEX sessions_driver ON parking_sessions (driver_id, started_at)`,
  `CREATE INDEX sessions_booking ON parking_sessions (booking_id)`,
  `CREATE UNIQUE INDEX messages_inbound ON messages (transport, external_id) WHERE direction = 'inbound'`,
  `CREATE UNIQUE INDEX messages_one_reply ON messages (in_reply_to) WHERE in_reply_to IS NOT NULL`,
  `CREATE INDEX messages_provider ON messages (transport, external_id) WHERE direction = 'outbound' AND external_id IS NOT NULL`,
  // One per status: SQLite uses a partial index only where the query repeats its condition.
  `CREATE INDEX messages_queued ON messages (not_before) WHERE status = 'queued'`,
  `CREATE INDEX messages_sending ON messages (updated_at) WHERE status = 'sending'`,
  `CREATE INDEX messages_waiting ON messages (identity_id, created_at) WHERE status IN ('queued', 'sending')`,
  `CREATE INDEX messages_identity ON messages (identity_id, created_at)`,
  `CREATE INDEX messages_session ON messages (session_id) WHERE session_id IS NOT NULL`,
  `CREATE INDEX staff_sessions_staff ON staff_sessions (staff_id)`,
  `CREATE INDEX audit_log_at ON audit_log (at)`,
];

const LIVE = `('reserved', 'active')`;

/** SQLite has no exclusion constraint: triggers refuse the overlap, on INSERT OR REPLACE too. */
const sqliteRules = [
  ...(['INSERT', 'UPDATE OF slot_id, driver_id, starts_at, ends_at, state'] as const).flatMap((event, index) => [
    `CREATE TRIGGER bookings_no_overlap_slot_${index} BEFORE ${event} ON bookings WHEN NEW.state IN ${LIVE}
     AND EXISTS (SELECT 1 FROM bookings b WHERE b.slot_id = NEW.slot_id AND b.state IN ${LIVE} AND b.id <> NEW.id
       AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at)
     BEGIN SELECT RAISE(ABORT, 'bookings_no_overlap_slot'); END`,
    `CREATE TRIGGER bookings_no_overlap_driver_${index} BEFORE ${event} ON bookings WHEN NEW.state IN ${LIVE}
     AND EXISTS (SELECT 1 FROM bookings b WHERE b.driver_id = NEW.driver_id AND b.state IN ${LIVE} AND b.id <> NEW.id
       AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at)
     BEGIN SELECT RAISE(ABORT, 'bookings_no_overlap_driver'); END`,
  ]),
  // Postings are written first; the transfer's row seals them and must find that they sum to zero.
  `CREATE TRIGGER transfers_balanced BEFORE INSERT ON transfers
   WHEN (SELECT COUNT(*) < 2 OR SUM(amount) <> 0 FROM postings WHERE transfer_id = NEW.id)
   BEGIN SELECT RAISE(ABORT, 'transfers_balanced'); END`,
  `CREATE TRIGGER postings_sealed BEFORE INSERT ON postings
   WHEN EXISTS (SELECT 1 FROM transfers WHERE id = NEW.transfer_id)
   BEGIN SELECT RAISE(ABORT, 'postings_sealed'); END`,
  `CREATE TRIGGER postings_move_balance AFTER INSERT ON postings
   BEGIN UPDATE accounts SET balance = balance + NEW.amount WHERE id = NEW.account_id AND balance IS NOT NULL; END`,
  ...(['transfers', 'postings', 'audit_log'] as const).flatMap((table) => [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table}_immutable'); END`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table}_immutable'); END`,
  ]),
];

const postgresRules = [
  `CREATE EXTENSION IF NOT EXISTS btree_gist`,
  `ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap_slot
   EXCLUDE USING gist (slot_id WITH =, int8range(starts_at, ends_at, '[)') WITH &&) WHERE (state IN ${LIVE})`,
  `ALTER TABLE bookings ADD CONSTRAINT bookings_no_overlap_driver
   EXCLUDE USING gist (driver_id WITH =, int8range(starts_at, ends_at, '[)') WITH &&) WHERE (state IN ${LIVE})`,
  `CREATE FUNCTION transfers_balanced() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF (SELECT COUNT(*) < 2 OR SUM(amount) <> 0 FROM postings WHERE transfer_id = NEW.id) THEN
       RAISE EXCEPTION 'transfers_balanced'; END IF; RETURN NEW; END $$`,
  `CREATE TRIGGER transfers_balanced BEFORE INSERT ON transfers FOR EACH ROW EXECUTE FUNCTION transfers_balanced()`,
  `CREATE FUNCTION postings_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF EXISTS (SELECT 1 FROM transfers WHERE id = NEW.transfer_id) THEN
       RAISE EXCEPTION 'postings_sealed'; END IF; RETURN NEW; END $$`,
  `CREATE TRIGGER postings_sealed BEFORE INSERT ON postings FOR EACH ROW EXECUTE FUNCTION postings_sealed()`,
  `CREATE FUNCTION postings_move_balance() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     UPDATE accounts SET balance = balance + NEW.amount WHERE id = NEW.account_id AND balance IS NOT NULL;
     RETURN NULL; END $$`,
  `CREATE TRIGGER postings_move_balance AFTER INSERT ON postings FOR EACH ROW EXECUTE FUNCTION postings_move_balance()`,
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     RAISE EXCEPTION '%_immutable', TG_TABLE_NAME; END $$`,
  ...(['transfers', 'postings', 'audit_log'] as const).map(
    (table) =>
      `CREATE TRIGGER ${table}_immutable BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ),
];
