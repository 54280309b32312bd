/** What a simulated board is told at its making, and what is soldered onto it: the same seed gives the same board. */
import type { Clock } from './clock.ts';
import { QUEUE_SIZE } from './core/core.ts';
import type { BoardConfig, Setup } from './core/types.ts';
import type { Faults } from './faults/faults.ts';
import type { LinkFactory, LinkOptions } from './link.ts';
import { seededRandom, seedFor } from './random.ts';

export interface BoardOptions {
  /** The broker, e.g. `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly lot: string;
  readonly id: string;
  readonly secret: string;
  readonly slots: readonly string[];
  /** What goes wrong with it, and how often; all of it drawn from the seed. */
  readonly faults?: Faults | undefined;
  /** UTC in milliseconds as a time server tells it; without one events have no `at`. */
  readonly utc?: (() => number) | undefined;
  /** What carries its messages; MQTT unless told otherwise. */
  readonly connect?: LinkFactory | undefined;
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
const OLD_FIRMWARE = 'parkwire-sim/0';
/** Far below what PROTOCOL.md asks for. */
const SMALL_QUEUE = 16;

export function setupOf({ slots, rssi, faults = {} }: BoardOptions, seed: number): Setup {
  const drawn = (what: string) => seededRandom(seedFor(seed, what))();
  const isOld = drawn('old-firmware') < (faults['old-firmware'] ?? 0);
  return {
    fw: isOld ? OLD_FIRMWARE : FIRMWARE,
    slots: [...slots],
    queueSize: drawn('flash-full') < (faults['flash-full'] ?? 0) ? SMALL_QUEUE : QUEUE_SIZE,
    // Somewhere between the next room and the far end of a basement.
    rssi: rssi ?? -50 - Math.floor(drawn('radio') * 30),
    isOld,
  };
}

/** The settings of a sensor that it was delivered with, where they are not the usual ones. */
export function dwell({ dwellInMs, dwellOutMs }: BoardOptions): Partial<BoardConfig> {
  return { ...(dwellInMs === undefined ? {} : { dwellInMs }), ...(dwellOutMs === undefined ? {} : { dwellOutMs }) };
}
