import { deliverDue, findInterrupted, type OutboxDeps, recoverInterrupted } from '../../app/deliver-outbox.ts';
import type { Message } from '../../app/ports/entities.ts';
import { WakeLoop } from './wake-loop.ts';

const POLL_MS = 1000;
/** How often it looks for messages whose sending was interrupted, by this process or by another one. */
const RECOVER_MS = 15_000;

/** Delivers the outbox: woken when a message is stored, and once a second for those whose time has come. */
export class OutboxLoop {
  private readonly deps: OutboxDeps;
  private readonly onError: (error: unknown) => void;
  private readonly loop: WakeLoop;
  private recovering: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  /** The first look comes before the first message is sent. */
  private shouldRecover = true;
  private stopped = false;

  constructor(deps: OutboxDeps, onError: (error: unknown) => void) {
    this.deps = deps;
    this.onError = onError;
    this.loop = new WakeLoop({ round: () => this.round(), onError, pollMs: POLL_MS });
  }

  start(): void {
    this.timer = setInterval(() => {
      this.shouldRecover = true;
    }, RECOVER_MS);
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.loop.stop();
    await this.recovering;
  }

  wake(): void {
    void this.loop.wake();
  }

  private async round(): Promise<boolean> {
    if (this.shouldRecover) {
      const interrupted = this.recovering ? [] : await findInterrupted(this.deps);
      this.shouldRecover = false;
      // The provider may take its time to answer: nobody else's messages wait for that, nor does the start.
      if (interrupted.length > 0) this.recover(interrupted);
    }
    // A look costs nothing; only what is due is worth a write.
    const next = await this.deps.unitOfWork.read((look) => look.messages.nextDue());
    if (next === null || next > this.deps.clock.now()) return false;
    return (await deliverDue(this.deps)) > 0;
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
