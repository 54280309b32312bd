import type { Faults } from '../../firmware-sim/faults/faults.ts';
import { beginsMs, plan } from '../../firmware-sim/plan.ts';
import { seededRandom, seedFor } from '../../firmware-sim/random.ts';
import type { ScenarioFile } from '../../firmware-sim/scenario-file.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { CarPark } from './car-park.ts';
import { judge, type Verdict } from './verdict.ts';

export interface SimulateOptions {
  readonly slots: number;
  readonly slotsEach: number;
  readonly scenario: ScenarioFile;
  readonly hours: number;
  readonly seed: number;
  readonly faults?: Faults | undefined;
  /** How often the server is stopped and comes back up to half an hour later. */
  readonly outages?: number;
  /** At most so many times faster than the clock on the wall. */
  readonly speed?: number;
  readonly onOpen?: (park: CarPark) => void;
  readonly onStep?: () => void;
  /** Before the truths are compared, while everything still runs. */
  readonly onEnd?: () => void;
}

/** Lets a car park live through a scenario, mends everything, and compares what is left with the boards' own truth. */
export async function simulate(options: SimulateOptions): Promise<Verdict> {
  const { scenario, hours, seed, outages = 0, speed = Number.POSITIVE_INFINITY, onOpen, onStep, onEnd } = options;
  const random = seededRandom(seedFor(seed, 'outages'));
  const fails = Array.from({ length: outages }, () => random() * hours * HOUR).sort((one, two) => one - two);
  const park = await CarPark.open({ ...options, beginsMs: beginsMs(scenario) });
  try {
    onOpen?.(park);
    const begun = performance.now();
    let returns: number | null = null;
    await park.pass(hours * HOUR, plan(scenario, park.slots, seed, hours), async () => {
      const now = park.time.now();
      if (returns !== null && now >= returns) {
        await park.startServer();
        returns = null;
      } else if (returns === null && now >= (fails[0] ?? Number.POSITIVE_INFINITY)) {
        fails.shift();
        await park.stopServer();
        returns = now + MINUTE + random() * 30 * MINUTE;
      }
      onStep?.();
      const early = now / speed - (performance.now() - begun);
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    });
    if (returns !== null) await park.startServer();
    await park.recover();
    onEnd?.();
    return await judge(park);
  } finally {
    await park.close();
  }
}
