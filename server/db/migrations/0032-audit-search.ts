import type { Dialect } from '../engine.ts';

/**
 * The audit log is looked through by lot, login, action and subject, the newest first. Older entries name no lot. Where words may be taken
 * from an entry, its lot stays with the rest of it.
 */
export function up(dialect: Dialect): string[] {
  return [
    `ALTER TABLE audit_log ADD COLUMN lot_id TEXT`,
    `DROP INDEX audit_log_at`,
    `DROP INDEX audit_log_subject`,
    `CREATE INDEX audit_log_at ON audit_log (at, id)`,
    `CREATE INDEX audit_log_subject ON audit_log (subject, at, id)`,
    `CREATE INDEX audit_log_lot ON audit_log (lot_id, at, id)`,
    `CREATE INDEX audit_log_staff ON audit_log (staff_id, at, id)`,
    `CREATE INDEX audit_log_action ON audit_log (action, at, id)`,
    ...(dialect === 'sqlite' ? sqliteRules : postgresRules),
  ];
}

const sqliteRules = [
  `DROP TRIGGER audit_log_no_update`,
  `CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
   WHEN NOT EXISTS (SELECT 1 FROM audit_erasures e WHERE e.audit_id = OLD.id)
     OR (NEW.id, NEW.at, NEW.staff_id, NEW.action, NEW.subject) <> (OLD.id, OLD.at, OLD.staff_id, OLD.action, OLD.subject)
     OR NEW.lot_id IS NOT OLD.lot_id
   BEGIN SELECT RAISE(ABORT, 'audit_log_immutable'); END`,
];

const postgresRules = [
  `CREATE OR REPLACE FUNCTION audit_log_guarded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM audit_erasures e WHERE e.audit_id = OLD.id)
       AND (NEW.id, NEW.at, NEW.staff_id, NEW.action, NEW.subject) = (OLD.id, OLD.at, OLD.staff_id, OLD.action, OLD.subject)
       AND NEW.lot_id IS NOT DISTINCT FROM OLD.lot_id
     THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'audit_log_immutable'; END $$`,
];
