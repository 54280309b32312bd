/** Staff look back on messages by time. */
export function up(): string[] {
  return [`CREATE INDEX messages_created ON messages (created_at, id)`];
}
