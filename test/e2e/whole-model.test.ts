import fc from 'fast-check';
import { eachEngine } from '../support/databases.ts';
import { SECOND } from '../support/manual-clock.ts';
import { BrokenHistory, play, smallest } from './support/model/history.ts';
import { type Step, step } from './support/model/steps.ts';
import { Tally } from './support/model/tally.ts';

/**
 * Any history of a whole car park, step by step: after each of them everything that must always hold is looked at, and
 * what the model knows by itself. Every run plays the same histories, so that it tells what a change broke; another `SEED`
 * plays others, and `MODEL_RUNS` more of them. `MODEL_SHRINK` is for how many seconds a failing one is made smaller, and
 * `MODEL_TALLY=1` shows what the histories came to.
 */

const SEED = Number(process.env['SEED'] ?? 63);
const RUNS = Number(process.env['MODEL_RUNS'] ?? 5);
const SHRINK_MS = Number(process.env['MODEL_SHRINK'] ?? 90) * SECOND;
const SHORTEST = 25;
const LONGEST = 75;

eachEngine('a car park through any history', function () {
  this.timeout(RUNS * 60 * SECOND + 2 * SHRINK_MS);

  it('keeps what must always hold, after every step', async () => {
    console.log(`      SEED=${SEED}`);
    const tally = new Tally();
    const histories = fc.array(step, { minLength: SHORTEST, maxLength: LONGEST, size: 'max' });
    const property = fc.asyncProperty(histories, (steps) => play(steps, tally));
    // What is smaller is looked for below: a history is its steps, whichever are left out.
    const result = await fc.check(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
    if (process.env['MODEL_TALLY']) for (const line of tally.lines()) console.log(`      ${line}`);
    if (!result.failed) return;
    const { errorInstance: broken } = result;
    const [steps] = result.counterexample as [Step[]];
    if (!(broken instanceof BrokenHistory)) throw broken;
    const least = await smallest(steps, broken, Date.now() + SHRINK_MS);
    const size = `${least.steps.length} of the ${steps.length} steps of history ${result.numRuns}`;
    throw new Error(`SEED=${SEED}, ${size}:\n${least.broken.message}`);
  });
});
