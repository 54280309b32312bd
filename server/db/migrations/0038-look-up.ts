/** The bookings of a lot are found by the days that they are for. */
export function up(): string[] {
  return [`CREATE INDEX bookings_lot_starts ON bookings (lot_id, starts_at)`];
}
