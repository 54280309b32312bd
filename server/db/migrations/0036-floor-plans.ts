import type { Dialect } from '../engine.ts';

/**
 * The plan of a lot and where its slots are on it. The row stays when the plan is removed, so that its version only ever grows. `places` is
 * JSON: fractions of width and height by the slot's id. The image is in a table of its own: moving a slot must not write it again.
 */
export function up(dialect: Dialect): string[] {
  const bytes = { sqlite: 'BLOB', postgres: 'BYTEA' }[dialect];
  return [
    `CREATE TABLE floor_plans (
      lot_id TEXT PRIMARY KEY REFERENCES lots(id), version INTEGER NOT NULL, type TEXT, width INTEGER, height INTEGER,
      sha256 TEXT, places TEXT NOT NULL,
      CHECK ((type IS NULL) = (sha256 IS NULL) AND (width IS NULL) = (sha256 IS NULL) AND (height IS NULL) = (sha256 IS NULL)))`,
    `CREATE TABLE floor_plan_images (lot_id TEXT PRIMARY KEY REFERENCES lots(id), bytes ${bytes} NOT NULL)`,
  ];
}
