/**
 * Evidence for each slot: which slots a boot has not spoken of since events were lost, with the moment up to which each is
 * supported, as a JSON object; and the number of the event that spoke of a slot last.
 */
export function up(): string[] {
  return [
    `ALTER TABLE boots ADD COLUMN unheard TEXT NOT NULL DEFAULT '{}'`,
    `ALTER TABLE slots ADD COLUMN seen_seq BIGINT`,
    `CREATE INDEX boots_first_seen ON boots (controller_id, first_seen_at)`,
  ];
}
