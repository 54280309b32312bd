import type { SlotLook } from '../app/board-view.ts';
import { boardOf } from '../app/board-view.ts';
import type { Parkwire } from '../compose.ts';
import type { CarDriver } from '../inbound/http/dev-routes.ts';

/**
 * Numbers set apart for fiction (North American Numbering Plan, 555-0100 to 555-0199), in another area than those that the
 * phone suggests: what happens to these drivers must never happen to a visitor.
 */
export const trafficPhones: readonly string[] = Array.from(
  { length: 60 },
  (_, index) => `+1303555${String(100 + index).padStart(4, '0')}`,
);

const NAMES = ['Asha', 'Ben', 'Chitra', 'Dev', 'Elena', 'Farid', 'Grace', 'Hiro', 'Imani', 'Jonas', 'Kavya', 'Luis'];

/** One car in so many comes without a booking. */
const STRANGER_ONE_IN = 8;
/** A short stroll between two moves on a slot, in ms. */
const PAUSE = { least: 6000, most: 25_000 };
const ARRIVAL = { least: 2500, most: 7000 };
const STAY = { least: 15_000, most: 60_000 };

/** Drivers who book by chat, come, stay and leave, on the slots that are not the visitor's. */
export class Traffic {
  private readonly parkwire: Parkwire;
  private readonly cars: CarDriver;
  private readonly isOurs: (slotCode: string) => boolean;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly moving = new Set<Promise<void>>();
  private stopped = false;
  private next = 0;

  constructor(parkwire: Parkwire, cars: CarDriver, isOurs: (slotCode: string) => boolean) {
    this.parkwire = parkwire;
    this.cars = cars;
    this.isOurs = isOurs;
  }

  start(): void {
    void this.look().then((slots) => {
      slots.forEach(({ slot }, index) => {
        this.later(slot.code, 800 + index * 900);
      });
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.allSettled([...this.moving]);
  }

  private later(code: string, ms: number): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      const moving = this.move(code).catch((error) => {
        this.parkwire.log.warn({ slot: code, reason: String(error) }, 'the demo traffic stumbled');
        this.later(code, PAUSE.most);
      });
      this.moving.add(moving);
      void moving.finally(() => this.moving.delete(moving));
    }, ms);
    this.timers.set(code, timer);
  }

  /** The next move on a slot follows from what the board says of it, so that it finds its way after a restart too. */
  private async move(code: string): Promise<void> {
    const slots = await this.look();
    const here = slots.find(({ slot }) => slot.code === code);
    if (!here || this.stopped) return;
    const { state } = here.slot;
    const ours = here.driver === null || trafficPhones.includes(here.driver.phone ?? '');
    if (!ours || state === 'unknown' || state === 'out-of-service') {
      this.later(code, between(PAUSE));
    } else if (state === 'free') {
      const free = slots.filter(({ slot }) => slot.state === 'free').length;
      if (free > 1) await this.come(code);
      else this.later(code, between(PAUSE));
    } else if (state === 'reserved') {
      await this.cars.drive(code, 'in');
      this.later(code, between(STAY));
    } else {
      await this.cars.drive(code, 'out');
      this.later(code, between(PAUSE));
    }
  }

  private async come(code: string): Promise<void> {
    if (Math.random() < 1 / STRANGER_ONE_IN) {
      await this.cars.drive(code, 'in');
      this.later(code, between(STAY) / 2);
      return;
    }
    this.next = (this.next + 1) % trafficPhones.length;
    const phone = trafficPhones[this.next] ?? '';
    const { turns, ids, clock } = this.parkwire;
    await turns.add({
      externalId: ids.next(),
      from: {
        channel: 'whatsapp',
        userId: phone,
        phone,
        profileName: NAMES[this.next % NAMES.length] ?? null,
        transport: 'phone',
        ourAddress: null,
      },
      text: `book ${code}`,
      receivedAt: clock.now(),
    });
    this.later(code, between(ARRIVAL));
  }

  private async look(): Promise<SlotLook[]> {
    const { unitOfWork, clock } = this.parkwire;
    const lots = await unitOfWork.read((look) => look.lots.all());
    const board = await boardOf(unitOfWork, lots[0]?.code ?? '', clock.now());
    return (board?.slots ?? []).filter(({ slot }) => this.isOurs(slot.code));
  }
}

function between({ least, most }: { least: number; most: number }): number {
  return least + Math.random() * (most - least);
}
