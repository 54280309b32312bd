import { expect } from 'chai';

const MOST_ROUNDS = 300;

/**
 * Fails where reading a text costs more than in proportion to its length. Nobody's clock is asked how fast it is: the best times of both
 * lengths are compared, and as long as they do not fit they are taken again, because whatever else the machine does makes them worse
 * only. What costs the square of the length is never found to fit.
 */
export function expectProportionalCost(read: (text: string) => void, unit: string, short = 500, long = 4000): void {
  const textOf = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const best = { short: Number.POSITIVE_INFINITY, long: Number.POSITIVE_INFINITY };
  const take = (which: 'short' | 'long', text: string) => {
    const start = performance.now();
    read(text);
    best[which] = Math.min(best[which], performance.now() - start);
  };
  const texts = { short: textOf(short), long: textOf(long) };
  // Three times what is in proportion, and half a millisecond for what no text costs.
  const fits = () => best.long < 3 * (long / short) * best.short + 0.5;
  read(texts.long);
  for (let round = 0; round < 5 || (round < MOST_ROUNDS && !fits()); round += 1) {
    take('short', texts.short);
    take('long', texts.long);
  }
  const times = `${best.long.toFixed(2)} ms for ${long} characters, ${best.short.toFixed(2)} ms for ${short}`;
  expect(fits(), `${JSON.stringify(unit.slice(0, 40))}: ${times}`).to.equal(true);
}
