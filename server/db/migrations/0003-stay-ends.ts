/** Whether the board has been told that a slot's car overstays its booking. */
export function up(): string[] {
  return [`ALTER TABLE slots ADD COLUMN overstays INTEGER NOT NULL DEFAULT 0`];
}
