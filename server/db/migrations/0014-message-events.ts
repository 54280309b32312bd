import type { Dialect } from '../engine.ts';

/**
 * How a message fared, step by step. The database writes the steps itself, so that no statement that moves a status on can forget
 * one. What a message begins with is in its own row: a reply in the answer to a webhook costs no second row.
 */
export function up(dialect: Dialect): string[] {
  const id = dialect === 'sqlite' ? 'INTEGER PRIMARY KEY' : 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY';
  return [
    `CREATE TABLE message_events (
      id ${id}, message_id TEXT NOT NULL REFERENCES messages(id), was TEXT NOT NULL, status TEXT NOT NULL, reason TEXT,
      external_id TEXT, at BIGINT NOT NULL)`,
    `CREATE INDEX message_events_message ON message_events (message_id, id)`,
    ...(dialect === 'sqlite' ? sqliteRules : postgresRules),
  ];
}

const STEP = `INSERT INTO message_events (message_id, was, status, reason, external_id, at)
  VALUES (NEW.id, OLD.status, NEW.status, NEW.reason, NEW.external_id, NEW.updated_at)`;

const sqliteRules = [
  `CREATE TRIGGER messages_note_step AFTER UPDATE OF status ON messages WHEN NEW.status <> OLD.status BEGIN ${STEP}; END`,
];

const postgresRules = [
  `CREATE FUNCTION messages_note_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${STEP}; RETURN NULL; END $$`,
  `CREATE TRIGGER messages_note_step AFTER UPDATE OF status ON messages FOR EACH ROW
   WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION messages_note_step()`,
];
