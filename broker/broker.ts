import { type AddressInfo, createServer, type Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Aedes, type Client } from 'aedes';
import type { Access, BrokerLogger, Login, RefusalDetail, RefusalReason } from './access.ts';
import { findRetainedByTopic, grantAtMostQos1 } from './aedes-internals.ts';
import { ConnectionTable } from './connection-table.ts';
import { Gate } from './gate.ts';
import { BACKLOG, type BrokerLimits, defaultLimits } from './limits.ts';
import { RateLimiter } from './rate-limiter.ts';
import { Refusals } from './refusals.ts';
import { Session } from './session.ts';
import { StreamGuard } from './stream-guard.ts';

export type { Access, BrokerLogger, Login, RefusalReason } from './access.ts';
export type { BrokerLimits } from './limits.ts';

export interface BrokerOptions {
  host: string;
  /** 0 = any free port. */
  port: number;
  /** null = wrong. A rejection or silence is answered "server unavailable" and counted as `auth-timeout`. */
  authenticate(login: Login): Promise<Access | null>;
  onRefused?(reason: RefusalReason, detail: RefusalDetail): void;
  limits?: Partial<BrokerLimits>;
  /** A monotonic clock in milliseconds, for the rates. */
  now?(): number;
  logger?: BrokerLogger;
}

/** The bundled MQTT broker: Aedes behind guards, with the rights of each client injected. It knows no parking. */
export class Broker {
  readonly #options: BrokerOptions;
  readonly #limits: BrokerLimits;
  readonly #refusals: Refusals;
  readonly #rates: RateLimiter;
  readonly #table: ConnectionTable<Session>;
  readonly #sessions = new WeakMap<Duplex, Session>();
  /** Who holds a client id. Aedes' own list can lose one when a takeover meets a closing connection. */
  readonly #clients = new Map<string, Session>();
  #aedes: Aedes | undefined;
  #server: Server | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: BrokerOptions) {
    const now = options.now ?? (() => performance.now());
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#refusals = new Refusals(options.onRefused, options.logger, now);
    this.#rates = new RateLimiter(this.#limits, now);
    this.#table = new ConnectionTable(this.#limits);
  }

  /** Rejects with the listen error as Node gives it (`code` is EADDRINUSE, EACCES …). */
  start(): Promise<void> {
    if (this.#server) return Promise.reject(new Error('the broker was started already'));
    this.#starting = this.#start();
    return this.#starting;
  }

  /** Ends every connection. No will fires: this is our end, not the clients'. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => {}); // its caller has that error
    this.#stopping ??= this.#stop();
    await this.#stopping;
    this.#stopping = undefined;
  }

  get port(): number {
    const address = this.#server?.address();
    if (!address) throw new Error('the broker is not listening');
    return (address as AddressInfo).port;
  }

  /** Clients that are logged in. */
  get connectedClients(): number {
    return this.#clients.size;
  }

  /** Drops whoever holds or is claiming the client id, and resolves when it is gone. Its will fires. */
  async disconnect(clientId: string): Promise<void> {
    const gone: Promise<unknown>[] = [];
    for (const session of this.#table) {
      if (session.clientId !== clientId || session.closed) continue;
      gone.push(new Promise((resolve) => session.stream.once('close', resolve)));
      session.stream.destroy();
    }
    await Promise.all(gone);
  }

  /** Ends a stream that it serves, because whoever brought it stops; its will does not fire. */
  async hangUp(stream: Duplex): Promise<void> {
    if (stream.destroyed) return;
    const session = this.#sessions.get(stream);
    if (session) session.isHungUp = true;
    const gone = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy();
    await gone;
  }

  /** Serves one byte stream, under all guards: a TCP socket, or a WebSocket's stream. `remote` is the peer's address. */
  handle(stream: Duplex, remote: string): void {
    stream.on('error', () => {}); // a reset is no news, and without a listener it would end the process
    const aedes = this.#aedes;
    if (!aedes || aedes.closed) {
      stream.destroy();
      return;
    }
    const session = new Session(stream, remote.replace(/^::ffff:/i, ''));
    const { seated, evicted } = this.#table.admit(session);
    for (const turnedAway of seated ? [evicted] : [session]) {
      if (!turnedAway) continue;
      this.#refusals.end('too-many-connections', turnedAway);
      turnedAway.stream.destroy();
    }
    if (!seated) return;
    stream.once('close', () => this.#closed(session));
    this.#serve(aedes, session);
  }

  async #start(): Promise<void> {
    const server = createServer((socket) => this.handle(socket, socket.remoteAddress ?? ''));
    this.#server = server;
    try {
      this.#aedes = await this.#createAedes();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port: this.#options.port, host: this.#options.host, backlog: BACKLOG }, resolve);
      });
    } catch (err) {
      await this.#stop();
      throw err;
    }
    server.removeAllListeners('error');
    server.on('error', (err) => this.#refusals.failed(err, 'mqtt: the listener failed'));
    this.#options.logger?.info({ host: this.#options.host, port: this.port }, 'mqtt: listening');
  }

  #serve(aedes: Aedes, session: Session): void {
    const { stream } = session;
    const guard = new StreamGuard(stream, this.#limits, this.#options.now ?? (() => performance.now()), {
      refused: (reason) => this.#refusals.end(reason, session),
      slow: () => {
        session.ended = 'slow-reader';
        this.#options.logger?.warn({ clientId: session.clientId }, 'mqtt: dropped, it does not read');
      },
    });
    guard.install();
    session.guard = guard;
    if (stream instanceof Socket) stream.setNoDelay(true);
    this.#sessions.set(stream, session);
    session.expect(this.#limits.connectTimeoutMs, () => {
      this.#refusals.end('connect-timeout', session);
      stream.destroy();
    });
    grantAtMostQos1(aedes.handle(stream));
  }

  async #createAedes(): Promise<Aedes> {
    const limits = this.#limits;
    const gate = new Gate({
      limits,
      authenticate: (login) => this.#options.authenticate(login),
      sessionOf: (client) => this.#sessions.get(client.conn),
      onAccepted: (session) => {
        this.#table.settle(session);
        session.guard?.loggedIn(session.access?.trusted === true);
      },
      isStopping: () => this.#aedes?.closed !== false,
      rates: this.#rates,
      refusals: this.#refusals,
    });
    const aedes = await Aedes.createBroker({
      // 0 = none. With one, as many messages waiting for a full socket would hold up every other message.
      concurrency: 0,
      // Ours fires first and is counted.
      connectTimeout: limits.connectTimeoutMs * 2,
      drainTimeout: limits.drainTimeoutMs,
      keepaliveLimit: limits.keepaliveLimitSeconds,
      maxInflightInbound: 1,
      maxTopicLevels: 16,
      preConnect: gate.preConnect,
      authenticate: gate.authenticate,
      authorizePublish: gate.authorizePublish,
      authorizeSubscribe: gate.authorizeSubscribe,
      authorizeForward: gate.authorizeForward,
    });
    findRetainedByTopic(aedes);
    // Untyped: Aedes emits it and its types do not say so.
    (aedes as NodeJS.EventEmitter).on('error', (err) => this.#refusals.failed(err, 'mqtt: broker error'));
    aedes.on('client', (client) => this.#registered(client));
    aedes.on('clientError', (client, err) => this.#failed(client, err));
    aedes.on('connectionError', (client, err) => this.#failed(client, err));
    return aedes;
  }

  #registered(client: Client): void {
    const session = this.#sessions.get(client.conn);
    if (!session || session.closed) return;
    const before = this.#clients.get(client.id);
    this.#clients.set(client.id, session);
    if (before && before !== session) before.stream.destroy(); // [MQTT-3.1.4-2]
    session.clientId = client.id;
    this.#options.logger?.info({ clientId: client.id, name: session.access?.name }, 'mqtt: connected');
  }

  #closed(session: Session): void {
    session.met();
    this.#table.remove(session);
    if (session.clientId === undefined || this.#clients.get(session.clientId) !== session) return;
    this.#clients.delete(session.clientId);
    this.#options.logger?.info({ clientId: session.clientId, ended: session.ended }, 'mqtt: disconnected');
  }

  /** An error with a code is the network's; a silence is the client's bad luck; the rest broke the protocol. */
  #failed(client: Client, err: Error): void {
    const session = this.#sessions.get(client.conn);
    if (!session || 'code' in err || QUIET.has(err.message)) return;
    this.#refusals.end('protocol-error', session);
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    const aedes = this.#aedes;
    if (!server) return;
    // Also waits for the sockets, which end below; of a server that never listened it only reports that.
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    if (aedes) await new Promise<void>((resolve) => aedes.close(() => resolve()));
    await Promise.all(
      [...this.#table].map((session) => {
        const gone = new Promise((resolve) => session.stream.once('close', resolve));
        session.stream.destroy();
        return gone;
      }),
    );
    await closed;
    this.#aedes = undefined;
    this.#server = undefined;
  }
}

/** What Aedes calls the ends that are nobody's fault. */
const QUIET = new Set(['keep alive timeout', 'drain timeout', 'connection closed']);
