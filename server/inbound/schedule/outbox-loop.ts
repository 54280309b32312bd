import {
  type Delivery,
  deliver,
  findInterrupted,
  type OutboxDeps,
  recoverInterrupted,
  takeDue,
} from '../../app/deliver-outbox.ts';
import type { Message } from '../../app/ports/entities.ts';
import { WakeLoop } from './wake-loop.ts';

const POLL_MS = 1000;
/** How often it looks for messages whose sending was interrupted, by this process or by another one. */
const RECOVER_MS = 15_000;
/** So many are taken in one step. */
const STEP = 8;
/** So many are on their way at most. */
const AT_ONCE = 64;
/** Of a number that has so many on their way no more are taken: a provider that hangs holds up its own messages alone. */
const OF_ONE_NUMBER = 8;

/** Delivers the outbox: woken when a message is stored, and once a second for those whose time has come. */
export class OutboxLoop {
  private readonly deps: OutboxDeps;
  private readonly onError: (error: unknown) => void;
  private readonly loop: WakeLoop;
  private readonly onTheirWay = new Set<{ readonly id: string; readonly number: string; end: Promise<void> }>();
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
    await Promise.all([...this.onTheirWay].map(({ end }) => end));
    await this.recovering;
  }

  wake(): void {
    void this.loop.wake();
  }

  private async round(): Promise<boolean> {
    if (this.shouldRecover) {
      const onTheirWay = new Set([...this.onTheirWay].map(({ id }) => id));
      const interrupted = this.recovering ? [] : await findInterrupted(this.deps, onTheirWay);
      this.shouldRecover = false;
      // The provider may take its time to answer: nobody else's messages wait for that, nor does the start.
      if (interrupted.length > 0) this.recover(interrupted);
    }
    const limit = Math.min(STEP, AT_ONCE - this.onTheirWay.size);
    if (limit <= 0) return false;
    // A look costs nothing; only what is due is worth a write.
    const next = await this.deps.unitOfWork.read((look) => look.messages.nextDue());
    if (next === null || next > this.deps.clock.now()) return false;
    const { taken, deliveries } = await takeDue(this.deps, limit, this.busyNumbers());
    for (const delivery of deliveries) this.send(delivery);
    return taken > 0;
  }

  private send(delivery: Delivery): void {
    const { message, to } = delivery;
    const sending = { id: message.id, number: to?.ourAddress ?? '', end: Promise.resolve() };
    this.onTheirWay.add(sending);
    sending.end = deliver(this.deps, delivery)
      .catch(this.onError)
      .finally(() => {
        this.onTheirWay.delete(sending);
        this.wake();
      });
  }

  private busyNumbers(): string[] {
    const counts = new Map<string, number>();
    for (const { number } of this.onTheirWay) counts.set(number, (counts.get(number) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= OF_ONE_NUMBER).map(([number]) => number);
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
