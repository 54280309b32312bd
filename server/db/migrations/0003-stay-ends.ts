/**
 * How the moment of a stay's end was found: what is learned late corrects it accordingly. Who said that its car is not
 * theirs, when, and what they got back. And whether the board has been
 * told that a slot's car overstays its booking.
 */
export function up(): string[] {
  return [
    `ALTER TABLE slots ADD COLUMN overstays INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE parking_sessions ADD COLUMN end_found_by TEXT`,
    `UPDATE parking_sessions SET end_found_by =
       CASE end_reason WHEN 'vacated' THEN 'detected' WHEN 'gap' THEN 'supported' ELSE 'by-hand' END
     WHERE ended_at IS NOT NULL`,
    `ALTER TABLE parking_sessions ADD COLUMN disowned_by TEXT`,
    `ALTER TABLE parking_sessions ADD COLUMN disowned_at BIGINT`,
    `ALTER TABLE parking_sessions ADD COLUMN disowned_returned BIGINT`,
    `CREATE INDEX sessions_disowned ON parking_sessions (disowned_by, disowned_at) WHERE disowned_by IS NOT NULL`,
  ];
}
