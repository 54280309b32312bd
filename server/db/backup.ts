import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { StorageError } from '../app/ports/storage-errors.ts';
import { runPgTool } from './pg-tools.ts';
import { openForReading } from './reading.ts';

/**
 * Writes everything as it is at one moment to a new file, while a server may go on writing. The file has its name only
 * once it is whole.
 */
export async function backUp(url: string, file: string): Promise<void> {
  if (existsSync(file)) throw new StorageError('misuse', `${file} is there already: name a new file`);
  const part = `${file}.part`;
  await rm(part, { force: true });
  try {
    if (url.startsWith('sqlite:')) await copySqlite(url, part);
    else await runPgTool('pg_dump', url, ['--format=custom', '--no-owner', '--no-privileges', `--file=${part}`]);
    await flush(part);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof StorageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError('unavailable', `the backup could not be written: ${reason}`, null, error);
  }
}

async function copySqlite(url: string, file: string): Promise<void> {
  const source = await openForReading(url);
  try {
    // The original stays as read-only as it was opened; it is the copy that is written.
    await source.query('PRAGMA query_only = OFF');
    await source.query('VACUUM INTO $1', [file]);
  } finally {
    await source.close();
  }
}

/** Waits until the file is on the disk. */
export async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
