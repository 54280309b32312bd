import { StorageError } from '../app/ports/storage-errors.ts';
import { restore } from '../db/restore.ts';
import { openStorage } from '../db/storage.ts';
import { runCommand } from './command.ts';
import { runAudit } from './run-audit.ts';

/** Makes a backup the database of this installation, brings its schema up to date and audits it. */

await runCommand(async (url, args) => {
  const files = args.filter((arg) => arg !== '--force');
  const [file] = files;
  if (!file || files.length > 1)
    throw new StorageError('misuse', 'say which file: npm run restore -- <file> [--force]');
  const aside = await restore(url, file, { force: args.includes('--force'), now: Date.now() });
  if (aside) process.stdout.write(`The database that was there is now ${aside}.\n`);
  await (await openStorage(url, () => undefined)).stop();
  process.stdout.write(`The database is restored from ${file}. Its audit:\n\n`);
  return runAudit(url);
});
