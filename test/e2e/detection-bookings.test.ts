import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('what a detection means: bookings, drivers and bills', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(() => site.stop());

  const bookingOf = async (phone = DRIVER) => (await site.bookings(phone))[0];
  const charges = async (phone = DRIVER) =>
    (await site.transfers(phone)).map(({ kind, amountMinor }) => [kind, amountMinor]);

  it('a car on a slot reserved for now is the arrival, also half an hour before the start', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied', { at: site.now() - 30 * MINUTE });
    await site.slotIs('A', 'occupied');
    const { state, arrivedAt } = await bookingOf();
    expect({ state, arrivedAt }).to.deep.equal({
      state: 'active',
      arrivedAt: new Date(site.now() - 30 * MINUTE).toISOString(),
    });
  });

  it('a car still earlier than that is nobody’s', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied', { at: site.now() - 30 * MINUTE - 1 });
    await site.slotIs('A', 'attention');
    expect((await bookingOf()).state).to.equal('reserved');
  });

  it('a car on a free slot wants attention; `park A` claims it from its detection', async () => {
    await controller.report('A', 'occupied');
    await controller.led('A', 'red', 'blink');
    await site.slotIs('A', 'attention');
    site.clock.advance(40 * MINUTE);
    expect(await site.text(DRIVER, 'park A')).to.match(
      /^✅ Noted: your car is in \*A\* since 09:00 today, \$1\.50 so far/,
    );
    await controller.led('A', 'red', 'solid');
    expect(await site.text(OTHER, 'park A')).to.match(/^The car in A belongs to another driver/);
    site.clock.advance(20 * MINUTE);
    await controller.report('A', 'vacated');
    expect(await charges()).to.deep.equal([
      ['charge', -200],
      ['guest-credit', 10_000],
    ]);
  });

  it('a slot with a car on it cannot be booked, whether it was booked or not', async () => {
    await controller.report('A', 'occupied');
    expect(await site.text(DRIVER, 'book A')).to.match(/^🔴 A car stands in A\. Is it yours\? Send \*park A\*/);
    await site.text(DRIVER, 'book B');
    await controller.report('B', 'occupied');
    await site.slotIs('B', 'occupied');
    expect(await site.text(OTHER, 'book B')).to.match(/^🔵 B is already taken/);
    expect(await site.bookings(OTHER)).to.deep.equal([]);
  });

  it('`not me` gives the booking back, uncharged, and the car wants attention', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    site.clock.advance(HOUR);
    expect(await site.text(DRIVER, 'not me')).to.match(
      /^Thank you\. You pay nothing for that car, and A is still held/,
    );
    await controller.led('A', 'red', 'blink');
    const slot = await site.slotIs('A', 'attention');
    expect(slot.booking?.state).to.equal('reserved');
    expect(await site.text(OTHER, 'park A')).to.match(/^The car in A belongs to another driver/);
    await controller.report('A', 'vacated');
    await controller.led('A', 'blue');
    expect(await charges()).to.deep.equal([['guest-credit', 10_000]]);
    // Then the driver really comes.
    site.clock.advance(MINUTE);
    await controller.report('A', 'occupied');
    expect((await bookingOf()).state).to.equal('active');
  });

  it('the same car back within 120 s goes on with its stay: billed, taken back, billed once more, told once', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9800);
    site.clock.advance(120 * SECOND - 1);
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    expect((await bookingOf()).state).to.equal('active');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    site.clock.advance(121 * SECOND);
    const bill = await site.told(DRIVER, 'bill');
    expect(bill.body).to.contain('Charged $4.50').and.contain('09:00 – 11:01');
    expect(await charges()).to.deep.equal([
      ['charge', -450],
      ['reversal', 200],
      ['charge', -200],
      ['guest-credit', 10_000],
    ]);
    const bills = (await site.chat(DRIVER)).filter(({ kind }) => kind === 'bill');
    expect(bills.map(({ status }) => status)).to.have.members(['failed', 'delivered']);
    expect(bills.find(({ status }) => status === 'failed')?.reason).to.equal('the stay went on');
    expect(await site.rows('SELECT COUNT(*) AS n FROM parking_sessions')).to.deep.equal([{ n: 1 }]);
  });

  it('a car after more than 120 s is another stay', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    site.clock.advance(120 * SECOND + 1);
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
  });

  it('a car within 120 s, after somebody else booked the slot, is theirs', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    await site.text(OTHER, 'book A');
    site.clock.advance(60 * SECOND);
    await controller.report('A', 'occupied');
    expect((await bookingOf(OTHER)).state).to.equal('active');
    expect((await bookingOf()).state).to.equal('completed');
  });

  it('`occupied` twice and `vacated` twice are stored without effect', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.report('A', 'occupied');
    await controller.report('A', 'vacated');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(200);
    expect(await site.rows('SELECT status, reason FROM observations WHERE initial = 0 ORDER BY seq')).to.deep.equal([
      { status: 'applied', reason: null },
      { status: 'no-effect', reason: 'repeated' },
      { status: 'applied', reason: null },
      { status: 'no-effect', reason: 'repeated' },
    ]);
  });

  it('an arrival learned of late wins over the expiry: the booking stands again, and the driver is told', async () => {
    await site.text(DRIVER, 'book A');
    const cameAt = site.clock.advance(HOUR);
    site.clock.advance(11 * HOUR);
    await controller.telemetry(1);
    await site.parkwire.jobs.expire();
    expect((await bookingOf()).endReason).to.equal('no-show');
    await site.told(DRIVER, 'no-show');
    await controller.report('A', 'occupied', { at: cameAt });
    await site.slotIs('A', 'occupied');
    expect(await bookingOf()).to.include({ state: 'active', endReason: null });
    await site.told(DRIVER, 'arrival-late-revived');
    await controller.report('A', 'vacated');
    // From its start, by the day's cap.
    expect((await bookingOf()).chargedMinor).to.equal(2000);
  });

  it('an arrival learned of late, when the slot is another’s: told, no no-show, nothing charged', async () => {
    await site.api.patch('/api/lots/main', { noShowLimit: 1 });
    await site.text(DRIVER, 'book A');
    const cameAt = site.clock.advance(HOUR);
    site.clock.advance(11 * HOUR);
    await controller.telemetry(1);
    await site.parkwire.jobs.expire();
    await site.text(OTHER, 'book A');
    expect(await site.text(DRIVER, 'book B')).to.match(/^1 booking of yours was not used/);
    await controller.report('A', 'occupied', { at: cameAt });
    expect((await site.told(DRIVER, 'arrival-late-lost')).body).to.contain('given to another driver');
    expect(await bookingOf()).to.include({ state: 'expired', endReason: 'arrived-too-late', chargedMinor: null });
    expect((await bookingOf(OTHER)).state).to.equal('reserved');
    expect(await site.text(DRIVER, 'book B')).to.match(/^✅/);
  });

  it('a booked car that nobody sees is a no-show; three in thirty days and there is a pause', async () => {
    for (let time = 0; time < 3; time++) {
      expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
      site.clock.advance(12 * HOUR);
      await controller.telemetry();
      await site.parkwire.jobs.expire();
      await site.slotIs('A', 'free');
    }
    await site.told(DRIVER, 'no-show');
    expect(await site.text(DRIVER, 'book A')).to.match(/^3 bookings of yours were not used/);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
    await site.api.refused('too-many-no-shows', 'POST', '/api/bookings', { slot: 'B', phone: DRIVER });
    site.clock.advance(29 * 24 * HOUR);
    await controller.telemetry();
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
  });

  it('still there after the booking’s end: the stay goes on, is billed, and the board says overstay', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(MINUTE);
    // A login lasts as long as the booking, and a board whose login is over is sent away: this one is younger.
    await site.api.login('admin', site.password);
    const board = await site.watch();
    // The board has its login to itself: what asks by the API again after half a day unused signs in anew.
    site.api.cookie = null;
    await site.api.login('admin', site.password);
    site.clock.advance(12 * HOUR - MINUTE + SECOND);
    await controller.telemetry();
    await site.parkwire.jobs.watch();
    await site.until('the board is told of the overstay', () => board.viewsOf('A').at(-1)?.session?.overstay);
    const told = await site.slot('A');
    expect(told.state).to.equal('occupied');
    // Once: sweeps that find nothing new tell nothing.
    for (let sweep = 0; sweep < 3; sweep++) {
      site.clock.advance(10 * SECOND);
      await site.parkwire.jobs.watch();
    }
    expect((await site.slot('A')).version).to.equal(told.version);
    expect(await site.text(DRIVER, 'status')).to.contain('⚠️ Your booking ended at 21:00');
    site.clock.advance(12 * HOUR);
    await controller.report('A', 'vacated');
    // 15 hours of the first day by its cap, 9 hours of the second.
    expect((await bookingOf()).chargedMinor).to.equal(2000 + 1800 + 50);
  });

  it('out of service: never offered, amber, and it says so', async () => {
    await site.api.patch('/api/lots/main/slots/A', { outOfService: true });
    await controller.led('A', 'amber');
    expect(await site.text(DRIVER, 'book A')).to.match(/^⚪ A is out of service/);
    expect(await site.text(DRIVER, 'slots')).to.not.match(/Free: A/);
    await site.api.patch('/api/lots/main/slots/A', { outOfService: false });
    await controller.led('A', 'green');
  });
});
