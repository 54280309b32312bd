import { Board } from '../../firmware-sim/board.ts';
import type { Faults } from '../../firmware-sim/faults/faults.ts';
import type { Deed } from '../../firmware-sim/plan.ts';
import { seededBootIds, seedFor } from '../../firmware-sim/random.ts';
import { VirtualTime } from '../../firmware-sim/virtual-time.ts';
import { freePort } from '../support/engines.ts';
import { MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { Ledger } from './ledger.ts';
import { ParkClock } from './park-clock.ts';
import { TARIFF } from './tariff.ts';

export interface CarParkOptions {
  readonly slots: number;
  readonly slotsEach: number;
  readonly seed: number;
  /** The time of day at which it opens, in milliseconds. */
  readonly beginsMs?: number;
  readonly faults?: Faults | undefined;
}

/** A Monday's midnight; the car park is in UTC. */
const MONDAY = Date.UTC(2026, 10, 2);
/** What is due within it is worked off together: a network answers no faster. */
const STEP_MS = SECOND;
/** How long, by the machine's clock, an acknowledgement is waited for that may have been lost. */
const ACK_WITHIN_MS = 400;
const SETTLES_WITHIN_MS = 10_000;
const JOBS_EVERY_MS = 30 * SECOND;
const RARE_JOBS_EVERY_MS = 10 * MINUTE;

/** A whole car park on one virtual clock: the server with its broker and database, its boards, its drivers. */
export class CarPark {
  readonly time = new VirtualTime();
  readonly clock: ParkClock;
  readonly ledger = new Ledger();
  readonly rejoinMs = MINUTE;
  readonly slots: readonly string[];
  readonly told = { booked: 0, refused: 0 };
  boards: readonly Board[] = [];
  site!: Site;
  isServerUp = true;
  private readonly options: CarParkOptions;
  private jobsAt = 0;
  private rareJobsAt = 0;

  private constructor(options: CarParkOptions) {
    this.options = options;
    this.clock = new ParkClock(this.time, MONDAY + (options.beginsMs ?? 0));
    this.slots = Array.from({ length: options.slots }, (_, index) => `S${index + 1}`);
  }

  static async open(options: CarParkOptions): Promise<CarPark> {
    const park = new CarPark(options);
    // Kept from one start of the server to the next, so that the boards find it again.
    const port = await freePort();
    park.site = await Site.start({
      clock: park.clock,
      environment: { MQTT_PORT: String(port) },
      compose: {
        first: { slots: park.slots },
        // The broker counts by the machine's clock, on which a day is over in minutes.
        brokerLimits: { eventsPerSecond: 20_000, packetsPerSecond: 200_000 },
      },
    });
    try {
      await park.furnish(port);
    } catch (error) {
      await park.close();
      throw error;
    }
    return park;
  }

  /** Lets a stretch of virtual time pass, with what is planned in it. `onStep` is called after each step. */
  async pass(
    forMs: number,
    deeds: Iterator<Deed, void> | null = null,
    onStep = (): Promise<void> | void => undefined,
  ): Promise<void> {
    const begins = this.time.now();
    const end = begins + forMs;
    let deed = deeds?.next().value ?? null;
    while (this.time.now() < end) {
      const next = Math.min(this.time.nextAt() ?? end, deed === null ? end : begins + deed.atMs, this.jobsAt);
      this.time.advanceTo(Math.min(end, Math.max(next, this.time.now() + STEP_MS)));
      while (deed !== null && begins + deed.atMs <= this.time.now()) {
        await this.do(deed);
        deed = deeds?.next().value ?? null;
      }
      await this.settle();
      if (this.isServerUp && this.time.now() >= this.jobsAt) await this.work();
      await onStep();
    }
  }

  /** The server goes away and comes back later, with the same database. */
  async stopServer(): Promise<void> {
    this.isServerUp = false;
    await this.site.parkwire.stop();
    await this.settle();
  }

  async startServer(): Promise<void> {
    await this.site.restart();
    this.isServerUp = true;
  }

  /** Everything is mended, and everybody has had the time to say what is left to say. */
  async recover(): Promise<void> {
    for (const board of this.boards) board.recover();
    await this.pass(10 * MINUTE);
    // A dropped message may have left the last word unsaid: who connects anew says all of it.
    for (const board of this.boards) board.reconnect();
    await this.pass(5 * MINUTE);
  }

  async close(): Promise<void> {
    await Promise.all(this.boards.map((board) => board.stop()));
    await this.site.stop();
  }

  private async furnish(port: number): Promise<void> {
    const { slotsEach, seed, faults } = this.options;
    await this.site.api.patch('/api/lots/main', {
      ...{ tariff: TARIFF, rejoinSeconds: this.rejoinMs / SECOND, guestCreditMinor: 0, noShowLimit: 100 },
    });
    const boards: Board[] = [];
    for (let index = 0; index * slotsEach < this.slots.length; index++) {
      const slots = this.slots.slice(index * slotsEach, (index + 1) * slotsEach);
      const { id, secret } = await this.site.addController(`sim-${index + 1}`, slots);
      const board = new Board({
        ...{ url: `mqtt://127.0.0.1:${port}`, lot: 'main', id, secret, slots, seed, clock: this.time, faults },
        utc: () => this.site.now(),
        newBootId: seededBootIds(seedFor(seed, `boots of ${id}`)),
      });
      this.ledger.watch(board, this.clock);
      boards.push(board);
    }
    this.boards = boards;
    for (const board of boards) board.powerOn();
    await this.settle();
  }

  private async do(deed: Deed): Promise<void> {
    if (deed.do === 'book') {
      if (this.isServerUp) await this.book(deed);
      return;
    }
    const board = this.boards.find(({ slots }) => slots.includes(deed.slot));
    if (deed.do === 'arrive') board?.carIn(deed.slot);
    else board?.carOut(deed.slot);
  }

  /** A driver books by text; whoever is new is given money first. */
  private async book({ driver, slot, minutes }: Extract<Deed, { do: 'book' }>): Promise<void> {
    const phone = `+9198${String(10_000_000 + driver)}`;
    const known = await this.site.driver(phone).catch(() => null);
    if (!known) {
      await this.site.text(phone, 'hello');
      const { id } = await this.site.driver(phone);
      await this.site.api.post(`/api/drivers/${id}/top-ups`, {
        amountMinor: 10_000_000,
        requestId: `top-up-${driver}`,
      });
    }
    const answer = await this.site.text(phone, `book ${slot} for ${minutes} minutes`);
    if (answer.startsWith('✅')) this.told.booked += 1;
    else this.told.refused += 1;
  }

  /** Until nothing is under way: what a network and a database take is no time here. */
  private async settle(): Promise<void> {
    const begun = performance.now();
    for (let quiet = 0; quiet < 3; ) {
      await new Promise((resolve) => setImmediate(resolve));
      const waited = performance.now() - begun;
      const awaited = this.isServerUp && waited < ACK_WITHIN_MS && this.boards.some((board) => board.awaitsAck);
      quiet = awaited || this.boards.some((board) => board.pending > 0) ? 0 : quiet + 1;
      if (waited > SETTLES_WITHIN_MS) throw new Error('the car park did not settle');
    }
  }

  private async work(): Promise<void> {
    const { jobs } = this.site.parkwire;
    const now = this.time.now();
    this.jobsAt = now + JOBS_EVERY_MS;
    for (const job of ['expire', 'watch', 'offer', 'remind'] as const) await jobs[job]();
    if (now < this.rareJobsAt) return;
    this.rareJobsAt = now + RARE_JOBS_EVERY_MS;
    for (const job of ['forget', 'handovers', 'balances'] as const) await jobs[job]();
  }
}
