import Mocha from 'mocha';

/** How a run came out, in one line that people and CI read alike. */
export function summary(stats: { passes?: number; failures?: number; pending?: number }): string {
  const { passes = 0, failures = 0, pending = 0 } = stats;
  return `${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`;
}

/** Mocha's own `spec`, and the summary as the very last line of the process. */
export default class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    // At exit, so that nothing a test left running can print after it.
    process.once('exit', () => Mocha.reporters.Base.consoleLog(summary(runner.stats ?? {})));
  }
}
