/**
 * The rules that the database can check by itself: what is looked at, and the ids of what breaks the rule. They ask again
 * for what constraints and triggers enforce: a restored, copied or mended database proves itself by its rows alone.
 */
export interface BookRuleSql {
  readonly name: string;
  /** Answers one number. */
  readonly checked: string;
  /** Answers `id` of each row that breaks the rule. */
  readonly broken: string;
}

export const all = (table: string, where = ''): string => `SELECT COUNT(*) AS n FROM ${table} ${where}`;
export const LIVE = `('reserved', 'active')`;

const overlaps = (column: string): string =>
  `SELECT b.id FROM bookings b JOIN bookings o ON o.${column} = b.${column} AND o.id < b.id AND o.state IN ${LIVE}
     AND o.starts_at < b.ends_at AND b.starts_at < o.ends_at
   WHERE b.state IN ${LIVE}`;

const severalOpen = (column: string): string =>
  `SELECT ${column} AS id FROM parking_sessions WHERE ended_at IS NULL AND ${column} IS NOT NULL
   GROUP BY ${column} HAVING COUNT(*) > 1`;

const severalCurrent = (column: string): string =>
  `SELECT ${column} AS id FROM bookings WHERE is_current = 1 AND state IN ${LIVE} GROUP BY ${column} HAVING COUNT(*) > 1`;

/** Nothing took the transfer `t` back. */
export const STANDS = `NOT EXISTS (SELECT 1 FROM transfers r WHERE r.reverses = t.id)`;
const STANDING = `t.kind = 'charge' AND ${STANDS}`;

const money: readonly BookRuleSql[] = [
  {
    name: 'transfers-balance',
    checked: all('transfers'),
    broken: `SELECT t.id FROM transfers t WHERE (SELECT COUNT(*) FROM postings p WHERE p.transfer_id = t.id) < 2
      OR EXISTS (SELECT 1 FROM postings p JOIN accounts a ON a.id = p.account_id WHERE p.transfer_id = t.id
        GROUP BY a.currency HAVING SUM(p.amount) <> 0)`,
  },
  {
    name: 'postings-have-transfer-and-account',
    checked: all('postings'),
    broken: `SELECT p.transfer_id || '/' || p.line AS id FROM postings p
      WHERE NOT EXISTS (SELECT 1 FROM transfers t WHERE t.id = p.transfer_id)
      OR NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = p.account_id)`,
  },
  {
    name: 'balances-are-sums',
    checked: all('accounts', 'WHERE balance IS NOT NULL'),
    broken: `SELECT a.id FROM accounts a WHERE a.balance IS NOT NULL
      AND a.balance <> (SELECT COALESCE(SUM(p.amount), 0) FROM postings p WHERE p.account_id = a.id)`,
  },
  {
    name: 'house-keeps-no-balance',
    checked: all('accounts'),
    broken: `SELECT id FROM accounts WHERE (owner = 'house') <> (balance IS NULL)`,
  },
  {
    name: 'credit-and-holds-not-negative',
    checked: all('accounts', `WHERE kind IN ('promo', 'held')`),
    broken: `SELECT id FROM accounts WHERE kind IN ('promo', 'held') AND balance < 0`,
  },
  {
    name: 'currencies-are-codes',
    checked: all('accounts'),
    broken: `SELECT id FROM accounts WHERE LENGTH(currency) <> 3 OR currency <> UPPER(currency)
      UNION SELECT id FROM transfers WHERE LENGTH(currency) <> 3 OR currency <> UPPER(currency)`,
  },
  {
    name: 'causes-move-money-once',
    checked: all('transfers'),
    broken: 'SELECT key AS id FROM transfers GROUP BY key HAVING COUNT(*) > 1',
  },
  {
    name: 'reversals-are-exact',
    checked: all('transfers', 'WHERE reverses IS NOT NULL'),
    // Account by account a transfer and what takes it back come to nothing, and nothing is taken back twice.
    broken: `SELECT r.id FROM transfers r WHERE r.kind = 'reversal' AND (r.reverses IS NULL
        OR EXISTS (SELECT 1 FROM postings p WHERE p.transfer_id IN (r.id, r.reverses)
          GROUP BY p.account_id HAVING SUM(p.amount) <> 0))
      UNION SELECT r.id FROM transfers r WHERE r.reverses IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM transfers t WHERE t.id = r.reverses)
      UNION SELECT r.id FROM transfers r JOIN transfers o ON o.reverses = r.reverses AND o.id < r.id`,
  },
  {
    name: 'charges-have-an-ended-stay',
    checked: all('transfers t', `WHERE ${STANDING}`),
    broken: `SELECT t.id FROM transfers t WHERE ${STANDING} AND NOT EXISTS (SELECT 1 FROM parking_sessions s
      WHERE s.id = t.session_id AND s.ended_at IS NOT NULL AND s.driver_id = t.driver_id)`,
  },
];

/** What the transfers `x` that are so brought their drivers. */
export const toDriver = (where: string): string => `(SELECT COALESCE(SUM(p.amount), 0) FROM transfers x
  JOIN postings p ON p.transfer_id = x.id JOIN accounts a ON a.id = p.account_id WHERE a.owner = 'driver' AND ${where})`;

const disputes: readonly BookRuleSql[] = [
  {
    name: 'disputes-name-their-charge',
    checked: all('disputes'),
    // A stay is disputed once, for no more than a charge of it took from its driver.
    broken: `SELECT d.id FROM disputes d WHERE d.amount_minor > -${toDriver(`x.id = d.transfer_id AND x.kind = 'charge'
        AND x.session_id = d.session_id AND x.driver_id = d.driver_id AND x.currency = d.currency`)}
      UNION SELECT d.id FROM disputes d JOIN disputes o ON o.session_id = d.session_id AND o.id < d.id`,
  },
  {
    name: 'disputes-refunded-as-decided',
    checked: all('disputes'),
    broken: `SELECT d.id FROM disputes d WHERE (d.state = 'open') <> (d.decided_at IS NULL)
      OR (d.state = 'refunded') <> (d.refunded_minor > 0) OR d.decided_at < d.opened_at
      OR d.refunded_minor <> ${toDriver(`x.key = 'refund:dispute:' || d.id AND x.driver_id = d.driver_id`)}`,
  },
];

const places: readonly BookRuleSql[] = [
  { name: 'bookings-apart-on-slot', checked: all('bookings', `WHERE state IN ${LIVE}`), broken: overlaps('slot_id') },
  {
    name: 'bookings-apart-of-driver',
    checked: all('bookings', `WHERE state IN ${LIVE}`),
    broken: overlaps('driver_id'),
  },
  {
    name: 'one-current-booking',
    checked: all('bookings', `WHERE state IN ${LIVE} AND is_current = 1`),
    broken: `${severalCurrent('slot_id')} UNION ${severalCurrent('driver_id')}`,
  },
  {
    name: 'one-open-stay',
    checked: all('parking_sessions', 'WHERE ended_at IS NULL'),
    broken: `${severalOpen('slot_id')} UNION ${severalOpen('driver_id')} UNION ${severalOpen('booking_id')}`,
  },
  {
    name: 'stays-end-after-they-begin',
    checked: all('parking_sessions', 'WHERE ended_at IS NOT NULL'),
    broken: 'SELECT id FROM parking_sessions WHERE ended_at < started_at',
  },
  {
    name: 'slots-know-their-open-stay',
    checked: all('parking_sessions', 'WHERE ended_at IS NULL'),
    broken: `SELECT p.id FROM parking_sessions p JOIN slots s ON s.id = p.slot_id
      WHERE p.ended_at IS NULL AND (s.session_id IS NULL OR s.session_id <> p.id)`,
  },
];

const evidence: readonly BookRuleSql[] = [
  {
    name: 'observations-once',
    checked: all('observations'),
    broken: `SELECT source || '/' || boot_id || '/' || seq AS id FROM observations WHERE status <> 'pending'
      GROUP BY source, boot_id, seq HAVING COUNT(*) > 1`,
  },
  {
    name: 'acknowledged-is-stored',
    checked: all('boots'),
    // Of the numbers up to the acknowledged one each is stored and settled, or recorded as lost.
    broken: `SELECT b.controller_id || '/' || b.boot_id AS id FROM boots b WHERE b.acked_seq <>
        (SELECT COUNT(DISTINCT o.seq) FROM observations o WHERE o.source = b.controller_id AND o.boot_id = b.boot_id
          AND o.seq BETWEEN 1 AND b.acked_seq AND o.status <> 'pending')
        + (SELECT COALESCE(SUM(l.to_seq - l.from_seq + 1), 0) FROM lost_observations l
          WHERE l.controller_id = b.controller_id AND l.boot_id = b.boot_id AND l.to_seq <= b.acked_seq)`,
  },
  {
    name: 'nothing-applied-out-of-turn',
    checked: all('observations'),
    broken: `SELECT o.source || '/' || o.boot_id || '/' || o.seq AS id FROM observations o
      JOIN boots b ON b.controller_id = o.source AND b.boot_id = o.boot_id
      WHERE o.seq > b.acked_seq AND (o.status IN ('applied', 'no-effect') OR b.has_pending = 0)`,
  },
  {
    name: 'controllers-noticed-after',
    checked: all('controller_health'),
    broken: `SELECT DISTINCT controller_id AS id FROM controller_health WHERE noticed_at < at`,
  },
];

const messages: readonly BookRuleSql[] = [
  {
    name: 'heard-once',
    checked: all('messages', `WHERE direction = 'inbound'`),
    broken: `SELECT MIN(id) AS id FROM messages WHERE direction = 'inbound' AND external_id IS NOT NULL
      GROUP BY transport, external_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'answered-once',
    checked: all('messages', 'WHERE in_reply_to IS NOT NULL'),
    broken: `SELECT in_reply_to AS id FROM messages WHERE in_reply_to IS NOT NULL GROUP BY in_reply_to HAVING COUNT(*) > 1
      UNION SELECT m.id FROM messages m WHERE m.in_reply_to IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM messages i WHERE i.id = m.in_reply_to AND i.direction = 'inbound')`,
  },
  {
    name: 'messages-end-or-are-due',
    checked: all('messages', `WHERE direction = 'outbound'`),
    broken: `SELECT id FROM messages WHERE direction = 'outbound' AND (
      status NOT IN ('queued', 'sending', 'sent', 'delivered', 'read', 'failed')
      OR (status = 'failed' AND reason IS NULL) OR (status = 'sending' AND attempts = 0))`,
  },
];

export const bookRules: readonly BookRuleSql[] = [...money, ...disputes, ...places, ...evidence, ...messages];
