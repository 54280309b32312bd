import { expect } from 'chai';
import { type AuditLine, auditBooks } from '../../../server/app/audit-books.ts';
import { openBooks } from '../../../server/db/books.ts';
import { openStorage, type Storage } from '../../../server/db/storage.ts';
import { eachEngine } from '../../support/databases.ts';
import type { Engine, FreshDatabase } from '../../support/engines.ts';
import { HOUR } from '../../support/manual-clock.ts';
import { Site } from '../../support/parkwire.ts';
import { busyHour } from './busy-hour.ts';

/** How each rule is broken past everything that guards it, by statements that work on both engines. */
const breakages: readonly { rule: string; by: readonly string[]; also?: readonly string[] }[] = [
  {
    rule: 'transfers-balance',
    by: [`UPDATE postings SET amount = amount + 1 WHERE line = 0 AND transfer_id = (SELECT MIN(id) FROM transfers)`],
  },
  {
    rule: 'postings-have-transfer-and-account',
    by: [
      `INSERT INTO postings (transfer_id, line, account_id, amount)
       SELECT 'nowhere', n, id, n FROM (SELECT MIN(id) AS id FROM accounts WHERE owner = 'house') a,
         (SELECT 1 AS n UNION SELECT -1) numbers`,
    ],
  },
  { rule: 'balances-are-sums', by: [`UPDATE accounts SET balance = balance + 1 WHERE kind = 'cash'`] },
  {
    rule: 'house-keeps-no-balance',
    by: [`UPDATE accounts SET balance = NULL WHERE kind = 'held' AND owner = 'driver'`],
  },
  {
    rule: 'credit-and-holds-not-negative',
    by: [`UPDATE accounts SET balance = -5 WHERE kind = 'held'`],
    also: ['balances-are-sums'],
  },
  { rule: 'currencies-are-codes', by: [`UPDATE transfers SET currency = 'usd' WHERE kind = 'charge'`] },
  { rule: 'causes-move-money-once', by: [`UPDATE transfers SET key = 'the same'`] },
  {
    rule: 'reversals-are-exact',
    by: [
      `UPDATE postings SET amount = amount * 2 WHERE transfer_id IN (SELECT id FROM transfers WHERE kind = 'reversal')`,
    ],
    also: ['balances-are-sums'],
  },
  {
    rule: 'charges-have-an-ended-stay',
    by: [`UPDATE parking_sessions SET driver_id = NULL WHERE charged_minor > 0`],
  },
  {
    rule: 'disputes-name-their-charge',
    by: [`UPDATE disputes SET transfer_id = (SELECT MIN(id) FROM transfers WHERE kind = 'top-up')`],
  },
  {
    rule: 'disputes-refunded-as-decided',
    by: [`UPDATE disputes SET refunded_minor = refunded_minor + 1`],
  },
  { rule: 'gaps-within-stay', by: [`UPDATE parking_sessions SET gaps = '[{"from":1,"to":2,"cause":"loss"}]'`] },
  { rule: 'controllers-noticed-after', by: [`UPDATE controller_health SET at = noticed_at + 1`] },
  { rule: 'bookings-apart-on-slot', by: [twice(`slot_id`)] },
  { rule: 'bookings-apart-of-driver', by: [twice(`driver_id`)] },
  { rule: 'one-current-booking', by: [twice(`slot_id`)], also: ['bookings-apart-on-slot'] },
  {
    rule: 'one-open-stay',
    by: [
      `UPDATE parking_sessions SET ended_at = NULL, end_reason = NULL, booking_id = NULL,
         driver_id = (SELECT driver_id FROM parking_sessions WHERE ended_at IS NULL)
       WHERE ended_at IS NOT NULL`,
    ],
    also: ['charges-have-an-ended-stay', 'slots-know-their-open-stay'],
  },
  {
    rule: 'stays-end-after-they-begin',
    by: [`UPDATE parking_sessions SET ended_at = started_at - 1 WHERE charged_minor > 0`],
  },
  { rule: 'slots-know-their-open-stay', by: [`UPDATE slots SET session_id = NULL WHERE code = 'B'`] },
  {
    rule: 'observations-once',
    by: [`INSERT INTO observations SELECT * FROM observations WHERE seq = 1`],
  },
  { rule: 'acknowledged-is-stored', by: [`DELETE FROM observations WHERE seq = 2`] },
  {
    rule: 'nothing-applied-out-of-turn',
    by: [`UPDATE observations SET seq = seq + 100 WHERE seq = 2`],
    also: ['acknowledged-is-stored'],
  },
  {
    rule: 'heard-once',
    by: [`UPDATE messages SET external_id = 'the same' WHERE direction = 'inbound' AND transport = 'twilio'`],
  },
  { rule: 'answered-once', by: [`UPDATE messages SET in_reply_to = id WHERE in_reply_to IS NOT NULL`] },
  {
    rule: 'messages-end-or-are-due',
    by: [`UPDATE messages SET status = 'failed', reason = NULL WHERE direction = 'outbound'`],
  },
  {
    rule: 'stays-charged-once',
    by: [`UPDATE parking_sessions SET ended_at = ended_at + ${HOUR} WHERE charged_minor > 0`],
  },
  {
    rule: 'deposits-are-for-live-bookings',
    by: [`UPDATE bookings SET state = 'completed', ended_at = starts_at + 1 WHERE state = 'reserved'`],
  },
  {
    rule: 'fees-are-owed-once',
    by: [`UPDATE bookings SET state = 'completed' WHERE state = 'cancelled'`],
  },
  {
    rule: 'refunds-within-payment',
    by: [
      `UPDATE postings SET amount = amount * 100 WHERE transfer_id IN (SELECT id FROM transfers WHERE kind = 'refund')`,
    ],
    also: ['balances-are-sums'],
  },
  {
    rule: 'welcome-credit-once',
    by: [`UPDATE transfers SET driver_id = (SELECT MIN(driver_id) FROM transfers) WHERE kind = 'guest-credit'`],
  },
  { rule: 'welcome-credit-is-counted', by: [`UPDATE lots SET guest_credit_spent = guest_credit_spent + 1`] },
  { rule: 'credit-lapses-in-time', by: [`UPDATE credit_grants SET swept_at = expires_at - 1`] },
  { rule: 'health-follows-controller', by: [`UPDATE slots SET health = 'online' WHERE code = 'B'`] },
  { rule: 'staff-changes-are-logged', by: [`DELETE FROM audit_log WHERE action = 'wallet.top-up'`] },
  { rule: 'staff-changes-are-logged', by: [`DELETE FROM audit_log WHERE action = 'wallet.write-off'`] },
  { rule: 'staff-changes-are-logged', by: [`DELETE FROM audit_log WHERE action = 'wallet.refund'`] },
  { rule: 'staff-changes-are-logged', by: [`DELETE FROM audit_log WHERE action = 'booking.create'`] },
  { rule: 'staff-changes-are-logged', by: [`DELETE FROM audit_log WHERE action = 'controller.add'`] },
  { rule: 'staff-changes-are-logged', by: [`DELETE FROM audit_log WHERE action LIKE 'slot.%'`] },
  { rule: 'slot-state-follows-facts', by: [`UPDATE slots SET state = 'free' WHERE code = 'B'`] },
  { rule: 'led-follows-state', by: [`UPDATE slots SET led_color = 'green' WHERE code = 'B'`] },
];

/** Another live booking like the one there is, with the given column the same. */
function twice(same: 'slot_id' | 'driver_id'): string {
  const other = same === 'slot_id' ? 'driver_id' : 'slot_id';
  const another =
    other === 'driver_id'
      ? `(SELECT id FROM drivers d WHERE d.id <> b.driver_id LIMIT 1)`
      : `(SELECT id FROM slots s WHERE s.code = 'H')`;
  return `INSERT INTO bookings (id, reference, lot_id, slot_id, driver_id, identity_id, state, is_current, starts_at, ends_at,
      hold_until, created_at, source, add_ons)
    SELECT 'again', 'PW-AGAIN', lot_id, ${same === 'slot_id' ? 'slot_id' : another},
      ${same === 'driver_id' ? 'driver_id' : another}, identity_id, state, is_current, starts_at, ends_at,
      hold_until, created_at, source, add_ons FROM bookings b WHERE state = 'active'`;
}

eachEngine('the audit of the books', (engine) => {
  let database: FreshDatabase;
  let storage: Storage;

  before(async function () {
    this.timeout(60_000);
    database = await engine.migratedDatabase();
    const site = await Site.start({ databaseUrl: database.url });
    await busyHour(site);
    await site.parkwire.jobs.audit();
    expect(await site.metric('parkwire_audit_problems')).to.equal(0);
    await site.stop();
    storage = await openStorage(database.url, () => undefined);
    await unguard(storage, engine);
  });

  after(async () => {
    await storage.stop();
    await database.drop();
  });

  it('finds nothing wrong after a busy hour, and has looked at something for each rule', async () => {
    const lines = await audited(database.url);
    expect(lines.filter(({ problems }) => problems > 0)).to.deep.equal([]);
    const idle = lines.filter(({ checked }) => checked === 0).map(({ rule }) => rule);
    expect(idle).to.deep.equal([]);
  });

  it('breaks every rule there is, below', async () => {
    const rules = (await audited(database.url)).map(({ rule }) => rule);
    expect([...new Set(breakages.map(({ rule }) => rule))]).to.have.members(rules);
  });

  for (const { rule, by, also = [] } of breakages) {
    it(`names ${rule} after ${by[0]?.replace(/\s+/g, ' ').slice(0, 60)}`, async () => {
      const lines = await brokenBy(storage, database.url, by);
      const broken = lines.filter(({ problems }) => problems > 0);
      const names = broken.map((line) => line.rule);
      expect(names).to.include.members([rule, ...also]);
      const found = broken.find((line) => line.rule === rule);
      expect(found?.ids).to.have.length.within(1, 10);
      expect(JSON.stringify(broken)).not.to.match(/\+\d{8,}|whatsapp/);
    });
  }

  it('sees one moment, whatever is written meanwhile', async () => {
    const books = await openBooks(database.url);
    try {
      await books.view(async (view) => {
        const before = await view.look.lots.all();
        await storage.database.writer.query(`UPDATE lots SET name = 'renamed meanwhile'`);
        expect(await view.look.lots.all()).to.deep.equal(before);
      });
    } finally {
      await books.close();
    }
  });

  it('cannot look where there is no database of this version', async () => {
    const empty = await engine.freshDatabase();
    try {
      const refusal = await openBooks(empty.url).then(
        () => null,
        (error: Error) => error.message,
      );
      expect(refusal).to.match(/there is no database file|has not the schema of this version/);
    } finally {
      await empty.drop();
    }
  });
});

async function audited(url: string): Promise<AuditLine[]> {
  const books = await openBooks(url);
  try {
    return await auditBooks(books);
  } finally {
    await books.close();
  }
}

/** Takes away every guard of the database, so that statements can do what it forbids. */
async function unguard({ database }: Storage, engine: Engine): Promise<void> {
  const { query } = database.writer;
  if (engine.dialect === 'sqlite') {
    await query('PRAGMA foreign_keys = OFF');
    await query('PRAGMA ignore_check_constraints = ON');
    for (const { name } of await query<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)) {
      await query(`DROP TRIGGER ${name}`);
    }
    // A table without its keys, under the same name.
    const tables = await query<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    for (const { name } of tables) {
      await query(`CREATE TABLE bare AS SELECT * FROM ${name}`);
      await query(`DROP TABLE ${name}`);
      await query(`ALTER TABLE bare RENAME TO ${name}`);
    }
    return;
  }
  const tables = await query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  for (const { name } of tables) {
    await query(`CREATE TABLE bare AS SELECT * FROM ${name}`);
    await query(`DROP TABLE ${name} CASCADE`);
    await query(`ALTER TABLE bare RENAME TO ${name}`);
  }
}

/** What the audit says of a copy that these statements broke; the books themselves stay whole. */
async function brokenBy(storage: Storage, url: string, statements: readonly string[]) {
  const { query } = storage.database.writer;
  const tables = [
    'accounts',
    'transfers',
    'postings',
    'bookings',
    'parking_sessions',
    'slots',
    'observations',
    'messages',
    'disputes',
    'controller_health',
    'credit_grants',
    'lots',
    'audit_log',
  ];
  for (const table of tables) await query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  try {
    for (const statement of statements) await query(statement);
    return await audited(url);
  } finally {
    for (const table of tables) {
      await query(`DELETE FROM ${table}`);
      await query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
      await query(`DROP TABLE kept_${table}`);
    }
  }
}
