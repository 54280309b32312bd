/** Since when a message is held back because the provider takes no more: it is given up after a day of that, not of waiting otherwise. */
export function up(): string[] {
  return [`ALTER TABLE messages ADD COLUMN held_since BIGINT`];
}
