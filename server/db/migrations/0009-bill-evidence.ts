/**
 * What a bill rests on: when controllers came and went, up to when a person saw a car, what a driver was told of a bill,
 * and the bills that drivers dispute. A stay is disputed once, whatever comes of it.
 */
export function up(): string[] {
  return [
    `ALTER TABLE parking_sessions ADD COLUMN attested_until BIGINT`,
    `ALTER TABLE parking_sessions ADD COLUMN told_minor BIGINT`,
    `CREATE TABLE controller_health (
      controller_id TEXT NOT NULL REFERENCES controllers(id), at BIGINT NOT NULL, noticed_at BIGINT NOT NULL,
      status TEXT NOT NULL, boot_id TEXT, PRIMARY KEY (controller_id, at, noticed_at, status))`,
    `CREATE TABLE disputes (
      id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, lot_id TEXT NOT NULL REFERENCES lots(id),
      driver_id TEXT NOT NULL REFERENCES drivers(id), booking_id TEXT, session_id TEXT NOT NULL UNIQUE,
      transfer_id TEXT NOT NULL REFERENCES transfers(id), currency TEXT NOT NULL,
      amount_minor BIGINT NOT NULL CHECK (amount_minor > 0), words TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'refunded', 'rejected')),
      opened_at BIGINT NOT NULL, opened_by TEXT NOT NULL, decided_at BIGINT, decided_by TEXT, reason TEXT,
      refunded_minor BIGINT NOT NULL DEFAULT 0 CHECK (refunded_minor BETWEEN 0 AND amount_minor),
      CHECK ((state = 'open') = (decided_at IS NULL)), CHECK ((state = 'refunded') = (refunded_minor > 0)))`,
    `CREATE INDEX disputes_driver ON disputes (driver_id, opened_at)`,
    // Looked up by the foreign key whenever a transfer is written.
    `CREATE INDEX disputes_transfer ON disputes (transfer_id)`,
    `CREATE INDEX disputes_state ON disputes (state, opened_at)`,
  ];
}
