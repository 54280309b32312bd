import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('what a detection means: silence, reboots and what is learned late', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(() => site.stop());

  const bookingOf = async (phone = DRIVER) => (await site.bookings(phone))[0];
  const silence = async (ms: number) => {
    site.clock.advance(ms);
    await site.parkwire.jobs.watch();
  };

  it('after more than 150 s of silence the slot is unknown everywhere, and never called free', async () => {
    const board = await site.watch();
    await silence(150 * SECOND);
    expect((await site.slot('A')).state).to.equal('free');
    await silence(1);
    expect((await board.sees('A', 'unknown')).controller?.status).to.equal('lost');
    expect((await site.slot('A')).state).to.equal('unknown');
    const [, text] = [await site.api.get('/api/lots/main/slots'), await site.text(DRIVER, 'slots')];
    expect(text).to.contain('Free: C, D, E, F, G, H').and.not.contain('Free: A');
    expect(await site.text(DRIVER, 'book A')).to.match(/^⚪ I cannot see A at the moment, so I cannot promise it/);
    await site.api.refused('slot-not-offered', 'POST', '/api/bookings', { slot: 'A', phone: DRIVER });
    // A live message brings it back.
    await controller.telemetry();
    await site.slotIs('A', 'free');
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
  });

  it('the last will makes its slots unknown at once; its LED keeps its last desired state', async () => {
    await site.text(DRIVER, 'book A');
    const { led } = await site.slotIs('A', 'reserved');
    await controller.die();
    const slot = await site.slotIs('A', 'unknown');
    expect(slot.controller?.status).to.equal('lost');
    expect(slot.led.desired).to.deep.equal(led.desired);
    expect(slot.booking?.state).to.equal('reserved');
    await controller.connect();
    await controller.online();
    await site.slotIs('A', 'reserved');
  });

  it('a clean goodbye makes its slots unknown too', async () => {
    await controller.leave();
    expect((await site.slotIs('A', 'unknown')).controller?.status).to.equal('offline');
  });

  it('the will of a boot that was overtaken is stale and ignored', async () => {
    const old = controller.mqtt;
    const oldBoot = controller.bootId;
    controller.boot();
    await controller.connect();
    await controller.online();
    await controller.wake();
    await old.closed;
    // The broker has fired the old will; once more by hand. What is rejected is acknowledged and proves no presence, so
    // that nothing but the will's staleness keeps the controller online.
    await controller.publish('status', { status: 'lost', bootId: oldBoot }, { qos: 1 });
    await controller.report('A', 'exploded');
    const slot = await site.slot('A');
    expect({ state: slot.state, status: slot.controller?.status }).to.deep.equal({ state: 'free', status: 'online' });
  });

  it('while a slot is unknown no booking on it expires', async () => {
    await site.text(DRIVER, 'book A');
    await controller.die();
    await site.slotIs('A', 'unknown');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    expect((await bookingOf()).state).to.equal('reserved');
    await controller.connect();
    await controller.online();
    await site.slotIs('A', 'reserved');
    await site.parkwire.jobs.expire();
    expect((await bookingOf()).state).to.equal('expired');
  });

  it('`initial` occupied after a reboot: the session goes on, and what nobody saw is not billed', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await controller.die();
    site.clock.advance(30 * MINUTE);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    site.clock.advance(10 * SECOND);
    await controller.report('A', 'occupied', { initial: true });
    site.clock.advance(30 * MINUTE - 10 * SECOND);
    await controller.report('A', 'vacated');
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 100 });
    expect(await site.rows('SELECT COUNT(*) AS n FROM parking_sessions')).to.deep.equal([{ n: 1 }]);
  });

  it('`initial` vacated after a reboot: it ended in the gap, billed to the last observation', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    await controller.die();
    site.clock.advance(5 * HOUR);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    await controller.report('A', 'vacated', { initial: true });
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 200 });
    const [session] = await site.rows('SELECT end_reason, ended_at - started_at AS length FROM parking_sessions');
    expect(session).to.deep.equal({ end_reason: 'gap', length: HOUR });
  });

  it('`initial` occupied with no session: a new one, from the boot', async () => {
    await controller.die();
    site.clock.advance(HOUR);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    const bootedAt = site.now();
    site.clock.advance(5 * SECOND);
    await controller.report('A', 'occupied', { initial: true, at: bootedAt });
    expect((await site.slotIs('A', 'attention')).session?.startedAt).to.equal(new Date(bootedAt).toISOString());
  });

  it('`left` is not believed while a sensor sees, and closes what nothing else can after 24 h', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    expect(await site.text(DRIVER, 'left')).to.match(/^The sensor still sees a car in A/);
    await controller.die();
    await site.slotIs('A', 'unknown');
    site.clock.advance(24 * HOUR - 1);
    expect(await site.text(DRIVER, 'left')).to.match(/^The sensor still sees a car in A/);
    site.clock.advance(1);
    expect(await site.text(DRIVER, 'left')).to.match(/^👋 Stay in A closed: 1 h, \$2\.00/);
    expect(await site.text(DRIVER, 'left')).to.match(/^No stay of yours is open/);
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 200 });
    expect((await site.slot('A')).state).to.equal('unknown');
  });

  it('an attendant closes it too, at its last supported moment', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(2 * HOUR);
    await controller.telemetry(0);
    await controller.die();
    await site.slotIs('A', 'unknown');
    site.clock.advance(30 * HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 400 });
  });

  it('the sensor’s own word, learned late, corrects what was closed without it, by transfers', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    const leftAt = site.clock.advance(HOUR);
    site.clock.advance(HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect((await bookingOf()).chargedMinor).to.equal(400);
    site.clock.advance(3 * MINUTE);
    // One that waits still would be told as corrected in the first place.
    expect((await site.told(DRIVER, 'bill')).body).to.contain('$4.00');
    await controller.report('A', 'vacated', { at: leftAt });
    expect((await bookingOf()).chargedMinor).to.equal(200);
    expect((await site.transfers(DRIVER)).map(({ kind, amountMinor }) => [kind, amountMinor])).to.deep.equal([
      ['charge', -200],
      ['reversal', 400],
      ['charge', -400],
      ['guest-credit', 10_000],
    ]);
    site.clock.advance(30 * SECOND);
    expect((await site.told(DRIVER, 'bill-corrected')).body).to.contain('costs $2.00, not $4.00');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9800);
  });

  it('a slot without a controller is run by hand and is never unknown', async () => {
    await silence(25 * HOUR);
    expect((await site.slot('C')).state).to.equal('free');
    await site.text(OTHER, 'book C');
    await site.api.post('/api/lots/main/slots/C/observations', { type: 'occupied' });
    expect((await site.slot('C')).state).to.equal('occupied');
    site.clock.advance(HOUR);
    expect(await site.text(OTHER, 'left')).to.match(/^👋 Stay in C closed: 1 h, \$2\.00/);
    expect((await site.slot('C')).state).to.equal('free');
  });

  it('a live snapshot of the present boot counts; one that a gap precedes, or of another boot, does not', async () => {
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
    // Behind what is acknowledged.
    await controller.occupancy('A', false, 0);
    await controller.occupancy('A', false, 7);
    await controller.mqtt.publish(
      topics.occupancy('main', 'esp32-a', 'A'),
      JSON.stringify({ occupied: false, bootId: 'otherboot', seq: 1 }),
      { qos: 1 },
    );
    await controller.report('B', 'occupied');
    expect((await site.slot('A')).state).to.equal('attention');
    await controller.occupancy('A', false);
    await controller.occupancy('B', false);
    await site.slotIs('A', 'free');
    await site.slotIs('B', 'free');
    // Each is an observation of its own.
    const seen = await site.rows(`SELECT slot_code, type FROM observations WHERE source LIKE 'snapshot:%' ORDER BY 1`);
    expect(seen).to.deep.equal([
      { slot_code: 'A', type: 'vacated' },
      { slot_code: 'B', type: 'vacated' },
    ]);
  });

  it('an LED that shows something else for 30 s is drift; a greater revision is overtaken', async () => {
    await site.text(DRIVER, 'book A');
    const { rev } = await controller.led('A', 'blue');
    await controller.reportLed('A', { color: 'green', pattern: 'solid', rev: rev - 1 });
    await site.until('it is reported', async () => (await site.slot('A')).led.reported?.rev === rev - 1);
    await silence(30 * SECOND);
    expect((await site.slot('A')).led.drift).to.equal(false);
    await silence(1);
    expect((await site.slot('A')).led.drift).to.equal(true);
    await controller.reportLed('A', { color: 'blue', pattern: 'solid', rev });
    await site.until('the drift is over', async () => !(await site.slot('A')).led.drift);
    await controller.reportLed('A', { color: 'red', pattern: 'solid', rev: rev + 50 });
    await site.until('ours is greater', async () => (await site.slot('A')).led.desired.rev === rev + 51);
    await site.until('it is told', () =>
      controller
        .bodies(topics.ledDesired('main', 'esp32-a', 'A'))
        .some((led) => led.rev === rev + 51 && led.color === 'blue'),
    );
  });
});
