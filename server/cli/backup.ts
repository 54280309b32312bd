import { StorageError } from '../app/ports/storage-errors.ts';
import { backUp } from '../db/backup.ts';
import { runCommand } from './command.ts';

/** Writes the whole database to one file, beside a running server or without one. */

await runCommand(async (url, [file, ...more]) => {
  if (!file || more.length > 0) throw new StorageError('misuse', 'say which file: npm run backup -- <file>');
  await backUp(url, file);
  process.stdout.write(`The database is in ${file}.\n`);
  return 0;
}, 1);
