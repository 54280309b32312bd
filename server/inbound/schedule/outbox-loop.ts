import { deliverDue, type OutboxDeps, recoverInterrupted } from '../../app/deliver-outbox.ts';

const POLL_MS = 1000;
/** Every so many polls it looks for messages whose sending was interrupted, by this process or by another one. */
const RECOVER_EVERY = 15;

/** Delivers the outbox: woken when a message is stored, and once a second for those whose time has come. */
export class OutboxLoop {
  private readonly deps: OutboxDeps;
  private readonly onError: (error: unknown) => void;
  private working: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private again = false;
  private polls = 0;
  private stopped = false;

  constructor(deps: OutboxDeps, onError: (error: unknown) => void) {
    this.deps = deps;
    this.onError = onError;
  }

  async start(): Promise<void> {
    this.stopped = false;
    await recoverInterrupted(this.deps);
    this.timer = setInterval(() => {
      this.polls++;
      this.wake();
    }, POLL_MS);
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
      if (this.polls >= RECOVER_EVERY) {
        this.polls = 0;
        await recoverInterrupted(this.deps);
      }
      // A look costs nothing; only what is due is worth a write.
      const next = await this.deps.unitOfWork.read((look) => look.messages.nextDue());
      if (next === null || next > this.deps.clock.now()) continue;
      if ((await deliverDue(this.deps)) > 0) this.again = true;
    }
  }
}
