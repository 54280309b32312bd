import { ManualClock } from '../support/manual-clock.ts';

/** A board lives in real time, so its server does too. */
export class RunningClock extends ManualClock {
  override now(): number {
    return Date.now();
  }
}
