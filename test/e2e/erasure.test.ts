import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { recordsOf } from '../support/csv.ts';
import { eachEngine } from '../support/databases.ts';
import { DAY, HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const OTHER = '+919812345679';
/** Whatever of this is left somewhere gives a person away. */
const PERSONAL = ['9812345678', 'Asha Rao', 'KA01AB1234', 'my secret words', 'the gate bit me'];

eachEngine("a driver's data", (engine) => {
  let site: Site;
  let folder: string;
  let drop: () => Promise<void>;

  async function begin(environment: Record<string, string> = {}): Promise<void> {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-csv-'));
    const database = await engine.migratedDatabase();
    drop = () => database.drop();
    site = await Site.start({ databaseUrl: database.url, environment: { CSV_EXPORT_DIR: folder, ...environment } });
  }

  afterEach(async () => {
    await site.stop();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const see = (slot: string, type: string) => site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });

  /** A driver who left traces wherever a driver can. */
  async function live(phone: string, name = 'Asha Rao'): Promise<string> {
    await site.webhook(messageForm(phone, 'book A', { ProfileName: name }));
    await see('A', 'occupied');
    site.clock.advance(HOUR);
    await see('A', 'vacated');
    await site.text(phone, 'my secret words', { ProfileName: name });
    const { id } = await site.driver(phone);
    await site.parkwire.unitOfWork.run(async (tx) => {
      const [driver] = await tx.drivers.byIds([id]);
      await tx.drivers.saveDetails({ ...driver!, displayName: name, plate: 'KA01AB1234', contactPhone: phone });
      const [booking] = await tx.bookings.list({ driverId: id, limit: 1 });
      const { identityId, lotId } = booking!;
      const [stored] = await tx.bookings.byIds([booking!.id]);
      tx.bookings.save({ ...stored!, notes: 'my secret words' });
      tx.staff.addAudit({
        ...{ id: `a-${id}`, at: site.now(), staffId: 'driver', action: 'booking.change', subject: booking!.id },
        ...{ lotId, before: stored, after: { ...stored, notes: 'my secret words' } },
      });
      tx.cases.add({
        ...{ id: `c-${id}`, number: `C-${id.slice(-6)}`, lotId, driverId: id, identityId, words: 'the gate bit me' },
        ...{ media: [], state: 'open', openedAt: site.now(), changedAt: site.now(), answer: null },
      });
    });
    await site.parkwire.jobs.bookingFiles();
    return id;
  }

  /** Tables in which something of it stands. */
  async function traces(): Promise<string[]> {
    const names = await site.rows<{ name: string }>(
      engine.dialect === 'sqlite'
        ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
        : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const found: string[] = [];
    for (const { name } of names) {
      const text = JSON.stringify(await site.rows(`SELECT * FROM ${name}`));
      for (const word of PERSONAL) if (text.includes(word)) found.push(`${name}: ${word}`);
    }
    for (const word of PERSONAL)
      if (readFileSync(join(folder, 'lot_main_bookings.csv'), 'utf8').includes(word)) found.push(`file: ${word}`);
    return found;
  }

  it('is all in one file, for admins, and that it was taken is in the audit log', async () => {
    await begin();
    const id = await live(DRIVER);
    await live(OTHER, 'Ravi');
    const { headers, body } = await site.api.request('GET', `/api/drivers/${id}/export`);
    expect(headers.get('content-disposition')).to.equal(`attachment; filename="driver_${id}.json"`);
    const text = JSON.stringify(body);
    for (const word of PERSONAL) expect(text, word).to.contain(word);
    expect(text).to.not.contain('9812345679').and.not.contain('Ravi');
    expect(body.driver).to.include({ id, displayName: 'Asha Rao', plate: 'KA01AB1234' });
    expect(body.identities).to.have.length(1);
    expect(body.bookings[0]).to.include({ driverId: id, state: 'completed', chargedMinor: 200 });
    expect(body.bookings[0].startsAt).to.match(/^\d{4}-.*Z$/);
    expect(body.stays[0]).to.include({ driverId: id, chargedMinor: 200 });
    expect(body.transfers.map(({ kind }: any) => kind)).to.deep.equal(['guest-credit', 'charge']);
    expect(body.messages.some(({ raw }: any) => raw?.includes('ProfileName'))).to.equal(true);
    expect(body.cases[0]).to.include({ words: 'the gate bit me' });
    const log = await site.rows(`SELECT subject FROM audit_log WHERE action = 'driver.export'`);
    expect(log).to.deep.equal([{ subject: id }]);
    await site.api.refused('driver-unknown', 'GET', '/api/drivers/nobody/export');
  });

  it('is gone once it is erased, from every table and the file; the books stay whole', async () => {
    await begin();
    const id = await live(DRIVER);
    const transfers = await site.rows('SELECT * FROM transfers ORDER BY id');
    const stays = await site.rows('SELECT id, driver_id, started_at, ended_at, charged_minor FROM parking_sessions');
    expect(await traces()).to.include.members([
      'messages: my secret words',
      'file: Asha Rao',
      'audit_log: my secret words',
    ]);
    const before = readFileSync(join(folder, 'lot_main_bookings.csv'), 'utf8');
    const erased = await site.api.post(`/api/drivers/${id}/erase`, {});
    expect(erased).to.deep.equal({ id, erasedAt: new Date(site.now()).toISOString() });
    await site.parkwire.jobs.bookingFiles();
    expect(await traces()).to.deep.equal([]);
    expect(await site.rows('SELECT * FROM transfers ORDER BY id')).to.deep.equal(transfers);
    expect(
      await site.rows('SELECT id, driver_id, started_at, ended_at, charged_minor FROM parking_sessions'),
    ).to.deep.equal(stays);
    const after = readFileSync(join(folder, 'lot_main_bookings.csv'), 'utf8');
    expect(after).to.equal(before.replace(`Asha Rao,'${DRIVER}`, '–,'));
    // The file goes on where it was.
    await site.text(OTHER, 'book B', { ProfileName: 'Ravi' });
    await site.parkwire.jobs.bookingFiles();
    expect(
      recordsOf(readFileSync(join(folder, 'lot_main_bookings.csv'), 'utf8')).map(({ name }) => name),
    ).to.deep.equal(['–', 'Ravi']);
    // Again, it does nothing.
    site.clock.advance(HOUR);
    expect(await site.api.post(`/api/drivers/${id}/erase`, {})).to.deep.equal(erased);
    const log = await site.rows(`SELECT subject FROM audit_log WHERE action = 'driver.erase'`);
    expect(log).to.deep.equal([{ subject: id }]);
    await site.parkwire.jobs.audit();
  });

  it('is of somebody new when the same number writes again', async () => {
    await begin();
    const id = await live(DRIVER);
    await site.api.post(`/api/drivers/${id}/erase`, {});
    expect(await site.text(DRIVER, 'book A', { ProfileName: 'Asha' })).to.match(/^✅/);
    const fresh = await site.driver(DRIVER);
    expect(fresh.id).to.not.equal(id);
    expect(fresh.name).to.equal(`whatsapp_${DRIVER}`);
    expect(await site.bookings(DRIVER)).to.have.length(1);
    const { drivers } = await site.api.get('/api/drivers');
    expect(drivers.map((driver: any) => driver.id)).to.deep.equal([fresh.id]);
  });

  it('is of somebody new also when the number writes while it is being erased', async () => {
    await begin();
    const id = await live(DRIVER);
    const [, said] = await Promise.all([
      site.api.post(`/api/drivers/${id}/erase`, {}),
      site.text(DRIVER, 'balance'),
      ...Array.from({ length: 5 }, () => site.text(DRIVER, 'slots')),
    ]);
    expect(said).to.not.equal('');
    const left = await site.rows(
      `SELECT m.id FROM messages m JOIN identities i ON i.id = m.identity_id WHERE i.driver_id = '${id}' AND m.body <> ''`,
    );
    expect(left).to.deep.equal([]);
    await site.text(DRIVER, 'balance');
    expect((await site.driver(DRIVER)).id).to.not.equal(id);
  });

  it('stays while a booking or a stay goes on, and while money is open unless it is said that it stays so', async () => {
    await begin();
    await site.text(DRIVER, 'book A');
    const { id } = await site.driver(DRIVER);
    const erase = `/api/drivers/${id}/erase`;
    await site.api.refused('driver-in-use', 'POST', erase, { leaveBalance: true });
    await see('A', 'occupied');
    await site.api.refused('driver-in-use', 'POST', erase, { leaveBalance: true });
    site.clock.advance(HOUR);
    await see('A', 'vacated');
    await site.api.post(`/api/drivers/${id}/top-ups`, { amountMinor: 500, reason: 'cash' });
    const refused = await site.api.refused('balance-open', 'POST', erase, {});
    expect(refused.body.detail).to.contain('500 USD');
    await site.api.refused('invalid-request', 'POST', erase, { force: true });
    await site.api.refused('driver-unknown', 'POST', '/api/drivers/nobody/erase', {});
    expect((await site.driver(DRIVER)).id).to.equal(id);
    await site.api.post(erase, { leaveBalance: true });
    const [{ balance }] = await site.rows(`SELECT balance FROM accounts WHERE owner_id = '${id}' AND kind = 'cash'`);
    expect(balance).to.equal(500);
  });

  it('takes no message along that waits to be sent', async () => {
    await begin();
    const id = await live(DRIVER);
    await site.parkwire.unitOfWork.run(async (tx) => {
      const [identity] = await tx.drivers.identitiesOf([id]);
      const [last] = await tx.messages.ofIdentity(identity!.id, 1);
      tx.messages.add({
        ...{ ...last!, id: 'waits', direction: 'outbound', inReplyTo: null, externalId: null, status: 'queued' },
        notBefore: site.now() + DAY,
      });
    });
    await site.api.post(`/api/drivers/${id}/erase`, {});
    const rows = await site.rows(`SELECT status, reason, body FROM messages WHERE id = 'waits'`);
    expect(rows).to.deep.equal([{ status: 'failed', reason: 'erased', body: '' }]);
  });

  it('is forgotten after as many days as the environment says, and not before', async () => {
    await begin({ RETENTION_DAYS: '30', WEBHOOK_DAYS: '365' });
    const id = await live(DRIVER);
    await site.api.patch(`/api/cases/c-${id}`, { state: 'solved' });
    site.clock.advance(20 * DAY);
    const recent = await live(OTHER, 'Ravi');
    await site.parkwire.jobs.forget();
    expect(await traces()).to.include.members([
      'messages: my secret words',
      'drivers: Asha Rao',
      'cases: the gate bit me',
    ]);
    site.clock.advance(11 * DAY);
    await site.parkwire.jobs.forget();
    await site.parkwire.jobs.bookingFiles();
    const bodies = await site.rows(
      `SELECT i.driver_id, m.body FROM messages m JOIN identities i ON i.id = m.identity_id WHERE m.body <> ''`,
    );
    expect([...new Set(bodies.map(({ driver_id }: any) => driver_id))]).to.deep.equal([recent]);
    const [driver] = await site.rows(`SELECT display_name, plate, contact_phone FROM drivers WHERE id = '${id}'`);
    expect(driver).to.deep.equal({ display_name: '–', plate: null, contact_phone: null });
    const [other] = await site.rows(`SELECT display_name, plate FROM drivers WHERE id = '${recent}'`);
    expect(other).to.deep.equal({ display_name: 'Ravi', plate: 'KA01AB1234' });
    const names = recordsOf(readFileSync(join(folder, 'lot_main_bookings.csv'), 'utf8')).map(({ name }) => name);
    expect(names).to.deep.equal(['–', 'Ravi']);
    expect(await site.rows(`SELECT id FROM cases WHERE words <> ''`)).to.deep.equal([{ id: `c-${recent}` }]);
    const audited = JSON.stringify(await site.rows('SELECT * FROM audit_log'));
    expect(audited.split('my secret words')).to.have.length(2);
    // Whoever comes back is known by their number, and keeps their wallet.
    await site.text(DRIVER, 'balance');
    expect((await site.driver(DRIVER)).id).to.equal(id);
  });

  it('is noted when staff look at it, once for each of them, driver and hour', async () => {
    await begin();
    const id = await live(DRIVER);
    const other = await live(OTHER, 'Ravi');
    const look = async () => {
      await site.api.get(`/api/drivers/${id}`);
      await site.api.get(`/api/drivers/${id}/transfers`);
      await site.api.get(`/api/drivers/${id}/statement`);
      await site.api.get(`/api/messages?driverId=${id}`);
      await site.api.get(`/api/contacts/${id}`);
      await site.api.get(`/api/drivers?phone=${encodeURIComponent(OTHER)}`);
      await site.api.get('/api/messages');
    };
    const noted = async () =>
      (await site.rows(`SELECT action, subject FROM audit_log WHERE action LIKE '%.read' AND at >= ${since}`)).map(
        ({ action, subject }: any) => `${action} ${subject}`,
      );
    // From here on, in an hour of its own.
    site.clock.advance(HOUR);
    const since = site.now();
    for (let n = 0; n < 3; n++) await look();
    const once = [`driver.read ${id}`, `messages.read ${id}`, `driver.read ${other}`, 'messages.read many'];
    expect(await noted()).to.have.members(once);
    // A process that starts anew knows nothing of it, and the database does.
    await site.restart();
    await look();
    expect(await noted()).to.have.members(once);
    site.clock.advance(HOUR);
    await look();
    expect(await noted()).to.have.members([...once, ...once]);
  });
});
