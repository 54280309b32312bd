import { act } from './acts.ts';
import { faultsAfter } from './checks.ts';
import type { Step } from './steps.ts';
import type { Tally } from './tally.ts';
import { World } from './world.ts';

/** A history after which something does not hold; its message has every step, what came of it, and the faults. */
export class BrokenHistory extends Error {}

/** Plays a history on a Parkwire of its own. Throws a BrokenHistory at the first step after which something does not hold. */
export async function play(steps: readonly Step[], tally?: Tally): Promise<void> {
  const world = await World.start();
  const told: string[] = [];
  try {
    for (const one of steps) {
      const { do: what, ...how } = one;
      told.push(`  ${new Date(world.site.now()).toISOString()} ${what} ${JSON.stringify(how)}`);
      const faults = await take(world, one, told);
      if (faults.length > 0)
        throw new BrokenHistory([...told, ...faults.map((fault) => `  FAULT ${fault}`)].join('\n'));
    }
    await tally?.add(world.site);
  } finally {
    await world.stop();
  }
}

async function take(world: World, one: Step, told: string[]): Promise<string[]> {
  try {
    told.push(`    ${await act(world, one)}`);
    return await faultsAfter(world, one);
  } catch (error) {
    return [(error as Error).stack ?? String(error)];
  }
}

/** Leaves steps out, many at first and then each, as long as something still does not hold and there is time. */
export async function smallest(
  steps: readonly Step[],
  broken: BrokenHistory,
  deadline: number,
): Promise<{ steps: readonly Step[]; broken: BrokenHistory }> {
  let best = { steps, broken };
  for (let size = Math.ceil(steps.length / 2); ; ) {
    let isSmaller = false;
    for (let from = 0; from < best.steps.length && Date.now() < deadline; ) {
      const rest = best.steps.filter((_, index) => index < from || index >= from + size);
      const found = await brokenBy(rest);
      if (found) best = { steps: rest, broken: found };
      else from += size;
      isSmaller ||= found !== null;
    }
    if (Date.now() >= deadline || (size === 1 && !isSmaller)) return best;
    size = Math.ceil(size / 2);
  }
}

async function brokenBy(steps: readonly Step[]): Promise<BrokenHistory | null> {
  try {
    await play(steps);
    return null;
  } catch (error) {
    if (error instanceof BrokenHistory) return error;
    throw error;
  }
}
