import type { Dialect } from '../engine.ts';

/**
 * Firmware of controllers: the images, their way onto the boards one at a time, and the links by which boards fetch them, each good once.
 * The bytes of an image are in a table of their own, and gone when it is retired. Of a lot there is one open rollout at most; a board is
 * updated by one at a time. What stopped is told to the phones of staff like a controller that is lost.
 */
export function up(dialect: Dialect): string[] {
  const bytes = { sqlite: 'BLOB', postgres: 'BYTEA' }[dialect];
  return [
    `CREATE TABLE firmware_images (
      id TEXT PRIMARY KEY, operator_id TEXT NOT NULL REFERENCES operators(id), version TEXT NOT NULL, sha256 TEXT NOT NULL,
      size INTEGER NOT NULL, uploaded_at BIGINT NOT NULL, uploaded_by TEXT NOT NULL, retired_at BIGINT)`,
    `CREATE UNIQUE INDEX firmware_images_version ON firmware_images (operator_id, version) WHERE retired_at IS NULL`,
    `CREATE TABLE firmware_image_bytes (image_id TEXT PRIMARY KEY REFERENCES firmware_images(id), bytes ${bytes} NOT NULL)`,
    `CREATE TABLE rollouts (
      id TEXT PRIMARY KEY, lot_id TEXT NOT NULL REFERENCES lots(id), image_id TEXT NOT NULL REFERENCES firmware_images(id),
      state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'done', 'cancelled')), version INTEGER NOT NULL,
      back_within_ms BIGINT NOT NULL, started_at BIGINT NOT NULL, started_by TEXT NOT NULL, changed_at BIGINT NOT NULL,
      stopped_by TEXT)`,
    `CREATE UNIQUE INDEX rollouts_open ON rollouts (lot_id) WHERE state IN ('running', 'stopped')`,
    `CREATE INDEX rollouts_lot ON rollouts (lot_id, started_at)`,
    `CREATE TABLE rollout_boards (
      rollout_id TEXT NOT NULL REFERENCES rollouts(id), controller_id TEXT NOT NULL REFERENCES controllers(id),
      position INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'updated', 'failed', 'skipped')),
      reason TEXT, detail TEXT, command_id TEXT, boot_id TEXT, fw_before TEXT, turn_at BIGINT, told_at BIGINT, ended_at BIGINT,
      PRIMARY KEY (rollout_id, controller_id), CHECK (state <> 'sent' OR command_id IS NOT NULL))`,
    `CREATE UNIQUE INDEX rollout_boards_sent ON rollout_boards (controller_id) WHERE state = 'sent'`,
    `CREATE INDEX rollout_boards_command ON rollout_boards (command_id) WHERE command_id IS NOT NULL`,
    `CREATE TABLE firmware_links (
      token_hash TEXT PRIMARY KEY, command_id TEXT NOT NULL, image_id TEXT NOT NULL REFERENCES firmware_images(id),
      expires_at BIGINT NOT NULL, ended_at BIGINT)`,
    `CREATE INDEX firmware_links_command ON firmware_links (command_id)`,
    ...alertsOfRollouts(dialect),
  ];
}

/** SQLite cannot change a check in place. */
function alertsOfRollouts(dialect: Dialect): string[] {
  const check = `CHECK (kind IN ('car', 'controller', 'dispute', 'rollout'))`;
  if (dialect === 'postgres') {
    return [
      `ALTER TABLE staff_alerts DROP CONSTRAINT staff_alerts_kind_check`,
      `ALTER TABLE staff_alerts ADD CONSTRAINT staff_alerts_kind_check ${check}`,
    ];
  }
  return [
    `CREATE TABLE staff_alerts_new (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL ${check}, subject TEXT NOT NULL,
      lot_id TEXT NOT NULL REFERENCES lots(id), raised_at BIGINT NOT NULL, answered_at BIGINT,
      answered_by TEXT REFERENCES staff(id), UNIQUE (kind, subject),
      CHECK ((answered_at IS NULL) = (answered_by IS NULL)))`,
    `INSERT INTO staff_alerts_new SELECT id, kind, subject, lot_id, raised_at, answered_at, answered_by FROM staff_alerts`,
    `DROP TABLE staff_alerts`,
    `ALTER TABLE staff_alerts_new RENAME TO staff_alerts`,
    `CREATE INDEX staff_alerts_open ON staff_alerts (kind, raised_at) WHERE answered_at IS NULL`,
  ];
}
