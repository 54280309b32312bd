import { StorageError } from '../app/ports/storage-errors.ts';
import type { Database } from './connect.ts';
import type { Dialect, RunQuery } from './engine.ts';
import { up as initial } from './migrations/0001-initial.ts';
import { up as evidence } from './migrations/0002-evidence.ts';
import { up as stayEnds } from './migrations/0003-stay-ends.ts';
import { up as tariffTerms } from './migrations/0004-tariff-terms.ts';
import { up as bookingsAhead } from './migrations/0005-bookings-ahead.ts';
import { up as wallet } from './migrations/0006-wallet.ts';
import { up as reminders } from './migrations/0008-reminders.ts';
import { up as billEvidence } from './migrations/0009-bill-evidence.ts';
import { up as bookingHistory } from './migrations/0010-booking-history.ts';
import { up as chargeBasis } from './migrations/0011-charge-basis.ts';
import { up as conversation } from './migrations/0012-conversation.ts';
import { up as messageEvents } from './migrations/0014-message-events.ts';
import { up as staffPhones } from './migrations/0015-staff-phones.ts';
import { up as guidedBooking } from './migrations/0016-guided-booking.ts';
import { up as handovers } from './migrations/0017-handovers.ts';
import { up as retiredIdentities } from './migrations/0018-retired-identities.ts';
import { up as languages } from './migrations/0019-languages.ts';
import { up as silence } from './migrations/0020-silence.ts';
import { up as messageLog } from './migrations/0021-message-log.ts';
import { up as channels } from './migrations/0022-channels.ts';
import { up as approvedTemplates } from './migrations/0023-approved-templates.ts';
import { up as webhookLog } from './migrations/0024-webhook-log.ts';
import { up as exports } from './migrations/0025-exports.ts';
import { up as erasure } from './migrations/0026-erasure.ts';
import { up as reports } from './migrations/0029-reports.ts';
import { up as lotVersions } from './migrations/0030-lot-versions.ts';
import { up as staffSessions } from './migrations/0031-staff-sessions.ts';
import { up as auditSearch } from './migrations/0032-audit-search.ts';
import { up as controllerCare } from './migrations/0033-controller-care.ts';
import { up as setUp } from './migrations/0035-set-up.ts';
import { up as floorPlans } from './migrations/0036-floor-plans.ts';
import { up as heldMessages } from './migrations/0037-held-messages.ts';
import { up as lookUp } from './migrations/0038-look-up.ts';
import { up as firmware } from './migrations/0039-firmware.ts';
import { up as withdrawnTariffs } from './migrations/0040-withdrawn-tariffs.ts';
import { runOn } from './run-query.ts';

/** Every migration, oldest first. A released one is never edited. */
const migrations: readonly { name: string; up: (dialect: Dialect) => string[] }[] = [
  { name: '0001-initial', up: initial },
  { name: '0002-evidence', up: evidence },
  { name: '0003-stay-ends', up: stayEnds },
  { name: '0004-tariff-terms', up: tariffTerms },
  { name: '0005-bookings-ahead', up: bookingsAhead },
  { name: '0006-wallet', up: wallet },
  { name: '0008-reminders', up: reminders },
  { name: '0009-bill-evidence', up: billEvidence },
  { name: '0010-booking-history', up: bookingHistory },
  { name: '0011-charge-basis', up: chargeBasis },
  { name: '0012-conversation', up: conversation },
  { name: '0014-message-events', up: messageEvents },
  { name: '0015-staff-phones', up: staffPhones },
  { name: '0016-guided-booking', up: guidedBooking },
  { name: '0017-handovers', up: handovers },
  { name: '0018-retired-identities', up: retiredIdentities },
  { name: '0019-languages', up: languages },
  { name: '0020-silence', up: silence },
  { name: '0021-message-log', up: messageLog },
  { name: '0022-channels', up: channels },
  { name: '0023-approved-templates', up: approvedTemplates },
  { name: '0024-webhook-log', up: webhookLog },
  { name: '0025-exports', up: exports },
  { name: '0026-erasure', up: erasure },
  { name: '0029-reports', up: reports },
  { name: '0030-lot-versions', up: lotVersions },
  { name: '0031-staff-sessions', up: staffSessions },
  { name: '0032-audit-search', up: auditSearch },
  { name: '0033-controller-care', up: controllerCare },
  { name: '0035-set-up', up: setUp },
  { name: '0036-floor-plans', up: floorPlans },
  { name: '0037-held-messages', up: heldMessages },
  { name: '0038-look-up', up: lookUp },
  { name: '0039-firmware', up: firmware },
  { name: '0040-withdrawn-tariffs', up: withdrawnTariffs },
];

/** Any number; held on PostgreSQL while migrating, because umzug does not lock. */
const ADVISORY_LOCK = 7_205_759;

/**
 * Brings the schema up to date, all of it in one transaction under a lock. Refuses to touch a schema that a newer
 * Parkwire has written.
 */
export async function migrate(database: Database): Promise<void> {
  const { pool } = database;
  if (pool) {
    await pool.transaction(async (transaction) => {
      const query = runOn(() => pool, transaction);
      await query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
      await migrateIn(database.dialect, query);
    });
    return;
  }
  const { query } = database.writer;
  await query('BEGIN IMMEDIATE');
  try {
    await migrateIn(database.dialect, query);
    await query('COMMIT');
  } catch (error) {
    await query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function migrateIn(dialect: Dialect, query: RunQuery): Promise<void> {
  await query('CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY)');
  const executed = async () =>
    (await query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY name')).map(({ name }) => name);
  const present = await executed();
  const newer = newerMigrations(present);
  if (newer.length > 0) {
    throw new StorageError(
      'unavailable',
      `the database was written by a newer Parkwire (it has ${newer.join(', ')}): start that version, or restore a backup`,
    );
  }
  if (present.length === migrations.length) return;
  // Loaded only when there is something to do: a start that finds its schema does not pay for it.
  const { Umzug } = await import('umzug');
  const umzug = new Umzug({
    migrations: migrations.map(({ name, up }) => ({
      name,
      up: async () => {
        for (const statement of up(dialect)) await query(statement);
      },
    })),
    logger: undefined,
    storage: {
      executed,
      logMigration: async ({ name }) => void (await query('INSERT INTO schema_migrations VALUES ($1)', [name])),
      unlogMigration: async ({ name }) => void (await query('DELETE FROM schema_migrations WHERE name = $1', [name])),
    },
  });
  await umzug.up();
}

/** Those among the names of a schema's migrations that this version does not know. */
export function newerMigrations(names: readonly string[]): string[] {
  const known = new Set(migrations.map(({ name }) => name));
  return names.filter((name) => !known.has(name));
}

/** Whether a database has the schema of this version, no older and no newer one. */
export async function isUpToDate({ dialect, query }: { dialect: Dialect; query: RunQuery }): Promise<boolean> {
  const [there] =
    dialect === 'sqlite'
      ? await query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'`)
      : await query(`SELECT 1 AS found WHERE to_regclass('schema_migrations') IS NOT NULL`);
  if (!there) return false;
  const present = await query<{ name: string }>('SELECT name FROM schema_migrations');
  const known = new Set(migrations.map(({ name }) => name));
  return present.length === known.size && present.every(({ name }) => known.has(name));
}
