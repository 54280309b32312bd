import { awake, commands, identifies } from './acts-awake.ts';
import { powerCut, restart } from './acts-power.ts';
import { changes, quickChanges } from './acts-sensor.ts';
import { Bench, type BenchOptions, SOON_MS } from './bench.ts';
import { judgeAll } from './hindsight.ts';
import { type Finding, RULES, type Rule } from './rules.ts';

/** The settings of the protocol's page: nobody can be asked for those that the board had before. */
async function settle(bench: Bench): Promise<void> {
  const since = bench.mark;
  const commandId = await bench.command('set-config', {
    dwellInMs: 3000,
    dwellOutMs: 5000,
    hysteresisCm: 10,
    telemetryS: 60,
  });
  await bench.wire.next(({ leaf, body }) => leaf === 'response' && body['commandId'] === commandId, SOON_MS, since);
}

/** Plays the server to one board from its first boot on, and answers what was found, a finding for each rule. */
export async function certify(options: BenchOptions): Promise<readonly Finding[]> {
  const bench = new Bench(options);
  if (await awake(bench)) {
    const identified = identifies(bench);
    await commands(bench);
    await changes(bench);
    await quickChanges(bench);
    await identified;
    await powerCut(bench);
    await restart(bench);
    await settle(bench);
    await judgeAll(bench);
  }
  for (const rule of Object.keys(RULES) as Rule[]) {
    if (!bench.findings.some((finding) => finding.rule === rule))
      bench.found(rule, 'skipped', 'the board did not get so far');
  }
  await bench.wire.clear(bench.slots.map((slot) => `slot/${slot}/led/desired`));
  return bench.findings;
}
