/**
 * What WhatsApp has approved of a lot's messages, and how a message would go out by it. `outside_window`: the provider says
 * that the driver wrote too long ago for words of our own.
 */
export function up(): string[] {
  return [
    `ALTER TABLE message_templates ADD COLUMN approved TEXT`,
    `ALTER TABLE messages ADD COLUMN approved TEXT`,
    `ALTER TABLE messages ADD COLUMN outside_window INTEGER NOT NULL DEFAULT 0`,
  ];
}
