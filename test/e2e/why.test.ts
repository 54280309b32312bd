import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('what `why` says a bill rests on', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    await site.parkwire.jobs.audit();
    expect(await site.metric('parkwire_audit_problems')).to.equal(0);
    await site.stop();
  });

  const why = () => site.text(DRIVER, 'why');
  /** Parked at nine; the board said `seenFor` later that nothing had changed. */
  const park = async (seenFor = HOUR) => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(seenFor);
    if (seenFor > 0) await controller.telemetry(0);
  };
  const die = async () => {
    await controller.die();
    await site.slotIs('A', 'unknown');
  };
  /** A new boot, two hours later, finds the slot empty. Answers the boot that died. */
  const wakeToEmpty = async () => {
    await die();
    const died = { bootId: controller.bootId, seq: controller.seq };
    site.clock.advance(2 * HOUR);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    await controller.wake('vacated', ['A']);
    return died;
  };

  it('a stay that a new boot found ended was last seen, and nobody saw it leave', async () => {
    await park();
    await wakeToEmpty();
    const words = await why();
    expect(words).to.contain('Came 09:00 today, seen by the sensor');
    expect(words).to.contain('Last seen 10:00 today; the stay is billed until then.').and.to.not.contain('Left');
  });

  it('a stay that an attendant ended while nobody saw the slot was last seen, too', async () => {
    await park();
    await die();
    site.clock.advance(HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect(await why())
      .to.contain('Last seen 10:00 today')
      .and.to.not.contain('Left');
  });

  it('a stay that its driver ended was left as they said', async () => {
    await site.text(DRIVER, 'book C');
    await site.api.post('/api/lots/main/slots/C/observations', { type: 'occupied' });
    site.clock.advance(HOUR);
    await site.text(DRIVER, 'left');
    expect(await why()).to.contain('Left 10:00 today, as you told us.');
  });

  it('a bill of nothing that was corrected upwards is said to be corrected', async () => {
    await park(0);
    const died = await wakeToEmpty();
    site.clock.advance(3 * MINUTE);
    expect((await site.told(DRIVER, 'bill')).body).to.contain('No charge');
    expect(await why()).to.not.contain('corrected');
    const [{ offsets }] = await site.rows('SELECT offsets FROM boots WHERE boot_id = $1', [died.bootId]);
    const [[, offset]] = JSON.parse(offsets);
    const seq = died.seq + 1;
    const uptimeMs = site.now() - HOUR - offset;
    await controller.send({ bootId: died.bootId, seq, slot: 'B', type: 'occupied', uptimeMs });
    await controller.acked(seq, died.bootId);
    expect((await site.bookings(DRIVER))[0].chargedMinor).to.be.above(0);
    expect(await why()).to.contain('corrected by what we learned later');
  });

  it('offers a case until there is one; then says how it stands', async () => {
    await park();
    await controller.report('A', 'vacated');
    expect(await why()).to.contain('Not right? Send *dispute*');
    await site.text(DRIVER, 'dispute');
    expect(await why())
      .to.match(/Case DP-\S+ about this bill is open/)
      .and.to.not.contain('*dispute*');
    const [{ id }] = (await site.api.get('/api/disputes?state=open')).disputes;
    await site.api.post(`/api/disputes/${id}/decide`, { reject: true, reason: 'no' });
    expect(await why())
      .to.match(/Case DP-\S+ about this bill is decided: the bill stands/)
      .and.to.not.contain('*dispute*');
  });

  it('offers none where nothing is left to give back', async () => {
    await park();
    await controller.report('A', 'vacated');
    const [{ id: bookingId, driverId }] = await site.bookings(DRIVER);
    await site.api.post(`/api/drivers/${driverId}/refunds`, { bookingId, reason: 'sorry' });
    expect(await why()).to.not.contain('*dispute*');
  });

  it('says of each line how its amount comes about', async () => {
    await site.api.patch('/api/lots/main', { tariff: { ratePerHourMinor: 300, incrementSeconds: 1800 } });
    await park();
    await controller.report('A', 'vacated');
    expect(await why()).to.contain('09:00 – 10:00 today: $3.00 (2 × 30 min at $3.00 an hour)');
  });

  it('says of each line whether an attendant looked and whether the sensor was out of touch in it', async () => {
    await park();
    expect(await why())
      .to.not.contain('looked')
      .and.to.not.contain('out of touch');
    await die();
    site.clock.advance(HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'checked' });
    await controller.connect();
    await controller.online();
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect(await why()).to.contain('an hour; an attendant looked; the sensor was out of touch for a part)');
  });
});
