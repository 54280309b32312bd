import { expect } from 'chai';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const phone = (index: number): string => `+1202555${String(1000 + index)}`;

eachEngine('the main job on its database', (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  it('books, sees the car come and go, and charges once', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A']);
    await site.slotIs('A', 'free');
    expect(await site.text(phone(1), 'book A')).to.contain('*A* is yours');
    await controller.led('A', 'blue');
    site.clock.advance(5 * MINUTE);
    await controller.report('A', 'occupied');
    await controller.led('A', 'red');
    site.clock.advance(80 * MINUTE);
    await controller.report('A', 'vacated');
    await site.slotIs('A', 'free');
    expect((await site.driver(phone(1))).balanceMinor).to.equal(9700);
    const [booking] = await site.bookings(phone(1));
    expect(booking).to.include({ state: 'completed', chargedMinor: 300 });
  });

  it('has one winner when 40 drivers race for a slot, and tells the others so', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => site.text(phone(index), 'book B')));
    const winners = answers.filter((answer) => answer.includes('is yours'));
    expect(winners).to.have.length(1);
    expect(answers.filter((answer) => answer.includes('is already taken'))).to.have.length(39);
    const live = await site.rows(`SELECT id FROM bookings WHERE state IN ('reserved', 'active')`);
    expect(live).to.have.length(1);
  });

  it('gives one driver who asks for two slots at once only one', async () => {
    const answers = await Promise.all(['C', 'D', 'E', 'F'].map((code) => site.text(phone(1), `book ${code}`)));
    expect(answers.filter((answer) => answer.includes('is yours'))).to.have.length(1);
    expect(await site.rows('SELECT id FROM bookings')).to.have.length(1);
    expect(await site.rows('SELECT id FROM drivers')).to.have.length(1);
    expect(await site.rows(`SELECT id FROM transfers WHERE kind = 'guest-credit'`)).to.have.length(1);
  });

  it('answers the same message sent 20 times at once with the same words and one effect', async () => {
    const parts = { MessageSid: 'SM00000000000000000000000000000001' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => site.text(phone(1), 'book G', parts)));
    expect(new Set(answers).size).to.equal(1);
    expect(await site.rows('SELECT id FROM bookings')).to.have.length(1);
  });
});
