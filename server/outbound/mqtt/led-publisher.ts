import { topics } from '../../../shared/mqtt/topics.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { MqttLink } from './mqtt-link.ts';

const POLL_MS = 5000;

/** What is to be looked at; without any of it there is nothing to do. */
interface Work {
  /** Slots that may have changed. */
  readonly slots: Set<string>;
  /** Controllers whose slots are told again, whatever the broker remembers. */
  readonly controllers: Set<string>;
  /** Every slot: what a wake-up missed is found. */
  everything: boolean;
}

const nothing = (): Work => ({ slots: new Set(), controllers: new Set(), everything: false });
const isNothing = ({ slots, controllers, everything }: Work): boolean =>
  slots.size + controllers.size === 0 && !everything;

/** Which of a slot's desired states the broker has: of which controller, and its revision. */
const keyOf = (controllerId: string | null, rev: number): string => `${controllerId}/${rev}`;

/**
 * Brings the LEDs' desired states to the boards: retained, after every commit that changed one, all of them after each
 * connect, and a controller's own after it came online. Reads the truth when it is woken, and of all slots no more than their
 * revisions: what a board that comes back costs does not grow with the garage.
 */
export class LedPublisher {
  private readonly unitOfWork: UnitOfWork;
  private readonly link: MqttLink;
  private readonly onError: (error: unknown) => void;
  /** By slot. */
  private readonly published = new Map<string, string>();
  private waiting = nothing();
  private working: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(unitOfWork: UnitOfWork, link: MqttLink, onError: (error: unknown) => void) {
    this.unitOfWork = unitOfWork;
    this.link = link;
    this.onError = onError;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.waiting.everything = true;
      this.work();
    }, POLL_MS);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    while (this.working) await this.working;
  }

  /** These slots may have changed. */
  wake(slotIds: Iterable<string>): void {
    for (const id of slotIds) this.waiting.slots.add(id);
    if (this.waiting.slots.size > 0) this.work();
  }

  /** The broker may have forgotten everything. */
  republishAll(): void {
    this.published.clear();
    this.waiting.everything = true;
    this.work();
  }

  /** A controller that came online is told again, whatever the broker remembers. */
  republish(controllerIds: readonly string[]): void {
    for (const id of controllerIds) this.waiting.controllers.add(id);
    this.work();
  }

  private work(): void {
    this.working ??= this.publishWaiting().then((isDone) => {
      this.working = null;
      // What failed waits for the poll.
      if (isDone && !isNothing(this.waiting) && this.link.connected) this.work();
    });
  }

  private async publishWaiting(): Promise<boolean> {
    const work = this.waiting;
    this.waiting = nothing();
    // After the next connect everything is published anyway.
    if (!this.link.connected) return true;
    try {
      await this.publish(work);
      return true;
    } catch (error) {
      for (const id of work.slots) this.waiting.slots.add(id);
      for (const id of work.controllers) this.waiting.controllers.add(id);
      this.onError(error);
      return false;
    }
  }

  private async publish(work: Work): Promise<void> {
    const { slots, again } = await this.unitOfWork.read(async (look) => {
      const served = work.controllers.size === 0 ? [] : await look.slots.servedBy([...work.controllers]);
      const revisions = work.everything ? await look.slots.ledRevisions() : [];
      const changed = revisions.filter(({ slotId, controllerId, rev }) => {
        return this.published.get(slotId) !== keyOf(controllerId, rev);
      });
      const chosen = new Set([...work.slots, ...served, ...changed.map(({ slotId }) => slotId)]);
      return {
        again: new Set(served),
        slots: chosen.size === 0 ? [] : await look.slots.withControllers([...chosen]),
      };
    });
    const changed = slots.filter(({ slot }) => {
      return again.has(slot.id) || this.published.get(slot.id) !== keyOf(slot.controllerId, slot.led.rev);
    });
    await Promise.all(
      changed.map(async ({ slot, lotCode }) => {
        if (slot.controllerId === null) return;
        const { color, pattern, rev } = slot.led;
        const topic = topics.ledDesired(lotCode, slot.controllerId, slot.code);
        this.published.set(slot.id, keyOf(slot.controllerId, rev));
        const sent = await this.link.publish(topic, { color, pattern, rev }, { qos: 1, retain: true });
        if (!sent) this.published.delete(slot.id);
      }),
    );
  }
}
