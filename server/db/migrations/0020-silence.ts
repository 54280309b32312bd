/** Since when a driver wants no reminders. */
export function up(): string[] {
  return [`ALTER TABLE drivers ADD COLUMN muted_at BIGINT`];
}
