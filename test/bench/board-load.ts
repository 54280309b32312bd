import { Socket } from 'node:net';
import { topics } from '../../shared/mqtt/topics.ts';
import { encodeConnect, encodePacket, encodePublish, encodeSubscribe } from '../support/raw-mqtt.ts';

/**
 * Thousands of boards in a process of their own, as lean as they can be made, so that what is measured is the server. They
 * speak the protocol's birth, first event and heartbeats, and come back as the firmware does: half a second at first, doubled
 * up to ten, with chance.
 */

/** What the process is told, and what it answers each time with. */
export type Order =
  | {
      readonly do: 'boot';
      readonly mqttPort: number;
      readonly secrets: readonly Credential[];
      readonly perSecond: number;
    }
  | { readonly do: 'look' }
  | { readonly do: 'drop' };

export interface Credential {
  readonly id: string;
  readonly secret: string;
  readonly slot: string;
}

export interface Figures {
  readonly connected: number;
  /** Welcomed since the connection began: what the server knows of. */
  readonly welcomed: number;
  /** Connections that ended without being told to. */
  readonly lost: number;
  readonly acked: number;
  /** Colours that were shown. */
  readonly lit: number;
}

const KEEPALIVE_S = 60;
const TELEMETRY_MS = 60_000;
const BACKOFF = { minMs: 500, maxMs: 10_000 };

class LeanBoard {
  welcomed = false;
  connected = false;
  acked = false;
  lit = false;
  lost = 0;
  private socket: Socket | null = null;
  private readonly port: number;
  private readonly at: Credential;
  private readonly bootId: string;
  private readonly bornAt = performance.now();
  private rest: Buffer = Buffer.alloc(0);
  private failures = 0;
  private beat: NodeJS.Timeout | undefined;

  constructor(port: number, at: Credential) {
    this.port = port;
    this.at = at;
    this.bootId = `b${at.id.replace(/[^0-9a-z]/g, '').padEnd(8, '0')}`;
  }

  connect(): void {
    const { id, secret } = this.at;
    const socket = new Socket();
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('close', () => this.gone(socket));
    socket.on('data', (chunk) => this.receive(chunk));
    socket.connect({ port: this.port, host: '127.0.0.1' }, () => {
      const will = {
        topic: topics.status('main', id),
        payload: this.say({ status: 'lost' }),
        qos: 1,
        retain: true,
      } as const;
      socket.write(encodeConnect({ clientId: id, username: id, password: secret, keepalive: KEEPALIVE_S, will }));
    });
  }

  /** As when the network goes: no goodbye. */
  drop(): void {
    this.lost -= 1;
    this.socket?.resetAndDestroy();
  }

  private gone(socket: Socket): void {
    if (this.socket !== socket) return;
    clearTimeout(this.beat);
    this.lost += 1;
    this.connected = false;
    this.welcomed = false;
    this.rest = Buffer.alloc(0);
    const ceiling = Math.min(BACKOFF.maxMs, BACKOFF.minMs * 2 ** Math.min(this.failures, 16));
    this.failures += 1;
    setTimeout(() => this.connect(), ceiling * (0.5 + Math.random() / 2));
  }

  private say(payload: object): string {
    return JSON.stringify({ ...payload, bootId: this.bootId });
  }

  private uptimeMs(): number {
    return Math.round(performance.now() - this.bornAt);
  }

  private receive(chunk: Buffer): void {
    const all = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    for (;;) {
      const length = bodyLength(all, at);
      if (length === null || at + length.head + length.body > all.length) break;
      this.packet((all[at] ?? 0) >> 4, all[at] ?? 0, all.subarray(at + length.head, at + length.head + length.body));
      at += length.head + length.body;
    }
    this.rest = Buffer.from(all.subarray(at));
  }

  private packet(type: number, flags: number, body: Buffer): void {
    const { id, slot } = this.at;
    if (type === 2) {
      if (body[1] !== 0) return void this.socket?.destroy();
      const down = [topics.welcome('main', id), topics.ack('main', id), topics.command('main', id)];
      this.socket?.write(encodeSubscribe(1, [...down, topics.ledDesired('main', id, slot)]));
    } else if (type === 9) this.born();
    else if (type === 3) this.message(flags, body);
  }

  /** Status and snapshot, and the first event where it was not acknowledged yet. */
  private born(): void {
    const { id, slot } = this.at;
    this.connected = true;
    this.failures = 0;
    const uptimeMs = this.uptimeMs();
    const birth = { status: 'online', fw: 'bench', protocol: 1, slots: [slot], uptimeMs };
    const parts = [encodePublish(topics.status('main', id), this.say(birth), { qos: 1, retain: true, messageId: 2 })];
    if (!this.acked) {
      const event = { seq: 1, slot, type: 'vacated', initial: true, uptimeMs: 1, sentUptimeMs: uptimeMs };
      parts.push(encodePublish(topics.event('main', id), this.say(event), { qos: 1, messageId: 3 }));
    }
    const seen = this.say({ occupied: false, seq: 1 });
    parts.push(encodePublish(topics.occupancy('main', id, slot), seen, { qos: 1, retain: true, messageId: 4 }));
    this.socket?.write(Buffer.concat(parts));
    this.beat = setTimeout(() => this.heartbeat(), Math.random() * TELEMETRY_MS);
  }

  private heartbeat(): void {
    const telemetry = this.say({ uptimeMs: this.uptimeMs(), rssi: -60, heapFree: 120_000, queue: 0 });
    this.socket?.write(encodePublish(topics.telemetry('main', this.at.id), telemetry));
    this.beat = setTimeout(() => this.heartbeat(), TELEMETRY_MS);
  }

  private message(flags: number, body: Buffer): void {
    const end = 2 + body.readUInt16BE(0);
    const topic = body.toString('utf8', 2, end);
    const qos = (flags >> 1) & 3;
    if (qos > 0) this.socket?.write(encodePacket(4, 0, Buffer.from(body.subarray(end, end + 2))));
    if (topic.endsWith('/welcome')) this.welcomed = true;
    else if (topic.endsWith('/ack')) this.acked = true;
    else if (topic.endsWith('/led/desired')) {
      this.lit = true;
      const led = body.subarray(end + (qos > 0 ? 2 : 0));
      const said = encodePublish(topics.ledReported('main', this.at.id, this.at.slot), led, {
        qos: 1,
        retain: true,
        messageId: 5,
      });
      this.socket?.write(said);
    }
  }
}

/** How many bytes the head and the body of the packet at `at` take; null while that cannot be read. */
function bodyLength(bytes: Buffer, at: number): { head: number; body: number } | null {
  let body = 0;
  for (let index = 1; index < 5; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    body += (byte & 127) * 128 ** (index - 1);
    if (byte < 128) return { head: index + 1, body };
  }
  return null;
}

const boards: LeanBoard[] = [];

function figures(): Figures {
  const count = (of: (board: LeanBoard) => boolean): number => boards.filter(of).length;
  return {
    connected: count(({ connected }) => connected),
    welcomed: count(({ welcomed }) => welcomed),
    acked: count(({ acked }) => acked),
    lit: count(({ lit }) => lit),
    lost: boards.reduce((sum, { lost }) => sum + lost, 0),
  };
}

process.on('message', (order: Order) => {
  if (order.do === 'boot') {
    order.secrets.forEach((secret, index) => {
      const board = new LeanBoard(order.mqttPort, secret);
      boards.push(board);
      setTimeout(() => board.connect(), (index * 1000) / order.perSecond);
    });
  }
  if (order.do === 'drop') for (const board of boards) board.drop();
  process.send?.(figures());
});
process.on('disconnect', () => process.exit(0));
