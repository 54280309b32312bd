/** A simulated controller: the pure core, an MQTT link, a clock, and a car that may stand before each sensor. */
import { randomBytes } from 'node:crypto';
import { topics } from '../shared/mqtt/topics.ts';
import { type BoardOptions, dwell, setupOf } from './board-options.ts';
import { type BoardChange, type BoardSnapshot, changesBetween, eventsBetween } from './board-snapshot.ts';
import { type Clock, realClock } from './clock.ts';
import { blankFlash, nextDeadline, step, unpowered } from './core/core.ts';
import { type DownTopic, downTopics, parseDown } from './core/inbound.ts';
import { shown } from './core/led.ts';
import type { CoreEvent, CoreState, Effect, Flash, Publish, Setup, Update } from './core/types.ts';
import { Trouble } from './faults/trouble.ts';
import { fetchImage, IMAGE_SPACE } from './fetch-image.ts';
import { type BoardLink, Link, type LinkFactory, type LinkHandlers, type LinkOptions } from './link.ts';
import { seededRandom, seedFor } from './random.ts';
import { Sensors } from './sensors.ts';

const overMqtt: LinkFactory = (options, handlers) => new Link(options, handlers);

export class Board {
  readonly id: string;
  readonly lot: string;
  readonly slots: readonly string[];
  readonly sensors: Sensors;
  readonly #setup: Setup;
  readonly #clock: Clock;
  readonly #newBootId: () => string;
  readonly #random: () => number;
  readonly #link: BoardLink;
  readonly #utc: (() => number) | undefined;
  readonly #trouble: Trouble | undefined;
  readonly #inbound: ReadonlyMap<string, DownTopic>;
  readonly #listeners = new Set<(change: BoardChange) => void>();
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
    const seed = seedFor(options.seed ?? 1, `${lot}/${id}`);
    this.#clock = options.clock ?? realClock;
    this.#utc = options.utc;
    this.#setup = setupOf(options, seed);
    this.#runs = options.runs ?? (() => true);
    this.#newBootId = options.newBootId ?? (() => randomBytes(8).toString('hex'));
    this.#random = seededRandom(seed);
    this.sensors = new Sensors(this.slots, this.#random);
    this.#inbound = downTopics(lot, id, slots);
    this.#flash = blankFlash(dwell(options));
    this.#state = unpowered(this.#setup, this.#flash);
    this.#told = this.snapshot();
    const linkOptions: LinkOptions = {
      url: options.url,
      id,
      secret: options.secret,
      willTopic: topics.status(lot, id),
      subscriptions: [...this.#inbound.keys()],
      clock: this.#clock,
      random: this.#random,
      ...(options.backoff ? { backoff: options.backoff } : {}),
    };
    const handlers: LinkHandlers = {
      up: () => this.#connected(),
      down: (problem) => {
        this.#dispatch({ type: 'disconnected' });
        this.#emit({ type: 'problem', problem });
      },
      message: (topic, body, retained) => this.#receive(topic, body, retained),
    };
    const connect = options.connect ?? overMqtt;
    const { faults } = options;
    this.#trouble = faults && new Trouble(this, { faults, seed, clock: this.#clock, connect, linkOptions, handlers });
    this.#link = this.#trouble?.link ?? connect(linkOptions, handlers);
  }

  /** Boots with what flash holds and connects; nothing happens when it is already on. */
  powerOn(): void {
    if (this.#state.running) return;
    this.#life += 1;
    this.#bootedAt = this.#clock.now();
    const bootId = this.#newBootId();
    const { trial } = this.#flash;
    this.#dispatch({ type: 'boot', bootId, rollsBack: trial !== undefined && !this.#runs(trial.version) });
    for (const slot of this.slots) this.read(slot);
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
    this.#trouble?.abandon();
    this.#dispatch({ type: 'shutdown' });
    this.#goDark();
    await this.#link.close();
  }

  /** Nothing goes wrong with it from now on. */
  recover(): void {
    this.#trouble?.end();
  }

  /** As after a moment without a network. */
  reconnect(): void {
    this.#link.drop();
  }

  /** How much is under way that time alone does not end. */
  get pending(): number {
    return this.#link.pending;
  }

  /** Whether every event it keeps has been sent to somebody who may acknowledge it: then the answer is only a matter of waiting. */
  get awaitsAck(): boolean {
    const { running, flash } = this.#state;
    return running?.connected === true && flash.queue.length > 0 && this.#trouble?.link.isLossy !== true;
  }

  carIn(slot: string): void {
    this.sensors.setCar(slot, true);
    this.read(slot);
  }

  carOut(slot: string): void {
    this.sensors.setCar(slot, false);
    this.read(slot);
  }

  /** What stands before the sensor from now on; a board that is off sees it when it wakes. */
  setDistance(slot: string, distanceCm: number): void {
    this.sensors.set(slot, distanceCm);
    this.read(slot);
  }

  /** Has it look at a sensor now; `distanceCm` is what it sees, where that is not what stands there. */
  read(slot: string, distanceCm = this.sensors.read(slot)): void {
    this.#dispatch({ type: 'reading', slot, distanceCm });
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
        car: this.sensors.distance(slot) < flash.config.occupiedBelowCm,
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

  /** A time server answers as soon as there is a network. */
  #connected(): void {
    const utc = this.#utc?.();
    if (utc !== undefined) this.#dispatch({ type: 'synced', utcMs: utc + (this.#trouble?.clockError ?? 0) });
    this.#dispatch({ type: 'connected' });
  }

  #receive(topic: string, body: Uint8Array, retained: boolean): void {
    const known = this.#inbound.get(topic);
    const message = known && parseDown(known, body, retained);
    if (message) this.#dispatch({ type: 'message', message });
  }

  #dispatch(event: Untimed<CoreEvent>): void {
    const uptimeMs = Math.floor(this.#clock.now() - this.#bootedAt);
    const before = this.#state;
    const { state, effects } = step(before, { ...event, uptimeMs });
    this.#state = state;
    this.#arm();
    if (event.type === 'reading' && state.flash.queue !== before.flash.queue) {
      for (const change of eventsBetween(before.flash, state.flash, this.#bootedAt)) this.#emit(change);
    }
    if (this.#trouble?.strikesAt(before.flash, effects)) {
      for (const effect of effects) if (effect.type === 'persist') this.#flash = effect.flash;
      this.reboot();
      return;
    }
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
      if (this.#state.running?.slots[slot]?.sensor.change) this.read(slot);
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
