import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageError } from '../app/ports/storage-errors.ts';

type Program = 'pg_dump' | 'pg_restore';

/**
 * Runs one of PostgreSQL's own programs on a database. The password goes by a file only we can read, which `ps` cannot
 * show (https://www.postgresql.org/docs/current/libpq-pgpass.html).
 */
export async function runPgTool(program: Program, url: string, args: readonly string[]): Promise<void> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  if (password === '') return void (await run(program, [...args, `--dbname=${address.href}`]));
  const folder = await mkdtemp(join(tmpdir(), 'parkwire-'));
  try {
    const file = join(folder, 'pgpass');
    await writeFile(file, `*:*:*:*:${password.replaceAll(/[\\:]/g, '\\$&')}\n`, { mode: 0o600 });
    address.searchParams.set('passfile', file);
    await run(program, [...args, `--dbname=${address.href}`]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What one of them says of a file, without any database. */
export function askPgTool(program: Program, args: readonly string[]): Promise<string> {
  return run(program, args);
}

async function run(program: Program, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? missing(program) : error));
    child.once('close', resolve);
  });
  if (code === 0) return printed;
  const lines = said.trim().split('\n');
  throw new StorageError('unavailable', `${program} failed: ${lines.slice(0, 3).join(' ')}`);
}

function missing(program: string): StorageError {
  return new StorageError(
    'unavailable',
    `${program} is not on the PATH: install PostgreSQL's client programs, of the server's version or newer (Debian: postgresql-client)`,
  );
}
