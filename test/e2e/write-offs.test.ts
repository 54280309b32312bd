import { expect } from 'chai';
import { auditBooks, problemsIn } from '../../server/app/audit-books.ts';
import { openBooks } from '../../server/db/books.ts';
import { ApiClient } from '../support/api-client.ts';
import { faultsOf } from '../support/books.ts';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { quickPasswords, Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

eachEngine('writing off what a driver owes', (engine) => {
  let database: FreshDatabase;
  let site: Site;
  let id: string;

  /** A driver who parked for an hour on a credit of 1.50 and owes 0.50 since. */
  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
    await site.api.patch('/api/lots/main', { guestCreditMinor: 150 });
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    site.clock.advance(HOUR);
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    ({ id } = await site.driver(DRIVER));
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    const books = await openBooks(database.url);
    const lines = await auditBooks(books);
    await books.close();
    expect(problemsIn(lines), JSON.stringify(lines.filter(({ problems }) => problems > 0))).to.equal(0);
    await site.stop();
    await database.drop();
  });

  const path = () => `/api/drivers/${id}/write-offs`;
  const writeOff = (body: object) => site.api.request('POST', path(), body);
  const topUp = (amountMinor: number) => site.api.post(`/api/drivers/${id}/top-ups`, { amountMinor });
  const bornByHouse = async () =>
    Number(
      (
        await site.rows(`SELECT COALESCE(SUM(p.amount), 0) AS n FROM postings p JOIN accounts a ON a.id = p.account_id
          WHERE a.kind = 'write-off'`)
      )[0].n,
    );

  it('takes all of it or a part from the house, and says so on the statement and in the audit log', async () => {
    expect(await site.text(DRIVER, 'book B')).to.match(/owe \$0\.50|-\$0\.50/);
    const part = await writeOff({ amountMinor: 20, reason: 'the gate was stuck' });
    expect(part.status, part.text).to.equal(201);
    expect(part.body).to.include({ amountMinor: 20, balanceMinor: -30, currency: 'USD' });
    const rest = await writeOff({ reason: 'not worth a letter' });
    expect(rest.body).to.include({ amountMinor: 30, balanceMinor: 0, currency: 'USD' });
    expect(await bornByHouse()).to.equal(-50);
    expect(await site.text(DRIVER, 'balance')).to.contain('Balance $0.00');

    const { lines, closing } = await site.api.get(`/api/drivers/${id}/statement`);
    expect(closing).to.deep.equal({ balanceMinor: 0, heldMinor: 0 });
    expect(lines.at(-1)).to.include({
      kind: 'write-off',
      words: 'Debt written off',
      amountMinor: 30,
      balanceMinor: 0,
      transferId: rest.body.transferId,
      note: 'not worth a letter',
    });
    const audit = await site.rows(
      `SELECT subject, before, after FROM audit_log WHERE action = 'wallet.write-off' ORDER BY at, id`,
    );
    expect(audit).to.have.length(2);
    expect(audit[0].subject).to.equal(id);
    expect(JSON.parse(audit[0].before)).to.deep.equal({ owedMinor: 50, currency: 'USD' });
    expect(JSON.parse(audit[0].after)).to.include({ amountMinor: 20, owedMinor: 30, reason: 'the gate was stuck' });
    await site.api.patch('/api/lots/main', { minBalanceMinor: 0 });
    expect(await site.text(DRIVER, 'book B')).to.match(/^✅/);
  });

  it('never takes more than is owed, nor anything where nothing is', async () => {
    const tooMuch = await writeOff({ amountMinor: 51, reason: 'x' });
    expect(tooMuch.body).to.include({ code: 'write-off-too-large', status: 409, detail: 'the driver owes 50 USD' });
    await topUp(50);
    expect((await writeOff({ reason: 'x' })).body).to.include({ detail: 'the driver owes 0 USD' });
    await topUp(70);
    expect((await writeOff({ amountMinor: 1, reason: 'x' })).body).to.include({ code: 'write-off-too-large' });
    expect(await bornByHouse()).to.equal(0);
  });

  it('is done once for a request, however often it is sent, and once for a debt, however many send it', async () => {
    const once = { amountMinor: 20, reason: 'x', requestId: 'case-1' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => writeOff(once)));
    expect(
      new Set(answers.map(({ status, body }) => `${status} ${body.transferId} ${body.amountMinor}`)).size,
    ).to.equal(1);
    expect((await writeOff({ ...once, amountMinor: 21 })).body).to.include({ code: 'idempotency-conflict' });
    expect((await writeOff({ ...once, reason: 'y' })).body).to.include({ code: 'idempotency-conflict' });
    expect(await bornByHouse()).to.equal(-20);
    const rivals = await Promise.all(
      Array.from({ length: 8 }, (_, n) => writeOff({ amountMinor: 10, reason: 'x', requestId: `rival-${n}` })),
    );
    expect(rivals.filter(({ status }) => status === 201)).to.have.length(3);
    expect(rivals.filter(({ body }) => body.code === 'write-off-too-large')).to.have.length(5);
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 0 });
    // All of it again, named as before: nothing is owed any more, and the answer is the same.
    await site.api.patch('/api/lots/main', { minBalanceMinor: 0 });
    const all = { reason: 'x', requestId: 'case-1' };
    expect((await writeOff(all)).body).to.include({ amountMinor: 20, transferId: answers[0]?.body.transferId });
  });

  it('races with a payment without giving the driver more than the debt', async () => {
    const [written] = await Promise.all([writeOff({ reason: 'x' }), topUp(40)]);
    const { balanceMinor } = await site.driver(DRIVER);
    const given = written.status === 201 ? written.body.amountMinor : 0;
    expect([50, 10]).to.include(given);
    expect(balanceMinor).to.equal(given === 50 ? 40 : 0);
    expect(await bornByHouse()).to.equal(-given);
  });

  it('is of the wallet that is named, where there are several', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North', currency: 'INR', slots: ['N1'] });
    await site.api.post(`/api/drivers/${id}/top-ups`, { amountMinor: 100, lot: 'north' });
    expect((await writeOff({ reason: 'x' })).body).to.include({ code: 'invalid-request' });
    expect((await writeOff({ reason: 'x', lot: 'north' })).body).to.include({ code: 'write-off-too-large' });
    expect((await writeOff({ reason: 'x', lot: 'main' })).body).to.include({ amountMinor: 50, currency: 'USD' });
  });

  it('is for admins, with a reason, of a driver who is known', async () => {
    expect((await writeOff({})).body).to.include({ code: 'invalid-request' });
    expect((await writeOff({ reason: 'x', amountMinor: 0 })).body).to.include({ code: 'invalid-request' });
    await site.api.refused('driver-unknown', 'POST', '/api/drivers/none/write-offs', { reason: 'x' });
    const passwordHash = await quickPasswords.hash('an attendant’s password');
    await site.parkwire.unitOfWork.run(async (tx) => {
      const operatorId = (await tx.lots.operatorId())!;
      const staff = { id: 'gate', login: 'gate', passwordHash, role: 'attendant' } as const;
      await tx.staff.add({ ...staff, operatorId, createdAt: site.now() });
    });
    const attendant = new ApiClient(site.url);
    await attendant.login('gate', 'an attendant’s password');
    await attendant.refused('forbidden', 'POST', path(), { reason: 'x' });
    expect(await bornByHouse()).to.equal(0);
  });
});
