import { expect } from 'chai';
import { eachEngine } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

eachEngine('what a detection means: a board that woke and has not said what it sees', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(() => site.stop());

  const reboot = async () => {
    await controller.die();
    await site.slotIs('A', 'unknown');
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
  };
  const states = async () => [(await site.slot('A')).state, (await site.slot('B')).state];

  it('`online` and telemetry alone bring no slot back; each comes back with its own first word', async () => {
    await reboot();
    await controller.telemetry(0);
    expect(await states()).to.deep.equal(['unknown', 'unknown']);
    expect((await site.slot('A')).controller?.status).to.equal('online');
    expect(await site.text(DRIVER, 'slots'))
      .to.contain('Free: C, D, E, F, G, H')
      .and.not.contain('Free: A');
    expect(await site.text(DRIVER, 'book A')).to.match(/^⚪ I cannot see A at the moment/);
    await controller.wake('vacated', ['A']);
    expect(await states()).to.deep.equal(['free', 'unknown']);
    await controller.wake('occupied', ['B']);
    expect(await states()).to.deep.equal(['free', 'attention']);
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
  });

  it('a boot that follows another without a goodbye makes its slots unknown at once', async () => {
    controller.boot(site.now());
    await controller.online();
    expect(await states()).to.deep.equal(['unknown', 'unknown']);
    await controller.wake();
    expect(await states()).to.deep.equal(['free', 'free']);
  });

  it('a slot never seen is unknown however long its board is there', async () => {
    const fresh = new RawController(site, await site.addController('esp32-c', ['C']));
    fresh.boot();
    await fresh.connect();
    await fresh.online();
    await fresh.telemetry(0);
    expect((await site.slot('C')).state).to.equal('unknown');
    await fresh.wake();
    expect((await site.slot('C')).state).to.equal('free');
  });

  it('a reserved slot keeps its light and its booking meanwhile, and nothing on it expires', async () => {
    await site.text(DRIVER, 'book A');
    const { led } = await site.slotIs('A', 'reserved');
    await reboot();
    site.clock.advance(13 * HOUR);
    await controller.telemetry(0);
    await site.parkwire.jobs.watch();
    await site.parkwire.jobs.expire();
    const slot = await site.slot('A');
    expect(slot.state).to.equal('unknown');
    expect(slot.led.desired).to.deep.equal(led.desired);
    expect(slot.booking?.state).to.equal('reserved');
    await controller.wake();
    await site.slotIs('A', 'reserved');
    await site.parkwire.jobs.expire();
    await site.slotIs('A', 'free');
  });

  it('an event of an older boot, come late, does not bring it back, nor takes it away', async () => {
    const old = { bootId: controller.bootId, bootedAt: controller.bootedAt };
    await reboot();
    const late = async (seq: number, slot: string) => {
      const uptimeMs = site.now() - old.bootedAt;
      await controller.send({ bootId: old.bootId, seq, slot, type: 'vacated', uptimeMs });
      await controller.acked(seq, old.bootId);
    };
    await late(3, 'A');
    expect(await states()).to.deep.equal(['unknown', 'unknown']);
    await controller.wake();
    await late(4, 'A');
    expect(await states()).to.deep.equal(['free', 'free']);
  });

  it('where its first event was lost or rejected, a live snapshot brings the slot back', async () => {
    await reboot();
    await controller.see('A', 'exploded');
    await controller.report('B', 'vacated', { initial: true });
    expect(await states()).to.deep.equal(['unknown', 'free']);
    await controller.occupancy('A', false, 1);
    await site.slotIs('A', 'free');
  });

  it('`left` closes a stay that a board awake and blind for 24 h cannot close, at its last supported moment', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    await reboot();
    site.clock.advance(24 * HOUR - MINUTE);
    await controller.telemetry(0);
    expect(await site.text(DRIVER, 'left')).to.match(/^The sensor still sees a car in A/);
    site.clock.advance(MINUTE);
    await controller.telemetry(0);
    expect(await site.text(DRIVER, 'left')).to.match(/^👋 Stay in A closed: 1 h, \$2\.00/);
  });

  it('who is silent is settled before anything expires, without waiting for the watch', async () => {
    await site.text(DRIVER, 'book A');
    await site.text(OTHER, 'book C');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    expect((await site.bookings(DRIVER))[0].state).to.equal('reserved');
    expect((await site.bookings(OTHER))[0].state).to.equal('expired');
    expect((await site.slot('A')).state).to.equal('unknown');
  });

  it('observations are counted, messages by their kind', async () => {
    const counts = async () => ({
      observations: await site.metric('parkwire_observations_total'),
      telemetry: await site.metric('parkwire_mqtt_taken_total', '{kind="telemetry"}'),
      events: await site.metric('parkwire_mqtt_taken_total', '{kind="event"}'),
    });
    expect(await counts()).to.deep.equal({ observations: 2, telemetry: 0, events: 2 });
    site.clock.advance(SECOND);
    await controller.telemetry(0);
    await controller.report('A', 'exploded');
    expect(await counts()).to.deep.equal({ observations: 2, telemetry: 1, events: 3 });
    await controller.report('A', 'occupied');
    await controller.occupancy('A', true);
    await controller.occupancy('A', false);
    await site.slotIs('A', 'free');
    expect((await counts()).observations).to.equal(4);
  });
});
