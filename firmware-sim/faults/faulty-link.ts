/** A link on which messages are lost, late, doubled and out of order, and which can break in every way. */
import type { Clock } from '../clock.ts';
import type { BoardLink, LinkFactory, LinkHandlers, LinkOptions } from '../link.ts';
import type { Faults } from './faults.ts';

const LATEST_MS = 8000;
/** By then an event that nobody acknowledged has been sent again: PROTOCOL.md, "Boot identity, sequence, acknowledgement". */
const SAID_AGAIN_MS = 10_000;
/** How long an overtaken message waits for another one to overtake it. */
const OVERTAKEN_MS = 2000;

type Pass = () => void;

export class FaultyLink implements BoardLink {
  readonly #inner: BoardLink;
  #faults: Faults;
  readonly #random: () => number;
  readonly #clock: Clock;
  readonly #up: Way;
  readonly #down: Way;
  #deafUntil = Number.NEGATIVE_INFINITY;
  #endFreeze: (() => void) | undefined;
  #lossyUntil = Number.NEGATIVE_INFINITY;

  constructor(
    connect: LinkFactory,
    options: LinkOptions,
    handlers: LinkHandlers,
    { faults, random, clock }: { faults: Faults; random: () => number; clock: Clock },
  ) {
    this.#faults = faults;
    this.#random = random;
    this.#clock = clock;
    this.#up = new Way(clock);
    this.#down = new Way(clock);
    this.#inner = connect(options, {
      up: () => {
        this.#lossyUntil = Number.NEGATIVE_INFINITY;
        handlers.up();
      },
      down: (problem) => {
        this.#forget();
        handlers.down(problem);
      },
      message: (topic, body, retained) => {
        if (topic.endsWith('/led/desired') && clock.now() < this.#deafUntil) return;
        this.#send(this.#down, () => handlers.message(topic, body, retained));
      },
    });
  }

  /** Whether messages vanished or wait, so that nobody need wait for what they would have brought; until they are said again. */
  get isLossy(): boolean {
    return this.#clock.now() < this.#lossyUntil;
  }

  get pending(): number {
    return this.#inner.pending;
  }

  open(will: string): void {
    this.#forget();
    this.#inner.open(will);
  }

  publish(topic: string, body: string | Uint8Array, qos: 0 | 1, retain: boolean): void {
    const pass = () => this.#inner.publish(topic, body, qos, retain);
    // Who is there is said once in a connection, and TCP would tell if it got lost.
    if (topic.endsWith('/status')) pass();
    else this.#send(this.#up, pass);
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#inner.close();
  }

  cut(): void {
    this.#forget();
    this.#inner.cut();
  }

  drop(): void {
    this.#inner.drop();
  }

  freeze(): void {
    this.#inner.freeze();
  }

  /** Nothing passes for so long, then the board notices and connects anew. */
  freezeFor(ms: number): void {
    this.#endFreeze?.();
    this.#lossyUntil = Number.POSITIVE_INFINITY;
    this.freeze();
    this.#endFreeze = this.#clock.schedule(() => this.drop(), ms);
  }

  ignoreLeds(ms: number): void {
    this.#deafUntil = this.#clock.now() + ms;
  }

  /** Nothing goes wrong any more; what is out of step by now is put right by a new connection. */
  recover(): void {
    this.#faults = {};
    this.#deafUntil = Number.NEGATIVE_INFINITY;
    this.drop();
  }

  #send(way: Way, pass: Pass): void {
    const { lost = 0, delayed = 0, duplicated = 0, reordered = 0 } = this.#faults;
    if (this.#random() < lost) {
      this.#loses();
      return;
    }
    const copies = this.#random() < duplicated ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      if (this.#random() < delayed) way.late(pass, this.#random() * LATEST_MS);
      else if (this.#random() < reordered) way.hold(pass);
      else way.now(pass);
    }
    if (way.waits) this.#loses();
  }

  #loses(): void {
    this.#lossyUntil = Math.max(this.#lossyUntil, this.#clock.now() + SAID_AGAIN_MS);
  }

  /** What is under way goes with the connection. */
  #forget(): void {
    this.#endFreeze?.();
    this.#endFreeze = undefined;
    this.#up.forget();
    this.#down.forget();
  }
}

/** The messages one way. */
class Way {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #held: Pass[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get waits(): boolean {
    return this.#waiting.size > 0;
  }

  now(pass: Pass): void {
    pass();
    this.#release();
  }

  late(pass: Pass, ms: number): void {
    const cancel = this.#clock.schedule(() => {
      this.#waiting.delete(cancel);
      this.now(pass);
    }, ms);
    this.#waiting.add(cancel);
  }

  /** Until another message has passed. */
  hold(pass: Pass): void {
    this.#held.push(pass);
    this.late(() => undefined, OVERTAKEN_MS);
  }

  forget(): void {
    for (const cancel of this.#waiting) cancel();
    this.#waiting.clear();
    this.#held = [];
  }

  #release(): void {
    for (const pass of this.#held.splice(0)) pass();
  }
}
