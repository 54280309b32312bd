/**
 * Another process on the same database, for tests: `tsx db-child.ts <url>` opens it, stores a lease named `child`, says
 * `open` or why not in one line, and stays until it is killed or its input ends.
 */
import { openStorage } from '../../server/db/storage.ts';

try {
  const storage = await openStorage(process.argv[2] ?? '', () => undefined);
  await storage.unitOfWork.run((tx) => tx.leases.take('child', String(process.pid), 0, 1));
  console.log('open');
  process.stdin.resume().once('end', () => void storage.stop());
} catch (error) {
  console.log(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  process.exitCode = 1;
}
