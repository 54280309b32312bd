import { existsSync } from 'node:fs';
import { Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';
import { StorageError } from '../app/ports/storage-errors.ts';
import type { Dialect, RunQuery } from './engine.ts';
import { runOn } from './run-query.ts';

/** How long a connection waits for another one's lock before it gives up, in ms. */
const BUSY_TIMEOUT_MS = 5000;

/** How many connections a process holds to PostgreSQL at most. */
export const POSTGRES_CONNECTIONS = 12;

export interface Database {
  readonly dialect: Dialect;
  /** The writing connection of SQLite; on PostgreSQL the pool. */
  readonly writer: { readonly query: RunQuery; reopen(): Promise<void> };
  readonly reader: RunQuery;
  /** PostgreSQL's pool, for transactions of its own. */
  readonly pool: Sequelize | null;
  close(): Promise<void>;
}

/** Opens `sqlite:path` or `postgres://…`. Throws a StorageError with one sentence when it cannot. */
export async function connect(url: string): Promise<Database> {
  if (url.startsWith('sqlite:')) return connectSqlite(url.slice('sqlite:'.length));
  return connectPostgres(url);
}

async function connectSqlite(path: string): Promise<Database> {
  const lock = await lockFile(path);
  let writer = await openSqlite(path, false).catch(async (error) => {
    await lock.release();
    throw error;
  });
  const reader = await openSqlite(path, true).catch(async (error) => {
    await writer.close();
    await lock.release();
    throw error;
  });
  return {
    dialect: 'sqlite',
    writer: {
      query: runOn(() => writer),
      reopen: async () => {
        await writer.close().catch(() => undefined);
        writer = await openSqlite(path, false);
      },
    },
    reader: runOn(() => reader),
    pool: null,
    close: async () => {
      await reader.close();
      await writer.close();
      await lock.release();
    },
  };
}

export async function openSqlite(path: string, readOnly: boolean): Promise<Sequelize> {
  const sequelize = new Sequelize({ dialect: 'sqlite', storage: path, dialectModule: sqlite3, logging: false });
  const run = runOn(() => sequelize);
  try {
    await run(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    // WAL lets the reader read while the writer writes; FULL makes a commit survive a power loss: it is money.
    if (!readOnly) await run('PRAGMA journal_mode = WAL');
    // A checkpoint writes every page once however often it changed: fewer of them cost less, and 32 MB are soon read.
    if (!readOnly) await run('PRAGMA wal_autocheckpoint = 8000');
    await run('PRAGMA synchronous = FULL');
    await run('PRAGMA cache_size = -65536');
    if (readOnly) await run('PRAGMA query_only = ON');
    else {
      // Without it REPLACE deletes a row past the triggers that forbid deleting it.
      await run('PRAGMA recursive_triggers = ON');
      await run('PRAGMA user_version');
    }
  } catch (error) {
    letGo(sequelize);
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError('unavailable', `the database file ${path} cannot be opened: ${reason}`, null, error);
  }
  return sequelize;
}

/** Closes without waiting: sqlite3 never answers the close of a file that it could not open. */
function letGo(sequelize: Sequelize): void {
  sequelize.close().catch(() => undefined);
}

/**
 * Holds a file of its own locked for the life of the process. The operating system lets go of it when the process
 * ends, also when it is killed, so no stale lock can be left behind.
 */
export async function lockFile(path: string): Promise<{ release(): Promise<void> }> {
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    storage: `${path}.lock`,
    dialectModule: sqlite3,
    logging: false,
  });
  const run = runOn(() => sequelize);
  try {
    await run('PRAGMA busy_timeout = 0');
    await run('BEGIN EXCLUSIVE');
  } catch (error) {
    letGo(sequelize);
    const reason = error instanceof Error ? error.message : String(error);
    const held = /SQLITE_BUSY/.test(reason);
    throw new StorageError(
      'unavailable',
      held
        ? `another Parkwire process uses the database ${path}; SQLite takes one, PostgreSQL takes several`
        : `the database ${path} is not writable: ${reason}`,
      null,
      error,
    );
  }
  return { release: () => sequelize.close() };
}

export async function openPostgres(url: string, { connections, idle }: { connections: number; idle: number }) {
  // Loaded where it is needed: a car park on SQLite need not pay for it at each start.
  const { default: pg } = await import('pg');
  // Times and amounts are 64-bit integers below 2^53; as strings they would be compared as strings.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const sequelize = new Sequelize(url, {
    dialect: 'postgres',
    dialectModule: pg,
    logging: false,
    pool: { max: connections, min: 0, acquire: 10_000, idle },
  });
  const query = runOn(() => sequelize);
  try {
    await query('SELECT 1');
  } catch (error) {
    await sequelize.close().catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError('unavailable', `the PostgreSQL database cannot be reached: ${reason}`, null, error);
  }
  return sequelize;
}

async function connectPostgres(url: string): Promise<Database> {
  const sequelize = await openPostgres(url, { connections: POSTGRES_CONNECTIONS, idle: 10_000 });
  const query = runOn(() => sequelize);
  return {
    dialect: 'postgres',
    writer: { query, reopen: async () => undefined },
    reader: query,
    pool: sequelize,
    close: () => sequelize.close(),
  };
}

/** Whether an SQLite database file is there already; a new one is created on first use. */
export function databaseExists(url: string): boolean {
  return !url.startsWith('sqlite:') || existsSync(url.slice('sqlite:'.length));
}
