/** Accounts at Twilio or Meta that are a lot's own. `secrets` is sealed; a closed one stays, so that its messages can be told. */
export function up(): string[] {
  return [
    `CREATE TABLE channels (
      id TEXT PRIMARY KEY, lot_id TEXT NOT NULL REFERENCES lots(id), kind TEXT NOT NULL CHECK (kind IN ('twilio', 'meta')),
      purpose TEXT NOT NULL CHECK (purpose IN ('drivers', 'staff')), address TEXT NOT NULL, account TEXT, secrets TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('connected', 'disabled', 'closed')), created_at BIGINT NOT NULL, health TEXT)`,
    `CREATE UNIQUE INDEX channels_live ON channels (kind, address) WHERE state <> 'closed'`,
    `CREATE INDEX channels_lot ON channels (lot_id, created_at)`,
  ];
}
