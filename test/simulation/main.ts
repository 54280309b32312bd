import { Command, InvalidArgumentError, Option } from 'commander';
import { type Faults, parseFaults } from '../../firmware-sim/faults/faults.ts';
import { readScenario, type ScenarioFile } from '../../firmware-sim/scenario-file.ts';
import { postgres, setCurrentEngine, sqlite, stopEngines } from '../support/engines.ts';
import { Progress } from './progress.ts';
import { simulate } from './simulate.ts';
import { linesOf } from './verdict.ts';

/** A whole car park on a virtual clock: `npm run sim -- --fleet 500 …`, `npm run week`. */

const number = (text: string): number => {
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(text)) throw new InvalidArgumentError('It must be a number.');
  return Number(text);
};

/** What throws a sentence about what was typed becomes commander's own error. */
const reads =
  <T>(read: (text: string) => T) =>
  (text: string): T => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError(`${error instanceof RangeError ? error.message : String(error)}.`);
    }
  };

const { fleet, slotsEach, scenario, hours, seed, faults, outages, speed, engine } = new Command()
  .name('sim --fleet')
  .description(
    'A server of its own, boards and drivers on one virtual clock; in the end its truth is compared with theirs.',
  )
  .requiredOption('--fleet <number>', 'how many controllers', number)
  .option('--slots-each <number>', 'slots on each of them', number, 2)
  .addOption(
    new Option('--scenario <name or file>', 'who comes when')
      .argParser(reads(readScenario))
      .default(readScenario('weekday'), 'weekday'),
  )
  .option('--hours <number>', 'virtual hours; the scenario says how many it has', number)
  .option('--seed <number>', 'the same seed gives the same cars, drivers and misfortunes', number, 1)
  .addOption(
    new Option('--faults <names>', 'profiles, and faults with rates: flaky-wifi,reboot=2').argParser(
      reads(parseFaults),
    ),
  )
  .option('--outages <number>', 'how often the server stops and comes back up to half an hour later', number, 0)
  .option('--speed <factor>', 'at most so many times faster than the clock on the wall', number, 1000)
  .addOption(new Option('--engine <name>', 'the database').choices(['sqlite', 'postgres', 'both']).default('sqlite'))
  .parse()
  .opts<{
    fleet: number;
    slotsEach: number;
    scenario: ScenarioFile;
    hours?: number;
    seed: number;
    faults?: Faults;
    outages: number;
    speed: number;
    engine: 'sqlite' | 'postgres' | 'both';
  }>();

const engines = engine === 'both' ? [sqlite, postgres] : [{ sqlite, postgres }[engine]];
try {
  for (const each of engines) {
    setCurrentEngine(each);
    const progress = new Progress(process.stdout);
    console.log(`${scenario.title}. ${fleet} controllers, ${fleet * slotsEach} slots, seed ${seed}, ${each.name}`);
    const verdict = await simulate({
      ...{ slots: fleet * slotsEach, slotsEach, scenario, hours: hours ?? scenario.hours },
      ...{ seed, faults, outages, speed },
      onOpen: (park) => progress.begin(park),
      onStep: () => progress.show(),
      onEnd: () => progress.end(),
    });
    for (const line of linesOf(verdict)) console.log(line);
    if (verdict.faults.length > 0) process.exitCode = 1;
  }
} finally {
  await stopEngines();
}
