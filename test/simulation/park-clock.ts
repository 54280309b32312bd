import type { VirtualTime } from '../../firmware-sim/virtual-time.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** The server's clock, which follows the virtual time that the boards live in. */
export class ParkClock extends ManualClock {
  readonly #time: VirtualTime;
  /** UTC in milliseconds at the virtual time 0. */
  readonly origin: number;

  constructor(time: VirtualTime, origin: number) {
    super();
    this.#time = time;
    this.origin = origin;
  }

  override now(): number {
    return this.at(this.#time.now());
  }

  /** UTC of a moment of the virtual time. */
  at(virtual: number): number {
    return this.origin + Math.floor(virtual);
  }
}
