import { expect } from 'chai';
import fc from 'fast-check';
import { story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

/** Two rates by the hour of the day, first hour dearer, with caps: what a bill can get wrong. */
const TARIFF = {
  graceSeconds: 300,
  freeSeconds: 600,
  dailyCapMinor: 1500,
  stayCapMinor: 2600,
  rates: [
    { name: 'night', from: '20:00', to: '07:00', steps: [{ ratePerHourMinor: 90, incrementSeconds: 1800 }] },
    {
      steps: [
        { forSeconds: 3600, ratePerHourMinor: 420, incrementSeconds: 600 },
        { ratePerHourMinor: 240, incrementSeconds: 900 },
      ],
    },
  ],
};

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('wait', 'telemetry', 'die', 'back', 'reboot', 'check'),
    minutes: fc.integer({ min: 1, max: 400 }),
  }),
  { minLength: 1, maxLength: 8 },
);

story('the running cost and the bill', () => {
  let site: Site;

  before(async () => {
    site = await Site.start();
    await site.api.patch('/api/lots/main', { tariff: TARIFF });
  });

  after(async () => {
    await site.stop();
  });

  it('agree at every instant of random stays, in chat, on the board, in the API', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    let driver = 0;
    const story = async (walk: readonly { what: string; minutes: number }[], billsGaps: boolean) => {
      const phone = `+1202556${1000 + driver++}`;
      await site.api.patch('/api/lots/main', { billsGaps });
      await site.slotIs('A', 'free');
      expect(await site.text(phone, 'book A')).to.match(/^✅/);
      await controller.report('A', 'occupied');
      let alive = true;
      const shown = async () => {
        const [{ sessionId }] = await site.bookings(phone);
        const { bill, session } = await site.api.get(`/api/sessions/${sessionId}/timeline`);
        const onBoard = (await site.slot('A')).session?.costMinor;
        const inChat = /\$([\d.]+) so far/.exec(await site.text(phone, 'status'))?.[1];
        expect([onBoard, Math.round(Number(inChat) * 100)]).to.deep.equal([bill.amountMinor, bill.amountMinor]);
        return { shownMinor: bill.amountMinor, session };
      };
      for (const { what, minutes } of walk) {
        site.clock.advance(minutes * MINUTE);
        if (what === 'check') await site.api.post('/api/lots/main/slots/A/observations', { type: 'checked' });
        if (what === 'telemetry' && alive) await controller.telemetry(0);
        if (what === 'die' && alive) {
          await controller.die();
          await site.slotIs('A', 'unknown');
          alive = false;
        }
        if ((what === 'back' || what === 'reboot') && !alive) {
          if (what === 'reboot') controller.boot(site.now());
          await controller.connect();
          await controller.online();
          if (what === 'reboot') await controller.wake('occupied', ['A']);
          await controller.telemetry(0);
          await site.slotIs('A', 'occupied');
          alive = true;
        }
        // A board that was not heard meanwhile is lost; by its next word it is not.
        await site.parkwire.jobs.watch();
        await shown();
      }
      if (alive) await controller.telemetry(0);
      const { shownMinor, session } = await shown();
      if (alive) await controller.report('A', 'vacated');
      // What closes a silent slot ends the stay where the evidence ends: the lot's policy bills gaps, not guesses.
      else if (!billsGaps) await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
      if (!alive && billsGaps) {
        controller.boot(site.now());
        await controller.connect();
        await controller.online();
        await controller.wake('occupied', ['A']);
        await controller.report('A', 'vacated');
        alive = true;
      }
      const [booking] = await site.bookings(phone);
      expect(booking.chargedMinor, JSON.stringify({ walk, billsGaps, session })).to.equal(shownMinor);
      const after = await site.api.get(`/api/sessions/${booking.sessionId}/timeline`);
      expect(after.bill.amountMinor).to.equal(shownMinor);
      if (!alive) {
        controller.boot(site.now());
        await controller.connect();
        await controller.online();
        await controller.wake('vacated', ['A']);
      }
      site.clock.advance(10 * MINUTE);
    };
    await fc.assert(fc.asyncProperty(steps, fc.boolean(), story), { numRuns: 12, endOnFailure: true, verbose: 1 });
    expect(controller.seq).to.be.above(0);
  }).timeout(240_000);
});
