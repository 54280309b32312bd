import { randomBytes } from 'node:crypto';
import { topics } from '../../../shared/mqtt/topics.ts';
import type { Credential, ParkwireClient } from '../../support/parkwire.ts';
import { RawMqtt } from '../../support/raw-mqtt.ts';
import { SOON_MS, within } from '../../support/wait.ts';

const LOT = 'main';
const DAY_MS = 86_400_000;

export interface Seen {
  /** When it happened; now unless told otherwise. */
  readonly at?: number | undefined;
  readonly initial?: boolean;
  readonly seq?: number;
  readonly oldestSeq?: number;
  readonly type?: string;
}

export interface Event {
  readonly bootId: string;
  readonly seq: number;
  readonly slot: string;
  readonly type: string;
  readonly uptimeMs: number;
  readonly initial?: boolean;
  readonly oldestSeq?: number;
}

/** A controller made of nothing but the protocol's page and a raw socket; it does what it is told and no more. */
export class RawController {
  readonly id: string;
  readonly slots: readonly string[];
  readonly site: ParkwireClient;
  readonly secret: string;
  mqtt!: RawMqtt;
  bootId = '';
  /** What it says that it runs. */
  fw = 'raw/1';
  /** When this boot began, on the server's clock. */
  bootedAt = 0;
  seq = 0;

  constructor(site: ParkwireClient, credential: Credential) {
    this.site = site;
    this.id = credential.id;
    this.secret = credential.secret;
    this.slots = credential.slots;
  }

  /** Adds a controller, connects it, says online and that no car is there: a number for each slot. */
  static async start(site: ParkwireClient, id: string, slots: readonly string[]): Promise<RawController> {
    const controller = new RawController(site, await site.addController(id, slots));
    controller.boot();
    await controller.connect();
    await controller.online();
    await controller.wake();
    return controller;
  }

  /** A new boot, long ago by default, so that late events have room. */
  boot(bootedAt = this.site.now() - 5 * DAY_MS, bootId = randomBytes(6).toString('hex')): void {
    this.bootId = bootId;
    this.bootedAt = bootedAt;
    this.seq = 0;
  }

  async connect(port = this.site.mqttPort): Promise<void> {
    this.mqtt = await RawMqtt.connect(port, {
      clientId: this.id,
      username: this.id,
      password: this.secret,
      will: {
        topic: this.topic('status'),
        payload: JSON.stringify({ status: 'lost', bootId: this.bootId }),
        qos: 1,
        retain: true,
      },
    });
    await this.mqtt.subscribe([
      this.topic('ack'),
      this.topic('welcome'),
      this.topic('command'),
      ...this.slots.map((slot) => topics.ledDesired(LOT, this.id, slot)),
    ]);
  }

  /** Says online; answers the welcome's ackSeq. */
  async online(oldestSeq?: number): Promise<number> {
    const { bootId, slots, fw } = this;
    const more = oldestSeq === undefined ? {} : { oldestSeq };
    const status = { status: 'online', bootId, fw, protocol: 1, slots, uptimeMs: this.uptime(), ...more };
    await this.publish('status', status, { qos: 1, retain: true });
    const welcome = await this.message(this.topic('welcome'), 'a welcome', (body) => body.bootId === bootId);
    return welcome.ackSeq;
  }

  /** What the sensors saw when the board woke, at its first moment; waits until the server has it. */
  async wake(type: 'occupied' | 'vacated' = 'vacated', slots: readonly string[] = this.slots): Promise<void> {
    for (const slot of slots) await this.see(slot, type, { initial: true, at: this.bootedAt });
    await this.acked(this.seq);
  }

  /** Sends an event and answers it; nothing is awaited but the broker's PUBACK. */
  async see(slot: string, type: string, seen: Seen = {}): Promise<Event> {
    const seq = seen.seq ?? ++this.seq;
    this.seq = Math.max(this.seq, seq);
    const event: Event = {
      bootId: this.bootId,
      seq,
      slot,
      type,
      uptimeMs: (seen.at ?? this.site.now()) - this.bootedAt,
      ...(seen.initial ? { initial: true } : {}),
      ...(seen.oldestSeq === undefined ? {} : { oldestSeq: seen.oldestSeq }),
    };
    await this.send(event);
    return event;
  }

  /** Sends an event, perhaps again, with a fresh `sentUptimeMs`. */
  async send(event: Event): Promise<void> {
    await this.publish('event', { ...event, sentUptimeMs: this.uptime() }, { qos: 1 });
  }

  /** Sends an event and waits until the server has it. */
  async report(slot: string, type: string, seen: Seen = {}): Promise<Event> {
    const event = await this.see(slot, type, seen);
    await this.acked(event.seq);
    return event;
  }

  /** Resolves with the first acknowledgement of this boot that covers the number. */
  async acked(seq: number, bootId = this.bootId): Promise<number> {
    const already = this.ackedSoFar(bootId);
    if (already >= seq) return already;
    const covers = (body: any) => body.bootId === bootId && body.seq >= seq;
    return (await this.message(this.topic('ack'), `an ack of ${seq}`, covers)).seq;
  }

  /** The highest number acknowledged so far in this boot. */
  ackedSoFar(bootId = this.bootId): number {
    const bodies = this.bodies(this.topic('ack')).filter((body) => body.bootId === bootId);
    return Math.max(0, ...bodies.map(({ seq }) => seq));
  }

  async telemetry(queue = 0): Promise<void> {
    await this.publish('telemetry', { bootId: this.bootId, uptimeMs: this.uptime(), queue }, { qos: 0 });
    await this.heard();
  }

  async occupancy(slot: string, occupied: boolean, seq = this.seq): Promise<void> {
    const body = { occupied, bootId: this.bootId, seq };
    await this.mqtt.publish(topics.occupancy(LOT, this.id, slot), JSON.stringify(body), { qos: 1, retain: true });
  }

  /** Waits until the server knows that we were there just now. */
  async heard(): Promise<void> {
    const at = new Date(this.site.now()).toISOString();
    await this.site.until(`${this.id} was heard`, async () => {
      const { controllers } = await this.site.api.get(`/api/lots/${LOT}/controllers`);
      const own = controllers.find(({ id }: { id: string }) => id === this.id);
      return own.lastSeenAt === at && own.status === 'online';
    });
  }

  /** Waits until the slot's LED is to look like this, as a subscriber of the retained topic sees it. */
  async led(slot: string, color: string, pattern = 'solid'): Promise<any> {
    const topic = topics.ledDesired(LOT, this.id, slot);
    const looks = (body: any) => body?.color === color && body.pattern === pattern;
    const waiting = (async () => {
      for (let latest = this.bodies(topic).at(-1); ; latest = this.bodies(topic).at(-1)) {
        if (looks(latest)) return latest;
        await this.mqtt.message((message) => message.topic === topic);
      }
    })();
    waiting.catch(() => undefined);
    return within(`${this.id}: LED ${slot} ${color} ${pattern}`, waiting);
  }

  async reportLed(slot: string, led: { color: string; pattern: string; rev: number }): Promise<void> {
    await this.mqtt.publish(topics.ledReported(LOT, this.id, slot), JSON.stringify(led), { qos: 1, retain: true });
  }

  /** Sudden death: the broker sends the will. */
  async die(): Promise<void> {
    await this.mqtt.destroy();
  }

  async leave(): Promise<void> {
    await this.publish('status', { status: 'offline', bootId: this.bootId }, { qos: 1, retain: true });
    await this.mqtt.disconnect();
  }

  /** The next command of that name, come or to come. */
  async command(name: string): Promise<any> {
    return this.message(this.topic('command'), `the command ${name}`, (body) => body.name === name);
  }

  async respond(commandId: string, status: string, detail?: string): Promise<void> {
    await this.publish('response', { commandId, status, ...(detail && { detail }) }, { qos: 1 });
  }

  topic(kind: 'status' | 'event' | 'telemetry' | 'response' | 'ack' | 'welcome' | 'command'): string {
    return topics[kind](LOT, this.id);
  }

  publish(
    kind: 'status' | 'event' | 'telemetry' | 'response',
    body: unknown,
    options: { qos: 0 | 1; retain?: boolean },
  ) {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    return this.mqtt.publish(this.topic(kind), payload, options);
  }

  bodies(topic: string): any[] {
    return this.mqtt.messages.filter((message) => message.topic === topic).map(({ payload }) => JSON.parse(payload));
  }

  private uptime(): number {
    return this.site.now() - this.bootedAt;
  }

  /** The first message on the topic, come or to come, that matches. */
  private async message(topic: string, what: string, matches: (body: any) => boolean, ms = SOON_MS): Promise<any> {
    const waiting = (async () => {
      for (;;) {
        const message = await this.mqtt.message((each) => each.topic === topic);
        const body = JSON.parse(message.payload);
        if (matches(body)) return body;
      }
    })();
    waiting.catch(() => undefined);
    return within(`${this.id}: ${what}`, waiting, ms);
  }
}
