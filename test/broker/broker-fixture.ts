import { EventEmitter, once } from 'node:events';
import { type Access, Broker, type BrokerLimits, type Login, type RefusalReason } from '../../broker/broker.ts';
import * as topics from '../../shared/mqtt/topics.ts';
import { type RawLogin, RawMqtt } from '../support/raw-mqtt.ts';

export const PASSWORD = 'correct horse';

/** A controller of lot `main` with the protocol's rights, as the server will grant them. */
export function controllerAccess(name: string): Access {
  return {
    name,
    trusted: false,
    mayPublish(topic, retain) {
      if (!topics.mayPublish('main', name, topic)) return 'deny';
      const kind = topics.parseUpTopic(topic)?.kind;
      return retain && !(kind && topics.RETAINED_UP.has(kind)) ? 'strip-retain' : 'allow';
    },
    maySubscribe: (filter) => topics.maySubscribe('main', name, filter),
  };
}

export const serverAccess: Access = {
  name: 'server',
  trusted: true,
  mayPublish: () => 'allow',
  maySubscribe: () => true,
};

/** Knows `server` and every id that starts with `board`; client id = user name, as the protocol wants it. */
export async function authenticate(login: Login): Promise<Access | null> {
  if (login.clientId !== login.username || login.password?.toString() !== PASSWORD) return null;
  if (login.username === 'server') return serverAccess;
  return login.username.startsWith('board') ? controllerAccess(login.username) : null;
}

export const loginOf = (clientId: string, extra: Partial<RawLogin> = {}): RawLogin => ({
  clientId,
  username: clientId,
  password: PASSWORD,
  ...extra,
});

export type Refusal = { reason: RefusalReason; clientId?: string; topic?: string };

/** A broker whose clock stands still unless the test moves it, and everything it refused. */
export class BrokerFixture {
  clockMs = 0;
  readonly refusals: Refusal[] = [];
  readonly logged: string[] = [];
  readonly broker: Broker;
  readonly #events = new EventEmitter();
  readonly #clients: RawMqtt[] = [];

  constructor(options: { limits?: Partial<BrokerLimits>; authenticate?(login: Login): Promise<Access | null> } = {}) {
    const log = (obj: object, msg: string): void => {
      this.logged.push(`${msg} ${JSON.stringify(obj)}`);
    };
    this.broker = new Broker({
      host: '127.0.0.1',
      port: 0,
      authenticate: options.authenticate ?? authenticate,
      onRefused: (reason, detail) => {
        this.refusals.push({ reason, ...detail });
        this.#events.emit('refused');
      },
      now: () => this.clockMs,
      logger: { info: log, warn: log, error: log },
      ...(options.limits ? { limits: options.limits } : {}),
    });
  }

  async start(): Promise<this> {
    await this.broker.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.broker.stop();
    await Promise.all(this.#clients.map((client) => client.destroy()));
  }

  async open(from?: string): Promise<RawMqtt> {
    const client = await RawMqtt.open(this.broker.port, from);
    this.#clients.push(client);
    return client;
  }

  async connect(clientId: string, extra: Partial<RawLogin> = {}): Promise<RawMqtt> {
    const client = await this.open();
    const code = await client.login(loginOf(clientId, extra));
    if (code !== 0) throw new Error(`CONNACK ${code}`);
    return client;
  }

  /** The server's own client with its subscriptions. */
  async server(): Promise<RawMqtt> {
    const server = await this.connect('server');
    await server.subscribe(topics.serverSubscriptions);
    return server;
  }

  count(reason: RefusalReason): number {
    return this.refusals.filter((refusal) => refusal.reason === reason).length;
  }

  /** Waits until so many were counted. */
  async refused(reason: RefusalReason, times = 1): Promise<void> {
    while (this.count(reason) < times) await once(this.#events, 'refused');
  }
}
