import { setTimeout as pause } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Sequelize } from 'sequelize';
import { StorageError } from '../app/ports/storage-errors.ts';
import type { Changes, Look, Tx, UnitOfWork } from '../app/ports/unit-of-work.ts';
import type { CommitListeners } from './commit-listeners.ts';
import { withDeadline } from './deadline.ts';
import type { RunQuery } from './engine.ts';
import { isDriverError, isRetryable, toStorageError } from './errors.ts';
import { inUnit } from './in-unit.ts';
import { runOn } from './run-query.ts';
import { type MakeTx, TxSession } from './tx.ts';

const MAX_TRIES = 8;

/** How long the one that lost waits, in ms: at once it would meet those again that it lost against. */
const pauseMs = (tries: number): number => Math.random() * 5 * 2 ** tries;

export interface PostgresUnitOfWorkOptions {
  readonly sequelize: Sequelize;
  readonly reader: RunQuery;
  readonly makeTx: MakeTx;
  readonly listeners: CommitListeners;
  /** Most units at work at once; fewer than the pool has connections, so that a flood of writes leaves some to reads. */
  readonly concurrency: number;
  readonly deadlineMs?: number;
}

/**
 * Concurrent transactions; one that lost against another (40001, 40P01) is run again from its start. Units beyond the limit
 * wait here, as long as it takes: in the pool they would be given up after its own time-out, whatever they had been promised.
 */
export class PostgresUnitOfWork implements UnitOfWork {
  readonly batchSize = 1;
  private readonly options: Required<PostgresUnitOfWorkOptions>;
  private readonly limit: LimitFunction;
  private readonly running = new Set<Promise<unknown>>();
  private stopped = false;

  constructor(options: PostgresUnitOfWorkOptions) {
    this.options = { deadlineMs: 10_000, ...options };
    this.limit = pLimit(options.concurrency);
  }

  run<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    if (inUnit.getStore() === this) {
      return Promise.reject(new StorageError('misuse', 'a unit of work inside a unit of work'));
    }
    if (this.stopped) return Promise.reject(new StorageError('unavailable', 'the storage is closing'));
    const running = this.limit(() => this.runWithRetries(fn));
    this.running.add(running);
    running.then(
      () => this.running.delete(running),
      () => this.running.delete(running),
    );
    return running;
  }

  async read<T>(fn: (look: Look) => Promise<T>): Promise<T> {
    const session = new TxSession('postgres', this.options.reader, true);
    try {
      return await fn(this.options.makeTx(session));
    } catch (error) {
      throw toStorageError(error);
    } finally {
      await session.close('finished');
    }
  }

  onCommit(listener: (changes: Changes) => void): () => void {
    return this.options.listeners.add(listener);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.allSettled([...this.running]);
  }

  private async runWithRetries<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.runOnce(fn);
      } catch (error) {
        if (!isRetryable(error) || tries >= MAX_TRIES) throw toStorageError(error);
        await pause(pauseMs(tries));
      }
    }
  }

  private async runOnce<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    const { sequelize, makeTx, deadlineMs, listeners } = this.options;
    const transaction = await sequelize.transaction();
    const session = new TxSession(
      'postgres',
      runOn(() => sequelize, transaction),
    );
    let value: T;
    try {
      value = await inUnit.run(this, () => withDeadline(deadlineMs, () => fn(makeTx(session))));
      await session.flush();
      session.refuseIfBroken();
    } catch (error) {
      await session.close('rolled back');
      await transaction.rollback().catch(() => undefined);
      throw isDriverError(session.broken) ? session.broken : error;
    }
    await session.close('finished');
    try {
      await transaction.commit();
    } catch (error) {
      if (isRetryable(error) || !isDriverError(error)) throw error;
      throw new StorageError('outcome-unknown', 'the connection broke while committing', null, error);
    }
    const changes = session.changes();
    if (changes) listeners.notify(changes);
    return value;
  }
}
