import { StorageError } from '../app/ports/storage-errors.ts';
import type { Changes, Tx } from '../app/ports/unit-of-work.ts';
import type { Bind, Dialect, Row, RunQuery } from './engine.ts';
import { constraintOf, toStorageError } from './errors.ts';

/** Rows waiting to be written together by one statement. */
interface PendingWrite {
  /** Statements run in this order, so that a row exists before another names it. */
  readonly order: number;
  /** By id: a row saved twice is written once, as it was last. */
  readonly rows: Map<string, unknown>;
  readonly write: (rows: unknown[]) => Promise<void>;
}

/**
 * What a unit's repositories write through. Writes of one kind are collected and go out as one set-based statement: when
 * something is read, at a savepoint, or at the end. So every read sees what was written before it, and a loop that has
 * loaded what it needs costs a handful of statements however long it is.
 *
 * Queries still running are drained before release or rollback, and any that comes afterwards is refused: a stray one of
 * a failed `Promise.all` must not land in the next unit.
 */
export class TxSession {
  readonly dialect: Dialect;
  private readonly runQuery: RunQuery;
  private readonly readOnly: boolean;
  private readonly pending = new Map<string, PendingWrite>();
  private readonly running = new Set<Promise<unknown>>();
  private previous: Promise<unknown> = Promise.resolve();
  private closed: string | null = null;
  private flushing: Promise<void> | null = null;
  private failure: Error | null = null;
  readonly changedSlots = new Set<string>();
  readonly changedConversations = new Set<string>();
  readonly changedInbox = new Set<string>();
  readonly changedControllers = new Set<string>();
  /** Ids of lots. */
  readonly changedPlans = new Set<string>();
  outboxTouched = false;
  topUpsTouched = false;

  constructor(dialect: Dialect, runQuery: RunQuery, readOnly = false) {
    this.dialect = dialect;
    this.runQuery = runQuery;
    this.readOnly = readOnly;
  }

  /** Runs a reading statement, after what was written so far. */
  async query<T = Row>(sql: string, bind: Bind = []): Promise<T[]> {
    if (this.pending.size > 0 || this.flushing) await this.flush();
    return this.track(sql, bind);
  }

  /** Runs a writing statement at once, after what was written so far. */
  async execute<T = Row>(sql: string, bind: Bind = []): Promise<T[]> {
    this.refuseWritesOnLook();
    return this.query(sql, bind);
  }

  /** Collects a row for one set-based statement; the same id again replaces the row. */
  collect<T>(key: string, order: number, id: string, row: T, write: (rows: T[]) => Promise<void>): void {
    this.refuseWritesOnLook();
    if (this.closed) throw new StorageError('misuse', `write after the unit was ${this.closed}`);
    const pending = this.pending.get(key);
    if (pending) pending.rows.set(id, row);
    else this.pending.set(key, { order, rows: new Map([[id, row]]), write: write as PendingWrite['write'] });
  }

  /** Writes what was collected. */
  async flush(): Promise<void> {
    while (this.flushing) await this.flushing;
    if (this.pending.size === 0) return;
    const writes = [...this.pending.values()].sort((a, b) => a.order - b.order);
    this.pending.clear();
    this.flushing = (async () => {
      for (const { rows, write } of writes) await write([...rows.values()]);
    })();
    try {
      await this.flushing;
    } finally {
      this.flushing = null;
    }
  }

  /** For the statement of a collected write, which runs while `flush` holds the door. */
  async write<T = Row>(sql: string, bind: Bind): Promise<T[]> {
    return this.track(sql, bind);
  }

  /** Waits for every query under way, then refuses more. What was collected and not flushed is dropped. */
  async close(reason: string): Promise<void> {
    this.closed = reason;
    this.pending.clear();
    while (this.running.size > 0) await Promise.allSettled([...this.running]);
  }

  /**
   * The first statement's error that no attempt has undone. PostgreSQL has aborted the transaction with it and would
   * answer COMMIT by a silent rollback, so a unit that swallowed it must not be committed on either engine.
   */
  get broken(): Error | null {
    return this.failure;
  }

  refuseIfBroken(): void {
    if (this.failure) throw this.failure;
  }

  /** Runs `fn` inside a savepoint. A constraint's error is undone with it; any other ends the unit all the same. */
  async attempt<T>(fn: () => Promise<T>): Promise<T> {
    await this.flush();
    await this.track('SAVEPOINT attempt', []);
    let result: T;
    try {
      result = await fn();
      await this.flush();
      this.refuseIfBroken();
    } catch (error) {
      this.pending.clear();
      while (this.running.size > 0) await Promise.allSettled([...this.running]);
      await this.track('ROLLBACK TO SAVEPOINT attempt', []);
      await this.track('RELEASE SAVEPOINT attempt', []);
      if (this.failure instanceof StorageError) this.failure = null;
      throw error;
    }
    await this.track('RELEASE SAVEPOINT attempt', []);
    return result;
  }

  changes(): Changes | null {
    const {
      changedSlots: slots,
      changedConversations: conversations,
      changedInbox: inbox,
      changedControllers: controllers,
      changedPlans: plans,
      outboxTouched: outbox,
      topUpsTouched: topUps,
    } = this;
    const touched = slots.size + conversations.size + inbox.size + controllers.size + plans.size;
    if (touched === 0 && !outbox && !topUps) return null;
    return { slots, conversations, inbox, controllers, plans, outbox, topUps };
  }

  private refuseWritesOnLook(): void {
    if (this.readOnly) throw new StorageError('misuse', 'a write in a read-only look');
  }

  /** PostgreSQL's driver takes one query of a connection at a time; SQLite's keeps a queue of its own. */
  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    if (this.dialect === 'sqlite') return run();
    const turn = this.previous.then(run);
    this.previous = turn.catch(() => undefined);
    return turn;
  }

  private async track<T>(sql: string, bind: Bind): Promise<T[]> {
    if (this.closed) throw new StorageError('misuse', `query after the unit was ${this.closed}`);
    const running = this.inTurn(() => this.runQuery<T>(sql, bind));
    this.running.add(running);
    try {
      return await running;
    } catch (error) {
      const refused = constraintOf(error) === null ? (error as Error) : toStorageError(error);
      this.failure ??= refused;
      throw refused;
    } finally {
      this.running.delete(running);
    }
  }
}

/** Builds the repositories of one session; given by the composition so that this file knows none of them. */
export type MakeTx = (session: TxSession) => Tx;
