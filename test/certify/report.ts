import { type Finding, RULES } from './rules.ts';

const MARKS = { passed: '✔', failed: '✘', skipped: '–' } as const;

/** One finding as a line, or two where there is more to say. */
export function lineOf({ rule, outcome, why }: Finding): string {
  return `  ${MARKS[outcome]} ${rule.padEnd(15)} ${RULES[rule]}${why ? `\n${' '.repeat(20)}${outcome}: ${why}` : ''}`;
}

export interface Summary {
  readonly sentence: string;
  readonly exitCode: 0 | 1;
}

/** Whether it is certified: what was not tried is not certified, unless that is allowed. */
export function summaryOf(findings: readonly Finding[], controller: string, allowSkips: boolean): Summary {
  const count = (outcome: Finding['outcome']) => findings.filter((finding) => finding.outcome === outcome).length;
  const [failed, skipped] = [count('failed'), count('skipped')];
  const isGood = failed === 0 && (skipped === 0 || allowSkips);
  const figures = `${count('passed')} rules kept, ${failed} broken, ${skipped} not tried`;
  return { sentence: `${controller} is ${isGood ? '' : 'not '}certified: ${figures}.`, exitCode: isGood ? 0 : 1 };
}
