import { expect } from 'chai';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';

const TIMES = 8;

eachEngine('staff who do the same at once', (engine) => {
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

  /** Sends them all at once; answers how often each status came, by code where it was refused. */
  async function atOnce(method: string, path: string, bodies: readonly unknown[]): Promise<Record<string, number>> {
    const answers = await Promise.all(bodies.map((body) => site.api.request(method, path, body)));
    const counts: Record<string, number> = {};
    for (const { status, body } of answers) {
      const outcome = status < 300 ? String(status) : `${status} ${body?.code}`;
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  }
  const times = <T>(make: (index: number) => T): T[] => Array.from({ length: TIMES }, (_, index) => make(index));

  it('one of those who book a slot gets it, the others read that it is taken', async () => {
    const bodies = times((index) => ({ slot: 'A', phone: `+1202555${1000 + index}` }));
    expect(await atOnce('POST', '/api/bookings', bodies)).to.deep.equal({ 201: 1, '409 slot-taken': TIMES - 1 });
  });

  it('a new driver gets one booking, however many slots are asked for', async () => {
    for (let round = 0; round < 3; round++) {
      const bodies = times((index) => ({ slot: 'ABCDEFGH'[index], phone: `+120255520${10 + round}` }));
      const counts = await atOnce('POST', '/api/bookings', bodies);
      expect(counts).to.deep.equal({ 201: 1, '409 already-booked': TIMES - 1 });
      const [booking] = (await site.api.get('/api/bookings?state=reserved')).bookings;
      await site.api.post(`/api/bookings/${booking.id}/cancel`);
    }
    expect(await site.rows('SELECT id FROM drivers')).to.have.length(3);
  });

  it('a slot is created once', async () => {
    const counts = await atOnce(
      'POST',
      '/api/lots/main/slots',
      times(() => ({ slots: ['X1', 'X2'] })),
    );
    expect(counts).to.deep.equal({ 201: 1, '409 slot-exists': TIMES - 1 });
  });

  it('slots that are created at once each have a place of their own', async () => {
    const bodies = times((index) => ({ slots: [`Y${index}`] }));
    expect(await atOnce('POST', '/api/lots/main/slots', bodies)).to.deep.equal({ 201: TIMES });
    const rows = await site.rows('SELECT DISTINCT position FROM slots');
    expect(rows).to.have.length(8 + TIMES);
  });

  it('a lot is created once', async () => {
    const counts = await atOnce(
      'POST',
      '/api/lots',
      times(() => ({ code: 'north', name: 'North' })),
    );
    expect(counts).to.deep.equal({ 201: 1, '409 lot-exists': TIMES - 1 });
  });

  it('a controller is created once, and a slot has one controller', async () => {
    const path = '/api/lots/main/controllers';
    const same = times(() => ({ id: 'esp32-a', slots: [] }));
    expect(await atOnce('POST', path, same)).to.deep.equal({ 201: 1, '409 controller-exists': TIMES - 1 });
    const rivals = times((index) => ({ id: `esp32-b${index}`, slots: ['B'] }));
    expect(await atOnce('POST', path, rivals)).to.deep.equal({ 201: 1, '409 slot-served': TIMES - 1 });
  });

  it('no change of a lot is lost', async () => {
    const changes = [
      { name: 'New name' },
      { timeZone: 'Asia/Kolkata' },
      { guestCreditMinor: 1234 },
      { minBalanceMinor: 55 },
      { reservationMinutes: 333 },
      { tariff: { ratePerHourMinor: 777 } },
      { tariff: { graceSeconds: 99 } },
      { tariff: { dailyCapMinor: 4321 } },
    ];
    expect(await atOnce('PATCH', '/api/lots/main', changes)).to.deep.equal({ 200: changes.length });
    const { lots } = await site.api.get('/api/lots');
    const { name, timeZone, guestCreditMinor, minBalanceMinor, reservationMinutes, tariff } = lots[0];
    const got = { name, timeZone, guestCreditMinor, minBalanceMinor, reservationMinutes };
    expect(got).to.deep.equal(Object.assign({}, ...changes.slice(0, 5)));
    expect(tariff).to.include({ ratePerHourMinor: 777, graceSeconds: 99, dailyCapMinor: 4321 });
  });

  it('a top-up that is sent again at once moves money once and answers the same', async () => {
    await site.text('+12025551000', 'hello');
    const { id } = await site.driver('+12025551000');
    const body = { amountMinor: 500, requestId: 'cash-1' };
    const answers = await Promise.all(times(() => site.api.request('POST', `/api/drivers/${id}/top-ups`, body)));
    expect(answers.map(({ status }) => status)).to.deep.equal(times(() => 201));
    expect(new Set(answers.map((answer) => answer.body.transferId)).size).to.equal(1);
    expect((await site.driver('+12025551000')).balanceMinor).to.equal(10_500);
    const counts = await atOnce(
      'POST',
      `/api/drivers/${id}/top-ups`,
      times((index) => ({ amountMinor: 1 + index, requestId: 'cash-2' })),
    );
    expect(counts).to.deep.equal({ 201: 1, '409 idempotency-conflict': TIMES - 1 });
  });
});
