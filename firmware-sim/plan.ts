/** What happens in a car park by a scenario: a pure, seeded sequence of bookings, arrivals and departures. */
import { seededRandom, seedFor } from './random.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { VirtualTime } from './virtual-time.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** A lot sells no shorter booking, unless it is set so. */
const LEAST_MINUTES = 30;
/** How long before they come people book. */
const AHEAD = { least: 3 * MINUTE, most: 25 * MINUTE };

export type Deed =
  /** `driver` counts from 0; nobody has two bookings at a time. */
  | {
      readonly atMs: number;
      readonly do: 'book';
      readonly driver: number;
      readonly slot: string;
      readonly minutes: number;
    }
  | { readonly atMs: number; readonly do: 'arrive' | 'leave'; readonly slot: string };

type Untimed<T> = T extends unknown ? Omit<T, 'atMs'> : never;

/** The time of day at which a scenario begins, in milliseconds. */
export function beginsMs({ begins }: ScenarioFile): number {
  const [hour = 0, minute = 0] = begins.split(':').map(Number);
  return hour * HOUR + minute * MINUTE;
}

/** The deeds of `hours`, or as many as the scenario has, in the order of time; `atMs` counts from the scenario's beginning. */
export function* plan(
  scenario: ScenarioFile,
  slots: readonly string[],
  seed: number,
  hours = scenario.hours,
): Generator<Deed, void, undefined> {
  const random = seededRandom(seedFor(seed, 'plan'));
  const time = new VirtualTime();
  const done: Deed[] = [];
  const tell = (deed: Untimed<Deed>) => done.push({ ...deed, atMs: Math.round(time.now()) });
  const startsMs = beginsMs(scenario);
  const cars = new Set<string>();
  const promised = new Set<string>();
  const idle: number[] = [];
  let drivers = 0;

  const { arrivalsPerSlotByHour: rates } = scenario;
  const highest = Math.max(...rates) * slots.length;
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)];
  const open = () => slots.filter((slot) => !cars.has(slot) && !promised.has(slot));

  const park = (slot: string, lastsMs: number): void => {
    cars.add(slot);
    tell({ do: 'arrive', slot });
    time.schedule(() => {
      cars.delete(slot);
      tell({ do: 'leave', slot });
    }, lastsMs);
  };

  const come = (): void => {
    const slot = pick(open());
    if (slot === undefined) return;
    const { mean, least } = scenario.stayMinutes;
    const minutes = least + exponential(mean - least);
    if (random() >= scenario.booked) {
      park(slot, minutes * MINUTE);
      return;
    }
    const driver = idle.shift() ?? drivers++;
    promised.add(slot);
    const isLonger = random() < scenario.overstays;
    tell({
      do: 'book',
      driver,
      slot,
      minutes: Math.max(LEAST_MINUTES, Math.round(isLonger ? minutes / 2 : minutes * 1.2)),
    });
    const isNoShow = random() < scenario.noShows;
    const isWrong = random() < scenario.wrongSlots;
    time.schedule(
      () => {
        const other = isWrong ? pick(open()) : undefined;
        const place = other ?? slot;
        promised.delete(slot);
        // Long enough for what they booked to be over, however it ends.
        time.schedule(() => idle.push(driver), (isNoShow ? 3 * HOUR : minutes * MINUTE) + 3 * HOUR);
        if (!isNoShow && !cars.has(place)) park(place, minutes * MINUTE);
      },
      AHEAD.least + random() * (AHEAD.most - AHEAD.least),
    );
  };

  // As many as come in the busiest hour, of whom by each hour's rate some do not come at all.
  const next = (): void => {
    time.schedule(
      () => {
        const ofDay = Math.floor(((startsMs + time.now()) % (24 * HOUR)) / HOUR);
        if (random() * highest < (rates[ofDay] ?? 0) * slots.length) come();
        next();
      },
      exponential(HOUR / highest),
    );
  };
  if (highest > 0) next();
  const end = hours * HOUR;
  for (let at = time.nextAt(); at !== undefined && at <= end; at = time.nextAt()) {
    time.advanceTo(at);
    yield* done.splice(0);
  }
}
