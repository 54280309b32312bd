import { spawn } from 'node:child_process';
import { StorageError } from '../app/ports/storage-errors.ts';

/** Runs one of PostgreSQL's own programs on a database. The password goes by the environment, where `ps` cannot see it. */
export async function runPgTool(
  program: 'pg_dump' | 'pg_restore',
  url: string,
  args: readonly string[],
): Promise<void> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  const child = spawn(program, [...args, `--dbname=${address.href}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...(password === '' ? {} : { PGPASSWORD: password }) },
  });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? missing(program) : error));
    child.once('close', resolve);
  });
  if (code === 0) return;
  const lines = said.trim().split('\n');
  throw new StorageError('unavailable', `${program} failed: ${lines.slice(0, 3).join(' ')}`);
}

function missing(program: string): StorageError {
  return new StorageError(
    'unavailable',
    `${program} is not on the PATH: install PostgreSQL's client programs, of the server's version or newer (Debian: postgresql-client)`,
  );
}
