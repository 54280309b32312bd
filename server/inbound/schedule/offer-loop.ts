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
  private readonly options: OfferLoopOptions;
  private mayWait = true;
  private again = false;
  private working: Promise<void> | null = null;
  private stopped = false;

  constructor(options: OfferLoopOptions) {
    this.options = options;
  }

  /** Slots changed. */
  wake(): void {
    if (this.stopped || !this.mayWait) return;
    this.again = true;
    this.working ??= this.work()
      .catch(this.options.onError)
      .finally(() => {
        this.working = null;
      });
  }

  /** Looks whether anybody waits, and if so offers what is free. */
  async sweep(): Promise<void> {
    this.mayWait = true;
    this.wake();
    await this.working;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      if (await this.options.anyoneWaits()) await this.options.offer();
      else this.mayWait = false;
    }
  }
}
