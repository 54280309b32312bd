import { StorageError } from '../app/ports/storage-errors.ts';
import { openSqlite } from './connect.ts';
import { newerMigrations } from './migrate.ts';
import { askPgTool } from './pg-tools.ts';
import { runOn } from './run-query.ts';

/**
 * Whether a backup may become the database: whole, Parkwire's, and of no newer version. Looked at before anything that is
 * there is touched; throws a StorageError with one sentence where it may not.
 */
export async function checkSqliteBackup(copy: string, file: string): Promise<void> {
  const found = await readSqlite(copy).catch(() => null);
  if (found === null || found.faults.length > 0) {
    throw refused(`${file} is damaged: the database in it is not whole, so nothing was restored`);
  }
  checkMigrations(found.migrations, file);
}

export async function checkPostgresBackup(file: string): Promise<void> {
  const script = await askPgTool('pg_restore', ['--data-only', '--table=schema_migrations', '--file=-', file]);
  const [, rows = ''] = /^COPY public\.schema_migrations .*;\n([\s\S]*?)^\\\.$/m.exec(script) ?? [];
  checkMigrations(rows.split('\n').filter(Boolean), file);
}

/** Every page is read: a file that was cut off or changed on the way is found here, not by a driver. */
async function readSqlite(copy: string): Promise<{ faults: string[]; migrations: string[] }> {
  const sequelize = await openSqlite(copy, true);
  try {
    const query = runOn(() => sequelize);
    const checked = await query<{ integrity_check: string }>('PRAGMA integrity_check');
    const faults = checked.map((row) => row.integrity_check).filter((word) => word !== 'ok');
    const [table] = await query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'`);
    const rows = table ? await query<{ name: string }>('SELECT name FROM schema_migrations') : [];
    return { faults, migrations: rows.map(({ name }) => name) };
  } finally {
    await sequelize.close();
  }
}

function checkMigrations(names: readonly string[], file: string): void {
  if (names.length === 0) throw refused(`${file} is not a backup of a Parkwire: its schema is not in it`);
  const newer = newerMigrations(names);
  if (newer.length > 0) {
    throw refused(`${file} was written by a newer Parkwire (it has ${newer.join(', ')}): restore it with that version`);
  }
}

function refused(sentence: string): StorageError {
  return new StorageError('misuse', sentence);
}
