/** One line of the benchmark's table. */
export interface BenchRow {
  readonly work: string;
  readonly baseline: number;
  readonly ours: number;
  /** Round by round, so that a machine whose speed drifts still compares like with like. */
  readonly ratios: readonly number[];
  readonly goal: number;
  readonly unit: string;
  readonly note: string;
}

const number = (value: number): string => Math.round(value).toLocaleString('en-US');
const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;

export function printTable(rows: readonly BenchRow[]): void {
  console.log('\n| work | baseline | Parkwire | ratio, median (range) | goal | |\n|---|---|---|---|---|---|');
  for (const { work, baseline, ours, ratios, goal, unit, note } of rows) {
    const sorted = [...ratios].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const range = `${percent(middle)} (${percent(sorted[0] ?? 0)}–${percent(sorted.at(-1) ?? 0)})`;
    const verdict = middle >= goal ? 'met' : '**MISSED**';
    console.log(
      `| ${work} | ${number(baseline)} ${unit} | ${number(ours)} ${unit} | ${range} | ≥ ${percent(goal)} | ${verdict}; ${note} |`,
    );
  }
}
