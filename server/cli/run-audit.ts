import { auditBooks, problemsIn } from '../app/audit-books.ts';
import { openBooks } from '../db/books.ts';
import { auditTable } from './audit-table.ts';

/** Audits a database and prints the table. Answers the exit code: 0 where all is well, 1 where a rule is broken. */
export async function runAudit(url: string): Promise<number> {
  const books = await openBooks(url);
  try {
    const lines = await auditBooks(books);
    process.stdout.write(`${auditTable(lines).join('\n')}\n`);
    return problemsIn(lines) === 0 ? 0 : 1;
  } finally {
    await books.close();
  }
}
