import { auditBooks, problemsIn } from '../app/audit-books.ts';
import { openBooks } from '../db/books.ts';
import type { Kernel } from './kernel.ts';

/** The audit as a job: one line in the log, and a gauge that an alarm can watch. */
export function composeAudit({ config, log, meter }: Kernel): () => Promise<void> {
  // Until an audit has come to its end nothing is known.
  let problems = Number.NaN;
  meter.gauge('parkwire_audit_problems', 'Problems that the last audit of the books found', () => problems);
  return async () => {
    problems = Number.NaN;
    const books = await openBooks(config.databaseUrl);
    try {
      const lines = await auditBooks(books);
      problems = problemsIn(lines);
      const broken = lines.flatMap((line) => (line.problems > 0 ? { rule: line.rule, ids: line.ids } : []));
      if (problems === 0) log.info({ rules: lines.length }, 'the books are clean');
      else log.error({ problems, broken }, 'the audit of the books found problems');
    } finally {
      await books.close();
    }
  };
}
