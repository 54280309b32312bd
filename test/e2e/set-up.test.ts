import { expect } from 'chai';
import { expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const HOUR = 3_600_000;

story('the first set-up', () => {
  let site: Site;
  afterEach(() => site.stop());

  const setUp = () => site.api.get('/api/set-up');
  const choose = (...slots: string[]) => site.api.put('/api/lots/main/slots', { slots });
  const codes = async () => (await site.board()).slots.map(({ code }) => code).join('');
  const audit = (action: string) => site.rows('SELECT * FROM audit_log WHERE action = $1', [action]);

  it('waits on an empty database until it is done or left out, and then for ever', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    expect(await setUp()).to.include({ isOpen: true, lot: 'main', currencyIsFixed: false });
    await site.restart();
    expect(await setUp()).to.include({ isOpen: true });
    await site.api.post('/api/set-up/done');
    await site.api.post('/api/set-up/done');
    expect(await setUp()).to.include({ isOpen: false });
    await site.restart();
    expect(await setUp()).to.include({ isOpen: false });
    expect(await audit('set-up.done')).to.have.lengthOf(1);
  });

  it('is not offered where the environment says so, nor in the demo', async () => {
    site = await Site.start({ environment: { SETUP: 'skip' } });
    expect(await setUp()).to.include({ isOpen: false });
    await site.stop();
    site = await Site.start({ mode: 'demo' });
    expect(await setUp()).to.include({ isOpen: false });
  });

  it('leaves a password to the environment that has it', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    expect(await setUp()).to.include({ asksPassword: false });
  });

  it('is an admin’s', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    await site.parkwire.storage.database.writer.query(`UPDATE staff SET role = 'attendant'`);
    for (const [method, path, body] of [
      ['GET', '/api/set-up', undefined],
      ['POST', '/api/set-up/done', undefined],
      ['PUT', '/api/lots/main/slots', { slots: ['A'] }],
    ] as const)
      expectProblem(await site.api.request(method, path, body), 'forbidden', 403);
  });

  it('says when money keeps the currency', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    await site.api.patch('/api/lots/main', { currency: 'INR', timeZone: 'Asia/Kolkata', country: 'IN' });
    await site.text(DRIVER, 'balance');
    expect(await setUp()).to.include({ currencyIsFixed: true });
    await site.api.refused('lot-currency-fixed', 'PATCH', '/api/lots/main', { currency: 'USD' });
  });

  it('chooses the slots: some go, some come, and one that was there comes back with its past', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    const [before] = await site.rows(`SELECT id FROM slots WHERE code = 'B'`);
    await choose('A', 'P1', 'P2');
    expect(await codes()).to.equal('AP1P2');
    expect(await site.text(DRIVER, 'book B')).to.not.contain('is yours');
    expect(await site.text(DRIVER, 'book P2')).to.contain('*P2* is yours');
    await choose('A', 'P2', 'B');
    const [after] = await site.rows(`SELECT id FROM slots WHERE code = 'B' AND retired_at IS NULL`);
    expect(after).to.deep.equal(before);
    expect(await site.text('+919812345679', 'book B')).to.contain('*B* is yours');
    await choose('A', 'P2', 'B');
    const [first, ...more] = await audit('slots.choose');
    expect(JSON.parse(first.after)).to.deep.equal(['A', 'P1', 'P2']);
    expect(more).to.have.lengthOf(1);
  });

  it('keeps slots that are in use, and then all of them', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    await site.text(DRIVER, 'book B');
    await RawController.start(site, 'esp32-c', ['C']);
    await site.api.post('/api/lots/main/slots/D/observations', { type: 'occupied' });
    const refused = (code: string, ...slots: string[]) =>
      site.api.refused(code, 'PUT', '/api/lots/main/slots', { slots });
    await refused('slot-taken', 'A', 'C', 'D', 'Z');
    await refused('slot-served', 'A', 'B', 'D', 'Z');
    await refused('slot-has-car', 'A', 'B', 'C', 'Z');
    await refused('invalid-request', 'A', 'A');
    await refused('invalid-request');
    expect(await codes()).to.equal('ABCDEFGH');
    await choose('B', 'C', 'D');
    expect(await codes()).to.equal('BCD');
  });

  it('keeps slots that are booked for later', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    await site.text(DRIVER, 'book B tomorrow 5pm 2h');
    expect(await site.text(DRIVER, 'yes')).to.contain('*B*');
    await site.api.refused('slot-taken', 'PUT', '/api/lots/main/slots', { slots: ['A'] });
  });

  it('quotes a tariff before it is stored', async () => {
    site = await Site.start({ environment: { SETUP: 'ask' } });
    const from = new Date(site.now()).toISOString();
    const to = new Date(site.now() + 2 * HOUR).toISOString();
    const ask = (tariff: object) => site.api.post('/api/lots/main/quote', { from, to, tariff });
    expect(await ask({ ratePerHourMinor: 5000, dailyCapMinor: null })).to.include({
      amountMinor: 10_000,
      currency: 'USD',
    });
    expect(await ask({ ratePerHourMinor: 5000, dailyCapMinor: 7000 })).to.include({ amountMinor: 7000 });
    expect(await ask({})).to.include({ amountMinor: 400 });
    await site.api.refused('invalid-request', 'POST', '/api/lots/main/quote', { from, to });
    expect((await site.api.get('/api/lots/main/tariffs')).tariffs).to.have.lengthOf(1);
  });
});
