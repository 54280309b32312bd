import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a charge is explained also after it was taken back', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const statement = async () => (await site.api.get(`/api/drivers/${(await site.driver(DRIVER)).id}/statement`)).lines;
  /** Every line of the statement about a stay stands in its timeline, and each charge there has lines that add up to it. */
  const explained = async () => {
    const lines = (await statement()).filter(({ sessionId }: any) => sessionId !== null);
    const ids = [...new Set(lines.map(({ sessionId }: any) => sessionId))];
    expect(ids).to.have.lengthOf(1);
    const timeline = await site.api.get(`/api/sessions/${ids[0]}/timeline`);
    for (const { transferId, kind, amountMinor } of lines) {
      const charge = timeline.charges.find((one: any) =>
        kind === 'charge' ? one.transferId === transferId : one.takenBack?.transferId === transferId,
      );
      expect(charge, `${kind} ${amountMinor}`).to.not.equal(undefined);
      expect(charge.amountMinor).to.equal(Math.abs(amountMinor));
      expect(charge.lines.reduce((sum: number, line: any) => sum + line.amountMinor, 0)).to.equal(charge.amountMinor);
      for (const { evidence } of charge.lines) expect(evidence).to.have.length.above(0);
    }
    return { timeline, lines };
  };

  it('of a stay that its driver disowned after the bill: by whom, when, what came back, and which booking it had', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(2 * HOUR);
    await controller.report('A', 'vacated');
    await site.text(DRIVER, 'not me');
    const { timeline, lines } = await explained();
    expect(lines.map(({ amountMinor }: any) => amountMinor)).to.deep.equal([-400, 400]);
    const { id: driverId } = await site.driver(DRIVER);
    const at = new Date(site.now()).toISOString();
    expect(timeline.session).to.deep.include({
      driverId: null,
      chargedMinor: null,
      disowned: { driverId, at, returnedMinor: 400 },
    });
    expect(timeline.bill).to.equal(null);
    expect(timeline.charges[0].takenBack).to.include({ at, reason: 'not the driver’s car' });
    const [booking] = await site.bookings(DRIVER);
    expect(timeline.booking.id).to.equal(booking.id);
    const { changes } = await site.api.get(`/api/bookings/${booking.id}/history`);
    expect(changes.at(-1)).to.include({ by: 'driver', action: 'booking.disown' });
    expect([changes.at(-1).before.state, changes.at(-1).after.state]).to.deep.equal(['completed', 'reserved']);
  });

  it('of a stay that was disowned before its bill: nothing was charged, and the history says so', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    await site.slotIs('A', 'occupied');
    site.clock.advance(HOUR);
    await site.text(DRIVER, 'not me');
    const [booking] = await site.bookings(DRIVER);
    const { changes, observations } = await site.api.get(`/api/bookings/${booking.id}/history`);
    expect(changes.at(-1)).to.include({ by: 'driver', action: 'booking.disown' });
    expect(changes.at(-1).before.state).to.equal('active');
    const [stay] = await site.rows<{ id: string }>('SELECT id FROM parking_sessions');
    const { session, charges } = await site.api.get(`/api/sessions/${stay?.id}/timeline`);
    expect(session.disowned).to.include({ returnedMinor: null });
    expect(charges).to.deep.equal([]);
    expect(observations.some(({ type }: any) => type === 'occupied')).to.equal(true);
  });

  it('of a bill that a late event corrected: the first one by what was known then', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    await controller.die();
    await site.slotIs('A', 'unknown');
    const died = { bootId: controller.bootId, seq: controller.seq };
    site.clock.advance(2 * HOUR);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    await controller.wake('vacated', ['A']);
    site.clock.advance(3 * MINUTE);
    await site.told(DRIVER, 'bill');
    const [boot] = await site.rows<{ offsets: string }>('SELECT offsets FROM boots WHERE boot_id = $1', [died.bootId]);
    const [[, offset]] = JSON.parse(boot?.offsets ?? '');
    const seq = died.seq + 1;
    const uptimeMs = site.now() - HOUR - offset;
    await controller.send({ bootId: died.bootId, seq, slot: 'A', type: 'vacated', uptimeMs });
    await controller.acked(seq, died.bootId);
    await site.until('corrected', async () => (await site.transfers(DRIVER)).length === 4);
    const { timeline, lines } = await explained();
    expect(lines.map(({ kind }: any) => kind)).to.deep.equal(['charge', 'reversal', 'charge']);
    const [first, second] = timeline.charges;
    expect(first.takenBack).to.include({ reason: 'a late observation' });
    expect(second.takenBack).to.equal(null);
    expect(second.amountMinor).to.equal(timeline.bill.amountMinor);
    expect(Date.parse(second.to)).to.be.above(Date.parse(first.to));
  });
});
