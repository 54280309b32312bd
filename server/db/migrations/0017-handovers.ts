/** Conversations that people answer; a driver names the open one, so that each turn knows it with the driver. */
export function up(): string[] {
  return [
    `CREATE TABLE handovers (
      id TEXT PRIMARY KEY, driver_id TEXT NOT NULL REFERENCES drivers(id), lot_id TEXT REFERENCES lots(id),
      opened_by TEXT NOT NULL CHECK (opened_by IN ('driver', 'staff')), opened_at BIGINT NOT NULL,
      is_waiting INTEGER NOT NULL, heard_at BIGINT NOT NULL, answered_at BIGINT, taken_by TEXT REFERENCES staff(id), closed_at BIGINT,
      closed_by TEXT CHECK (closed_by IN ('driver', 'staff', 'time')),
      CHECK ((closed_at IS NULL) = (closed_by IS NULL)))`,
    `CREATE UNIQUE INDEX handovers_open ON handovers (driver_id) WHERE closed_at IS NULL`,
    `CREATE INDEX handovers_driver ON handovers (driver_id, opened_at)`,
    `ALTER TABLE drivers ADD COLUMN handover_id TEXT REFERENCES handovers(id)`,
  ];
}
