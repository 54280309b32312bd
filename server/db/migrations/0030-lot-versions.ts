/** Counts the changes of a lot's settings, so that whoever changes what somebody else has changed meanwhile is told. */
export function up(): string[] {
  return [`ALTER TABLE lots ADD COLUMN version INTEGER NOT NULL DEFAULT 1`];
}
