/** A tariff that was planned can be taken back; its number stays used. */
export function up(): string[] {
  return ['ALTER TABLE tariffs ADD COLUMN is_withdrawn INTEGER NOT NULL DEFAULT 0'];
}
