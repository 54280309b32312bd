import { Readable } from 'node:stream';

/** A retained message, as the broker hands it to be kept. */
export interface Retained {
  readonly topic: string;
  readonly payload: string | Buffer;
}

/**
 * The retained messages, found by their topic. Aedes' own store in memory looks through all of them for every filter of a
 * SUBSCRIBE, so that what a board costs grows with how many boards there are; a board's filters are exact topics.
 */
export class RetainedMessages<Packet extends Retained> {
  readonly #byTopic = new Map<string, Packet>();

  /** Keeps the message in place of the topic's last one; an empty payload forgets it [MQTT-3.3.1-10]. */
  store(packet: Packet): void {
    if (packet.payload.length === 0) this.#byTopic.delete(packet.topic);
    else this.#byTopic.set(packet.topic, packet);
  }

  /** What these filters match, one after another. */
  stream(filters: readonly string[]): Readable {
    return Readable.from(this.#find(filters));
  }

  *#find(filters: readonly string[]): Generator<Packet> {
    for (const filter of filters) {
      if (!/[+#]/.test(filter)) {
        const found = this.#byTopic.get(filter);
        if (found) yield found;
        continue;
      }
      for (const [topic, packet] of this.#byTopic) if (matches(filter, topic)) yield packet;
    }
  }
}

/** Whether a topic filter with wildcards matches a topic: MQTT 3.1.1, 4.7.1 and 4.7.2. */
export function matches(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  for (const [index, level] of wanted.entries()) {
    // It stands for its parent too: `a/#` matches `a`.
    if (level === '#') return levels.length >= index;
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}
