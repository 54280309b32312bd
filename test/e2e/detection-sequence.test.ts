import { expect } from 'chai';
import { eachEngine } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

eachEngine('what a detection means: order, gaps and what cannot be applied', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(() => site.stop());

  /** What came after the first look of each slot, which took the numbers 1 and 2. */
  const observed = () =>
    site.rows(
      'SELECT seq, slot_code AS slot, type, status, reason FROM observations WHERE initial = 0 ORDER BY boot_id, seq',
    );
  const stored = (count: number) =>
    site.until(`${count} observations are stored`, async () => (await observed()).length >= count);

  it('a gap is not acknowledged until it is filled, and nothing behind it is applied', async () => {
    await controller.see('A', 'occupied', { seq: 4 });
    await controller.see('B', 'occupied', { seq: 5 });
    await stored(2);
    expect(controller.ackedSoFar()).to.equal(2);
    expect((await observed()).map(({ status }) => status)).to.deep.equal(['pending', 'pending']);
    expect((await site.slot('A')).state).to.equal('free');
    await controller.see('B', 'vacated', { seq: 3 });
    expect(await controller.acked(5)).to.equal(5);
    await site.slotIs('A', 'attention');
    await site.slotIs('B', 'attention');
  });

  it('a gap survives a restart of the server', async () => {
    await controller.see('A', 'occupied', { seq: 4 });
    await stored(1);
    await site.restart();
    await controller.connect();
    expect(await controller.online()).to.equal(2);
    await controller.see('B', 'vacated', { seq: 3 });
    expect(await controller.acked(4)).to.equal(4);
    await site.slotIs('A', 'attention');
  });

  it('what lies below oldestSeq is lost: recorded, and that stretch has no evidence', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    site.clock.advance(9 * HOUR);
    // 4 to 6 were dropped by a full queue; the car may have gone and come back meanwhile.
    await controller.see('A', 'vacated', { seq: 7, oldestSeq: 7 });
    expect(await controller.acked(7)).to.equal(7);
    expect(await site.rows('SELECT from_seq, to_seq FROM lost_observations')).to.deep.equal([
      { from_seq: 4, to_seq: 6 },
    ]);
    expect((await site.bookings(DRIVER))[0]).to.include({ state: 'completed', chargedMinor: 200 });
  });

  it('`online` can say oldestSeq too', async () => {
    await controller.report('A', 'occupied');
    await controller.online(9);
    await controller.see('B', 'occupied', { seq: 9 });
    expect(await controller.acked(9)).to.equal(9);
    expect(await site.rows('SELECT from_seq, to_seq FROM lost_observations')).to.deep.equal([
      { from_seq: 4, to_seq: 8 },
    ]);
  });

  it('a slot it does not serve, and an unknown type, are stored as rejected and acknowledged', async () => {
    await site.addController('esp32-z', ['C']);
    await controller.see('C', 'occupied');
    await controller.see('ZZ', 'occupied');
    await controller.see('A', 'exploded');
    await controller.see('a slot', 'occupied');
    expect(await controller.acked(6)).to.equal(6);
    const rows = await observed();
    expect(rows.map(({ status }) => status)).to.deep.equal(Array(4).fill('rejected'));
    expect(rows[0].reason).to.equal('the controller does not serve this slot');
    expect(rows.map(({ reason }) => reason)).to.not.include(null);
    expect((await site.slot('C')).state).to.equal('unknown');
    // It is not stuck.
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'attention');
  });

  it('an event without bootId or seq is counted and dropped, and the next one is taken', async () => {
    const before = await site.metric('parkwire_mqtt_dropped_total', '{reason="payload"}');
    const { bootId } = controller;
    for (const wrong of [
      { seq: 1, slot: 'A', type: 'occupied', uptimeMs: 1, sentUptimeMs: 1 },
      { bootId, slot: 'A', type: 'occupied', uptimeMs: 1, sentUptimeMs: 1 },
      { bootId, seq: 0, slot: 'A', type: 'occupied', uptimeMs: 1, sentUptimeMs: 1 },
      { bootId: 'BOOT', seq: 1, slot: 'A', type: 'occupied', uptimeMs: 1, sentUptimeMs: 1 },
      { bootId, seq: 2 ** 60, slot: 'A', type: 'occupied', uptimeMs: 1, sentUptimeMs: 1 },
      [],
      null,
      'occupied',
    ]) {
      await controller.publish('event', wrong === 'occupied' ? '"occupied"' : wrong, { qos: 1 });
    }
    await controller.report('A', 'occupied');
    expect(await site.metric('parkwire_mqtt_dropped_total', '{reason="payload"}')).to.equal(before + 8);
    expect(await observed()).to.have.length(1);
  });

  it('a repeat is acknowledged again and changes nothing', async () => {
    const event = await controller.report('A', 'occupied');
    const { version } = await site.slotIs('A', 'attention');
    const acksBefore = controller.bodies(controller.topic('ack')).length;
    site.clock.advance(MINUTE);
    await controller.send({ ...event, slot: 'B', type: 'vacated' });
    await site.until('the ack is repeated', () => controller.bodies(controller.topic('ack')).length > acksBefore);
    expect(controller.bodies(controller.topic('ack')).at(-1)).to.deep.equal({ bootId: controller.bootId, seq: 3 });
    expect((await site.slot('A')).version).to.equal(version);
    expect(await observed()).to.have.length(1);
  });

  it('an event of an earlier boot that comes late is of its own time', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    const leftAt = site.clock.advance(HOUR);
    const first = { bootId: controller.bootId, bootedAt: controller.bootedAt };
    await controller.die();
    site.clock.advance(HOUR);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    // Out of its flash, oldest boot first.
    await controller.publish(
      'event',
      {
        ...{ bootId: first.bootId, seq: 4, slot: 'A', type: 'vacated' },
        ...{ uptimeMs: leftAt - first.bootedAt, sentUptimeMs: 0 },
      },
      { qos: 1 },
    );
    await controller.acked(4, first.bootId);
    const [booking] = await site.bookings(DRIVER);
    expect(booking).to.include({ state: 'completed', chargedMinor: 200, endedAt: new Date(leftAt).toISOString() });
  });

  it('an event is never in the future, nor before the one before it', async () => {
    await controller.report('A', 'occupied', { at: site.now() + HOUR });
    await controller.report('A', 'vacated', { at: site.now() - HOUR });
    const rows = await site.rows('SELECT occurred_at, clamped FROM observations WHERE initial = 0 ORDER BY seq');
    expect(rows).to.deep.equal(Array(2).fill({ occurred_at: site.now(), clamped: 1 }));
  });

  it('a stay is the difference of uptimes, whatever the server’s clock does meanwhile', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    // Somebody sets the server's clock back by ten minutes; an hour passes on the board.
    const uptime = site.now() - controller.bootedAt + HOUR;
    site.clock.advance(HOUR - 10 * MINUTE);
    const event = {
      bootId: controller.bootId,
      seq: 4,
      slot: 'A',
      type: 'vacated',
      uptimeMs: uptime,
      sentUptimeMs: uptime,
    };
    await controller.publish('event', event, { qos: 1 });
    await controller.acked(4);
    const [{ length }] = await site.rows('SELECT ended_at - started_at AS length FROM parking_sessions');
    expect(length).to.equal(HOUR);
  });
});
