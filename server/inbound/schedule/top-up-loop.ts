import { makeLinks, type PayByLinkDeps } from '../../app/pay-by-link.ts';

const POLL_MS = 2000;

/** Makes the links to pay by that drivers asked for: woken when one is asked for, and now and then for those to be tried again. */
export class TopUpLoop {
  private readonly deps: PayByLinkDeps;
  private readonly onError: (error: unknown) => void;
  private working: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private again = false;
  private stopped = false;

  constructor(deps: PayByLinkDeps, onError: (error: unknown) => void) {
    this.deps = deps;
    this.onError = onError;
  }

  start(): void {
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.working;
  }

  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.working ??= this.work()
      .catch(this.onError)
      .finally(() => {
        this.working = null;
      });
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      if ((await makeLinks(this.deps)) > 0) this.again = true;
    }
  }
}
