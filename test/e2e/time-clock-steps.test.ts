import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { runJobs, runJobsAtOnce } from '../support/passing-time.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const NEXT = '+919800000001';
const LENGTH = 5 * HOUR;
const BILL = 1000;

interface Step {
  /** Of true time, since the car came. */
  readonly after: number;
  readonly by: number;
}

/** The booking ends four hours after the car came; ten minutes before that its driver is reminded. */
const STEPS: Readonly<Record<string, readonly Step[]>> = {
  'an hour on': [{ after: 40 * MINUTE, by: HOUR }],
  'an hour back': [{ after: 40 * MINUTE, by: -HOUR }],
  'an hour on, and put right': [
    { after: 40 * MINUTE, by: HOUR },
    { after: 70 * MINUTE, by: -HOUR },
  ],
  'an hour back, and put right': [
    { after: 40 * MINUTE, by: -HOUR },
    { after: 70 * MINUTE, by: HOUR },
  ],
  'an hour on, past a reminder, and put right': [
    { after: 225 * MINUTE, by: HOUR },
    { after: 230 * MINUTE, by: -HOUR },
  ],
  'an hour back, so that a reminder comes due again': [{ after: 235 * MINUTE, by: -HOUR }],
};

story("time: the server's clock is set in the middle of a stay", () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    await site.api.patch('/api/lots/main', { reservationMinutes: 240, noShowFeeMinor: 500, depositMinor: 300 });
    controller = await RawController.start(site, 'esp32-a', ['A', 'B', 'C']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  /** Only the server's clock is set: the board's uptime runs on. */
  const setClock = (by: number) => {
    site.clock.advance(by);
    controller.bootedAt += by;
  };
  const told = async (phone: string) =>
    (await site.chat(phone))
      .filter(({ direction, inReplyTo }) => direction === 'outbound' && inReplyTo === null)
      .map(({ kind }) => kind);
  /** True time goes on: the board is heard, and all that is due is done, twice at once. */
  const live = async (ms: number) => {
    for (let left = ms; left > 0; left -= 10 * MINUTE) {
      site.clock.advance(Math.min(left, 10 * MINUTE));
      await controller.report('C', 'vacated');
      await runJobsAtOnce([site]);
    }
  };

  for (const [name, steps] of Object.entries(STEPS)) {
    it(`${name}: the same bill, no reminder lost or doubled, nothing charged twice`, async () => {
      await site.text(DRIVER, 'book A');
      await controller.report('A', 'occupied');
      const from = site.now() + 8 * HOUR;
      await site.api.post('/api/bookings', { slot: 'B', phone: NEXT, from: new Date(from).toISOString(), minutes: 60 });
      let lived = 0;
      for (const { after, by } of steps) {
        await live(after - lived);
        lived = after;
        setClock(by);
        await runJobs(site);
      }
      await live(LENGTH - lived);
      await controller.report('A', 'vacated');
      await runJobs(site);
      expect(await told(DRIVER)).to.deep.equal(['car-detected', 'before-end', 'bill']);
      expect((await site.bookings(DRIVER))[0]).to.include({ state: 'completed', chargedMinor: BILL });
      expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000 - BILL);
      expect((await site.transfers(DRIVER)).map(({ kind }) => kind).sort()).to.deep.equal([
        ...['charge', 'guest-credit', 'hold', 'release'],
      ]);
      // Somebody else's booking is reminded of once too, and costs nothing as long as the driver comes.
      await live(from - site.now());
      expect(await told(NEXT)).to.deep.equal(['before-start']);
      await controller.report('B', 'occupied');
      await live(2 * HOUR);
      expect((await site.bookings(NEXT))[0]).to.include({ feeMinor: 0 });
      expect(await told(NEXT)).to.not.include('no-show');
      expect((await site.transfers(NEXT)).map(({ kind }) => kind))
        .to.not.include('fee')
        .and.not.include('capture');
    });
  }
});
