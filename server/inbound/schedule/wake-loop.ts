export interface WakeLoopOptions {
  /** One round; answers whether another one is worth while at once. */
  readonly round: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
  /** How often it wakes by itself once started, in ms; left out where somebody else does that. */
  readonly pollMs?: number;
}

/**
 * Goes round when it is woken, one round at a time; woken in a round it goes round once more. A lost wake-up costs one
 * poll. A round that fails is reported, and the next wake-up tries again.
 */
export class WakeLoop {
  private readonly options: WakeLoopOptions;
  private working: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private again = false;
  private stopped = false;

  constructor(options: WakeLoopOptions) {
    this.options = options;
  }

  start(): void {
    const { pollMs } = this.options;
    if (pollMs !== undefined) this.timer = setInterval(() => void this.wake(), pollMs);
    void this.wake();
  }

  /** Resolves when the rounds under way have ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.working;
  }

  /** Resolves when what this wake-up brought about is done; it never rejects. */
  wake(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.again = true;
    this.working ??= this.work()
      .catch(this.options.onError)
      .finally(() => {
        this.working = null;
      });
    return this.working;
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      if (await this.options.round()) this.again = true;
    }
  }
}
