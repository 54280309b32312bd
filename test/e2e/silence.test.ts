import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { DAY, HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('drivers who want no reminders', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  const told = async () =>
    (await site.chat(DRIVER)).filter(({ inReplyTo, direction }) => direction === 'outbound' && inReplyTo === null);
  const bookTomorrow = async () => {
    await site.text(DRIVER, 'book A tomorrow 5pm 2h');
    expect(await site.text(DRIVER, 'yes')).to.match(/^✅/);
  };
  const dayBefore = async () => {
    site.clock.advance(2 * HOUR);
    await site.parkwire.jobs.remind();
  };

  it('are not reminded after `stop`, are still told what costs money, and are answered', async () => {
    await bookTomorrow();
    expect(await site.text(DRIVER, 'STOP')).to.contain('No more reminders');
    await dayBefore();
    expect(await told()).to.deep.equal([]);
    const marks = await site.rows('SELECT status, reason FROM reminders');
    expect(marks).to.deep.equal([{ status: 'skipped', reason: 'the driver wants no reminders' }]);
    expect(await site.text(DRIVER, 'status')).to.contain('Booked for later');
    await site.text(DRIVER, 'book B');
    await site.api.post('/api/lots/main/slots/B/observations', { type: 'occupied' });
    expect((await site.told(DRIVER, 'car-detected')).body).to.contain('*B*');
  });

  it('are reminded again after `start`, also of what was left out and still helps', async () => {
    await bookTomorrow();
    await site.text(DRIVER, 'unsubscribe');
    await dayBefore();
    expect(await site.text(DRIVER, 'start')).to.contain('You are reminded again');
    await site.parkwire.jobs.remind();
    expect((await told()).map(({ kind }) => kind)).to.deep.equal(['day-before']);
    site.clock.advance(DAY);
  });

  it('say so as the whole message only, in Hindi too; `start` of whoever was never silent is a greeting', async () => {
    expect(await site.text(DRIVER, 'start')).to.contain('Welcome to');
    expect(await site.text(DRIVER, 'stop my booking please')).to.not.contain('No more reminders');
    expect(await site.text(DRIVER, 'बंद करो')).to.contain('🔕');
    await site.restart();
    const [driver] = await site.rows('SELECT muted_at FROM drivers');
    expect(driver?.['muted_at']).to.be.a('number');
    expect(await site.text(DRIVER, 'शुरू करो')).to.contain('🔔');
  });

  it('leave an open question by it: nothing is booked', async () => {
    await site.text(DRIVER, 'book A tomorrow 5pm 2h');
    expect(await site.text(DRIVER, 'stop')).to.contain('No more reminders');
    expect(await site.text(DRIVER, 'yes')).to.contain('No question is open');
    expect(await site.bookings(DRIVER)).to.deep.equal([]);
  });
});
