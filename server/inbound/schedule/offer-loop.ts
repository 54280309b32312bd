import { WakeLoop } from './wake-loop.ts';

export interface OfferLoopOptions {
  /** Whether anybody waits for a slot. */
  readonly anyoneWaits: () => Promise<boolean>;
  readonly offer: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/**
 * Offers freed slots to those who wait: after a commit that changed slots, and at every sweep in case another process made
 * that commit. While nobody waits a commit costs nothing here.
 */
export class OfferLoop {
  private readonly loop: WakeLoop;
  private mayWait = true;

  constructor({ anyoneWaits, offer, onError }: OfferLoopOptions) {
    const round = async (): Promise<boolean> => {
      if (await anyoneWaits()) await offer();
      else this.mayWait = false;
      return false;
    };
    this.loop = new WakeLoop({ round, onError });
  }

  /** Slots changed. */
  wake(): void {
    if (this.mayWait) void this.loop.wake();
  }

  /** Looks whether anybody waits, and if so offers what is free. */
  sweep(): Promise<void> {
    this.mayWait = true;
    return this.loop.wake();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }
}
