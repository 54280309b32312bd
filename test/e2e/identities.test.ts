import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';

const PHONE = '+919812345678';
const SCOPED = 'IN.A1b2C3d4E5';

story('a driver whom WhatsApp names by number, by an id of its own, or by both', (engine) => {
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

  const byNumber = (text: string) => site.text(PHONE, text);
  const byId = (text: string) => site.text(SCOPED, text, { ExternalUserId: SCOPED, WaId: '' });
  const byBoth = (text: string, field = 'ExternalUserId') => site.text(PHONE, text, { [field]: SCOPED });
  const drivers = () => site.rows('SELECT id FROM drivers');
  const identities = async () =>
    (await site.rows('SELECT user_id FROM identities ORDER BY user_id')).map((row) => row.user_id);

  for (const field of ['ExternalUserId', 'ExternalUserIdentifier']) {
    it(`is one driver when both came in one message (${field})`, async () => {
      expect(await byBoth('book A', field)).to.contain('*A* is yours');
      expect(await byId('status')).to.contain('*A*');
      expect(await byNumber('cancel')).to.contain('A');
      expect(await identities()).to.deep.equal([PHONE, SCOPED]);
      expect(await drivers()).to.have.length(1);
      expect(await site.transfers(PHONE)).to.have.length(1);
    });
  }

  it('is somebody of their own where a parameter for the id comes empty', async () => {
    const hidden = (id: string, text: string) => site.text(id, text, { ExternalUserId: '', WaId: '' });
    expect(await hidden(SCOPED, 'book A')).to.contain('*A* is yours');
    expect(await hidden('IN.another', 'status')).to.contain('You have no booking');
    expect(await identities()).to.deep.equal([SCOPED, 'IN.another']);
    expect(await site.text('IN.another', 'status', { ExternalUserId: '', ExternalUserIdentifier: SCOPED })).to.contain(
      '*A*',
    );
  });

  it('keeps the wallet when the number is told later', async () => {
    expect(await byId('book A')).to.contain('*A* is yours');
    expect(await byBoth('status')).to.contain('*A*');
    expect(await byNumber('status')).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
    expect((await site.driver(PHONE)).balanceMinor).to.equal(10_000);
  });

  it('keeps the wallet when the id is told later', async () => {
    await site.api.post('/api/bookings', { slot: 'A', phone: PHONE });
    expect(await byBoth('status')).to.contain('*A*');
    expect(await byId('status')).to.contain('*A*');
    expect(await drivers()).to.have.length(1);
  });

  it('is one driver when everything comes at once', async () => {
    await Promise.all([byBoth('hello'), byId('hello'), byBoth('menu'), byId('menu'), byBoth('help'), byId('slots')]);
    expect(await drivers()).to.have.length(1);
    expect(await identities()).to.deep.equal([PHONE, SCOPED]);
    expect(await site.transfers(PHONE)).to.have.length(1);
  });

  it('stays two drivers where both were known apart: no wallet moves on the word of a message', async () => {
    await byNumber('book A');
    await byId('book B');
    expect(await byBoth('status')).to.contain('*A*');
    expect(await byId('status')).to.contain('*B*');
    expect(await drivers()).to.have.length(2);
    expect(await identities()).to.deep.equal([PHONE, SCOPED]);
  });
});
