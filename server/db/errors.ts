import { StorageError } from '../app/ports/storage-errors.ts';

interface DriverError {
  name?: string;
  message?: string;
  original?: { code?: string; message?: string; constraint?: string };
  parent?: { code?: string; message?: string; constraint?: string };
}

/** SQLSTATE codes after which the same transaction may succeed when it is simply run again. */
const RETRYABLE = new Set(['40001', '40P01', '55P03']);

/** Whether a PostgreSQL transaction lost against another one: a serialization failure or a deadlock. */
export function isRetryable(error: unknown): boolean {
  const original = (error as DriverError | undefined)?.original;
  return original?.code !== undefined && RETRYABLE.has(original.code);
}

/**
 * The name of the violated constraint, or null for any other error. SQLite says which only in its message, and a
 * trigger's RAISE(ABORT) surfaces as a unique violation (measured), so the message decides.
 */
export function constraintOf(error: unknown): string | null {
  const driver = error as DriverError;
  const original = driver?.original ?? driver?.parent;
  const message = original?.message ?? driver?.message ?? '';
  if (original?.code?.startsWith('SQLITE_CONSTRAINT')) {
    const match = /constraint failed: (.*)$|SQLITE_CONSTRAINT[A-Z_]*: (.*)$/.exec(message);
    return match?.[1] ?? match?.[2] ?? message;
  }
  if (original?.code && /^23/.test(original.code)) return original.constraint ?? message;
  if (original?.code === 'P0001') return message;
  return null;
}

/** Turns what the database library threw into the storage's own error. */
export function toStorageError(error: unknown): Error {
  if (error instanceof StorageError) return error;
  const constraint = constraintOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (constraint !== null)
    return new StorageError('constraint', `the database refused the write: ${constraint}`, constraint, error);
  if (error instanceof Error && !isDriverError(error)) return error;
  return new StorageError('unavailable', `the database did not store it: ${message}`, null, error);
}

/** Whether an error came from the database at all, and not from the code of the unit. */
export function isDriverError(error: unknown): boolean {
  return error instanceof Error && (error.name.startsWith('Sequelize') || 'sql' in error);
}
