import { all, type BookRuleSql, LIVE, STANDS, toDriver } from './book-rules.ts';

/** Rules about deposits, fees, refunds and credit, and about what staff leave in the audit log. */

/** The booking that a transfer is for; of a reversal, that of what it takes back. */
const BOOKING = 'COALESCE(t.booking_id, (SELECT o.booking_id FROM transfers o WHERE o.id = t.reverses))';

/** What of a payment was not given back. */
const KEPT = `-${toDriver('x.id = t.id')} - ${toDriver('x.refunds = t.id')}`;
const FEES = `SELECT ${BOOKING} AS booking_id, t.kind, ${KEPT} AS kept FROM transfers t
  WHERE t.kind IN ('fee', 'capture') AND ${STANDS}`;

/** A transfer that staff made stands in the log with its id, under its driver. */
const unlogged = (which: string, action: string): string =>
  `SELECT t.id FROM transfers t WHERE ${which} AND NOT EXISTS (SELECT 1 FROM audit_log a
    WHERE a.subject = t.driver_id AND a.action = '${action}' AND a.after LIKE '%' || t.id || '%')`;

const unnamed = (table: string, which: string, action: string): string =>
  `SELECT t.id FROM ${table} t WHERE ${which} AND NOT EXISTS (SELECT 1 FROM audit_log a
    WHERE a.subject = t.id AND a.action = '${action}')`;

export const walletRules: readonly BookRuleSql[] = [
  {
    name: 'deposits-are-for-live-bookings',
    checked: all('transfers', `WHERE kind = 'hold'`),
    broken: `SELECT COALESCE(h.booking_id, 'none') AS id FROM (SELECT ${BOOKING} AS booking_id, p.amount FROM transfers t
        JOIN postings p ON p.transfer_id = t.id JOIN accounts a ON a.id = p.account_id WHERE a.kind = 'held') h
      LEFT JOIN bookings b ON b.id = h.booking_id
      GROUP BY h.booking_id, b.state HAVING SUM(h.amount) <> 0 AND (b.state IS NULL OR b.state NOT IN ${LIVE})`,
  },
  {
    name: 'fees-are-owed-once',
    checked: all('transfers', `WHERE kind IN ('fee', 'capture')`),
    // Only a booking that came to nothing costs a fee, and each part of it once. The rule of that time is not kept.
    broken: `SELECT f.booking_id AS id FROM (${FEES}) f LEFT JOIN bookings b ON b.id = f.booking_id
        WHERE f.kept > 0 AND (b.state IS NULL OR b.state NOT IN ('cancelled', 'expired'))
      UNION SELECT f.booking_id FROM (${FEES}) f WHERE f.kept > 0 GROUP BY f.booking_id, f.kind HAVING COUNT(*) > 1`,
  },
  {
    name: 'refunds-within-payment',
    checked: all('transfers', 'WHERE refunds IS NOT NULL'),
    broken: `SELECT DISTINCT t.refunds AS id FROM transfers t WHERE t.refunds IS NOT NULL
      AND ${toDriver('x.refunds = t.refunds')} NOT BETWEEN 0 AND -${toDriver('x.id = t.refunds')}`,
  },
  {
    name: 'welcome-credit-once',
    checked: all('transfers', `WHERE kind = 'guest-credit'`),
    broken: `SELECT driver_id AS id FROM transfers WHERE kind = 'guest-credit' GROUP BY driver_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'welcome-credit-is-counted',
    checked: all('lots'),
    // What the lots count against their budgets is what drivers got.
    broken: `SELECT MIN(id) AS id FROM lots HAVING SUM(guest_credit_spent)
      <> ${toDriver(`x.kind = 'guest-credit'`)}`,
  },
  {
    name: 'credit-lapses-in-time',
    checked: all('credit_grants'),
    broken: 'SELECT id FROM credit_grants WHERE swept_at < expires_at OR expires_at < granted_at',
  },
  {
    name: 'health-follows-controller',
    checked: all('slots', 'WHERE retired_at IS NULL'),
    // A slot without a controller is run by hand, and is never unknown; one whose controller is away is silent.
    broken: `SELECT s.id FROM slots s LEFT JOIN controllers c ON c.id = s.controller_id WHERE s.retired_at IS NULL AND (
      (s.controller_id IS NULL) <> (s.health = 'manual') OR (s.controller_id IS NULL AND s.state = 'unknown')
      OR (s.health = 'online' AND (c.status IS NULL OR c.status <> 'online')))`,
  },
  {
    name: 'staff-changes-are-logged',
    checked: all('audit_log'),
    broken: [
      unlogged(`t.key LIKE 'top-up:staff:%'`, 'wallet.top-up'),
      unlogged(`t.kind = 'write-off'`, 'wallet.write-off'),
      unlogged(`(t.key LIKE 'refund:staff:%' OR t.key LIKE 'refund:staff/%')`, 'wallet.refund'),
      unnamed('bookings', `t.source = 'api'`, 'booking.create'),
      unnamed('disputes', `t.state <> 'open' AND t.decided_by <> 'policy'`, 'dispute.decide'),
      unnamed('controllers', '1 = 1', 'controller.add'),
      `SELECT o.source || '/' || o.boot_id || '/' || o.seq FROM observations o WHERE o.source = 'staff' AND NOT EXISTS (
        SELECT 1 FROM audit_log a WHERE a.at = o.received_at AND a.action LIKE 'slot.%')`,
    ].join(' UNION '),
  },
];
