import type { Clock } from '../../app/ports/clock.ts';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
