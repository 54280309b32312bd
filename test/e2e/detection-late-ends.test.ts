import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a stay that was ended without its board', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
  });

  afterEach(() => site.stop());

  const bookingOf = async () => (await site.bookings(DRIVER))[0];

  describe('a stay closed at its last supported moment, before the board’s own word comes', () => {
    let leftAt: number;

    /** The car leaves two hours after the board was heard last; the board keeps that to itself. */
    const leaveUnheard = async () => {
      await site.text(DRIVER, 'book A');
      await controller.report('A', 'occupied');
      site.clock.advance(HOUR);
      await controller.telemetry(0);
      await controller.die();
      await site.slotIs('A', 'unknown');
      leftAt = site.clock.advance(2 * HOUR);
      site.clock.advance(22 * HOUR);
    };
    const hearIt = async () => {
      site.clock.advance(HOUR);
      await controller.connect();
      await controller.online();
      await controller.report('A', 'vacated', { at: leftAt });
    };
    const corrected = async () => {
      expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 600 });
      expect((await site.transfers(DRIVER)).map(({ kind, amountMinor }) => [kind, amountMinor])).to.deep.equal([
        ['charge', -600],
        ['reversal', 200],
        ['charge', -200],
        ['guest-credit', 10_000],
      ]);
      // Told once it has held.
      site.clock.advance(30 * SECOND);
      const { body } = await site.told(DRIVER, 'bill-corrected');
      expect(body).to.contain('$6.00').and.contain('$4.00').and.contain('$94.00');
      // What is sent again, and what is said again, corrects nothing more.
      await controller.report('A', 'vacated', { at: leftAt + HOUR });
      expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'bill-corrected')).to.have.length(1);
      expect((await site.driver(DRIVER)).balanceMinor).to.equal(9400);
      const [stay] = await site.rows('SELECT end_reason, end_found_by, ended_at FROM parking_sessions');
      expect(stay).to.deep.equal({ end_reason: 'vacated', end_found_by: 'detected', ended_at: leftAt });
    };

    it('by the driver: corrected upward too, and told once', async () => {
      await leaveUnheard();
      expect(await site.text(DRIVER, 'left')).to.match(/^👋 Stay in A closed: 1 h, \$2\.00/);
      await hearIt();
      await corrected();
    });

    it('by an attendant: corrected upward too, and told once', async () => {
      await leaveUnheard();
      await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
      expect((await bookingOf()).chargedMinor).to.equal(200);
      await hearIt();
      await corrected();
    });
  });

  it('what a person said of a slot that is seen is never made dearer', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(200);
  });
});
