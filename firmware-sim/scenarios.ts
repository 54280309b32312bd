/** Traffic for simulated slots: a pure, seeded, endless sequence of arrivals and departures. */
import { seededRandom, seedFor } from './random.ts';

export interface Movement {
  /** Milliseconds since the scenario began. */
  readonly atMs: number;
  readonly slot: string;
  readonly move: 'in' | 'out';
}

export interface Traffic {
  /** Mean time a slot stands empty between two cars. */
  readonly meanGapMs: number;
  readonly meanStayMs: number;
  /** Nothing is shorter, so that every car outlasts the sensor's dwell. */
  readonly shortestMs: number;
}

export const SCENARIOS = {
  none: undefined,
  quiet: { meanGapMs: 180_000, meanStayMs: 300_000, shortestMs: 15_000 },
  busy: { meanGapMs: 20_000, meanStayMs: 40_000, shortestMs: 8_000 },
} as const satisfies Record<string, Traffic | undefined>;

export type ScenarioName = keyof typeof SCENARIOS;

/**
 * Cars come and go at each slot independently, with exponential gaps and stays, in the order of time. Each slot draws
 * from its own seed, so adding a slot does not change what happens at the others.
 */
export function* movements(
  traffic: Traffic | undefined,
  slots: readonly string[],
  seed: number,
): Generator<Movement, void, undefined> {
  if (!traffic) return;
  const { shortestMs } = traffic;
  const lanes = slots.map((slot) => {
    const random = seededRandom(seedFor(seed, slot));
    const draw = (meanMs: number): number =>
      Math.round(shortestMs - Math.max(0, meanMs - shortestMs) * Math.log(1 - random()));
    return { slot, draw, occupied: false, atMs: draw(traffic.meanGapMs) };
  });
  for (;;) {
    const [first, ...others] = lanes;
    if (!first) return;
    const next = others.reduce((soonest, lane) => (lane.atMs < soonest.atMs ? lane : soonest), first);
    next.occupied = !next.occupied;
    yield { atMs: next.atMs, slot: next.slot, move: next.occupied ? 'in' : 'out' };
    next.atMs += next.draw(next.occupied ? traffic.meanStayMs : traffic.meanGapMs);
  }
}
