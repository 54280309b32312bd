/** Time, injected so that tests own it. */
export interface Clock {
  /** Wall clock, ms since the epoch, UTC. */
  now(): number;
}
