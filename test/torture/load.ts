import { type Event, RawController } from '../e2e/support/raw-controller.ts';
import type { Credential, ParkwireClient } from '../support/parkwire.ts';
import { type Form, messageForm, wordsOf } from '../support/webhooks.ts';

/** `ending` begins nothing new and brings to an end what is open; `over` leaves it. */
export type Phase = 'loading' | 'ending' | 'over';

/** What loads a server that is killed again and again. Each part goes on where it was when the server is back. */
export interface Pump {
  /** Works until the server is gone or the phase ends it; answers whether nothing is left open. */
  run(phase: () => Phase): Promise<boolean>;
}

const goesOn = (phase: Phase, open: number): boolean => phase === 'loading' || (phase === 'ending' && open > 0);
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Most events a board has sent and not yet seen acknowledged. */
const IN_FLIGHT = 24;

/** A board that sees cars come and go, and keeps each event until the server has it. */
export class BoardPump implements Pump {
  readonly controller: RawController;
  /** The highest number the server ever said it has. */
  acked = 0;
  private readonly random: () => number;
  private readonly queue: Event[] = [];
  private readonly occupied = new Set<string>();

  constructor(site: ParkwireClient, credential: Credential, random: () => number) {
    this.controller = new RawController(site, credential);
    this.controller.boot(site.now());
    this.random = random;
  }

  async run(phase: () => Phase): Promise<boolean> {
    try {
      await this.controller.connect();
      this.note(await this.controller.online());
      for (const event of [...this.queue]) await this.controller.send(event);
      while (goesOn(phase(), this.queue.length)) {
        if (phase() === 'loading' && this.queue.length < IN_FLIGHT) await this.see();
        await pause(this.random() * 12);
        this.note(this.controller.ackedSoFar());
        if (this.controller.mqtt.isClosed) return false;
      }
      await this.controller.leave();
      return this.queue.length === 0;
    } catch {
      // The server was killed; the queue has what it may not have stored.
      return false;
    } finally {
      if (this.controller.mqtt) this.note(this.controller.ackedSoFar());
    }
  }

  private async see(): Promise<void> {
    const { controller, occupied } = this;
    const slot = controller.slots[Math.floor(this.random() * controller.slots.length)] ?? '';
    const type = occupied.delete(slot) ? 'vacated' : 'occupied';
    if (type === 'occupied') occupied.add(slot);
    const uptimeMs = controller.site.now() - controller.bootedAt;
    const event: Event = { bootId: controller.bootId, seq: ++controller.seq, slot, type, uptimeMs };
    this.queue.push(event);
    await controller.send(event);
    // A repeat now and then, as QoS 1 brings them.
    if (this.random() < 0.1) await controller.send(event);
  }

  private note(acked: number): void {
    this.acked = Math.max(this.acked, acked);
    while (this.queue[0] && this.queue[0].seq <= this.acked) this.queue.shift();
  }
}

/** A driver who books, asks and cancels, and whose provider repeats every message that was not answered. */
export class ChatPump implements Pump {
  readonly phone: string;
  /** What was answered, by the provider's id. */
  readonly answers = new Map<string, { body: string; words: string }>();
  /** Repeats that were answered by other words than the first time. */
  readonly differing: string[] = [];
  repeats = 0;
  private readonly site: ParkwireClient;
  private readonly random: () => number;
  private readonly slots: readonly string[];
  private isAsked = false;
  private unanswered: Form | null = null;
  private last: Form | null = null;

  constructor(site: ParkwireClient, phone: string, slots: readonly string[], random: () => number) {
    this.site = site;
    this.phone = phone;
    this.slots = slots;
    this.random = random;
  }

  async run(phase: () => Phase): Promise<boolean> {
    try {
      while (goesOn(phase(), this.unanswered ? 1 : 0)) {
        const again = this.unanswered === null && this.last !== null && this.random() < 0.15;
        const form = again ? this.last : (this.unanswered ?? this.next());
        if (form) await this.ask(form);
        await pause(this.random() * 25);
      }
      return this.unanswered === null;
    } catch {
      // The server was killed; the provider sends it again.
      return false;
    }
  }

  private async ask(form: Form): Promise<void> {
    const id = form['MessageSid'] ?? '';
    const before = this.answers.get(id);
    if (!before) this.unanswered = form;
    const { status, text } = await this.site.webhook(form);
    if (status !== 200) return;
    const words = wordsOf(text);
    if (before) {
      this.repeats++;
      if (before.words !== words) this.differing.push(id);
      return;
    }
    this.answers.set(id, { body: form['Body'] ?? '', words });
    this.isAsked = words.startsWith('Give back');
    this.last = form;
    this.unanswered = null;
  }

  private next(): Form {
    // Giving back is asked about first.
    if (this.isAsked) return messageForm(this.phone, 'yes');
    const slot = this.slots[Math.floor(this.random() * this.slots.length)];
    // Half of what is sent are bookings: most of the rest needs one.
    if (this.random() < 0.5) return messageForm(this.phone, `book ${slot}`);
    const texts = ['cancel', 'extend 30', `move ${slot}`, 'dispute nobody was there', 'status'];
    return messageForm(this.phone, texts[Math.floor(this.random() * texts.length)] ?? 'status');
  }
}

/** An attendant who puts money into wallets, several times at once, and repeats what was not confirmed. */
export class MoneyPump implements Pump {
  /** What was confirmed, by request. */
  readonly confirmed = new Map<string, { driverId: string; amountMinor: number }>();
  private readonly site: ParkwireClient;
  private readonly drivers: readonly string[];
  private readonly random: () => number;
  private readonly open = new Map<string, { driverId: string; amountMinor: number }>();
  private count = 0;

  constructor(site: ParkwireClient, drivers: readonly string[], random: () => number) {
    this.site = site;
    this.drivers = drivers;
    this.random = random;
  }

  async run(phase: () => Phase): Promise<boolean> {
    try {
      while (goesOn(phase(), this.open.size)) {
        const driverId = this.drivers[Math.floor(this.random() * this.drivers.length)] ?? '';
        for (let each = 0; each < 3 && phase() === 'loading'; each++) {
          this.open.set(`torture-${++this.count}`, { driverId, amountMinor: 100 + Math.floor(this.random() * 900) });
        }
        await Promise.all([...this.open].map(([requestId, request]) => this.topUp(requestId, request)));
        await pause(this.random() * 60);
      }
      return this.open.size === 0;
    } catch {
      // The server was killed; what was not confirmed is asked again by the same name.
      return false;
    }
  }

  private async topUp(requestId: string, request: { driverId: string; amountMinor: number }): Promise<void> {
    const { driverId, amountMinor } = request;
    const { status } = await this.site.api.request('POST', `/api/drivers/${driverId}/top-ups`, {
      amountMinor,
      requestId,
    });
    if (status !== 201) return;
    this.confirmed.set(requestId, request);
    this.open.delete(requestId);
  }
}
