import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('`not me` after the bill', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(() => site.stop());

  const bookingOf = async (phone = DRIVER) => (await site.bookings(phone))[0];
  const charges = async () => (await site.transfers(DRIVER)).map(({ kind, amountMinor }) => [kind, amountMinor]);
  /** A stay of two hours, billed with 4.00. */
  const stay = async (slot = 'A') => {
    await controller.report(slot, 'occupied');
    site.clock.advance(2 * HOUR);
    await controller.report(slot, 'vacated');
  };
  const bookedStay = async (slot = 'A') => {
    expect(await site.text(DRIVER, `book ${slot}`)).to.match(/^✅/);
    await stay(slot);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9600);
  };

  it('gives the money back and holds the slot again, once; the board shows who did not pay', async () => {
    await bookedStay();
    site.clock.advance(5 * MINUTE);
    await controller.telemetry();
    await site.told(DRIVER, 'bill');
    const board = await site.watch();
    const answer = await site.text(DRIVER, 'not me');
    expect(answer)
      .to.contain('The stay in A, 09:00 – 11:00')
      .and.contain('$4.00 is back in your wallet. Balance $100.00');
    expect(answer).to.contain('A is held for you again until 23:05').and.contain('The attendant is told');
    const told = await board.sees('A', 'reserved');
    expect(told.disowned?.by.phone).to.equal(DRIVER);
    expect(await bookingOf()).to.include({ state: 'reserved', endedAt: null, endReason: null, chargedMinor: null });
    const standing = [
      ['reversal', 400],
      ['charge', -400],
      ['guest-credit', 10_000],
    ];
    expect(await charges()).to.deep.equal(standing);
    const [reversal, charge] = await site.transfers(DRIVER);
    expect(reversal?.key).to.equal(`reverse:${charge?.id}`);
    expect(await site.rows('SELECT booking_id, driver_id, charged_minor FROM parking_sessions')).to.deep.equal([
      { booking_id: null, driver_id: null, charged_minor: null },
    ]);
    // Once.
    expect(await site.text(DRIVER, 'not me')).to.match(/^There is nothing to correct/);
    expect(await charges()).to.deep.equal(standing);
    // Then the driver comes, and pays for that alone.
    await stay();
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 400 });
    expect((await site.slot('A')).disowned).to.equal(null);
  });

  it('frees no stay before the one it was said of', async () => {
    await bookedStay();
    site.clock.advance(10 * MINUTE);
    await controller.telemetry();
    await site.text(DRIVER, 'book B');
    await controller.report('B', 'occupied');
    await site.slotIs('B', 'occupied');
    // Said while the car stands there: nothing was charged for it.
    expect(await site.text(DRIVER, 'not me')).to.match(/^Thank you\. You pay nothing for that car/);
    expect(await site.text(DRIVER, 'not me')).to.match(/^There is nothing to correct/);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9600);
  });

  it('before the bill is told: it never is', async () => {
    await bookedStay();
    expect(await site.text(DRIVER, 'not me')).to.contain('$4.00 is back');
    site.clock.advance(HOUR);
    await controller.telemetry();
    await site.text(DRIVER, 'balance');
    const bills = (await site.chat(DRIVER)).filter(({ kind }) => kind === 'bill');
    expect(bills.map(({ status, reason }) => [status, reason])).to.deep.equal([['failed', 'not the driver’s car']]);
  });

  it('cancels the booking where the slot is another’s by now', async () => {
    await bookedStay();
    await site.text(OTHER, 'book A');
    const answer = await site.text(DRIVER, 'not me');
    expect(answer).to.contain('$4.00 is back in your wallet').and.contain('Your booking is over and costs nothing');
    expect(await bookingOf()).to.include({ state: 'cancelled', endReason: 'not-their-car', chargedMinor: null });
    expect((await bookingOf(OTHER)).state).to.equal('reserved');
    expect((await site.slot('A')).disowned).to.not.equal(null);
  });

  it('cancels the booking where the driver has another, and where its time is over', async () => {
    await bookedStay();
    await site.text(DRIVER, 'book B');
    expect(await site.text(DRIVER, 'not me')).to.contain('Your booking is over and costs nothing');
    expect((await site.bookings(DRIVER)).map(({ state }) => state)).to.deep.equal(['reserved', 'cancelled']);
    await stay('B');
    site.clock.advance(11 * HOUR);
    await controller.telemetry();
    expect(await site.text(DRIVER, 'not me')).to.contain('Your booking is over and costs nothing');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
  });

  it('the board is told although the slot looks the same', async () => {
    await bookedStay();
    site.clock.advance(11 * HOUR);
    await controller.telemetry();
    // Its LED is right, so that no drift is told meanwhile.
    const { led } = await site.slotIs('A', 'free');
    await controller.reportLed('A', led.desired);
    const { version } = await site.until('the LED is reported', async () => {
      const slot = await site.slot('A');
      return slot.led.reported?.rev === led.desired.rev && slot;
    });
    const board = await site.watch();
    await site.text(DRIVER, 'not me');
    expect((await board.sees('A', 'free')).disowned).to.not.equal(null);
    expect((await site.slot('A')).version).to.equal(version + 1);
  });

  it('counts for a car that was claimed by `park` too', async () => {
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    expect(await site.text(DRIVER, 'park A')).to.match(/^✅ Noted/);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect(await site.text(DRIVER, 'not me')).to.contain('$4.00 is back in your wallet');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
  });

  it('the car back within 120 s goes on with a stay that is nobody’s, where the slot is not held', async () => {
    await bookedStay();
    await site.text(DRIVER, 'book B');
    await site.text(DRIVER, 'not me');
    site.clock.advance(60 * SECOND);
    await controller.report('A', 'occupied');
    const slot = await site.slotIs('A', 'attention');
    expect(slot.driver).to.equal(null);
    expect(await site.rows('SELECT COUNT(*) AS n FROM parking_sessions')).to.deep.equal([{ n: 1 }]);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
  });

  it('is in time for 24 hours after the end', async () => {
    await bookedStay();
    site.clock.advance(24 * HOUR + 1);
    expect(await site.text(DRIVER, 'not me')).to.match(/^There is nothing to correct/);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9600);
  });

  it('is believed of three bills in thirty days; then the attendant is asked', async () => {
    for (let time = 0; time < 3; time++) {
      await bookedStay();
      expect(await site.text(DRIVER, 'not me')).to.contain('$4.00 is back');
      expect(await site.cancel(DRIVER)).to.contain('A');
      site.clock.advance(10 * MINUTE);
      await controller.telemetry();
    }
    await bookedStay();
    expect(await site.text(DRIVER, 'not me')).to.match(/^You have sent \*not me\* after the bill 3 times in 30 days/);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9600);
    expect((await bookingOf()).state).to.equal('completed');
  });
});
