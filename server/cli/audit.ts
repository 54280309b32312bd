import { runCommand } from './command.ts';
import { runAudit } from './run-audit.ts';

/** Proves the books from what is stored, beside a running server or without one. */

await runCommand((url) => runAudit(url));
