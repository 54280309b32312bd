import type { AuditLine } from '../app/audit-books.ts';

/** What an audit found, a line for each rule, with the first ids of what breaks it. */
export function auditTable(lines: readonly AuditLine[]): string[] {
  const width = Math.max(...lines.map(({ rule }) => rule.length), 'rule'.length);
  const row = (rule: string, checked: string | number, problems: string | number, ids: string) =>
    `${rule.padEnd(width)}  ${String(checked).padStart(9)}  ${String(problems).padStart(8)}  ${ids}`.trimEnd();
  const problems = lines.reduce((sum, line) => sum + line.problems, 0);
  return [
    row('rule', 'checked', 'problems', ''),
    ...lines.map((line) => row(line.rule, line.checked, line.problems, shown(line))),
    '',
    problems === 0 ? 'The books are clean.' : `${problems} problems: see docs/audit.md.`,
  ];
}

function shown({ ids, problems }: AuditLine): string {
  return problems > ids.length ? `${ids.join(' ')} …` : ids.join(' ');
}
