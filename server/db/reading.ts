import { StorageError } from '../app/ports/storage-errors.ts';
import { databaseExists, openPostgres, openSqlite } from './connect.ts';
import type { Dialect, RunQuery } from './engine.ts';
import { runOn } from './run-query.ts';

/** A connection that only reads, beside whoever writes; between `begin` and `end` it sees one moment. */
export interface ReadingConnection {
  readonly dialect: Dialect;
  readonly query: RunQuery;
  begin(): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a database for reading, without its lock, so that a server may run on it. */
export async function openForReading(url: string): Promise<ReadingConnection> {
  const dialect: Dialect = url.startsWith('sqlite:') ? 'sqlite' : 'postgres';
  if (!databaseExists(url)) {
    throw new StorageError('unavailable', `there is no database file ${url.slice('sqlite:'.length)}`);
  }
  const sequelize =
    dialect === 'sqlite'
      ? await openSqlite(url.slice('sqlite:'.length), true)
      : await openPostgres(url, { connections: 1, idle: 3_600_000 });
  const query = runOn(() => sequelize);
  return {
    dialect,
    query,
    begin: async () =>
      void (await query(dialect === 'sqlite' ? 'BEGIN' : 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')),
    end: async () => void (await query('ROLLBACK')),
    close: () => sequelize.close(),
  };
}
