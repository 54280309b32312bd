import { topics } from '../../../shared/mqtt/topics.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { MqttLink } from './mqtt-link.ts';

const POLL_MS = 5000;

/**
 * Brings the LEDs' desired states to the boards: retained, after every commit that changed one, all of them after each
 * connect, and a controller's own after it came online. Reads the truth when it is woken; what a wake-up missed the poll
 * finds.
 */
export class LedPublisher {
  private readonly unitOfWork: UnitOfWork;
  private readonly link: MqttLink;
  private readonly onError: (error: unknown) => void;
  /** By slot: the controller and revision the broker has. */
  private readonly published = new Map<string, string>();
  private waiting = new Set<string>();
  private everything = false;
  private working: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(unitOfWork: UnitOfWork, link: MqttLink, onError: (error: unknown) => void) {
    this.unitOfWork = unitOfWork;
    this.link = link;
    this.onError = onError;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.everything = true;
      this.work();
    }, POLL_MS);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    while (this.working) await this.working;
  }

  /** These slots may have changed. */
  wake(slotIds: Iterable<string>): void {
    for (const id of slotIds) this.waiting.add(id);
    if (this.waiting.size > 0) this.work();
  }

  /** The broker may have forgotten everything. */
  republishAll(): void {
    this.published.clear();
    this.everything = true;
    this.work();
  }

  /** A controller that came online is told again, whatever the broker remembers. */
  republish(controllerIds: readonly string[]): void {
    for (const [slotId, key] of this.published) {
      if (controllerIds.some((id) => key.startsWith(`${id}/`))) this.published.delete(slotId);
    }
    this.everything = true;
    this.work();
  }

  private work(): void {
    this.working ??= this.publishAll()
      .catch(this.onError)
      .finally(() => {
        this.working = null;
        if ((this.waiting.size > 0 || this.everything) && this.link.connected) this.work();
      });
  }

  private async publishAll(): Promise<void> {
    if (!this.link.connected) {
      // After the next connect everything is published anyway.
      this.waiting.clear();
      this.everything = false;
      return;
    }
    const chosen = this.everything ? null : [...this.waiting];
    this.everything = false;
    this.waiting = new Set();
    const slots = await this.unitOfWork.read((look) => look.slots.withControllers(chosen));
    const changed = slots.filter(({ slot }) => this.published.get(slot.id) !== `${slot.controllerId}/${slot.led.rev}`);
    await Promise.all(
      changed.map(async ({ slot, lotCode }) => {
        if (slot.controllerId === null) return;
        const { color, pattern, rev } = slot.led;
        const topic = topics.ledDesired(lotCode, slot.controllerId, slot.code);
        this.published.set(slot.id, `${slot.controllerId}/${rev}`);
        const sent = await this.link.publish(topic, { color, pattern, rev }, { qos: 1, retain: true });
        if (!sent) this.published.delete(slot.id);
      }),
    );
  }
}
