/**
 * Reports look back on a span of time and never on all of history: what they count has an index by its time. A message says which
 * lot it was about, and which step of a booking it asks for, where it does.
 */
export function up(): string[] {
  return [
    `CREATE INDEX sessions_slot_ended ON parking_sessions (slot_id, ended_at) WHERE ended_at IS NOT NULL`,
    `CREATE INDEX bookings_ended ON bookings (lot_id, ended_at) WHERE ended_at IS NOT NULL`,
    `ALTER TABLE messages ADD COLUMN lot_id TEXT`,
    `ALTER TABLE messages ADD COLUMN step TEXT`,
    `CREATE INDEX messages_step ON messages (created_at) WHERE step IS NOT NULL`,
  ];
}
