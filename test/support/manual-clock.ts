import type { Clock } from '../../server/app/ports/clock.ts';

/** A Monday morning, UTC; every story begins here unless it says otherwise. */
export const START = Date.UTC(2026, 10, 2, 9);

export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** The server's time, standing still until a test moves it. */
export class ManualClock implements Clock {
  #now: number;

  constructor(now = START) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  set(now: number): void {
    this.#now = now;
  }

  advance(ms: number): number {
    this.#now += ms;
    return this.#now;
  }
}
