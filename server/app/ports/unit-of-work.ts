import type { Repositories } from './repositories.ts';

/** What a committed unit touched; whoever is woken by it reads the truth from the database. */
export interface Changes {
  /** Ids of slots whose state, LED or view changed. */
  readonly slots: ReadonlySet<string>;
  /** Ids of identities that have a new message or a message with a new status. */
  readonly conversations: ReadonlySet<string>;
  /** Ids of drivers whose conversation is, or was, answered by people, where that changed or they wrote. */
  readonly inbox: ReadonlySet<string>;
  /** Ids of controllers that something happened with, or that are to be told something. */
  readonly controllers: ReadonlySet<string>;
  /** Ids of lots whose floor plan changed. */
  readonly plans: ReadonlySet<string>;
  /** A message waits to be sent. */
  readonly outbox: boolean;
  /** Somebody asked for a link to pay by. */
  readonly topUps: boolean;
}

/** One transaction as its use-case sees it. */
export interface Tx extends Repositories {
  /**
   * A savepoint around what is expected to fail: when `fn` throws, what it wrote is undone, the rest of the unit stands,
   * and the error is thrown on.
   */
  attempt<T>(fn: () => Promise<T>): Promise<T>;
}

/** What a read-only look at the database offers: the same repositories; a write throws. */
export type Look = Repositories;

/**
 * All writes go through `run`. `fn` may run more than once; it touches only its `tx` and awaits nothing else; effects
 * are rows, delivered after the commit. A nested `run` throws. Throws what `fn` throws, or a StorageError.
 */
export interface UnitOfWork {
  run<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads what is committed; sees every commit that was answered before it began. */
  read<T>(fn: (look: Look) => Promise<T>): Promise<T>;
  /** Called after each commit that changed something; answers how to stop listening. */
  onCommit(listener: (changes: Changes) => void): () => void;
  /** How many inputs of one kind may share a unit: many where there is one writer, one where they run side by side. */
  readonly batchSize: number;
}
