import { expect } from 'chai';
import { ApiClient } from '../support/api-client.ts';
import { type FreshDatabase, story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { quickPasswords, Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const LOT = '/api/lots/main';

story('what admins set', (engine) => {
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

  const codes = async () => (await site.api.get(`${LOT}/slots`)).slots.map(({ code }: any) => code).join('');
  const retire = (code: string) => site.api.request('DELETE', `${LOT}/slots/${code}`);
  const inUse = (code: string) => site.api.refused('slot-in-use', 'DELETE', `${LOT}/slots/${code}`);
  const seen = (slot: string, type: string) => site.api.post(`${LOT}/slots/${slot}/observations`, { type });

  describe('retired slots', () => {
    it('are gone for everybody, and what happened on them stays', async () => {
      await site.text(DRIVER, 'book B');
      await seen('B', 'occupied');
      site.clock.advance(HOUR);
      await seen('B', 'vacated');
      const before = await site.bookings(DRIVER);
      expect((await retire('B')).status).to.equal(204);
      expect(await codes()).to.equal('ACDEFGH');
      expect((await site.api.get(`${LOT}/board`)).slots.map(({ code }: any) => code)).to.not.include('B');
      expect(await site.text(DRIVER, 'slots')).to.not.match(/\bB\b/);
      await site.text(DRIVER, 'book B');
      expect(await site.bookings(DRIVER)).to.deep.equal(before);
      expect(before[0]).to.include({ slot: 'B', state: 'completed' });
      await site.api.refused('slot-unknown', 'DELETE', `${LOT}/slots/B`);
      await site.api.refused('slot-unknown', 'PATCH', `${LOT}/slots/B`, { outOfService: true });
      await site.api.refused('slot-unknown', 'POST', '/api/bookings', { slot: 'B', phone: DRIVER });
    });

    it('leave open boards at once, and come back to them', async () => {
      const board = await site.watch();
      const told = () =>
        site.until('the board is told that B is gone', () =>
          board.deltas.find(({ gone }) => gone?.some(({ code }) => code === 'B')),
        );
      await retire('B');
      const { slots, gone } = await told();
      expect(slots).to.deep.equal([]);
      await site.api.post(`${LOT}/slots`, { slots: ['B'] });
      expect((await board.sees('B', 'free')).version).to.be.above(gone![0]!.version);
      board.deltas.length = 0;
      await site.api.put(`${LOT}/slots`, { slots: ['A', 'C'] });
      await told();
      await site.api.put(`${LOT}/slots`, { slots: ['A', 'B', 'C'] });
      await board.sees('B', 'free');
    });

    it('are the same ones when their code is added again', async () => {
      const id = async () =>
        (await site.rows(`SELECT id, retired_at FROM slots WHERE code = 'C'`)).map((row) => row.id);
      const first = await id();
      await site.api.patch(`${LOT}/slots/C`, { outOfService: true });
      await retire('C');
      const { slots } = await site.api.post(`${LOT}/slots`, { slots: ['I', 'C'] });
      expect(slots.map(({ code, outOfService }: any) => [code, outOfService])).to.deep.equal([
        ['C', false],
        ['I', false],
      ]);
      expect(await codes()).to.equal('ABCDEFGHI');
      expect(await id()).to.deep.equal(first);
      expect((await site.slot('C')).state).to.equal('free');
      expect(await site.text(DRIVER, 'book C')).to.contain('is yours');
      await site.api.refused('slot-exists', 'POST', `${LOT}/slots`, { slots: ['C'] });
    });

    it('are none with a booking, now or for later, a car, or a controller', async () => {
      await site.text(DRIVER, 'book D');
      expect((await inUse('D')).text).to.match(/PW-\w{6}/);
      await seen('D', 'occupied');
      await inUse('D');
      await seen('E', 'occupied');
      expect((await inUse('E')).text).to.contain('a car stands on E');
      const later = { from: new Date(site.now() + 48 * HOUR), to: new Date(site.now() + 50 * HOUR) };
      await site.api.post('/api/bookings', { slot: 'F', phone: '+12025550111', ...later });
      await inUse('F');
      await site.addController('esp32-g', ['G']);
      await site.api.refused('slot-served', 'DELETE', `${LOT}/slots/G`);
      expect(await codes()).to.equal('ABCDEFGH');
      const audited = await site.rows(`SELECT subject FROM audit_log WHERE action = 'slot.retire'`);
      expect(audited).to.deep.equal([]);
      await retire('H');
      expect(await site.rows(`SELECT subject FROM audit_log WHERE action = 'slot.retire'`)).to.deep.equal([
        { subject: 'main/H' },
      ]);
    });

    it('race with a booking: one of both is refused', async () => {
      for (const code of 'ABCDEF') {
        const [booked, retired] = await Promise.all([
          site.api.request('POST', '/api/bookings', { slot: code, phone: `+1202555010${'ABCDEF'.indexOf(code)}` }),
          retire(code),
        ]);
        expect([`${booked.status} ${retired.status}`], `${booked.text} ${retired.text}`).to.include.oneOf([
          '201 409',
          '404 204',
        ]);
      }
    });
  });

  describe('two admins at once', () => {
    it('read that the other one was faster, and nothing of theirs is lost', async () => {
      const { version } = await site.api.get(LOT);
      const first = await site.api.patch(LOT, { contact: 'at the gate', ifVersion: version });
      expect(first).to.include({ version: version + 1, contact: 'at the gate' });
      const late = { contact: 'by phone', ifVersion: version };
      const { body } = await site.api.refused('lot-changed', 'PATCH', LOT, late);
      expect(body).to.include({ status: 409 });
      expect((await site.api.get(LOT)).contact).to.equal('at the gate');
      await site.api.patch(LOT, { ...late, ifVersion: version + 1 });
      // Whoever names no version means the lot as it is, whatever it is.
      expect(await site.api.patch(LOT, { bookAheadDays: 7 })).to.include({ version: version + 3, contact: 'by phone' });
    });

    it('are not in each other’s way where nothing has changed', async () => {
      const { version, contact } = await site.api.get(LOT);
      expect(await site.api.patch(LOT, { contact, ifVersion: version })).to.include({ version });
      await site.api.patch(LOT, { tariff: { ratePerHourMinor: 300 } });
      expect(await site.api.patch(LOT, { bookAheadDays: 7, ifVersion: version })).to.include({ version: version + 1 });
    });

    it('add one tariff, and the other reads that there is a newer one', async () => {
      const newest = async () => (await site.api.get(`${LOT}/tariffs`)).tariffs[0].version;
      const ifVersion = await newest();
      const add = (ratePerHourMinor: number) =>
        site.api.request('POST', `${LOT}/tariffs`, { ratePerHourMinor, ifVersion });
      const answers = await Promise.all([add(300), add(400), add(500)]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409, 409]);
      expect(answers.find(({ status }) => status === 409)?.body).to.include({ code: 'tariff-changed' });
      expect(await newest()).to.equal(ifVersion + 1);
    });
  });

  it('is quoted before it is saved, by the lines a bill would have', async () => {
    const span = { from: '2026-11-02T10:00:00Z', to: '2026-11-02T12:00:00Z' };
    const tariff = { rates: [{ flatMinor: 700, per: 'day' }], taxBasisPoints: 1900 };
    const quoted = await site.api.post(`${LOT}/quote`, { ...span, tariff });
    expect(quoted).to.deep.include({ lot: 'main', currency: 'USD', amountMinor: 700, taxMinor: 112 });
    expect(quoted.lines.map(({ kind }: any) => kind)).to.deep.equal(['flat']);
    // What is left out is as the tariff in force has it: the five minutes of grace.
    const short = { from: span.from, to: new Date(Date.parse(span.from) + 4 * MINUTE).toISOString() };
    expect((await site.api.post(`${LOT}/quote`, { ...short, tariff })).amountMinor).to.equal(0);
    const addOns = [{ code: 'WASH', name: 'Car wash', priceMinor: 50 }];
    const washed = { ...span, tariff: { ...tariff, addOns }, addOns: ['WASH'] };
    expect((await site.api.post(`${LOT}/quote`, washed)).amountMinor).to.equal(750);
    await site.api.refused('add-on-unknown', 'POST', `${LOT}/quote`, { ...washed, addOns: ['WAX'] });
    await site.api.refused('invalid-request', 'POST', `${LOT}/quote`, { ...span, tariff: { rates: [] } });
    await site.api.refused('invalid-request', 'POST', `${LOT}/quote`, { ...span, tariff, lot: 'other' });
    expect((await site.api.get(`${LOT}/tariffs`)).tariffs).to.have.length(1);
    await site.api.post(`${LOT}/tariffs`, { ...tariff, addOns });
    const saved = await site.api.get(`${LOT}/quote?from=${span.from}&to=${span.to}&addOns=WASH`);
    expect(saved.amountMinor).to.equal(750);
  });

  it('shows how words would read, and what is wrong with them', async () => {
    const preview = (kind: string, body: object) => site.api.post(`${LOT}/templates/${kind}/preview`, body);
    const good = await preview('booked', { body: 'Hello {driver}, {slot} until {time}!' });
    expect(good).to.deep.equal({ text: 'Hello Asha, A until 09:10!', faults: [] });
    const hindi = await preview('bill', { body: '{slot} के लिए {amount}', language: 'hi' });
    expect(hindi.text).to.match(/^A के लिए \D*2\.00$/);
    const wrong = await preview('bill', { body: '{name} {' });
    expect(wrong.text).to.equal(null);
    expect(wrong.faults).to.have.length(2);
    await site.api.refused('template-unknown', 'POST', `${LOT}/templates/nothing/preview`, { body: 'x' });
    await site.api.refused('invalid-request', 'POST', `${LOT}/templates/bill/preview`, { body: 'x', language: 'xx' });
    expect(await site.rows('SELECT kind FROM message_templates')).to.deep.equal([]);
  });

  it('is for admins alone', async () => {
    const { ids, clock, unitOfWork } = site.parkwire;
    for (const role of ['viewer', 'attendant'] as const) {
      await unitOfWork.run(async (tx) => {
        const operatorId = (await tx.lots.operatorId()) ?? '';
        const passwordHash = await quickPasswords.hash('correct horse battery');
        await tx.staff.add({ id: ids.next(), operatorId, login: role, passwordHash, role, createdAt: clock.now() });
      });
      const staff = new ApiClient(site.url);
      await staff.login(role, 'correct horse battery');
      for (const [method, path, body] of [
        ['POST', '/api/lots', { code: 'x', name: 'X' }],
        ['PATCH', LOT, { name: 'X' }],
        ['POST', `${LOT}/slots`, { slots: ['Z'] }],
        ['DELETE', `${LOT}/slots/A`, undefined],
        ['POST', `${LOT}/tariffs`, { ratePerHourMinor: 1 }],
        ['PUT', `${LOT}/templates/bill`, { body: 'x' }],
        ['DELETE', `${LOT}/templates/bill`, undefined],
        ['POST', `${LOT}/channels`, {}],
      ] as const)
        await staff.refused('forbidden', method, path, body);
    }
    expect(await codes()).to.equal('ABCDEFGH');
  });
});
