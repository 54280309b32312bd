import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import type { Log } from '../../app/ports/log.ts';

export interface MqttLinkOptions {
  readonly url: string;
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly subscriptions: readonly string[];
  /** What the broker says in our name, retained, when we are gone. */
  readonly will?: { readonly topic: string; readonly payload: string } | undefined;
  readonly log: Log;
}

export type OnMessage = (topic: string, payload: Buffer, packet: { retain: boolean; qos: number }) => void;

/**
 * The one file that owns the MQTT client. The server is a client of whatever broker there is, with a clean session: what
 * waited in a broker would arrive with a stale age, and the controllers' own queues are the memory. Reconnects by itself.
 */
export class MqttLink {
  private readonly options: MqttLinkOptions;
  private client: MqttClient | null = null;
  /** Publishes that the broker has not confirmed yet. */
  private readonly unconfirmed = new Set<(taken: boolean) => void>();
  private onMessage: OnMessage = () => undefined;
  private onReady: () => void = () => undefined;

  constructor(options: MqttLinkOptions) {
    this.options = options;
  }

  /** Who takes the messages, and who is told each time that the subscriptions stand. Set before `start`. */
  handle(onMessage: OnMessage, onReady: () => void): void {
    this.onMessage = onMessage;
    this.onReady = onReady;
  }

  get connected(): boolean {
    return this.client?.connected ?? false;
  }

  /** Begins to connect. Resolves at once: a broker that is away is waited for. */
  start(): void {
    const { url, clientId, username, password, log, will } = this.options;
    const client = mqtt.connect(url, {
      clientId,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(will ? { will: { ...will, payload: Buffer.from(will.payload), qos: 1, retain: true } as const } : {}),
      clean: true,
      protocolVersion: 4,
      keepalive: 30,
      reconnectPeriod: 1000,
      connectTimeout: 10_000,
      resubscribe: false,
      // What could not be sent is not worth sending late: desired state is sent anew after each connect.
      queueQoSZero: false,
    });
    this.client = client;
    client.on('connect', () => this.subscribe(client));
    client.on('message', (topic, payload, packet: IPublishPacket) => {
      this.onMessage(topic, payload, { retain: packet.retain, qos: packet.qos });
    });
    client.on('error', (error) => log.warn({ reason: error.message }, 'the connection to the MQTT broker failed'));
    client.on('close', () => log.debug({}, 'the connection to the MQTT broker is closed'));
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.endAsync(true);
    // The library forgets them without a word, and whoever waits for one would wait for ever.
    for (const settle of this.unconfirmed) settle(false);
  }

  /** Publishes if the broker is there; answers whether it took the message. */
  async publish(
    topic: string,
    payload: object | string | null,
    options: { qos: 0 | 1; retain: boolean },
  ): Promise<boolean> {
    const { client } = this;
    if (!client?.connected) return false;
    return new Promise((resolve) => {
      const settle = (taken: boolean): void => {
        this.unconfirmed.delete(settle);
        resolve(taken);
      };
      this.unconfirmed.add(settle);
      client.publish(
        topic,
        typeof payload === 'string' ? payload : payload === null ? '' : JSON.stringify(payload),
        options,
        (error) => {
          if (error) this.options.log.warn({ topic, reason: String(error) }, 'a message could not be published');
          settle(!error);
        },
      );
    });
  }

  private subscribe(client: MqttClient): void {
    const { subscriptions, log } = this.options;
    client.subscribe([...subscriptions], { qos: 1 }, (error, granted) => {
      const refused = (granted ?? []).filter(({ qos }) => qos > 2);
      if (error || refused.length > 0) {
        log.error(
          { reason: error?.message, topics: refused.map(({ topic }) => topic) },
          'the MQTT broker refused a subscription',
        );
        return;
      }
      log.info({}, 'connected to the MQTT broker');
      this.onReady();
    });
  }
}
