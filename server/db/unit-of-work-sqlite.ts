import { StorageError } from '../app/ports/storage-errors.ts';
import type { Changes, Look, Tx, UnitOfWork } from '../app/ports/unit-of-work.ts';
import type { CommitListeners } from './commit-listeners.ts';
import { withDeadline } from './deadline.ts';
import type { RunQuery } from './engine.ts';
import { constraintOf, isDriverError, toStorageError } from './errors.ts';
import { inUnit } from './in-unit.ts';
import { type MakeTx, TxSession } from './tx.ts';

interface Waiting {
  readonly fn: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Done {
  readonly waiting: Waiting;
  readonly value: unknown;
  readonly changes: Changes | null;
}

/** The one writing connection, and how to get a fresh one when it can no longer be trusted. */
export interface WriterConnection {
  readonly query: RunQuery;
  reopen(): Promise<void>;
}

export interface SqliteUnitOfWorkOptions {
  readonly writer: WriterConnection;
  readonly reader: RunQuery;
  readonly makeTx: MakeTx;
  /** Most units that share a commit. */
  readonly groupSize?: number;
  /** Longest a unit may run, in ms. */
  readonly deadlineMs?: number;
  readonly listeners: CommitListeners;
}

/**
 * Group commit on one writer: units queue in the process; a loop takes what is waiting, runs each inside its own
 * savepoint of one transaction, commits once, and only then answers the callers. One fsync serves the whole group.
 */
export class SqliteUnitOfWork implements UnitOfWork {
  readonly batchSize = 128;
  private readonly options: Required<SqliteUnitOfWorkOptions>;
  private readonly queue: Waiting[] = [];
  private working: Promise<void> | null = null;
  private stopped = false;

  constructor(options: SqliteUnitOfWorkOptions) {
    this.options = { groupSize: 64, deadlineMs: 10_000, ...options };
  }

  run<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    if (inUnit.getStore() === this) {
      return Promise.reject(new StorageError('misuse', 'a unit of work inside a unit of work'));
    }
    if (this.stopped) return Promise.reject(new StorageError('unavailable', 'the storage is closing'));
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ fn, resolve: resolve as (value: unknown) => void, reject });
      this.working ??= this.work();
    });
  }

  async read<T>(fn: (look: Look) => Promise<T>): Promise<T> {
    const session = new TxSession('sqlite', this.options.reader, true);
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

  /** Lets the units under way finish and refuses new ones. */
  async stop(): Promise<void> {
    this.stopped = true;
    while (this.working) await this.working;
  }

  private async work(): Promise<void> {
    // Everything that arrives in this turn of the event loop shares the first group.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (this.queue.length > 0) await this.commitGroup(this.queue.splice(0, this.options.groupSize));
    } finally {
      this.working = null;
      if (this.queue.length > 0) this.working = this.work();
    }
  }

  private async commitGroup(group: Waiting[]): Promise<void> {
    const { writer, listeners } = this.options;
    const done: Done[] = [];
    const refused: { waiting: Waiting; error: unknown }[] = [];
    let committing = false;
    try {
      await writer.query('BEGIN IMMEDIATE');
      for (const waiting of group) {
        try {
          done.push(await this.runUnit(waiting));
        } catch (error) {
          if (error instanceof GroupFailure) throw error.cause;
          refused.push({ waiting, error });
        }
      }
      committing = true;
      await writer.query('COMMIT');
    } catch (cause) {
      await this.failGroup(group, cause, committing);
      return;
    }
    for (const { waiting, value, changes } of done) {
      waiting.resolve(value);
      if (changes) listeners.notify(changes);
    }
    for (const { waiting, error } of refused) waiting.reject(error);
  }

  /** One unit in its savepoint. Throws GroupFailure when nothing of the group can be trusted any more. */
  private async runUnit(waiting: Waiting): Promise<Done> {
    const { writer, makeTx, deadlineMs } = this.options;
    const session = new TxSession('sqlite', writer.query);
    await this.orFailGroup(() => writer.query('SAVEPOINT unit'));
    try {
      const value = await inUnit.run(this, () => withDeadline(deadlineMs, () => waiting.fn(makeTx(session))));
      await session.flush();
      session.refuseIfBroken();
      await session.close('finished');
      await this.orFailGroup(() => writer.query('RELEASE unit'));
      return { waiting, value, changes: session.changes() };
    } catch (error) {
      await session.close('rolled back');
      if (error instanceof GroupFailure) throw error;
      // After SQLITE_FULL and its like the next RELEASE could commit alone: only a constraint's error is a unit's own.
      const failure = session.broken ?? error;
      if (isDriverError(failure) && constraintOf(failure) === null) throw new GroupFailure(failure);
      await this.orFailGroup(() => writer.query('ROLLBACK TO unit'));
      await this.orFailGroup(() => writer.query('RELEASE unit'));
      throw toStorageError(error);
    }
  }

  private async orFailGroup(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      throw new GroupFailure(error);
    }
  }

  private async failGroup(group: Waiting[], cause: unknown, committing: boolean): Promise<void> {
    const message = cause instanceof Error ? cause.message : String(cause);
    const error = new StorageError(
      committing ? 'outcome-unknown' : 'unavailable',
      `the database did not store it: ${message}`,
      null,
      cause,
    );
    // Where even that fails, the next group fails at its BEGIN and tries again.
    await this.options.writer.reopen().catch(() => undefined);
    for (const waiting of group) waiting.reject(error);
  }
}

/** An error after which no unit of the group may be committed. */
class GroupFailure extends Error {
  constructor(cause: unknown) {
    super('the group failed', { cause });
  }
}
