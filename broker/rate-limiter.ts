import type { BrokerLimits } from './limits.ts';
import { TokenBucket } from './token-bucket.ts';

/**
 * Publishes per client id and over all of them. A client's bucket outlives its connection until it is full again, so
 * that reconnecting does not buy a new burst.
 */
export class RateLimiter {
  readonly #limits: BrokerLimits;
  readonly #now: () => number;
  readonly #all: TokenBucket;
  readonly #clients = new Map<string, TokenBucket>();

  constructor(limits: BrokerLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#all = new TokenBucket(limits.globalEventsPerSecond, limits.globalEventBurst, now());
  }

  /** The client's own bucket is asked first: a flooder must not use up what is everybody's. */
  allow(clientId: string): boolean {
    const now = this.#now();
    let bucket = this.#clients.get(clientId);
    if (!bucket) {
      this.#sweep(now);
      bucket = new TokenBucket(this.#limits.eventsPerSecond, this.#limits.eventBurst, now);
      this.#clients.set(clientId, bucket);
    }
    return bucket.tryTake(now) && this.#all.tryTake(now);
  }

  /** Client ids can be made up while boards are being added; a full bucket says nothing and need not be kept. */
  #sweep(now: number): void {
    if (this.#clients.size < this.#limits.maxConnections * 2) return;
    for (const [id, bucket] of this.#clients) if (bucket.isFull(now)) this.#clients.delete(id);
  }
}
