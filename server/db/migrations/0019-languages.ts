/** Whether a driver chose the language they are answered in, or only writes in it. */
export function up(): string[] {
  return [`ALTER TABLE drivers ADD COLUMN locale_chosen_at BIGINT`];
}
