import { deliverDue, findInterrupted, type OutboxDeps, recoverInterrupted } from '../../app/deliver-outbox.ts';
import type { Message } from '../../app/ports/entities.ts';

const POLL_MS = 1000;
/** Every so many polls it looks for messages whose sending was interrupted, by this process or by another one. */
const RECOVER_EVERY = 15;

/** Delivers the outbox: woken when a message is stored, and once a second for those whose time has come. */
export class OutboxLoop {
  private readonly deps: OutboxDeps;
  private readonly onError: (error: unknown) => void;
  private working: Promise<void> | null = null;
  private recovering: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private again = false;
  private polls = 0;
  private stopped = false;

  constructor(deps: OutboxDeps, onError: (error: unknown) => void) {
    this.deps = deps;
    this.onError = onError;
  }

  start(): void {
    this.stopped = false;
    // The first look comes before the first message is sent.
    this.polls = RECOVER_EVERY;
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
    await this.recovering;
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
        const interrupted = this.recovering ? [] : await findInterrupted(this.deps);
        this.polls = 0;
        // The provider may take its time to answer: nobody else's messages wait for that, nor does the start.
        if (interrupted.length > 0) this.recover(interrupted);
      }
      // A look costs nothing; only what is due is worth a write.
      const next = await this.deps.unitOfWork.read((look) => look.messages.nextDue());
      if (next === null || next > this.deps.clock.now()) continue;
      if ((await deliverDue(this.deps)) > 0) this.again = true;
    }
  }

  private recover(interrupted: readonly Message[]): void {
    const each = async (): Promise<void> => {
      for (const message of interrupted) if (!this.stopped) await recoverInterrupted(this.deps, message);
    };
    this.recovering = each()
      .catch(this.onError)
      .finally(() => {
        this.recovering = null;
      });
  }
}
