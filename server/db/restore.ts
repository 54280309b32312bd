import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StorageError } from '../app/ports/storage-errors.ts';
import { flush } from './backup.ts';
import { checkPostgresBackup, checkSqliteBackup } from './check-backup.ts';
import { lockFile } from './connect.ts';
import { runPgTool } from './pg-tools.ts';
import { openForReading } from './reading.ts';

export interface RestoreOptions {
  /** Moves an SQLite database that is there aside. */
  readonly force: boolean;
  readonly now: number;
}

/**
 * Makes a backup the database. The target must be empty, and no server may run on it. Answers where the database went
 * that was there, if there was one.
 */
export async function restore(url: string, file: string, options: RestoreOptions): Promise<string | null> {
  try {
    return await replace(url, file, options);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError('unavailable', `the backup could not be restored: ${reason}`, null, error);
  }
}

async function replace(url: string, file: string, options: RestoreOptions): Promise<string | null> {
  const kind = await kindOf(file);
  if (url.startsWith('sqlite:')) {
    if (kind !== 'sqlite') throw refused(`${file} is not a backup of an SQLite database`);
    return restoreSqlite(url.slice('sqlite:'.length), file, options);
  }
  if (kind !== 'postgres') throw refused(`${file} is not a backup of a PostgreSQL database`);
  if (!(await isEmpty(url))) {
    throw refused('the PostgreSQL database is not empty: create an empty one and name it in DATABASE_URL');
  }
  await checkPostgresBackup(file);
  const args = ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction', file];
  await runPgTool('pg_restore', url, args);
  return null;
}

async function restoreSqlite(path: string, file: string, { force, now }: RestoreOptions): Promise<string | null> {
  await mkdir(dirname(path), { recursive: true });
  const lock = await lockFile(path);
  try {
    const there = (await holdsSomething(path)) || (await holdsSomething(`${path}-wal`));
    if (there && !force) {
      throw refused(
        `${path} holds a database already: name another one in DATABASE_URL, or move it aside with --force`,
      );
    }
    const part = `${path}.part`;
    try {
      await copyFile(file, part);
      await flush(part);
      await checkSqliteBackup(part, file);
      const aside = there ? await moveAside(path, now) : null;
      await rename(part, path);
      return aside;
    } finally {
      for (const end of ENDS) await rm(part + end, { force: true });
    }
  } finally {
    await lock.release();
  }
}

/** What SQLite keeps beside a file and would apply to another file of the same name. */
const ENDS = ['-wal', '-shm', '-journal', ''];

async function holdsSomething(path: string): Promise<boolean> {
  return existsSync(path) && (await stat(path)).size > 0;
}

/** What a server had not yet moved into the file goes with it. */
async function moveAside(path: string, now: number): Promise<string> {
  const aside = `${path}.before-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const end of ENDS) {
    if (existsSync(path + end)) await rename(path + end, aside + end);
  }
  return aside;
}

async function isEmpty(url: string): Promise<boolean> {
  const target = await openForReading(url);
  try {
    const sql = `SELECT 1 AS found FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' LIMIT 1`;
    return (await target.query(sql)).length === 0;
  } finally {
    await target.close();
  }
}

async function kindOf(file: string): Promise<'sqlite' | 'postgres' | 'unknown'> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw refused(`${file} cannot be read (${error.code ?? error.message})`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    if (head === 'SQLite format 3\0') return 'sqlite';
    return head.startsWith('PGDMP') ? 'postgres' : 'unknown';
  } finally {
    await handle.close();
  }
}

function refused(sentence: string): StorageError {
  return new StorageError('misuse', sentence);
}
