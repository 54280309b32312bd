import { expect } from 'chai';
import { eachEngine } from '../support/databases.ts';
import { DAY, HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

eachEngine('disputed bills', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(async () => {
    await site.parkwire.jobs.audit();
    expect(await site.metric('parkwire_audit_problems')).to.equal(0);
    await site.stop();
  });

  const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });
  /** A stay of two hours, 4.00; answers its booking. */
  const stay = async () => {
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
    await seen('occupied');
    site.clock.advance(2 * HOUR);
    await seen('vacated');
    return (await site.bookings(DRIVER))[0];
  };
  const settings = (change: object) => site.api.patch('/api/lots/main', change);
  const balance = async () => (await site.driver(DRIVER)).balanceMinor;
  const open = async () => (await site.api.get('/api/disputes?state=open')).disputes;
  const told = async () => (await site.chat(DRIVER)).filter(({ kind }) => kind === 'dispute-decided');

  it('below the lot’s threshold it is refunded at once, to where it came from, and only once', async () => {
    await settings({ disputeRefundBelowMinor: 401 });
    await stay();
    expect(await site.text(DRIVER, 'dispute I was not there')).to.match(/^✅ \$4\.00 is back .*DP-.*Balance \$100\.00/);
    expect(await site.text(DRIVER, 'dispute again')).to.contain('is decided: money was given back');
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 10_000, promoMinor: 10_000 });
    expect((await site.transfers(DRIVER)).map(({ kind }) => kind)).to.deep.equal(['refund', 'charge', 'guest-credit']);
    const { disputes } = await site.api.get('/api/disputes');
    expect(disputes[0]).to.include({
      state: 'refunded',
      words: 'I was not there',
      decidedBy: 'policy',
      openedBy: 'driver',
    });
    expect(await told()).to.deep.equal([]);
    expect(await site.text(DRIVER, 'why')).to.contain('of which $4.00 was given back');
  });

  it('at the threshold an attendant decides; the driver is told the outcome once, staff are on record', async () => {
    await settings({ disputeRefundBelowMinor: 400 });
    await stay();
    expect(await site.text(DRIVER, 'dispute')).to.match(/^📝 Noted: case DP-/);
    expect(await site.text(DRIVER, 'dispute')).to.contain('is open');
    expect(await balance()).to.equal(9600);
    const [dispute] = await open();
    const path = `/api/disputes/${dispute.id}/decide`;
    await site.api.refused('refund-too-large', 'POST', path, { refundMinor: 401, reason: 'all' });
    await site.api.refused('invalid-request', 'POST', path, { reason: 'what?' });
    await site.api.refused('invalid-request', 'POST', path, { refundMinor: 1, reject: true, reason: 'both' });
    await site.api.refused('dispute-unknown', 'POST', '/api/disputes/nothing/decide', { reject: true, reason: 'no' });
    await site.api.post(path, { refundMinor: 150, reason: 'the gate was shut' });
    expect(await balance()).to.equal(9750);
    await site.api.refused('dispute-decided', 'POST', path, { refundMinor: 150, reason: 'again' });
    expect((await site.told(DRIVER, 'dispute-decided')).body)
      .to.contain('$1.50 is back')
      .and.to.contain('gate was shut');
    expect(await told()).to.have.length(1);
    const audited = await site.rows(`SELECT action FROM audit_log WHERE subject = $1`, [dispute.id]);
    expect(audited).to.deep.equal([{ action: 'dispute.decide' }]);
  });

  it('a case that was opened without a reason takes it from the next text, and more from the command', async () => {
    await stay();
    expect(await site.text(DRIVER, 'dispute')).to.match(
      /^📝 Noted: case DP-\w+ about your bill of \$4\.00 for A on Mon 2 Nov\..* What is wrong\?/,
    );
    expect(await site.text(DRIVER, 'i was charged twice and the slot was free')).to.match(
      /^📝 Added to case DP-\w+ .* A on/,
    );
    expect(await site.text(DRIVER, 'charged twice'), 'asked once').to.match(/^Sorry, I did not get that/);
    expect(await site.text(DRIVER, 'dispute I left at noon')).to.match(/^📝 Added to case/);
    const [{ id, words }] = await open();
    expect(words).to.equal('i was charged twice and the slot was free\nI left at noon');
    const trail = await site.rows('SELECT action, staff_id FROM audit_log WHERE subject = $1', [id]);
    expect(trail).to.deep.equal(Array(2).fill({ action: 'dispute.add-words', staff_id: 'driver' }));
    expect(await site.text(DRIVER, 'dispute')).to.match(/A on .* is open.* Anything to add\?/);
    expect(await site.text(DRIVER, 'no')).to.contain('is open');
    expect(await site.text(DRIVER, 'dispute')).to.contain('Anything to add?');
    expect(await site.text(DRIVER, 'balance'), 'a command is still one').to.match(/^💳/);
    expect(await site.text(DRIVER, `dispute ${'x'.repeat(600)}`)).to.contain('as far as there is room');
    await site.text(DRIVER, 'dispute');
    await site.api.post(`/api/disputes/${id}/decide`, { reject: true, reason: 'the camera shows the car' });
    expect(await site.text(DRIVER, 'but it was my brother')).to.match(/A on .* is decided: the bill stands/);
    const [decided] = (await site.api.get('/api/disputes')).disputes;
    expect(decided.words).to.have.length(500).and.not.contain('brother');
    expect(decided.state).to.equal('rejected');
  });

  it('two attendants at once: one decision, one refund', async () => {
    const { id } = await stay();
    await site.api.post(`/api/bookings/${id}/dispute`, { words: 'on the phone' });
    const [dispute] = await open();
    const decisions = await Promise.all(
      Array.from({ length: 8 }, () =>
        site.api.request('POST', `/api/disputes/${dispute.id}/decide`, { refundMinor: 400, reason: 'yes' }),
      ),
    );
    expect(decisions.filter(({ status }) => status === 200)).to.have.length(1);
    expect(await balance()).to.equal(10_000);
    expect(await told()).to.have.length(1);
  });

  it('rejected: the bill stands and the driver is told why; staff can open one on behalf, once for each stay', async () => {
    const booking = await stay();
    const path = `/api/bookings/${booking.id}/dispute`;
    const answers = await Promise.all([1, 2, 3, 4].map(() => site.api.request('POST', path, { words: 'too dear' })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409, 409]);
    await site.api.refused('already-disputed', 'POST', path, { words: 'too dear' });
    await site.api.refused('booking-unknown', 'POST', '/api/bookings/nothing/dispute', { words: 'x' });
    const [dispute] = await open();
    await site.api.post(`/api/disputes/${dispute.id}/decide`, { reject: true, reason: 'the camera shows the car' });
    expect((await site.told(DRIVER, 'dispute-decided')).body)
      .to.contain('the bill stands')
      .and.to.contain('camera');
    expect(await balance()).to.equal(9600);
    expect(await site.text(DRIVER, `dispute ${booking.reference}`)).to.contain('is decided: the bill stands');
    const { dispute: shown } = await site.api.get(`/api/sessions/${booking.sessionId}/timeline`);
    expect(shown).to.include({ id: dispute.id, state: 'rejected' });
  });

  it('so many in 30 days and no more; then the driver may again', async () => {
    await settings({ disputeRefundBelowMinor: 10_000, disputesPerMonth: 2 });
    for (const words of ['one', 'two']) {
      await stay();
      expect(await site.text(DRIVER, `dispute ${words}`)).to.match(/^✅/);
    }
    const { id } = await stay();
    expect(await site.text(DRIVER, 'dispute three')).to.match(/^You can open 2 cases in 30 days/);
    await site.api.refused('too-many-disputes', 'POST', `/api/bookings/${id}/dispute`, { words: 'three' });
    expect(await balance()).to.equal(9600);
    site.clock.advance(30 * DAY);
    expect(await site.text(DRIVER, 'dispute three')).to.match(/^✅/);
  });

  it('nothing to dispute: no stay, one that runs, one that cost nothing', async () => {
    expect(await site.text(DRIVER, 'dispute')).to.match(/^There is no bill of yours/);
    await site.text(DRIVER, 'book A');
    await seen('occupied');
    expect(await site.text(DRIVER, 'dispute')).to.match(/^Your stay is not over yet/);
    const [{ id }] = await site.bookings(DRIVER);
    await site.api.refused('stay-not-over', 'POST', `/api/bookings/${id}/dispute`, { words: 'x' });
    await seen('vacated');
    expect(await site.text(DRIVER, 'dispute')).to.match(/^There is no bill of yours/);
    await site.api.refused('nothing-to-dispute', 'POST', `/api/bookings/${id}/dispute`, { words: 'x' });
    expect(await site.text('+919800000001', 'dispute PW-000000')).to.match(/^You have no booking PW-000000/);
    expect(await site.text('+919800000002', 'why')).to.match(/^You have no stay yet/);
    expect(await open()).to.deep.equal([]);
  });
});
