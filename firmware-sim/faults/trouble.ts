/** All that goes wrong with one board: its link, its power, its sensors, its clock and whoever takes its name. */
import type { Clock } from '../clock.ts';
import type { Effect, Flash } from '../core/types.ts';
import type { LinkFactory, LinkHandlers, LinkOptions } from '../link.ts';
import { seededRandom, seedFor } from '../random.ts';
import type { Sensors } from '../sensors.ts';
import type { Faults } from './faults.ts';
import { FaultyLink } from './faulty-link.ts';
import { Misfortunes, type Victim } from './misfortunes.ts';

const YEAR_MS = 365 * 86_400_000;
/** How long somebody else stays connected as this board. */
const STAYS_MS = 3000;

/** A board as trouble gets at it. */
export interface Patient {
  readonly slots: readonly string[];
  readonly sensors: Sensors;
  powerOff(): void;
  powerOn(): void;
  read(slot: string, distanceCm?: number): void;
}

export interface TroubleOptions {
  readonly faults: Faults;
  readonly seed: number;
  readonly clock: Clock;
  readonly connect: LinkFactory;
  readonly linkOptions: LinkOptions;
  readonly handlers: LinkHandlers;
}

export class Trouble implements Victim {
  readonly link: FaultyLink;
  readonly #board: Patient;
  readonly #options: TroubleOptions;
  readonly #clockRandom: () => number;
  readonly #misfortunes: Misfortunes;
  #failsAtNextEvent = false;
  #isOver = false;

  constructor(board: Patient, options: TroubleOptions) {
    const { faults, seed, clock, connect, linkOptions, handlers } = options;
    this.#board = board;
    this.#options = options;
    this.#clockRandom = seededRandom(seedFor(seed, 'clock'));
    const random = seededRandom(seedFor(seed, 'link'));
    this.link = new FaultyLink(connect, linkOptions, handlers, { faults, random, clock });
    this.#misfortunes = new Misfortunes(this, faults, seed, clock);
  }

  get slots(): readonly string[] {
    return this.#board.slots;
  }

  /** By how much its clock is wrong in the boot that asks, in milliseconds. */
  get clockError(): number {
    const isWrong = !this.#isOver && this.#clockRandom() < (this.#options.faults['wrong-clock'] ?? 0);
    return isWrong ? Math.round((this.#clockRandom() * 2 - 1) * 10 * YEAR_MS) : 0;
  }

  /** Whether the power fails in this step: an event was stored and has not left. */
  strikesAt(before: Flash, effects: readonly Effect[]): boolean {
    if (!this.#failsAtNextEvent) return false;
    const persisted = effects.find((effect) => effect.type === 'persist');
    if (!persisted || persisted.flash.queue.length <= before.queue.length) return false;
    this.#failsAtNextEvent = false;
    return true;
  }

  failAtNextEvent(): void {
    this.#failsAtNextEvent = true;
  }

  powerOff(): void {
    this.#board.powerOff();
  }

  powerOn(): void {
    this.#board.powerOn();
  }

  loseConnection(): void {
    this.link.drop();
  }

  freeze(ms: number): void {
    this.link.freezeFor(ms);
  }

  ignoreLeds(ms: number): void {
    this.link.ignoreLeds(ms);
  }

  glance(slot: string, isWrong: boolean): void {
    if (isWrong) this.#board.read(slot, this.#board.sensors.misread(slot));
    else this.#board.read(slot);
  }

  stick(slot: string): void {
    this.#board.sensors.stick(slot);
  }

  unstick(slot: string): void {
    this.#board.sensors.unstick(slot);
  }

  babble(leaf: string, body: Uint8Array): void {
    const root = this.#options.linkOptions.willTopic.replace(/status$/, '');
    this.link.publish(`${root}${leaf}`, body, 1, false);
  }

  impersonate(): void {
    const { connect, linkOptions, clock } = this.#options;
    const somebody = connect(linkOptions, {
      up: () => undefined,
      down: () => somebody.cut(),
      message: () => undefined,
    });
    somebody.open(JSON.stringify({ status: 'lost', bootId: 'somebodyelse' }));
    clock.schedule(() => somebody.cut(), STAYS_MS);
  }

  /** Nothing new goes wrong: the board is being put away. */
  abandon(): void {
    this.#misfortunes.abandon();
  }

  /** Nothing goes wrong any more. */
  end(): void {
    this.#isOver = true;
    this.#failsAtNextEvent = false;
    this.#misfortunes.end();
    this.link.recover();
  }
}
