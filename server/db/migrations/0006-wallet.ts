import type { Dialect } from '../engine.ts';

/**
 * The wallet beyond top-ups and charges: deposits held for a booking, refunds of a payment, credit that lapses, payments
 * by link, and the warning of a wallet that runs low. Two rules about money are the database's own: a hold never takes
 * cash below zero, and no more is given back than was paid.
 */
export function up(dialect: Dialect): string[] {
  return [...tables, ...(dialect === 'sqlite' ? sqliteRules : postgresRules)];
}

const tables = [
  `ALTER TABLE transfers ADD COLUMN booking_id TEXT`,
  `ALTER TABLE transfers ADD COLUMN refunds TEXT REFERENCES transfers(id)`,
  `CREATE INDEX transfers_booking ON transfers (booking_id) WHERE booking_id IS NOT NULL`,
  `CREATE INDEX transfers_refunds ON transfers (refunds) WHERE refunds IS NOT NULL`,
  `CREATE INDEX accounts_held ON accounts (owner_id) WHERE kind = 'held' AND balance > 0`,
  `ALTER TABLE lots ADD COLUMN guest_credit_hour BIGINT NOT NULL DEFAULT 0`,
  `ALTER TABLE lots ADD COLUMN guest_credit_in_hour BIGINT NOT NULL DEFAULT 0`,
  `ALTER TABLE lots ADD COLUMN guest_credit_refused BIGINT NOT NULL DEFAULT 0`,
  `CREATE TABLE credit_grants (
    id TEXT PRIMARY KEY, driver_id TEXT NOT NULL REFERENCES drivers(id), currency TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0), granted_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, swept_at BIGINT)`,
  `CREATE INDEX credit_grants_driver ON credit_grants (driver_id, currency, expires_at)`,
  `CREATE INDEX credit_grants_due ON credit_grants (expires_at) WHERE swept_at IS NULL`,
  `CREATE TABLE top_up_requests (
    id TEXT PRIMARY KEY, driver_id TEXT NOT NULL REFERENCES drivers(id), identity_id TEXT NOT NULL REFERENCES identities(id),
    lot_id TEXT NOT NULL REFERENCES lots(id), currency TEXT NOT NULL, amount BIGINT NOT NULL CHECK (amount > 0),
    status TEXT NOT NULL CHECK (status IN ('asked', 'open', 'paid', 'failed')), provider_id TEXT, payment_id TEXT,
    attempts BIGINT NOT NULL DEFAULT 0, not_before BIGINT NOT NULL, reason TEXT, created_at BIGINT NOT NULL)`,
  `CREATE INDEX top_up_requests_asked ON top_up_requests (not_before) WHERE status = 'asked'`,
  `CREATE INDEX top_up_requests_driver ON top_up_requests (driver_id, created_at)`,
  `CREATE TABLE low_balance_warnings (
    session_id TEXT PRIMARY KEY REFERENCES parking_sessions(id), warned_at BIGINT NOT NULL, times BIGINT NOT NULL)`,
];

const COVERED = `NEW.kind = 'hold' AND EXISTS (SELECT 1 FROM postings p JOIN accounts a ON a.id = p.account_id
  WHERE p.transfer_id = NEW.id AND p.amount < 0 AND a.kind = 'cash' AND a.balance < 0)`;

/** What all refunds of a payment gave the driver, together with the new one, against what the payment took. */
const driverSum = (transfers: string) => `(SELECT COALESCE(SUM(p.amount), 0) FROM postings p
  JOIN accounts a ON a.id = p.account_id WHERE a.owner = 'driver' AND p.transfer_id IN (${transfers}))`;
const OVERPAID = `NEW.refunds IS NOT NULL AND (
  ${driverSum('SELECT t.id FROM transfers t WHERE t.refunds = NEW.refunds UNION ALL SELECT NEW.id')}
    > -${driverSum('SELECT NEW.refunds')}
  OR ${driverSum('SELECT t.id FROM transfers t WHERE t.refunds = NEW.refunds UNION ALL SELECT NEW.id')} < 0
  OR (NEW.kind = 'refund' AND EXISTS (SELECT 1 FROM transfers r WHERE r.reverses = NEW.refunds)))`;

const sqliteRules = [
  `CREATE TRIGGER transfers_hold_covered BEFORE INSERT ON transfers WHEN ${COVERED}
   BEGIN SELECT RAISE(ABORT, 'transfers_hold_covered'); END`,
  `CREATE TRIGGER transfers_refund_paid BEFORE INSERT ON transfers WHEN ${OVERPAID}
   BEGIN SELECT RAISE(ABORT, 'transfers_refund_paid'); END`,
];

const postgresRules = [
  `CREATE FUNCTION transfers_guarded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     IF ${COVERED} THEN RAISE EXCEPTION 'transfers_hold_covered'; END IF;
     IF ${OVERPAID} THEN RAISE EXCEPTION 'transfers_refund_paid'; END IF;
     RETURN NEW; END $$`,
  `CREATE TRIGGER transfers_guarded BEFORE INSERT ON transfers FOR EACH ROW EXECUTE FUNCTION transfers_guarded()`,
];
