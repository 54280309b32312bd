import { SECOND } from '../../../support/manual-clock.ts';
import type { Site } from '../../../support/parkwire.ts';
import { type Event, RawController } from '../raw-controller.ts';
import { SILENCE_MS, SLOTS } from './rules.ts';

/** What a sensor saw, and what became of it. */
export interface Seen extends Event {
  readonly at: number;
  isDelivered: boolean;
}

/**
 * How the board is heard: as it should be; with its events kept back; not at all, over a connection that stands; or cut off.
 */
export type Voice = 'clear' | 'stuck' | 'frozen' | 'gone';

/**
 * A board at three slots with the cars that really stand there. It keeps what was not acknowledged, across reboots too,
 * and knows what the server may know.
 */
export class ModelBoard {
  readonly site: Site;
  readonly controller: RawController;
  readonly cars = new Map<string, boolean>(SLOTS.map((slot) => [slot, false]));
  /** When cars really stood on each slot; the last may still stand there. */
  readonly stays = new Map<string, { from: number; to: number | null }[]>(SLOTS.map((slot) => [slot, []]));
  readonly unpowered: { from: number; to: number | null }[] = [];
  readonly seen: Seen[] = [];
  /** Boots whose clock the server knows. */
  readonly heardBoots = new Set<string>();
  queue: Seen[] = [];
  voice: Voice = 'gone';
  isPowered = true;
  /** The boot that speaks for the controller at the server, and the boot that last spoke of each slot. */
  serverBoot = '';
  readonly saidBy = new Map<string, string>();
  readonly saidAt = new Map<string, number>();
  lastHeard = 0;
  lastWatched = 0;
  /** The server may not have noticed yet that the board is gone. */
  isGoneUnnoticed = false;
  /** Slots whose word may have been among what was dropped: nothing supports them until they speak again. */
  private readonly doubtful = new Set<string>();
  /** The lowest number that still comes of boots which dropped events. */
  private readonly oldest = new Map<string, number>();

  private constructor(site: Site, controller: RawController) {
    this.site = site;
    this.controller = controller;
  }

  static async start(site: Site): Promise<ModelBoard> {
    const board = new ModelBoard(site, new RawController(site, await site.addController('esp32-a', SLOTS)));
    board.controller.boot();
    board.sayInitial();
    await board.speak();
    return board;
  }

  get isSpeaking(): boolean {
    return this.voice === 'clear' || this.voice === 'stuck';
  }

  /** Everything it saw is at the server, and it is heard. */
  get isInStep(): boolean {
    return this.voice === 'clear' && this.queue.length === 0;
  }

  mustBeUnknown(slot: string): boolean {
    const { voice, isGoneUnnoticed, lastHeard, lastWatched, serverBoot } = this;
    if (this.saidBy.get(slot) !== serverBoot) return true;
    if (voice === 'gone' && !isGoneUnnoticed) return true;
    return lastWatched - lastHeard > SILENCE_MS;
  }

  mustBeKnown(slot: string): boolean {
    const isFresh = this.site.now() - this.lastHeard <= SILENCE_MS;
    return this.voice !== 'gone' && isFresh && this.saidBy.get(slot) === this.serverBoot;
  }

  /** The server has evidence of the slot up to now. */
  isSupported(slot: string): boolean {
    return this.mustBeKnown(slot) && !this.doubtful.has(slot);
  }

  /** A car comes or goes; the sensor sees it while there is power. */
  async drive(slot: string, isThere: boolean): Promise<void> {
    const at = this.site.now();
    this.cars.set(slot, isThere);
    const stays = this.stays.get(slot) ?? [];
    const last = stays.at(-1);
    if (isThere) stays.push({ from: at, to: null });
    else if (last) last.to = at;
    if (!this.isPowered) return;
    this.note(slot, at, false);
    if (this.voice === 'clear') await this.flush();
  }

  async speak(to: Voice = 'clear'): Promise<void> {
    if (!this.isPowered || to === this.voice) return;
    if (to === 'gone') return this.vanish();
    if (this.voice === 'gone') {
      await this.controller.connect();
      await this.controller.online(this.oldest.get(this.controller.bootId));
      this.serverBoot = this.controller.bootId;
      this.heardBoots.add(this.serverBoot);
      this.heard();
    }
    const thaws = this.voice === 'frozen';
    this.voice = to;
    if (to === 'clear') await this.flush();
    if (thaws) await this.telemetryLater();
  }

  /** Power off; and on again, as another boot. */
  async switchPower(): Promise<void> {
    const now = this.site.now();
    const outage = this.unpowered.at(-1);
    if (this.isPowered) {
      await this.vanish();
      this.isPowered = false;
      this.unpowered.push({ from: now, to: null });
      return;
    }
    if (outage) outage.to = now;
    this.isPowered = true;
    this.controller.boot(now);
    this.sayInitial();
  }

  /** Alive, and how much is kept. */
  async telemetry(): Promise<void> {
    if (!this.isSpeaking) return;
    await this.controller.telemetry(this.queue.length);
    this.heard();
  }

  /** The oldest event is dropped; answers it. */
  forgetOldest(): Seen | null {
    const [lost, next] = this.queue;
    // Of a boot that is over only what follows can say that something is missing.
    if (!lost || next?.bootId !== lost.bootId) return null;
    this.queue.shift();
    this.oldest.set(lost.bootId, lost.seq + 1);
    for (const slot of SLOTS) this.doubtful.add(slot);
    return lost;
  }

  async repeat(event: Seen): Promise<void> {
    if (!this.isSpeaking) return;
    await this.controller.send(event);
    await this.telemetryLater();
  }

  async snapshot(slot: string): Promise<boolean> {
    if (!this.isInStep || this.controller.seq === 0) return false;
    this.site.clock.advance(1);
    await this.controller.occupancy(slot, this.cars.get(slot) ?? false);
    await this.controller.heard();
    this.heard();
    this.saidAt.set(slot, this.site.now());
    this.doubtful.delete(slot);
    return true;
  }

  /** The server is another process now; the board comes back as it was, or what was frozen thaws. */
  async serverRestarted(): Promise<void> {
    const { voice } = this;
    if (voice === 'gone') return;
    await this.controller.mqtt.destroy();
    this.voice = 'gone';
    await this.speak(voice === 'stuck' ? 'stuck' : 'clear');
  }

  /** Sends what is kept, the oldest boot first, and waits until the server has it. */
  async flush(): Promise<void> {
    const boots = [...new Set(this.queue.map(({ bootId }) => bootId))];
    for (const bootId of boots) {
      const events = this.queue.filter((event) => event.bootId === bootId);
      for (const event of events) await this.controller.send(this.withOldest(event));
      await this.controller.acked(events.at(-1)?.seq ?? 0, bootId);
      for (const event of events) {
        event.isDelivered = true;
        this.saidBy.set(event.slot, bootId);
        this.saidAt.set(event.slot, event.at);
        this.doubtful.delete(event.slot);
      }
    }
    if (boots.includes(this.controller.bootId)) this.heard();
    this.queue = [];
  }

  /** Sends what is kept without waiting for anything. */
  sendUnheard(): Promise<void>[] {
    return this.queue.map((event) => this.controller.send(this.withOldest(event)).catch(() => undefined));
  }

  private withOldest(event: Seen): Event {
    const { bootId, seq, slot, type, uptimeMs, initial } = event;
    const oldestSeq = this.oldest.get(bootId);
    const more = { ...(initial ? { initial } : {}), ...(oldestSeq === undefined ? {} : { oldestSeq }) };
    return { bootId, seq, slot, type, uptimeMs, ...more };
  }

  private async vanish(): Promise<void> {
    if (this.voice === 'gone') return;
    await this.controller.die();
    this.voice = 'gone';
    this.isGoneUnnoticed = false;
    await this.site.until('the server knows that the board is gone', async () => {
      const { controllers } = await this.site.api.get('/api/lots/main/controllers');
      return controllers[0].status === 'lost';
    });
  }

  private sayInitial(): void {
    for (const slot of SLOTS) this.note(slot, this.controller.bootedAt, true);
  }

  private note(slot: string, at: number, initial: boolean): void {
    const { controller } = this;
    const event: Seen = {
      bootId: controller.bootId,
      seq: ++controller.seq,
      slot,
      type: this.cars.get(slot) ? 'occupied' : 'vacated',
      uptimeMs: at - controller.bootedAt,
      at,
      isDelivered: false,
      ...(initial ? { initial } : {}),
    };
    this.seen.push(event);
    this.queue.push(event);
  }

  /** Telemetry of a moment of its own, so that it cannot be taken for an earlier one: what was sent before it is in. */
  private async telemetryLater(): Promise<void> {
    this.site.clock.advance(SECOND);
    await this.telemetry();
  }

  private heard(): void {
    this.lastHeard = this.site.now();
    this.isGoneUnnoticed = false;
  }
}
