/** Bookings for later: found by their beginning when their time comes, without looking at any other booking. */
export function up(): string[] {
  return [`CREATE INDEX bookings_ahead ON bookings (starts_at) WHERE is_current = 0 AND state = 'reserved'`];
}
