/** When the first set-up was done or left out; null while it waits. Whoever has been running already needs none. */
export function up(): string[] {
  return [`ALTER TABLE operators ADD COLUMN set_up_at BIGINT`, `UPDATE operators SET set_up_at = 0`];
}
