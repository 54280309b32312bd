import { homeAssistantTopics, isOurConfiguration } from '../../../shared/mqtt/home-assistant-topics.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { messagesOf } from './home-assistant-entities.ts';
import type { MqttLink } from './mqtt-link.ts';

/** What a wake-up missed, and figures of controllers that wake nobody, are found by then. */
const POLL_MS = 15_000;
/** Commits within it are told together. */
const CALM_MS = 250;
/** What is retained has come by then, after the subscriptions stand. */
const RETAINED_MS = 1000;

export interface HomeAssistantOptions {
  readonly unitOfWork: UnitOfWork;
  readonly link: MqttLink;
  readonly prefix: string;
  /** Of the board; asked each time, because it may be known only later. */
  readonly url: () => string | null;
  readonly version: string;
  readonly onError: (error: unknown) => void;
}

/**
 * Tells Home Assistant of every slot and controller, retained: what changed after each commit, all of it after each connect and
 * whenever Home Assistant starts. What the broker still has of slots and controllers that are no more is cleared, also of those
 * that went while we were away.
 */
export class HomeAssistant {
  private readonly options: HomeAssistantOptions;
  /** By topic, the payload that the broker has. */
  private readonly published = new Map<string, string>();
  private timer: NodeJS.Timeout | null = null;
  private soon: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private isWanted = false;
  /** Whether it was said on this connection that we are there. */
  private isAnnounced = false;
  /** Counts the connections: what was read before one is not announced on it. */
  private connection = 0;
  private isStopped = false;

  constructor(options: HomeAssistantOptions) {
    this.options = options;
  }

  start(): void {
    this.timer = setInterval(() => this.wake(), POLL_MS);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearInterval(this.timer);
    if (this.soon) clearTimeout(this.soon);
    while (this.working) await this.working;
  }

  /** Something may have changed. */
  wake(withinMs = CALM_MS): void {
    this.soon ??= setTimeout(() => {
      this.soon = null;
      this.work();
    }, withinMs);
  }

  /** The broker may have forgotten everything, or remember what is no more. */
  connected(): void {
    this.published.clear();
    // What it still has of the slots may be long untrue, and a broker that died has not sent our will.
    this.isAnnounced = false;
    this.connection++;
    void this.announce('offline');
    if (this.soon) clearTimeout(this.soon);
    this.soon = null;
    this.wake(RETAINED_MS);
  }

  /** Whether a message was for us. */
  receive(topic: string, payload: Buffer, isRetained: boolean): boolean {
    const { prefix } = this.options;
    if (topic === homeAssistantTopics.birth(prefix)) {
      // It asks for everything again when it starts.
      if (!isRetained && payload.toString('utf8') === 'online') {
        this.published.clear();
        this.wake();
      }
      return true;
    }
    if (topic === homeAssistantTopics.server) {
      // The will of a process before us, noticed late. Not answered at once: a broker that stops sends us our own, and what is
      // said to it then would be sent again after the next connect, before the states.
      if (this.isAnnounced && !isRetained && payload.toString('utf8') === 'offline') {
        this.isAnnounced = false;
        this.wake();
      }
      return true;
    }
    if (!topic.startsWith(`${prefix}/`)) return false;
    if (isRetained && isOurConfiguration(prefix, topic)) this.remember(topic, payload.toString('utf8'));
    return true;
  }

  private remember(topic: string, payload: string): void {
    if (this.published.has(topic)) return;
    this.published.set(topic, payload);
    const stateTopic = stateTopicIn(payload);
    if (stateTopic !== null && !this.published.has(stateTopic)) this.published.set(stateTopic, '');
  }

  private work(): void {
    if (this.isStopped) return;
    if (this.working) {
      this.isWanted = true;
      return;
    }
    this.isWanted = false;
    this.working = this.publish()
      .catch(this.options.onError)
      .finally(() => {
        this.working = null;
        if (this.isWanted) this.wake();
      });
  }

  private async publish(): Promise<void> {
    const { unitOfWork, link, prefix, url, version } = this.options;
    const { connection } = this;
    if (!link.connected) return;
    const messages = await unitOfWork.read(async (look) => {
      const lots = await look.lots.all();
      const all = [];
      for (const { id, code, name } of lots) {
        const place = { prefix, lotCode: code, lotName: name, url: url(), version };
        all.push(...messagesOf(place, await look.slots.inLot(id), await look.controllers.inLot(id)));
      }
      return all;
    });
    const wanted = new Set(messages.map(({ topic }) => topic));
    const gone = [...this.published.keys()].filter((topic) => !wanted.has(topic));
    // Configurations before states: who is new hears of its state at once.
    for (const { topic, payload } of messages) await this.tell(topic, payload, JSON.stringify(payload));
    for (const topic of gone) await this.tell(topic, null, null);
    if (this.isAnnounced || connection !== this.connection) return;
    if (messages.some(({ topic }) => !this.published.has(topic))) return;
    this.isAnnounced = await this.announce('online');
  }

  private announce(status: 'online' | 'offline'): Promise<boolean> {
    return this.options.link.publish(homeAssistantTopics.server, status, { qos: 1, retain: true });
  }

  private async tell(topic: string, payload: object | null, text: string | null): Promise<void> {
    if (text !== null && this.published.get(topic) === text) return;
    const isTaken = await this.options.link.publish(topic, payload, { qos: 1, retain: true });
    if (isTaken && text !== null) this.published.set(topic, text);
    else this.published.delete(topic);
  }
}

function stateTopicIn(configuration: string): string | null {
  try {
    const { state_topic } = JSON.parse(configuration) as { state_topic?: unknown };
    return typeof state_topic === 'string' ? state_topic : null;
  } catch {
    return null;
  }
}
