import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/**
 * A use-case of its own as a part of a unit that is open: its unit becomes a savepoint, so that its refusal undoes it
 * alone, and its effect is committed together with whatever caused it.
 */
export function partOf(tx: Tx): UnitOfWork {
  return {
    run: (fn) => tx.attempt(() => fn(tx)),
    read: (fn) => fn(tx),
    // Whoever listens to commits listens to those of the unit that this is a part of.
    onCommit: () => () => undefined,
    batchSize: 1,
  };
}
