import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Deed, plan } from '../../firmware-sim/plan.ts';
import { readScenario, scenarioFiles } from '../../firmware-sim/scenario-file.ts';

const SLOTS = Array.from({ length: 50 }, (_, index) => `S${index + 1}`);
const HOUR = 3_600_000;

const deeds = (name: string, { seed = 7, hours }: { seed?: number; hours?: number } = {}): Deed[] => [
  ...plan(readScenario(name), SLOTS, seed, hours),
];
const count = (all: readonly Deed[], what: Deed['do'], from = 0, to = Number.POSITIVE_INFINITY) =>
  all.filter((deed) => deed.do === what && deed.atMs >= from && deed.atMs < to).length;

describe('the plan of a scenario', () => {
  it('is the same for the same seed and another for another', () => {
    expect(deeds('rush-hour')).to.deep.equal(deeds('rush-hour'));
    expect(deeds('rush-hour', { seed: 8 })).not.to.deep.equal(deeds('rush-hour'));
  });

  for (const name of scenarioFiles()) {
    it(`${name}: lets a car come only where none is, and leave only where one is`, () => {
      const cars = new Set<string>();
      let last = 0;
      for (const deed of plan(readScenario(name), SLOTS, 3)) {
        expect(deed.atMs).to.be.at.least(last);
        last = deed.atMs;
        expect(SLOTS).to.include(deed.slot);
        if (deed.do === 'arrive') {
          expect(cars.has(deed.slot), `${deed.slot} at ${deed.atMs}`).to.equal(false);
          cars.add(deed.slot);
        } else if (deed.do === 'leave') expect(cars.delete(deed.slot)).to.equal(true);
      }
      expect(last).to.be.at.most(readScenario(name).hours * HOUR);
    });
  }

  it('has the hours, bookings, no-shows and overstays that the file asks for', () => {
    const week = deeds('weekday', { hours: 168 });
    const arrivals = count(week, 'arrive');
    const bookings = week.filter((deed) => deed.do === 'book');
    // 3.73 a day for each of 50 slots, fewer where it is full.
    expect(arrivals).to.be.within(900, 1350);
    expect(bookings.length / arrivals).to.be.within(0.5, 0.75);
    const [morning, night] = [count(week, 'arrive', 7 * HOUR, 9 * HOUR), count(week, 'arrive', 1 * HOUR, 3 * HOUR)];
    expect(morning).to.be.greaterThan(10 * Math.max(1, night));
    const unmet = bookings.filter(
      ({ slot, atMs }) =>
        !week.some((deed) => deed.do === 'arrive' && deed.slot === slot && deed.atMs > atMs && deed.atMs < atMs + HOUR),
    );
    expect(unmet.length / bookings.length, 'no-shows, and those on another slot').to.be.within(0.05, 0.2);
  });
});

describe('a scenario file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-scenario-'));
  after(() => rmSync(folder, { recursive: true }));
  const rushHour = readScenario('rush-hour');
  const file = (content: string) => {
    const path = join(folder, 'own.json');
    writeFileSync(path, content);
    return path;
  };

  it('may be one’s own, by path', () => {
    expect(readScenario(file(JSON.stringify({ ...rushHour, hours: 2 }))).hours).to.equal(2);
  });

  for (const [change, why] of [
    [{ begins: '6' }, 'begins: must be like 06:00'],
    [{ booked: 1.5 }, 'booked'],
    [{ arrivalsPerSlotByHour: [1] }, 'arrivalsPerSlotByHour: needs a number for each of the 24 hours'],
    [{ stayMinutes: { mean: 1, least: 2 } }, 'least is more than mean'],
    [{ weather: 'rain' }, 'weather'],
  ] as const) {
    it(`says what does not fit: ${why}`, () => {
      expect(() => readScenario(file(JSON.stringify({ ...rushHour, ...change })))).to.throw(RangeError, why);
    });
  }

  it('says that it is not there, or no JSON', () => {
    expect(() => readScenario('carnival')).to.throw(RangeError, 'there is no scenario carnival');
    expect(() => readScenario(file('{'))).to.throw(RangeError, 'no JSON');
  });
});
