import { StorageError } from '../app/ports/storage-errors.ts';

/** Rejects when `fn` takes longer than a unit of work may; the writer is never held by one caller. */
export async function withDeadline<T>(ms: number, fn: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageError('misuse', `a unit of work took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([fn(), late]);
  } finally {
    clearTimeout(timer);
  }
}
