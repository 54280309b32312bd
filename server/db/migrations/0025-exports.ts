import type { Dialect } from '../engine.ts';

/**
 * Stays and transfers are found by time, for whoever takes them along. `line` is a booking's place in its lot's file of
 * bookings, null until it has one; places are given in the order of the inserts, which SQLite knows by its rowid.
 */
export function up(dialect: Dialect): string[] {
  return [
    `CREATE INDEX sessions_lot ON parking_sessions (lot_id, started_at, id)`,
    `CREATE INDEX transfers_created ON transfers (created_at, id)`,
    `ALTER TABLE bookings ADD COLUMN line BIGINT`,
    `CREATE UNIQUE INDEX bookings_line ON bookings (lot_id, line) WHERE line IS NOT NULL`,
    ...(dialect === 'sqlite' ? sqliteOrder : postgresOrder),
  ];
}

/** All keys are the same, so the entries are in the order of their rowid. */
const sqliteOrder = [`CREATE INDEX bookings_unlined ON bookings (line) WHERE line IS NULL`];

const postgresOrder = [
  `ALTER TABLE bookings ADD COLUMN made BIGINT`,
  `UPDATE bookings SET made = known.n
   FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY created_at, id) AS n FROM bookings) known WHERE known.id = bookings.id`,
  `ALTER TABLE bookings ALTER COLUMN made SET NOT NULL`,
  `ALTER TABLE bookings ALTER COLUMN made ADD GENERATED ALWAYS AS IDENTITY`,
  `SELECT setval(pg_get_serial_sequence('bookings', 'made'), (SELECT COALESCE(MAX(made), 0) + 1 FROM bookings), false)`,
  `CREATE INDEX bookings_unlined ON bookings (made) WHERE line IS NULL`,
];
