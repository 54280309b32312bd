import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { maySubscribe, topics } from '../../../shared/mqtt/topics.ts';

export interface Seen {
  readonly topic: string;
  /** Tests look into payloads of every kind. */
  readonly body: any;
  readonly qos: number;
  readonly retain: boolean;
  readonly from: string | undefined;
}

export const LOT = 'main';
export const SECRET = 'correct-horse';

/** A bare Aedes that knows one secret and grants exact topics only, as the protocol has it. */
export class TestBroker {
  readonly seen: Seen[] = [];
  /** The one that is let in; null lets any in, as while boards may join. */
  secret: string | null = SECRET;
  readonly #aedes: Aedes;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<(seen: Seen) => void>();
  #port = 0;

  constructor(aedes: Aedes) {
    this.#aedes = aedes;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {});
      aedes.handle(socket);
    });
    aedes.authenticate = (_client, username, password, done) =>
      done(null, username !== undefined && (this.secret === null || password?.toString() === this.secret));
    aedes.authorizeSubscribe = (client, subscription, done) => {
      const waits = subscription.topic === `parkwire/v1/pending/${client.id}/assigned`;
      done(null, waits || maySubscribe(LOT, client.id, subscription.topic) ? subscription : null);
    };
    aedes.on('clientError', () => {});
    aedes.on('connectionError', () => {});
    aedes.on('publish', (packet, client) => {
      if (packet.topic.startsWith('$SYS')) return;
      const body = readJson(packet.payload.toString());
      const seen = { topic: packet.topic, body, qos: packet.qos, retain: packet.retain, from: client?.id };
      this.seen.push(seen);
      for (const waiter of [...this.#waiting]) waiter(seen);
    });
  }

  static async start(): Promise<TestBroker> {
    const broker = new TestBroker(await Aedes.createBroker());
    await broker.listen();
    return broker;
  }

  /** Opens the port; after `shut`, the same one again. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`;
  }

  /** Breaks every connection and closes the port. */
  async shut(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.breakAll();
    await closed;
  }

  async stop(): Promise<void> {
    if (this.#server.listening) await this.shut();
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
  }

  /** Calls with each message that asks to be published, and never acknowledges it (PUBACK): a broker that hangs. */
  swallow(asked: (topic: string) => void): void {
    this.#aedes.authorizePublish = (_client, packet) => asked(packet.topic);
  }

  /** Breaks every connection; the port stays open. */
  breakAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The first message that fits, of those seen from `since` on or yet to come. */
  until(fits: (seen: Seen) => boolean, since = 0): Promise<Seen> {
    const past = this.seen.slice(since).find(fits);
    if (past) return Promise.resolve(past);
    return new Promise((resolve) => {
      const waiter = (seen: Seen): void => {
        if (!fits(seen)) return;
        this.#waiting.delete(waiter);
        resolve(seen);
      };
      this.#waiting.add(waiter);
    });
  }

  publish(topic: string, body: object | string, retain = false): Promise<void> {
    const payload = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const packet = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false } as const;
    return new Promise((resolve, reject) => {
      this.#aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Acknowledges every event and welcomes every board, like a server that never fails. */
  serve(): void {
    this.#waiting.add(({ topic, body }) => {
      const [, , lot, id, kind] = topic.split('/') as [string, string, string, string, string];
      if (kind === 'event') void this.publish(topics.ack(lot, id), { bootId: body.bootId, seq: body.seq });
      if (kind === 'status' && body.status === 'online') {
        const welcome = { bootId: body.bootId, serverTime: new Date().toISOString(), ackSeq: 0 };
        void this.publish(topics.welcome(lot, id), welcome);
      }
    });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
