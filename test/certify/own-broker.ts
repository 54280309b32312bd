import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import { maySubscribe } from '../../shared/mqtt/topics.ts';

/** What a board said of itself as it connected. */
export interface Connected {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly clean: boolean;
  readonly keepalive: number;
  readonly will: {
    readonly topic: string;
    readonly payload: string;
    readonly qos: number;
    readonly retain: boolean;
  } | null;
}

export const KIT = 'certify';

/**
 * A broker for one board on the bench. It looks at what a real one only obeys: how the board connects, and what it asks for that is not
 * its own. Any secret is good, because the server alone knows the right one and keeps only its hash.
 */
export class OwnBroker {
  readonly connected: Connected[] = [];
  /** Topics that a board published or subscribed to and may not. */
  readonly trespasses: string[] = [];
  private readonly aedes: Aedes;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly clients = new Map<string, Client>();

  private constructor(aedes: Aedes, lot: string, controller: string, password: string) {
    this.aedes = aedes;
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      aedes.handle(socket);
    });
    aedes.preConnect = (_client, packet, done) => {
      const { clientId, username, clean = false, keepalive = 0, will } = packet;
      if (clientId !== KIT) {
        this.connected.push({
          ...{ clientId, username, clean, keepalive },
          will: will
            ? { topic: will.topic, payload: String(will.payload), qos: will.qos ?? 0, retain: will.retain === true }
            : null,
        });
      }
      done(null, true);
    };
    aedes.authenticate = (client, username, secret, done) =>
      done(
        null,
        client.id === KIT ? secret?.toString() === password : client.id === controller && username === controller,
      );
    const root = `parkwire/v1/${lot}/${controller}/`;
    const isKit = (client: Client | null) => client?.id === KIT;
    aedes.authorizeSubscribe = (client, subscription, done) => {
      const isOurs = isKit(client) || maySubscribe(lot, controller, subscription.topic);
      if (!isOurs) this.trespasses.push(`subscribes to ${subscription.topic}`);
      done(null, isOurs ? subscription : null);
    };
    aedes.authorizePublish = (client, packet, done) => {
      if (!isKit(client) && !packet.topic.startsWith(root)) this.trespasses.push(`publishes on ${packet.topic}`);
      done(null);
    };
    aedes.on('client', (client) => this.clients.set(client.id, client));
    aedes.on('clientError', () => undefined);
    aedes.on('connectionError', () => undefined);
  }

  /** @throws what `listen` throws, as where the port is taken */
  static async open(options: {
    host: string;
    port: number;
    lot: string;
    controller: string;
    password: string;
  }): Promise<OwnBroker> {
    const { host, port, lot, controller, password } = options;
    const broker = new OwnBroker(await Aedes.createBroker(), lot, controller, password);
    await new Promise<void>((resolve, reject) => {
      broker.server.once('error', reject);
      broker.server.listen(port, host, resolve);
    });
    return broker;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Breaks every connection but that of one client, without a word. */
  breakAll(but: string): void {
    for (const [id, client] of this.clients) if (id !== but) (client.conn as Socket).destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
    await new Promise<void>((resolve) => this.aedes.close(() => resolve()));
  }
}
