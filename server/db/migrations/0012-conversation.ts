/** What a message offers beside its text, where a driver is in a guided dialogue, and which language they speak. */
export function up(): string[] {
  return [
    `ALTER TABLE messages ADD COLUMN rich TEXT`,
    `ALTER TABLE conversations ADD COLUMN dialogue TEXT`,
    `ALTER TABLE drivers ADD COLUMN locale TEXT`,
  ];
}
