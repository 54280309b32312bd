import mqtt, { type MqttClient } from 'mqtt';

export interface Heard {
  /** What follows the board's root, as `slot/A/occupancy`. */
  readonly leaf: string;
  readonly payload: Buffer;
  /** The payload as an object; empty where it is none. */
  readonly body: Readonly<Record<string, any>>;
  /** By this machine's monotonic clock, in milliseconds. */
  readonly at: number;
  /** How the broker said that it was kept, not sent just now. */
  readonly wasRetained: boolean;
}

/** The server's end of the line: hears all that one board says, and says what a server would. */
export class Wire {
  readonly heard: Heard[] = [];
  private readonly client: MqttClient;
  private readonly root: string;
  private readonly looks = new Set<() => void>();
  private readonly listeners: ((heard: Heard) => void)[] = [];

  private constructor(client: MqttClient, root: string) {
    this.client = client;
    this.root = root;
    client.on('message', (topic, payload, { retain }) => {
      if (!topic.startsWith(root)) return;
      const heard = {
        leaf: topic.slice(root.length),
        payload,
        body: objectIn(payload.toString('utf8')),
        at: performance.now(),
        wasRetained: retain,
      };
      // What the kit says itself comes back to it.
      if (/^(ack|welcome|command)$|\/led\/desired$/.test(heard.leaf)) return;
      this.heard.push(heard);
      for (const listener of this.listeners) listener(heard);
      for (const look of [...this.looks]) look();
    });
  }

  static async open(
    url: string,
    login: { username?: string; password?: string },
    lot: string,
    controller: string,
  ): Promise<Wire> {
    const root = `parkwire/v1/${lot}/${controller}/`;
    const client = await mqtt.connectAsync(url, {
      ...login,
      clientId: login.username ?? 'certify',
      clean: true,
      reconnectPeriod: 0,
    });
    const wire = new Wire(client, root);
    const granted = await client.subscribeAsync(`${root}#`, { qos: 1 });
    if (granted.some(({ qos }) => qos >= 128)) throw new Error(`the broker does not let this account read ${root}#`);
    return wire;
  }

  on(listener: (heard: Heard) => void): void {
    this.listeners.push(listener);
  }

  async say(leaf: string, body: object | string, retain = false): Promise<void> {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    await this.client.publishAsync(this.root + leaf, payload, { qos: 1, retain });
  }

  /**
   * The first message from `since` on that fits, or null when none came in time. `since` is taken before what is answered was said: the
   * answer may be here before the broker's word that it was said.
   */
  async next(fits: (heard: Heard) => boolean, withinMs: number, since: number): Promise<Heard | null> {
    return new Promise((resolve) => {
      const done = (heard: Heard | null): void => {
        clearTimeout(timer);
        this.looks.delete(look);
        resolve(heard);
      };
      const look = (): void => {
        const found = this.heard.slice(since).find(fits);
        if (found) done(found);
      };
      const timer = setTimeout(() => done(null), withinMs);
      this.looks.add(look);
      look();
    });
  }

  /** What the broker has retained of this board, by leaf; the kit's own is left out. What is `wanted` may take its time. */
  async retained(wanted: readonly string[], withinMs: number): Promise<Map<string, Readonly<Record<string, any>>>> {
    const found = new Map<string, Readonly<Record<string, any>>>();
    const from = this.heard.length;
    await this.client.unsubscribeAsync(`${this.root}#`);
    await this.client.subscribeAsync(`${this.root}#`, { qos: 1 });
    const ends = performance.now() + withinMs;
    for (const leaf of wanted) {
      const isIt = (heard: Heard) => heard.leaf === leaf && heard.wasRetained;
      await this.next(isIt, Math.max(0, ends - performance.now()), from);
    }
    await new Promise((resolve) => setTimeout(resolve, MORE_WITHIN_MS));
    for (const { leaf, body, wasRetained } of this.heard.splice(from)) if (wasRetained) found.set(leaf, body);
    return found;
  }

  /** Takes back what was retained for the bench. */
  async clear(leaves: readonly string[]): Promise<void> {
    for (const leaf of leaves) await this.client.publishAsync(this.root + leaf, '', { qos: 1, retain: true });
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
  }
}

/** What nobody wants retained comes along with the rest. */
const MORE_WITHIN_MS = 400;

/** The object that a JSON text is; empty where it is none. */
export function objectIn(text: string): Record<string, any> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
