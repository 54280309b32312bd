import type { Dialect } from '../engine.ts';

/**
 * Drivers who were erased, or whose name and plate were forgotten by age. What an entry of the audit log says may lose words
 * about people, and only that: the entry itself stays, and that it was touched is written down for good beforehand.
 * `forgotten` says up to when messages have lost their words by age, so that none is looked at again.
 * `line_is_stale`: the line of a booking in its lot's file still has what was erased.
 */
export function up(dialect: Dialect): string[] {
  return [
    `ALTER TABLE drivers ADD COLUMN erased_at BIGINT`,
    `ALTER TABLE bookings ADD COLUMN line_is_stale INTEGER NOT NULL DEFAULT 0`,
    `CREATE INDEX bookings_stale ON bookings (lot_id, line) WHERE line_is_stale = 1`,
    `CREATE TABLE audit_erasures (audit_id TEXT PRIMARY KEY REFERENCES audit_log(id), at BIGINT NOT NULL)`,
    `CREATE TABLE forgotten (what TEXT PRIMARY KEY, until BIGINT NOT NULL)`,
    `INSERT INTO forgotten VALUES ('messages', 0)`,
    ...(dialect === 'sqlite' ? sqliteRules : postgresRules),
  ];
}

const sqliteRules = [
  `DROP TRIGGER audit_log_no_update`,
  `CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
   WHEN NOT EXISTS (SELECT 1 FROM audit_erasures e WHERE e.audit_id = OLD.id)
     OR (NEW.id, NEW.at, NEW.staff_id, NEW.action, NEW.subject) <> (OLD.id, OLD.at, OLD.staff_id, OLD.action, OLD.subject)
   BEGIN SELECT RAISE(ABORT, 'audit_log_immutable'); END`,
  `CREATE TRIGGER audit_erasures_no_update BEFORE UPDATE ON audit_erasures
   BEGIN SELECT RAISE(ABORT, 'audit_erasures_immutable'); END`,
  `CREATE TRIGGER audit_erasures_no_delete BEFORE DELETE ON audit_erasures
   BEGIN SELECT RAISE(ABORT, 'audit_erasures_immutable'); END`,
];

const postgresRules = [
  `CREATE FUNCTION audit_log_guarded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM audit_erasures e WHERE e.audit_id = OLD.id)
       AND (NEW.id, NEW.at, NEW.staff_id, NEW.action, NEW.subject) = (OLD.id, OLD.at, OLD.staff_id, OLD.action, OLD.subject)
     THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'audit_log_immutable'; END $$`,
  `DROP TRIGGER audit_log_immutable ON audit_log`,
  `CREATE TRIGGER audit_log_immutable BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_guarded()`,
  `CREATE TRIGGER audit_erasures_immutable BEFORE UPDATE OR DELETE ON audit_erasures
   FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
];
