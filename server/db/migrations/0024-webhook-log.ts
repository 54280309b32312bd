/**
 * A message keeps the words of the webhook that brought it, or that told last what became of it, for some days; and a reply
 * the option of the menu that it answers.
 */
export function up(): string[] {
  return [
    `ALTER TABLE messages ADD COLUMN raw TEXT`,
    `ALTER TABLE messages ADD COLUMN option TEXT`,
    `CREATE INDEX messages_raw ON messages (created_at) WHERE raw IS NOT NULL`,
  ];
}
