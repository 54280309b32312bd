import { StorageError } from '../app/ports/storage-errors.ts';
import { ConfigError, loadDotEnv, readConfig } from '../config.ts';

/** Runs a command on the database of this installation; ends with its exit code, or with another where it cannot be done. */
export async function runCommand(
  command: (databaseUrl: string, args: string[]) => Promise<number>,
  impossible = 2,
): Promise<void> {
  try {
    loadDotEnv();
    process.exitCode = await command(readConfig('production').databaseUrl, process.argv.slice(2));
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof StorageError;
    process.stderr.write(`${known ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = impossible;
  }
}
