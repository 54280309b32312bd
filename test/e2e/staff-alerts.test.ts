import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const MEERA = '+919800000001';
const RAVI = '+919800000002';
const DRIVER = '+919812345678';

story('what staff are told by chat', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    for (const phone of [MEERA, RAVI]) {
      const { words } = await site.api.post('/api/staff/me/phone-code', {});
      await site.text(phone, words);
    }
    expect(await site.text(MEERA, 'alerts on')).to.contain('🔔');
  });

  afterEach(() => site.stop());

  const seen = (slot: string, type: string) => site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });
  const later = async (ms: number) => {
    site.clock.advance(ms);
    await site.parkwire.jobs.alerts();
  };
  const told = async (phone: string, kind: string) =>
    (await site.chat(phone)).filter((message) => message.kind === `staff-alert-${kind}`).map(({ body }) => body);
  /** A stay of two hours, 4.00, that its driver disputes; answers the case's number. */
  const dispute = async (driver = DRIVER, slot = 'A'): Promise<string> => {
    await site.text(driver, `book ${slot}`);
    await seen(slot, 'occupied');
    site.clock.advance(2 * HOUR);
    await seen(slot, 'vacated');
    await site.text(driver, 'dispute I was not there');
    return (await site.api.get('/api/disputes?state=open')).disputes[0].number;
  };

  it('a car that nobody accounts for, once it has stood there for a while, and once', async () => {
    await seen('B', 'occupied');
    await later(MINUTE);
    expect(await told(MEERA, 'cars')).to.deep.equal([]);
    await later(MINUTE);
    await later(MINUTE);
    expect(await told(MEERA, 'cars')).to.have.length(1);
    expect((await site.told(MEERA, 'staff-alert-cars')).body).to.contain('nobody accounts for a car: B since');
    expect(await told(RAVI, 'cars')).to.deep.equal([]);
    expect(await site.text(RAVI, 'ok')).to.not.contain('Noted for B');
    expect(await site.text(MEERA, 'ok')).to.equal('👍 Noted for B.');
    const audited = await site.rows(`SELECT s.login FROM audit_log a JOIN staff s ON s.id = a.staff_id
      WHERE a.action = 'alert.seen'`);
    expect(audited).to.deep.equal([{ login: 'admin' }]);
    // Nothing is open any more: the word is a driver's again.
    expect(await site.text(MEERA, 'ok')).to.not.contain('Noted');
    // Several at once are one message, and the answer has to say which.
    await seen('C', 'occupied');
    await seen('D', 'occupied');
    await later(2 * MINUTE);
    expect(await told(MEERA, 'cars')).to.have.length(2);
    expect((await told(MEERA, 'cars'))[1]).to.contain('2 cars: C since');
    expect(await site.text(MEERA, 'ok'))
      .to.contain('several')
      .and.to.contain('*ok ');
    expect(await site.text(MEERA, 'ok d')).to.equal('👍 Noted for D.');
    await seen('C', 'vacated');
    expect(await site.text(MEERA, 'ok C')).to.contain('Nothing is open');
  });

  it('a dispute, which one word decides as the board does', async () => {
    const number = await dispute();
    await later(SECOND);
    await later(SECOND);
    const [body, ...more] = await told(MEERA, 'dispute');
    expect(more).to.deep.equal([]);
    expect(body).to.contain(`disputes a bill of $4.00 (${number}): “I was not there”`);
    expect(await site.text(MEERA, 'refund')).to.contain(`${number} is decided: $4.00 is given back`);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000);
    expect((await site.told(DRIVER, 'dispute-decided')).body).to.contain('$4.00 is back');
    expect(await site.rows(`SELECT action FROM audit_log WHERE action LIKE 'dispute.%'`)).to.deep.equal([
      { action: 'dispute.decide' },
    ]);
    expect(await site.text(MEERA, 'refund')).to.contain('Nothing is open');
  });

  it('several disputes, of which the answer names one; what the board decided is open no more', async () => {
    const first = await dispute(DRIVER, 'A');
    const second = await dispute('+919812345679', 'B');
    await later(SECOND);
    expect(await site.text(MEERA, 'reject'))
      .to.contain('several')
      .and.to.contain(`*reject DP-`);
    expect(await site.text(MEERA, `reject ${first} the sensor saw the car`)).to.contain('the bill stands');
    expect((await site.told(DRIVER, 'dispute-decided')).body).to.contain('the sensor saw the car');
    const [{ id }] = (await site.api.get('/api/disputes?state=open')).disputes;
    await site.api.post(`/api/disputes/${id}/decide`, { reject: true, reason: 'seen' });
    expect(await site.text(MEERA, `refund ${second}`)).to.contain('Nothing is open');
  });

  it('controllers that are lost, ten at once in one message, and again only when they are lost again', async () => {
    const slots = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
    await site.api.post('/api/lots/main/slots', { slots: ['I', 'J'] });
    const controllers: RawController[] = [];
    for (const slot of slots) controllers.push(await RawController.start(site, `esp-${slot.toLowerCase()}`, [slot]));
    for (const slot of slots) await site.slotIs(slot, 'free');
    // Half of them are silent a little earlier.
    site.clock.advance(10 * SECOND);
    for (const controller of controllers.slice(5)) await controller.telemetry();
    await site.until('they are heard', async () => {
      const heard = await site.rows('SELECT id FROM controllers WHERE last_seen_at = $1', [site.now()]);
      return heard.length === 5;
    });
    site.clock.advance(141 * SECOND);
    await site.parkwire.jobs.watch();
    await site.parkwire.jobs.alerts();
    site.clock.advance(10 * SECOND);
    await site.parkwire.jobs.watch();
    await later(SECOND);
    expect(await told(MEERA, 'controllers')).to.deep.equal([]);
    await later(30 * SECOND);
    await later(MINUTE);
    const [body, ...more] = await told(MEERA, 'controllers');
    expect(more).to.deep.equal([]);
    expect(body).to.contain('10 controllers are lost: esp-a, esp-b').and.to.contain('esp-j');
    await controllers[0]!.telemetry();
    await site.slotIs('A', 'free');
    site.clock.advance(151 * SECOND);
    await site.parkwire.jobs.watch();
    await later(31 * SECOND);
    expect((await told(MEERA, 'controllers'))[1]).to.contain('controller esp-a is lost');
  });

  it('nothing once alerts are off, by chat or by the API, and none that were disputed before', async () => {
    expect(await site.text(MEERA, 'alerts off')).to.contain('🔕');
    await seen('B', 'occupied');
    await dispute();
    await later(5 * MINUTE);
    expect(await told(MEERA, 'cars')).to.deep.equal([]);
    const { phones } = await site.api.get('/api/staff/me/phones');
    const { id } = phones.find(({ phone }: { phone: string }) => phone === MEERA);
    expect(await site.api.patch(`/api/staff/me/phones/${id}`, { alerts: true })).to.deep.include({ alerts: true });
    await later(SECOND);
    // A car still stands there, and that is told; the dispute is on the board.
    expect(await told(MEERA, 'cars')).to.have.length(1);
    expect(await told(MEERA, 'dispute')).to.deep.equal([]);
    expect(await site.text(MEERA, 'refund')).to.contain('Nothing is open');
  });
});
