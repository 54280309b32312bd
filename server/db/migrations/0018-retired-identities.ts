/** Since when an id of a driver is nobody's any more: the row stays for what ended long ago and still names it. */
export function up(): string[] {
  return [`ALTER TABLE identities ADD COLUMN retired_at BIGINT`];
}
