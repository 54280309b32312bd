/** Time that moves only when it is told to: days of a car park pass as fast as they can be worked off. */
import type { Clock } from './clock.ts';

interface Timer {
  readonly at: number;
  /** Of two timers for one moment the earlier one made comes first, so that the same run is the same again. */
  readonly order: number;
  /** Null once it was called off: it stays in the heap until its turn. */
  callback: (() => void) | null;
}

export class VirtualTime implements Clock {
  #now: number;
  #made = 0;
  /** A binary heap, the soonest first: thousands of boards have a few timers each. */
  readonly #heap: Timer[] = [];

  constructor(now = 0) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#made++, callback };
    this.#push(timer);
    return () => {
      timer.callback = null;
    };
  }

  /** When the next timer is due; undefined where nothing waits. */
  nextAt(): number | undefined {
    while (this.#heap[0]?.callback === null) this.#pop();
    return this.#heap[0]?.at;
  }

  /** Goes on to a moment, calling on the way what falls due, each at its own time. */
  advanceTo(end: number): void {
    for (let at = this.nextAt(); at !== undefined && at <= end; at = this.nextAt()) {
      const timer = this.#pop();
      this.#now = Math.max(this.#now, at);
      timer?.callback?.();
    }
    this.#now = Math.max(this.#now, end);
  }

  advance(ms: number): void {
    this.advanceTo(this.#now + ms);
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let index = heap.push(timer) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!isSooner(timer, heap[above] as Timer)) break;
      heap[index] = heap[above] as Timer;
      index = above;
    }
    heap[index] = timer;
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isSooner(heap[below + 1] as Timer, heap[below] as Timer)) below += 1;
      if (!isSooner(heap[below] as Timer, last)) break;
      heap[index] = heap[below] as Timer;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}

const isSooner = (one: Timer, other: Timer): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
