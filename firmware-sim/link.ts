/**
 * The MQTT link of a board: PROTOCOL.md, "Connecting". Each connection is a new mqtt.js client, because one that lives
 * on replays its stored QoS 1 publishes after a reconnect, with the old `sentUptimeMs`.
 */
import mqtt, { type MqttClient } from 'mqtt';
import type { Clock } from './clock.ts';

export interface LinkProblem {
  /**
   * `refused`: the broker does not accept id and secret. `denied`: it does not grant a subscription. `unreachable`: no
   * connection was made. `lost`: one that stood broke.
   */
  readonly kind: 'refused' | 'denied' | 'unreachable' | 'lost';
  readonly detail: string;
}

export interface LinkOptions {
  readonly url: string;
  /** Client id and user name. */
  readonly id: string;
  readonly secret: string;
  readonly willTopic: string;
  readonly subscriptions: readonly string[];
  readonly clock: Clock;
  /** In [0, 1): spreads reconnects, so that a fleet does not come back all at once. */
  readonly random: () => number;
  readonly backoff?: { readonly minMs: number; readonly maxMs: number };
  /** How long it may be silent, in seconds; 30 unless told otherwise. */
  readonly keepaliveS?: number;
}

export interface LinkHandlers {
  up(): void;
  down(problem: LinkProblem): void;
  message(topic: string, body: Uint8Array, retained: boolean): void;
}

/** How a board speaks to its broker, whatever carries it. */
export interface BoardLink {
  /** Connects and stays connected until `close` or `cut`. The will names the boot, so each boot opens anew. */
  open(will: string): void;
  /** Publishes if the link is up; a board does not let its MQTT library queue, it has a queue of its own. */
  publish(topic: string, body: string | Uint8Array, qos: 0 | 1, retain: boolean): void;
  /** Lets what was published arrive, then disconnects cleanly: no will. */
  close(): Promise<void>;
  /** Breaks the connection as a power cut does: the broker sends the will. */
  cut(): void;
  /** Breaks the connection as a network does: it connects again by itself. */
  drop(): void;
  /** Half-open: nothing leaves or arrives any more, and neither end is told. */
  freeze(): void;
  /** How much is under way that time alone does not end: a connection being made or ended, publishes not yet acknowledged. */
  readonly pending: number;
}

export type LinkFactory = (options: LinkOptions, handlers: LinkHandlers) => BoardLink;

const KEEPALIVE_S = 30;
const CONNECT_TIMEOUT_MS = 5000;
const CLOSE_TIMEOUT_MS = 2000;
const BACKOFF = { minMs: 500, maxMs: 10_000 };

export class Link implements BoardLink {
  readonly #options: LinkOptions;
  readonly #handlers: LinkHandlers;
  #will = '';
  #client: MqttClient | undefined;
  #up = false;
  #isFrozen = false;
  #closing = 0;
  /** Publishes of the present connection that are not yet acknowledged. */
  #unacknowledged = { count: 0 };
  #failures = 0;
  #cancelRetry: (() => void) | undefined;

  constructor(options: LinkOptions, handlers: LinkHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  get pending(): number {
    if (this.#isFrozen) return this.#closing;
    const connecting = this.#client !== undefined && !this.#up ? 1 : 0;
    return this.#closing + connecting + this.#unacknowledged.count;
  }

  open(will: string): void {
    this.cut();
    this.#will = will;
    this.#failures = 0;
    this.#connect();
  }

  publish(topic: string, body: string | Uint8Array, qos: 0 | 1, retain: boolean): void {
    if (!this.#up) return;
    const unacknowledged = this.#unacknowledged;
    unacknowledged.count += 1;
    // It fails only because the connection broke, which `close` reports.
    this.#client?.publish(topic, Buffer.from(body), { qos, retain }, () => {
      unacknowledged.count -= 1;
    });
  }

  async close(): Promise<void> {
    const client = this.#release();
    if (!client) return;
    this.#closing += 1;
    await new Promise<void>((resolve) => {
      // A client that is ending already ignores `end(true)`.
      const giveUp = this.#options.clock.schedule(() => {
        client.stream.destroy();
        resolve();
      }, CLOSE_TIMEOUT_MS);
      client.end(!client.connected, () => {
        giveUp();
        resolve();
      });
    });
    this.#closing -= 1;
  }

  cut(): void {
    this.#release()?.end(true);
  }

  drop(): void {
    this.#client?.stream.destroy();
  }

  freeze(): void {
    if (!this.#up || !this.#client) return;
    this.#isFrozen = true;
    this.#client.stream.cork();
    this.#client.stream.pause();
  }

  #release(): MqttClient | undefined {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    const client = this.#client;
    this.#client = undefined;
    this.#up = false;
    this.#isFrozen = false;
    this.#unacknowledged = { count: 0 };
    return client;
  }

  #connect(): void {
    const { url, id, secret, willTopic, keepaliveS = KEEPALIVE_S } = this.#options;
    const client = mqtt.connect(url, {
      clientId: id,
      username: id,
      password: secret,
      clean: true,
      keepalive: keepaliveS,
      protocolVersion: 4,
      reconnectPeriod: 0,
      connectTimeout: CONNECT_TIMEOUT_MS,
      queueQoSZero: false,
      resubscribe: false,
      will: { topic: willTopic, payload: Buffer.from(this.#will), qos: 1, retain: true },
    });
    this.#client = client;
    let problem: LinkProblem | undefined;
    const current = (): boolean => this.#client === client;

    client.on('connect', () => {
      if (!current()) return;
      client.subscribe([...this.#options.subscriptions], { qos: 1 }, (error, _granted, packet) => {
        if (!current()) return;
        const refused = packet?.granted?.some((code) => typeof code === 'number' && code >= 128) ?? false;
        if (error || refused) {
          problem ??= { kind: 'denied', detail: 'the broker did not grant the subscriptions of this controller' };
          client.end(true);
          return;
        }
        this.#failures = 0;
        this.#up = true;
        this.#handlers.up();
      });
    });
    client.on('message', (topic, body, packet) => {
      if (current()) this.#handlers.message(topic, body, packet.retain);
    });
    client.on('error', (error) => {
      problem ??= problemOf(error, this.#up);
    });
    client.on('close', () => {
      if (!current()) return;
      const lost: LinkProblem = { kind: this.#up ? 'lost' : 'unreachable', detail: 'connection closed' };
      this.#release()?.end(true);
      this.#retry();
      this.#handlers.down(problem ?? lost);
    });
  }

  #retry(): void {
    const { minMs, maxMs } = this.#options.backoff ?? BACKOFF;
    const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(this.#failures, 16));
    this.#failures += 1;
    const delayMs = ceiling * (0.5 + this.#options.random() / 2);
    this.#cancelRetry = this.#options.clock.schedule(() => {
      this.#cancelRetry = undefined;
      this.#connect();
    }, delayMs);
  }
}

/** CONNACK codes that mean "not you": 2 identifier rejected, 4 bad user name or password, 5 not authorised. */
const REFUSALS: ReadonlySet<unknown> = new Set([2, 4, 5]);

function problemOf(error: Error & { code?: unknown; errors?: unknown }, wasUp: boolean): LinkProblem {
  if (REFUSALS.has(error.code)) return { kind: 'refused', detail: error.message };
  const detail = error.message || (typeof error.code === 'string' ? error.code : 'connection failed');
  return { kind: wasUp ? 'lost' : 'unreachable', detail };
}
