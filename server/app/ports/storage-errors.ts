/**
 * What the storage may answer instead of doing it.
 * - `constraint`: a rule of the database refused the write; the unit was rolled back.
 * - `unavailable`: nothing of the unit was stored.
 * - `outcome-unknown`: the connection broke while committing; only an idempotency key tells whether it is there.
 * - `misuse`: the caller broke a rule of the unit of work; always a bug.
 */
export type StorageErrorKind = 'constraint' | 'unavailable' | 'outcome-unknown' | 'misuse';

export class StorageError extends Error {
  readonly kind: StorageErrorKind;
  /** Name of the constraint, where the kind is `constraint`. */
  readonly constraint: string | null;

  constructor(kind: StorageErrorKind, message: string, constraint: string | null = null, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.kind = kind;
    this.constraint = constraint;
  }
}

/** The storage itself failed: what it was asked for is not at fault. */
export function isStorageAway(error: unknown): boolean {
  return error instanceof StorageError && error.kind !== 'constraint';
}

export function isConstraint(error: unknown, ...names: string[]): boolean {
  return (
    error instanceof StorageError &&
    error.kind === 'constraint' &&
    (names.length === 0 || names.some((name) => error.constraint?.includes(name)))
  );
}
