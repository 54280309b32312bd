/** A simulated controller: the pure core, an MQTT link, a clock, and a car that may stand before each sensor. */
import { randomBytes } from 'node:crypto';
import { topics } from '../shared/mqtt/topics.ts';
import { type BoardChange, type BoardSnapshot, changesBetween } from './board-snapshot.ts';
import { type Clock, realClock } from './clock.ts';
import { blankFlash, nextDeadline, QUEUE_SIZE, step, unpowered } from './core/core.ts';
import { type DownTopic, downTopics, parseDown } from './core/inbound.ts';
import { shown } from './core/led.ts';
import type { BoardConfig, CoreEvent, CoreState, Effect, Flash, Publish, Setup, Update } from './core/types.ts';
import { fetchImage, IMAGE_SPACE } from './fetch-image.ts';
import { Link, type LinkOptions } from './link.ts';
import { seededRandom, seedFor } from './random.ts';

export interface BoardOptions {
  /** The broker, e.g. `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly lot: string;
  readonly id: string;
  readonly secret: string;
  readonly slots: readonly string[];
  readonly dwellInMs?: number | undefined;
  readonly dwellOutMs?: number | undefined;
  readonly seed?: number | undefined;
  /** Strength of the radio's signal, dBm; drawn from the seed unless given. */
  readonly rssi?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly newBootId?: (() => string) | undefined;
  readonly backoff?: LinkOptions['backoff'] | undefined;
  /** Whether the firmware image of that version runs on this board; all do, unless told otherwise. */
  readonly runs?: ((version: string) => boolean) | undefined;
}

const FIRMWARE = 'parkwire-sim/1';
const NEAR_CM = 30;
const FAR_CM = 220;
const NOISE_CM = 3;

export class Board {
  readonly id: string;
  readonly lot: string;
  readonly slots: readonly string[];
  readonly #setup: Setup;
  readonly #clock: Clock;
  readonly #newBootId: () => string;
  readonly #random: () => number;
  readonly #link: Link;
  readonly #inbound: ReadonlyMap<string, DownTopic>;
  readonly #listeners = new Set<(change: BoardChange) => void>();
  readonly #distances = new Map<string, number>();
  readonly #runs: (version: string) => boolean;
  #fetching = new AbortController();
  #flash: Flash;
  #state: CoreState;
  #bootedAt = 0;
  /** Counts boots and shutdowns, so that a restart under way knows when it was overtaken. */
  #life = 0;
  #cancelTimer: (() => void) | undefined;
  #told: BoardSnapshot;

  constructor(options: BoardOptions) {
    const { lot, id, slots } = options;
    this.id = id;
    this.lot = lot;
    this.slots = [...slots];
    const rssi = options.rssi ?? drawSignal(seededRandom(seedFor(options.seed ?? 1, `${lot}/${id}/radio`)));
    this.#setup = { fw: FIRMWARE, slots: this.slots, queueSize: QUEUE_SIZE, rssi };
    this.#clock = options.clock ?? realClock;
    this.#runs = options.runs ?? (() => true);
    this.#newBootId = options.newBootId ?? (() => randomBytes(8).toString('hex'));
    this.#random = seededRandom(seedFor(options.seed ?? 1, `${lot}/${id}`));
    this.#inbound = downTopics(lot, id, slots);
    this.#flash = blankFlash(dwell(options));
    this.#state = unpowered(this.#setup, this.#flash);
    this.#told = this.snapshot();
    this.#link = new Link(
      {
        url: options.url,
        id,
        secret: options.secret,
        willTopic: topics.status(lot, id),
        subscriptions: [...this.#inbound.keys()],
        clock: this.#clock,
        random: this.#random,
        ...(options.backoff ? { backoff: options.backoff } : {}),
      },
      {
        up: () => this.#dispatch({ type: 'connected' }),
        down: (problem) => {
          this.#dispatch({ type: 'disconnected' });
          this.#emit({ type: 'problem', problem });
        },
        message: (topic, body, retained) => this.#receive(topic, body, retained),
      },
    );
  }

  /** Boots with what flash holds and connects; nothing happens when it is already on. */
  powerOn(): void {
    if (this.#state.running) return;
    this.#life += 1;
    this.#bootedAt = this.#clock.now();
    const bootId = this.#newBootId();
    const { trial } = this.#flash;
    this.#dispatch({ type: 'boot', bootId, rollsBack: trial !== undefined && !this.#runs(trial.version) });
    for (const slot of this.slots) this.#read(slot);
    this.#link.open(JSON.stringify({ status: 'lost', bootId }));
  }

  /** Pulls the plug: no goodbye, the broker sends the will. */
  powerOff(): void {
    this.#link.cut();
    this.#goDark();
  }

  /** Off and on again at once: a new boot, with the events flash kept. */
  reboot(): void {
    this.powerOff();
    this.powerOn();
  }

  /** Shuts down cleanly: says `offline`, lets it arrive, disconnects. */
  async stop(): Promise<void> {
    this.#dispatch({ type: 'shutdown' });
    this.#goDark();
    await this.#link.close();
  }

  carIn(slot: string): void {
    this.setDistance(slot, NEAR_CM);
  }

  carOut(slot: string): void {
    this.setDistance(slot, FAR_CM);
  }

  /** What stands before the sensor from now on; a board that is off sees it when it wakes. */
  setDistance(slot: string, distanceCm: number): void {
    if (!this.slots.includes(slot)) throw new RangeError(`controller ${this.id} does not serve slot ${slot}`);
    this.#distances.set(slot, distanceCm);
    this.#read(slot);
  }

  snapshot(): BoardSnapshot {
    const { running, flash } = this.#state;
    return {
      id: this.id,
      lot: this.lot,
      powered: running !== undefined,
      connected: running?.connected ?? false,
      bootId: running?.bootId,
      queue: flash.queue.length,
      slots: this.slots.map((slot) => ({
        slot,
        car: this.#distance(slot) < flash.config.occupiedBelowCm,
        occupied: running?.slots[slot]?.sensor.occupied,
        led: shown(this.#state, slot),
      })),
    };
  }

  /** Tells of every change until the returned function is called. */
  onChange(listener: (change: BoardChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #distance(slot: string): number {
    return this.#distances.get(slot) ?? FAR_CM;
  }

  #read(slot: string): void {
    const noise = (this.#random() * 2 - 1) * NOISE_CM;
    const distanceCm = Math.max(0, Math.round((this.#distance(slot) + noise) * 10) / 10);
    this.#dispatch({ type: 'reading', slot, distanceCm });
  }

  #receive(topic: string, body: Uint8Array, retained: boolean): void {
    const known = this.#inbound.get(topic);
    const message = known && parseDown(known, body, retained);
    if (message) this.#dispatch({ type: 'message', message });
  }

  #dispatch(event: Untimed<CoreEvent>): void {
    const uptimeMs = Math.floor(this.#clock.now() - this.#bootedAt);
    const { state, effects } = step(this.#state, { ...event, uptimeMs });
    this.#state = state;
    this.#arm();
    for (const effect of effects) this.#perform(effect);
    this.#tell();
  }

  #perform(effect: Effect): void {
    switch (effect.type) {
      case 'persist':
        this.#flash = effect.flash;
        return;
      case 'publish':
        this.#link.publish(this.#topicOf(effect), JSON.stringify(effect.payload), effect.qos, effect.retain);
        return;
      case 'fetch':
        void this.#fetch(effect.update);
        return;
      case 'restart':
        void this.#restart();
    }
  }

  /** Lets the answer and the goodbye leave before it boots, unless somebody switched it meanwhile. */
  async #restart(): Promise<void> {
    const closed = this.#link.close();
    this.#goDark();
    const life = this.#life;
    await closed;
    if (life === this.#life) this.powerOn();
  }

  /** A board that goes dark meanwhile forgets about it. */
  async #fetch(update: Update): Promise<void> {
    const { signal } = this.#fetching;
    const failure = await fetchImage(update, IMAGE_SPACE, signal);
    if (!signal.aborted) this.#dispatch({ type: 'fetched', commandId: update.commandId, failure });
  }

  #topicOf(message: Publish): string {
    switch (message.kind) {
      case 'occupancy':
        return topics.occupancy(this.lot, this.id, message.slot);
      case 'led-reported':
        return topics.ledReported(this.lot, this.id, message.slot);
      default:
        return topics[message.kind](this.lot, this.id);
    }
  }

  /** Memory is gone; flash is what was last persisted. */
  #goDark(): void {
    this.#life += 1;
    this.#fetching.abort();
    this.#fetching = new AbortController();
    this.#state = unpowered(this.#setup, this.#flash);
    this.#arm();
    this.#tell();
  }

  /** Wakes when the core next has something to do; an idle board costs nothing. */
  #arm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const deadline = nextDeadline(this.#state);
    if (deadline === undefined) return;
    const delayMs = deadline - (this.#clock.now() - this.#bootedAt);
    this.#cancelTimer = this.#clock.schedule(() => this.#wake(), Math.max(1, Math.ceil(delayMs)));
  }

  #wake(): void {
    for (const slot of this.slots) {
      if (this.#state.running?.slots[slot]?.sensor.change) this.#read(slot);
    }
    this.#dispatch({ type: 'tick' });
  }

  /** Tells listeners what changed since they were last told. */
  #tell(): void {
    const before = this.#told;
    this.#told = this.snapshot();
    for (const change of changesBetween(before, this.#told)) this.#emit(change);
  }

  #emit(change: BoardChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

type Untimed<E> = E extends unknown ? Omit<E, 'uptimeMs'> : never;

function dwell({ dwellInMs, dwellOutMs }: BoardOptions): Partial<BoardConfig> {
  return { ...(dwellInMs === undefined ? {} : { dwellInMs }), ...(dwellOutMs === undefined ? {} : { dwellOutMs }) };
}

/** Somewhere between the next room and the far end of a basement. */
function drawSignal(random: () => number): number {
  return -50 - Math.floor(random() * 30);
}
