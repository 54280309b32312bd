import { StorageError } from '../app/ports/storage-errors.ts';
import type { UnitOfWork } from '../app/ports/unit-of-work.ts';
import { CommitListeners } from './commit-listeners.ts';
import { connect, type Database, POSTGRES_CONNECTIONS } from './connect.ts';
import { migrate } from './migrate.ts';
import { makeTx } from './repositories/make-tx.ts';
import { PostgresUnitOfWork } from './unit-of-work-postgres.ts';
import { SqliteUnitOfWork } from './unit-of-work-sqlite.ts';

/** Of PostgreSQL's connections the rest are for reads. */
const CONCURRENT_UNITS = POSTGRES_CONNECTIONS - 4;

export interface Storage {
  readonly unitOfWork: UnitOfWork;
  readonly database: Database;
  /** Lets what is under way finish, then closes. */
  stop(): Promise<void>;
}

/** Opens the database, brings its schema up to date and answers the unit of work that fits its engine. */
export async function openStorage(url: string, onListenerError: (error: unknown) => void): Promise<Storage> {
  const database = await connect(url);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    if (error instanceof StorageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError('unavailable', `the database's schema cannot be brought up to date: ${reason}`, null, error);
  }
  const listeners = new CommitListeners(onListenerError);
  const { reader, writer, pool } = database;
  const unitOfWork = pool
    ? new PostgresUnitOfWork({ sequelize: pool, reader, makeTx, listeners, concurrency: CONCURRENT_UNITS })
    : new SqliteUnitOfWork({ writer, reader, makeTx, listeners });
  return {
    unitOfWork,
    database,
    stop: async () => {
      await unitOfWork.stop();
      await database.close();
    },
  };
}
