import { expect } from 'chai';
import { recordsOf } from '../support/csv.ts';
import { story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

story('exports', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  const take = async (kind: string, query = '', lot = 'main') => {
    const answer = await site.api.request('GET', `/api/lots/${lot}/exports/${kind}.csv${query}`);
    expect(answer.status, answer.text).to.equal(200);
    return recordsOf(answer.text);
  };

  const see = (slot: string, type: string) => site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });

  async function park(phone: string, slot: string): Promise<void> {
    await site.text(phone, `book ${slot}`, { ProfileName: 'Asha, "the driver"' });
    await see(slot, 'occupied');
    site.clock.advance(HOUR);
    await see(slot, 'vacated');
  }

  it('are what happened, as the database has it', async () => {
    await park(DRIVER, 'A');
    const [booking] = await site.bookings(DRIVER);
    const { id: driverId } = await site.driver(DRIVER);
    const whose = { driver_id: driverId, name: 'Asha, "the driver"', phone: `'${DRIVER}`, plate: '' };
    const [booked, ...noMore] = await take('bookings');
    expect(noMore).to.deep.equal([]);
    expect(booked).to.include({
      ...whose,
      id: booking.id,
      reference: booking.reference,
      state: 'completed',
      slot: 'A',
      charged_minor: '200',
      currency: 'USD',
    });
    for (const time of ['created_at', 'starts_at', 'ends_at', 'arrived_at', 'ended_at'])
      expect(booked![time], time).to.match(ISO);
    const [stay] = await take('stays');
    expect(stay).to.include({ ...whose, slot: 'A', booking: booking.reference, charged_minor: '200' });
    expect(Date.parse(stay!['ended_at']!) - Date.parse(stay!['started_at']!)).to.equal(HOUR);
    const transfers = await take('transfers');
    const told = (await site.transfers(DRIVER)).reverse();
    expect(transfers.map((row) => [row['id'], row['kind'], Number(row['amount_minor'])])).to.deep.equal(
      told.map(({ id, kind, amountMinor }) => [id, kind, amountMinor]),
    );
    expect(transfers.at(-1)).to.include({ ...whose, booking: booking.reference, stay_id: stay!['id'] });
    const messages = await take('messages');
    expect(messages.map(({ body }) => body)).to.deep.equal(
      (await site.chat(DRIVER)).map(({ body }) => (body.startsWith('+') ? `'${body}` : body)),
    );
    expect(messages[0]).to.include({ ...whose, direction: 'inbound', body: 'book A', status: 'received' });
  });

  it('are of days as the lot has them, the last one included', async () => {
    await site.api.patch('/api/lots/main', { timeZone: 'Asia/Kolkata' });
    // Half an hour before midnight in India is six in the evening in UTC.
    const midnight = Date.UTC(2026, 10, 24, 18, 30);
    site.clock.advance(midnight - HOUR / 2 - site.now());
    await park(DRIVER, 'A');
    await park('+919812345679', 'B');
    const slots = async (query: string) => (await take('bookings', query)).map(({ slot }) => slot).join('');
    expect(await slots('?from=2026-11-24&to=2026-11-24')).to.equal('A');
    expect(await slots('?from=2026-11-25&to=2026-11-25')).to.equal('B');
    expect(await slots('?to=2026-11-25')).to.equal('AB');
    expect(await slots('?from=2026-11-26')).to.equal('');
    await site.api.refused(
      'invalid-request',
      'GET',
      '/api/lots/main/exports/bookings.csv?from=2026-11-25&to=2026-11-24',
    );
    await site.api.refused('invalid-request', 'GET', '/api/lots/main/exports/bookings.csv?from=yesterday');
    await site.api.refused('invalid-request', 'GET', '/api/lots/main/exports/bookings.csv?limit=1');
  });

  it('are of one lot', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North', slots: ['N1'] });
    await site.text(DRIVER, 'lot main');
    await park(DRIVER, 'A');
    await site.text('+919812345679', 'lot north');
    await site.text('+919812345679', 'book N1');
    const phones = async (kind: string, lot: string) => [
      ...new Set((await take(kind, '', lot)).map(({ phone }) => phone)),
    ];
    for (const kind of ['bookings', 'messages']) {
      expect(await phones(kind, 'main'), kind).to.deep.equal([`'${DRIVER}`]);
      expect(await phones(kind, 'north'), kind).to.deep.equal(["'+919812345679"]);
    }
    expect(await take('stays', '', 'north')).to.deep.equal([]);
    // A newcomer's credit is for no lot: both of its currency have it. The charge is for one alone.
    const kinds = async (lot: string) => (await take('transfers', '', lot)).map(({ kind }) => kind);
    expect(await kinds('main')).to.deep.equal(['guest-credit', 'charge', 'guest-credit']);
    expect(await kinds('north')).to.deep.equal(['guest-credit', 'guest-credit']);
  });

  it('are whole beyond one page, each row once', async () => {
    await site.text(DRIVER, 'hi');
    const [first] = await site.chat(DRIVER);
    const many = 1234;
    await site.parkwire.unitOfWork.run(async (tx) => {
      for (let n = 0; n < many; n++) {
        const id = `m${String(n).padStart(5, '0')}`;
        // Many share a moment, so that pages end within one.
        tx.messages.add({
          ...first!,
          id,
          externalId: id,
          body: id,
          createdAt: site.now() - 10_000 + Math.floor(n / 400),
        });
      }
    });
    const bodies = (await take('messages')).map(({ body }) => body);
    expect(bodies.slice(0, many)).to.deep.equal(
      Array.from({ length: many }, (_, n) => `m${String(n).padStart(5, '0')}`),
    );
    expect(bodies).to.have.length(many + 2);
  });

  it('are files to be saved, for admins, and each is in the audit log', async () => {
    const path = '/api/lots/main/exports/stays.csv';
    const { headers, text } = await site.api.request('GET', `${path}?from=2026-11-01`);
    expect(headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).to.equal('attachment; filename="lot_main_stays_2026-11-01.csv"');
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(text).to.match(/^id,slot,booking,driver_id,name,phone,plate,started_at,/);
    const log = await site.rows(`SELECT staff_id, action, subject, after FROM audit_log WHERE action LIKE 'export.%'`);
    expect(log).to.have.length(1);
    expect(log[0]).to.include({ action: 'export.stays', after: '{"from":"2026-11-01","to":null}' });
    await site.api.refused('lot-unknown', 'GET', '/api/lots/nowhere/exports/stays.csv');
    await site.api.refused('not-found', 'GET', '/api/lots/main/exports/secrets.csv');
    const { cookie } = site.api;
    site.api.cookie = null;
    await site.api.refused('not-signed-in', 'GET', path);
    site.api.cookie = cookie;
    await site.parkwire.unitOfWork.run(async (tx) => {
      const admin = await tx.staff.byLogin('admin');
      const operatorId = (await tx.lots.operatorId()) ?? '';
      await tx.staff.add({ ...admin!, id: 'st', login: 'ravi', role: 'attendant', operatorId, createdAt: site.now() });
    });
    expect((await site.api.login('ravi', site.password)).status).to.equal(200);
    await site.api.refused('forbidden', 'GET', path);
  });
});
