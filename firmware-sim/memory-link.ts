/** A link to a broker and server that are but a few rules in memory: what a board does by itself can be traced without a network. */
import type { BoardLink, LinkFactory, LinkHandlers, LinkOptions } from './link.ts';

const CONNECTS_MS = 40;
const ANSWERS_MS = 60;
/** As a real link's shortest wait. */
const RETRY_MS = 500;

export interface Carried {
  readonly topic: string;
  readonly body: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/**
 * Whoever connects is welcome, and every event is acknowledged as PROTOCOL.md says: the numbers of a boot up to the first gap.
 * `serverTime` is UTC in milliseconds.
 */
export function inMemory(serverTime: () => number, tell: (carried: Carried) => void): LinkFactory {
  const acknowledged = new Map<string, Set<number>>();
  return (options, handlers) => new MemoryLink(options, handlers, { serverTime, tell, acknowledged });
}

interface Server {
  readonly serverTime: () => number;
  readonly tell: (carried: Carried) => void;
  /** By boot, the events that were heard. */
  readonly acknowledged: Map<string, Set<number>>;
}

class MemoryLink implements BoardLink {
  readonly pending = 0;
  readonly #options: LinkOptions;
  readonly #handlers: LinkHandlers;
  readonly #server: Server;
  #isUp = false;
  #isFrozen = false;
  #cancels: (() => void)[] = [];

  constructor(options: LinkOptions, handlers: LinkHandlers, server: Server) {
    this.#options = options;
    this.#handlers = handlers;
    this.#server = server;
  }

  open(): void {
    this.cut();
    this.#connect(CONNECTS_MS);
  }

  publish(topic: string, body: string | Uint8Array, qos: 0 | 1, retain: boolean): void {
    if (!this.#isUp || this.#isFrozen) return;
    const text = Buffer.from(body).toString('utf8');
    this.#server.tell({ topic, body: text, qos, retain });
    this.#answer(topic, text);
  }

  async close(): Promise<void> {
    this.cut();
  }

  cut(): void {
    this.#isUp = false;
    this.#isFrozen = false;
    for (const cancel of this.#cancels.splice(0)) cancel();
  }

  drop(): void {
    if (!this.#isUp) return;
    this.cut();
    this.#connect(RETRY_MS);
    this.#handlers.down({ kind: 'lost', detail: 'connection closed' });
  }

  freeze(): void {
    this.#isFrozen = this.#isUp;
  }

  #connect(afterMs: number): void {
    this.#in(afterMs, () => {
      this.#isUp = true;
      this.#handlers.up();
    });
  }

  #answer(topic: string, text: string): void {
    const root = this.#options.willTopic.replace(/status$/, '');
    const said = readObject(text);
    const { bootId, seq, oldestSeq = 1, status } = said;
    if (topic === `${root}status` && status === 'online') {
      const serverTime = new Date(this.#server.serverTime()).toISOString();
      this.#say(`${root}welcome`, { bootId, serverTime, ackSeq: 0 });
    } else if (topic === `${root}event` && typeof bootId === 'string' && Number.isSafeInteger(seq)) {
      const heard = this.#server.acknowledged.get(bootId) ?? new Set();
      this.#server.acknowledged.set(bootId, heard.add(Number(seq)));
      let covered = Number(oldestSeq) - 1;
      while (heard.has(covered + 1)) covered += 1;
      if (covered > 0) this.#say(`${root}ack`, { bootId, seq: covered });
    }
  }

  #say(topic: string, payload: object): void {
    this.#in(ANSWERS_MS, () => {
      if (!this.#isFrozen) this.#handlers.message(topic, Buffer.from(JSON.stringify(payload)), false);
    });
  }

  #in(ms: number, what: () => void): void {
    this.#cancels.push(this.#options.clock.schedule(what, ms));
  }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
