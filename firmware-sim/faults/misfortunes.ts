/** What befalls a board from time to time: each fault that has a rate a day, drawn from the board's own seed. */
import type { Clock } from '../clock.ts';
import { seededRandom, seedFor } from '../random.ts';
import { FAULTS, type FaultName, type Faults } from './faults.ts';

const DAY_MS = 86_400_000;

/** A board as misfortune sees it. */
export interface Victim {
  readonly slots: readonly string[];
  /** The next event that is stored is the last thing before the power fails. */
  failAtNextEvent(): void;
  powerOff(): void;
  powerOn(): void;
  loseConnection(): void;
  freeze(ms: number): void;
  ignoreLeds(ms: number): void;
  /** Reads a sensor once, wrongly or as it is. */
  glance(slot: string, isWrong: boolean): void;
  stick(slot: string): void;
  unstick(slot: string): void;
  /** Publishes bytes below the board's own root. */
  babble(leaf: string, body: Uint8Array): void;
  /** Somebody else logs in as this board, and leaves again. */
  impersonate(): void;
}

type Incident = { [Name in FaultName]: (typeof FAULTS)[Name]['unit'] extends 'per-day' ? Name : never }[FaultName];

export class Misfortunes {
  readonly #victim: Victim;
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  /** What must be undone when it is over. */
  readonly #undo = new Set<() => void>();

  constructor(victim: Victim, faults: Faults, seed: number, clock: Clock) {
    this.#victim = victim;
    this.#clock = clock;
    for (const [name, rate = 0] of Object.entries(faults)) {
      if (FAULTS[name as FaultName].unit !== 'per-day' || rate <= 0) continue;
      this.#repeat(name as Incident, rate, seededRandom(seedFor(seed, name)));
    }
  }

  /** From now on nothing befalls it, and what does at the moment stays as it is. */
  abandon(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  /** From now on nothing befalls it, and what does at the moment is over. */
  end(): void {
    this.abandon();
    for (const undo of this.#undo) undo();
    this.#undo.clear();
  }

  /** Exponential gaps: it comes at any time with the same chance. */
  #repeat(name: Incident, perDay: number, random: () => number): void {
    const gap = (-Math.log(1 - random()) * DAY_MS) / perDay;
    this.#in(gap, () => {
      this.#strike(name, random);
      this.#repeat(name, perDay, random);
    });
  }

  #strike(name: Incident, random: () => number): void {
    const { slots } = this.#victim;
    const slot = slots[Math.floor(random() * slots.length)] ?? '';
    switch (name) {
      case 'dropped-connection':
        this.#victim.loseConnection();
        break;
      case 'half-open':
        this.#victim.freeze(75_000);
        break;
      case 'reboot':
        this.#victim.failAtNextEvent();
        break;
      case 'blackout':
        this.#victim.powerOff();
        this.#until(random() * 3_600_000, () => this.#victim.powerOn());
        break;
      case 'flapping':
        this.#flap(slot, 2 + 2 * Math.floor(random() * 3));
        break;
      case 'stuck':
        this.#victim.stick(slot);
        this.#until(random() * 7_200_000, () => {
          this.#victim.unstick(slot);
          this.#victim.glance(slot, false);
        });
        break;
      case 'duplicate-id':
        this.#victim.impersonate();
        break;
      case 'deaf-led':
        this.#victim.ignoreLeds(random() * 600_000);
        break;
      case 'malformed':
        this.#babble(random);
        break;
    }
  }

  #flap(slot: string, times: number): void {
    this.#victim.glance(slot, times % 2 === 0);
    if (times > 1) this.#in(300, () => this.#flap(slot, times - 1));
  }

  #babble(random: () => number): void {
    const bodies = ['', '{', '[]', 'null', '"event"', '{"seq":-1}', '{"bootId":"nobody","seq":1e308}', '\u0000\u0001'];
    const leaf = ['event', 'status', 'telemetry', 'response'][Math.floor(random() * 4)] ?? 'event';
    const body = bodies[Math.floor(random() * bodies.length)] ?? '';
    // An empty retained status would be a message that is cleared, and is the board's own to clear.
    const bytes =
      random() < 0.5 || body === '' ? Buffer.from([0xff, 0xfe, Math.floor(random() * 256)]) : Buffer.from(body);
    this.#victim.babble(leaf, bytes);
  }

  #in(ms: number, what: () => void): void {
    const cancel = this.#clock.schedule(() => {
      this.#cancels.delete(cancel);
      what();
    }, ms);
    this.#cancels.add(cancel);
  }

  #until(ms: number, undo: () => void): void {
    this.#undo.add(undo);
    this.#in(ms, () => {
      this.#undo.delete(undo);
      undo();
    });
  }
}
