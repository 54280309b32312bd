import type { BrokerLimits } from './limits.ts';

/** What the table needs to know of a connection. */
export interface Seat {
  readonly remote: string;
}

/**
 * Who holds a connection, under a cap for all and one per remote address. Where a cap is reached, the oldest
 * connection under it that has not logged in gives way: sockets that only sit there can never keep out one that
 * speaks at once, and a login that was accepted is never taken back.
 */
export class ConnectionTable<S extends Seat> {
  readonly #limits: BrokerLimits;
  readonly #all = new Set<S>();
  /** In order of arrival, which is the order a Set keeps. */
  readonly #pending = new Set<S>();
  readonly #addresses = new Map<string, { count: number; pending: Set<S> }>();

  constructor(limits: BrokerLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#all.size;
  }

  [Symbol.iterator](): IterableIterator<S> {
    return this.#all.values();
  }

  /** Seats a new connection. `evicted` must be closed by the caller; without `seated` it is the new one that must. */
  admit(seat: S): { seated: boolean; evicted?: S } {
    const here = this.#addresses.get(seat.remote);
    let full: Set<S> | undefined;
    if (here && here.count >= this.#limits.maxConnectionsPerAddress) full = here.pending;
    else if (this.#all.size >= this.#limits.maxConnections) full = this.#pending;
    if (!full) {
      this.#add(seat);
      return { seated: true };
    }
    const [evicted] = full;
    if (!evicted) return { seated: false };
    this.remove(evicted);
    this.#add(seat);
    return { seated: true, evicted };
  }

  /** It logged in and keeps its place. */
  settle(seat: S): void {
    this.#pending.delete(seat);
    this.#addresses.get(seat.remote)?.pending.delete(seat);
  }

  remove(seat: S): void {
    if (!this.#all.delete(seat)) return;
    this.settle(seat);
    const here = this.#addresses.get(seat.remote);
    if (here && --here.count === 0) this.#addresses.delete(seat.remote);
  }

  #add(seat: S): void {
    this.#all.add(seat);
    this.#pending.add(seat);
    const here = this.#addresses.get(seat.remote) ?? { count: 0, pending: new Set() };
    here.count += 1;
    here.pending.add(seat);
    this.#addresses.set(seat.remote, here);
  }
}
