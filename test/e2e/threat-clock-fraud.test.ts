import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const YEARS = 3652 * DAY;
const STAY = 80 * MINUTE;
/** Six quarters at two dollars an hour. */
const BILL = 300;

type BoardClock = (at: number) => number | null;

const noClock: BoardClock = () => null;
/** What a clock on a board says of a moment when it says what cannot be. */
const IMPOSSIBLE_CLOCKS: Readonly<Record<string, BoardClock>> = {
  'ten years behind': (at) => at - YEARS,
  'ten years ahead': (at) => at + YEARS,
  'running backwards': (at) => 2 * Date.UTC(2026, 0, 1) - at,
};
const WRONG_CLOCKS = { ...IMPOSSIBLE_CLOCKS, 'twenty minutes behind': (at: number) => at - 20 * MINUTE };

interface Boot {
  readonly bootId: string;
  readonly bootedAt: number;
}

/** Behind the first look of the two slots. */
const FIRST_SEQ = 3;

story('threat: clock fraud', () => {
  let site: Site;
  let controller: RawController;

  const arrive = async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
    await site.text(DRIVER, 'book A');
    site.clock.advance(10 * MINUTE);
  };
  const leave = () => site.stop();

  const event = ({ bootId, bootedAt }: Boot, seq: number, type: string, at: number, clock: BoardClock) => {
    const says = clock(at);
    const more = says === null ? {} : { at: new Date(says).toISOString() };
    return { bootId, seq, slot: 'A', type, uptimeMs: at - bootedAt, sentUptimeMs: at - bootedAt, ...more };
  };
  const send = (body: object) => controller.publish('event', body, { qos: 1 });
  /** The driver's stay, in ms from a moment, and what it cost. */
  const stay = async (since: number) => {
    const [row] = await site.rows(
      'SELECT started_at AS f, ended_at AS t, charged_minor AS charged FROM parking_sessions WHERE driver_id IS NOT NULL',
    );
    const spent = 10_000 - (await site.driver(DRIVER)).balanceMinor;
    expect(row?.charged ?? 0).to.equal(spent);
    return row ? { from: row.f - since, to: row.t - since, charged: row.charged } : null;
  };

  /** Comes and goes before the board's eyes. */
  async function seen(clock: BoardClock) {
    const from = site.now();
    await send(event(controller, FIRST_SEQ, 'occupied', from, clock));
    const to = site.clock.advance(STAY);
    await send(event(controller, FIRST_SEQ + 1, 'vacated', to, clock));
    await controller.acked(FIRST_SEQ + 1);
    return stay(from);
  }

  /** Comes and goes while nobody hears the board, which sends it three hours later. */
  async function queued(clock: BoardClock) {
    await controller.die();
    const from = site.now();
    const to = site.clock.advance(STAY);
    site.clock.advance(3 * HOUR);
    await controller.connect();
    await controller.online();
    const sentUptimeMs = site.now() - controller.bootedAt;
    await send({ ...event(controller, FIRST_SEQ, 'occupied', from, clock), sentUptimeMs });
    await send({ ...event(controller, FIRST_SEQ + 1, 'vacated', to, clock), sentUptimeMs });
    await controller.acked(FIRST_SEQ + 1);
    return stay(from);
  }

  /** A boot that never reached us saw the car come, if `cameToo`, and go; the next one brings its events. */
  async function unreached(clock: BoardClock, cameToo: boolean) {
    const from = site.now();
    if (!cameToo) await controller.report('A', 'occupied');
    await controller.die();
    const boot = { bootId: 'unreached1', bootedAt: from + (cameToo ? -MINUTE : MINUTE) };
    const events = [event(boot, 1, cameToo ? 'vacated' : 'occupied', boot.bootedAt, clock)];
    if (cameToo) events.push(event(boot, 2, 'occupied', from, clock));
    const to = site.clock.advance(STAY);
    events.push(event(boot, events.length + 1, 'vacated', to, clock));
    site.clock.advance(3 * HOUR);
    controller.boot(site.now() - MINUTE);
    await controller.connect();
    await controller.online();
    for (const each of events) await send({ ...each, initial: each.seq === 1 });
    await controller.acked(events.length, boot.bootId);
    return stay(from);
  }

  /** Plays it on a site of its own. */
  async function alone<T>(play: () => Promise<T>): Promise<T> {
    await arrive();
    try {
      return await play();
    } finally {
      await leave();
    }
  }

  for (const [name, clock] of Object.entries(WRONG_CLOCKS)) {
    it(`a board's clock ${name}: the same bill, live and late`, async () => {
      const honest = { from: 0, to: STAY, charged: BILL };
      expect(await alone(() => seen(clock))).to.deep.equal(honest);
      expect(await alone(() => queued(clock))).to.deep.equal(honest);
    });
  }

  for (const [name, clock] of Object.entries(IMPOSSIBLE_CLOCKS)) {
    it(`a board's clock ${name}, in a boot that never reached us: the bill of a board without a clock`, async () => {
      for (const cameToo of [true, false]) {
        const honest = await alone(() => unreached((at) => at, cameToo));
        const clockless = await alone(() => unreached(noClock, cameToo));
        const wrong = await alone(() => unreached(clock, cameToo));
        expect(wrong).to.deep.equal(clockless);
        expect(honest).to.deep.equal({ from: 0, to: STAY, charged: BILL });
        expect(wrong?.charged).to.be.at.most(BILL);
      }
    });
  }

  it('what waited on the board is of the time at which it happened: receive time minus waiting time', () =>
    alone(async () => {
      expect(await queued(noClock)).to.deep.equal({ from: 0, to: STAY, charged: BILL });
      const [{ clamped }] = await site.rows('SELECT MAX(clamped) AS clamped FROM observations');
      expect(clamped).to.equal(0);
    }));

  it('a replay, at once, after a restart or with the next boot: the same bill, and nothing else', () =>
    alone(async () => {
      const from = site.now();
      const before = { bootId: controller.bootId, bootedAt: controller.bootedAt };
      const packets = [event(before, FIRST_SEQ, 'occupied', from, noClock)];
      await send(packets[0]!);
      const to = site.clock.advance(STAY);
      packets.push(event(before, FIRST_SEQ + 1, 'vacated', to, noClock));
      await send(packets[1]!);
      await controller.acked(FIRST_SEQ + 1);
      /** Sends what was heard once more, then something that is acknowledged after it. */
      const replay = async () => {
        site.clock.advance(HOUR);
        for (const packet of [...packets, ...packets]) await send(packet);
        await controller.report('B', 'vacated');
      };
      await replay();
      await site.restart();
      await controller.connect();
      await controller.online();
      await replay();
      controller.boot(site.now());
      await controller.connect();
      await controller.online();
      await replay();
      expect(await stay(from)).to.deep.equal({ from: 0, to: STAY, charged: BILL });
      expect(await site.rows('SELECT COUNT(*) AS n FROM parking_sessions')).to.deep.equal([{ n: 1 }]);
      expect((await site.transfers(DRIVER)).filter(({ kind }) => kind === 'charge')).to.have.length(1);
    }));

  for (const [name, night] of [
    ['put forward', '2026-03-28T23:30:00Z'],
    ['put back', '2026-10-24T23:30:00Z'],
    ['left alone', '2026-10-31T23:30:00Z'],
  ] as const) {
    it(`a night in which the clock of the lot is ${name}: the same bill for the same time`, () =>
      alone(async () => {
        await site.api.patch('/api/lots/main', { timeZone: 'Europe/Berlin' });
        await site.cancel(DRIVER);
        site.clock.set(Date.parse(night));
        controller.boot();
        await controller.connect();
        await controller.online();
        await controller.wake();
        await site.text(DRIVER, 'book A');
        const from = site.now();
        await controller.report('A', 'occupied');
        site.clock.advance(4 * HOUR);
        await controller.report('A', 'vacated');
        expect(await stay(from)).to.deep.equal({ from: 0, to: 4 * HOUR, charged: 800 });
      }));
  }
});
