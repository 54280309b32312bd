import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('changing and giving back bookings', (engine) => {
  let fresh: FreshDatabase;
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    fresh = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: fresh.url });
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    await site.stop();
    await fresh.drop();
  });

  const iso = (at: number) => new Date(at).toISOString();
  const book = (slot: string, from: number, minutes: number, phone = DRIVER) =>
    site.api.post('/api/bookings', { slot, phone, from: iso(from), minutes });
  const current = async (phone = DRIVER) => (await site.bookings(phone))[0];

  it('`extend` and `shorten` move the end of a stay, not its price, and the board sees the overstay go', async () => {
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, minutes: 60 });
    await controller.report('A', 'occupied');
    const board = await site.watch();
    site.clock.advance(61 * MINUTE);
    await controller.telemetry();
    await site.parkwire.jobs.watch();
    await site.until('the board sees the overstay', () => board.viewsOf('A').at(-1)?.session?.overstay === true);
    expect(await site.text(DRIVER, 'extend 1h')).to.contain('now ends at 11:01 today');
    await site.until('the board sees the new end', () => board.viewsOf('A').at(-1)?.session?.overstay === false);
    expect(await site.text(DRIVER, 'shorten 30')).to.contain('now ends at 10:31 today');
    const end = iso(site.now() + 30 * MINUTE);
    await site.until('the board sees it end earlier', () => board.viewsOf('A').at(-1)?.booking?.endsAt === end);
    expect(await site.text(DRIVER, 'shorten 2h')).to.match(/^That is more than is left/);
    await controller.report('A', 'vacated');
    expect((await current()).chargedMinor).to.equal(250);
  });

  it('"by how long?" takes a length for its answer, and asks again until it is one', async () => {
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, minutes: 120 });
    const answers: [string, string, string][] = [
      ['extend', '1h', '12:00'],
      ['extend', '30', '12:30'],
      ['extend', '1.5h', '14:00'],
      ['shorten', '2 hours please', '12:00'],
      ['extend', 'half an hour', '12:30'],
      ['shorten', '1️⃣2️⃣0️⃣', '10:30'],
    ];
    for (const [verb, length, end] of answers) {
      expect(await site.text(DRIVER, verb), length).to.match(/^By how long\?/);
      expect(await site.text(DRIVER, length), length).to.contain(`09:00 – ${end} today`);
    }
    const endsAt = (await current()).endsAt;
    expect(await site.text(DRIVER, 'extend')).to.match(/^By how long\?/);
    for (const none of ['5', 'dunno', 'yes', '1/2'])
      expect(await site.text(DRIVER, none), none).to.match(/^By how long\?/);
    for (const end of ['to 11:30', 'until 6pm', '-1h']) {
      expect(await site.text(DRIVER, end), end).to.match(/^I cannot set a new end/);
    }
    expect(await site.text(DRIVER, '1000h')).to.match(/^That is more than a week/);
    expect((await current()).endsAt, 'as it was').to.equal(endsAt);
    expect(await site.text(DRIVER, 'balance')).to.match(/^💳/);
    expect(await site.text(DRIVER, '1h'), 'no longer asked').to.match(/^Sorry, I did not get that/);
  });

  it('a total, a minus and a broken fraction change nothing', async () => {
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, minutes: 120 });
    const { endsAt } = await current();
    for (const said of ['shorten to 10min', 'extend -1h', 'extend 1.333h', 'extend to 5h']) {
      expect(await site.text(DRIVER, said), said).to.contain('By how long?');
    }
    expect((await current()).endsAt).to.equal(endsAt);
    expect(await site.text(DRIVER, 'extend 1,5 h')).to.contain('09:00 – 12:30 today');
  });

  it('`extend` goes no further than the next booking, the driver’s own or closing time', async () => {
    await site.api.patch('/api/lots/main', { openingHours: [{ from: '08:00', to: '20:00' }] });
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, minutes: 60 });
    const next = await book('A', site.now() + 2 * HOUR, 60, OTHER);
    expect(await site.text(DRIVER, 'extend 90')).to.match(/^🔵 A is booked by somebody else from 11:00 today/);
    const mine = await current();
    const to = iso(site.now() + 150 * MINUTE);
    const { body } = await site.api.refused('slot-taken', 'PATCH', `/api/bookings/${mine.id}`, { to });
    expect(body.alternatives.slots).to.deep.equal(['B', 'C', 'D']);
    expect(await site.text(DRIVER, 'extend 1h')).to.contain('09:00 – 11:00 today');
    await site.api.post(`/api/bookings/${next.id}/cancel`);
    await book('C', site.now() + 5 * HOUR, 60);
    expect(await site.text(DRIVER, 'extend 4h')).to.match(/^You have another booking then: C from 14:00 today/);
    await site.api.patch(`/api/bookings/${mine.id}`, { slot: 'B', to: iso(site.now() + 3 * HOUR) });
    await site.told(DRIVER, 'booking-changed');
    await site.api.refused('window-refused', 'PATCH', `/api/bookings/${mine.id}`, { to: iso(site.now() + 12 * HOUR) });
  });

  it('`move` takes another slot before the car is there, and none afterwards', async () => {
    await site.text(DRIVER, 'book A');
    expect(await site.text(DRIVER, 'move')).to.match(/^Which slot\? Free for your booking: B, C, D/);
    expect(await site.text(DRIVER, 'B')).to.match(/^✅ Your booking is now \*B\*/);
    await controller.led('A', 'green');
    await controller.led('B', 'blue');
    await site.text(OTHER, 'book C');
    expect(await site.text(DRIVER, 'move C')).to.match(/^🔵 C is not free .* Free then: D, B|^🔵 C is not free/);
    await controller.report('B', 'occupied');
    expect(await site.text(DRIVER, 'move A')).to.match(/^Your car is already in B/);
    const { id } = await current();
    await site.api.refused('stay-has-begun', 'PATCH', `/api/bookings/${id}`, { slot: 'A' });
    await site.api.refused('booking-has-begun', 'PATCH', `/api/bookings/${id}`, {
      from: iso(site.now() + HOUR),
      minutes: 60,
    });
  });

  it('the start of a booking for later moves, and one that was due already gives its slot free again', async () => {
    const made = await book('A', site.now() + HOUR, 60);
    site.clock.advance(40 * MINUTE);
    await controller.telemetry();
    await site.parkwire.jobs.activate();
    await site.slotIs('A', 'reserved');
    const moved = await site.api.patch(`/api/bookings/${made.id}`, { from: iso(site.now() + DAY) });
    expect(moved).to.include({ current: false, startsAt: iso(site.now() + DAY), endsAt: iso(site.now() + DAY + HOUR) });
    await site.slotIs('A', 'free');
    await controller.led('A', 'green');
    await site.api.post(`/api/bookings/${made.id}/cancel`);
    await site.api.refused('booking-not-live', 'PATCH', `/api/bookings/${made.id}`, { slot: 'B' });
  });

  it('the second of two attendants is told what the first has made of it, and changes nothing', async () => {
    const { id, ...made } = await book('A', site.now() + DAY, 60);
    const was = { slot: 'A', startsAt: made.startsAt, endsAt: made.endsAt };
    const later = iso(Date.parse(made.endsAt) + HOUR);
    await site.api.patch(`/api/bookings/${id}`, { to: later, was });
    const tooLate = await site.api.refused('booking-changed', 'PATCH', `/api/bookings/${id}`, { slot: 'B', was });
    expect(tooLate.text).to.contain(`it is on A, ${made.startsAt} to ${later}`);
    await site.api.refused('booking-changed', 'POST', `/api/bookings/${id}/cancel`, { was });
    expect(await site.api.get(`/api/bookings/${id}`)).to.include({ slot: 'A', state: 'reserved', endsAt: later });
    await site.api.refused('invalid-request', 'PATCH', `/api/bookings/${id}`, { was });
    await site.api.post(`/api/bookings/${id}/cancel`, { was: { ...was, endsAt: later } });
    expect((await site.api.get(`/api/bookings/${id}`)).state).to.equal('cancelled');
  });

  it('the second of two attendants marks nothing done, and no car gone, that is not as it was seen', async () => {
    await site.text(DRIVER, 'book B');
    const { id, slot, startsAt, endsAt } = await current();
    const was = { slot, startsAt, endsAt };
    const at = '/api/lots/main/slots/B/observations';
    await site.api.post(at, { type: 'occupied', was: { sessionId: null } });
    const stay = (await site.slot('B')).session!.id;
    const tooLate = await site.api.refused('slot-changed', 'POST', at, { type: 'occupied', was: { sessionId: null } });
    expect(tooLate.text).to.contain('a car stands there since');
    const done = `/api/bookings/${id}/complete`;
    await site.api.refused('booking-changed', 'POST', done, { was: { ...was, state: 'reserved' } });
    const longer = iso(Date.parse(endsAt) + HOUR);
    await site.api.patch(`/api/bookings/${id}`, { to: longer });
    const told = await site.api.refused('booking-changed', 'POST', done, { was: { ...was, state: 'active' } });
    expect(told.text).to.contain(`it is on B, ${startsAt} to ${longer}, active`);
    expect((await current()).state).to.equal('active');
    await site.api.post(done, { was: { ...was, endsAt: longer, state: 'active' } });
    const again = { followUpDate: '2030-01-01', was: { ...was, endsAt: longer, state: 'active' } };
    expect((await site.api.refused('booking-changed', 'POST', done, again)).text).to.contain('completed');
    const late = await site.api.refused('slot-changed', 'POST', at, { type: 'vacated', was: { sessionId: stay } });
    expect(late.text).to.contain('no car stands there');
  });

  it('giving back costs the lot’s fee when it is late, after a yes', async () => {
    await site.api.patch('/api/lots/main', { cancelFreeMinutes: 60, cancelFeeMinor: 300 });
    const made = await book('A', site.now() + 2 * HOUR, 60);
    site.clock.advance(HOUR + 1);
    const asked = await site.text(DRIVER, 'cancel');
    expect(asked).to.match(/^Give back A from 11:00 today \(ref PW-\w{6}\)\? It costs a fee of \$3\.00 now/);
    expect(await site.text(DRIVER, 'no')).to.match(/^👍/);
    expect((await current()).state).to.equal('reserved');
    await site.text(DRIVER, 'cancel');
    expect(await site.text(DRIVER, 'yes')).to.contain('The fee of $3.00 was charged');
    expect(await current()).to.include({
      id: made.id,
      state: 'cancelled',
      endReason: 'cancelled-by-driver',
      feeMinor: 300,
    });
    expect(await site.transfers(DRIVER)).to.deep.include.members([
      { ...(await site.transfers(DRIVER))[0]!, kind: 'fee', key: `fee:${made.id}:cancel`, amountMinor: -300 },
    ]);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9700);
    // The car park's own reason costs the driver nothing; asked for by the driver, it goes by the rule.
    const [second, third] = [
      await book('A', site.now() + 30 * MINUTE, 60, OTHER),
      await book('B', site.now() + 3 * HOUR, 60, OTHER),
    ];
    site.clock.advance(6 * MINUTE);
    expect((await site.api.post(`/api/bookings/${second.id}/cancel`)).feeMinor).to.equal(0);
    site.clock.advance(2 * HOUR);
    await site.told(OTHER, 'booking-withdrawn');
    expect((await site.api.post(`/api/bookings/${third.id}/cancel`, { byRule: true })).feeMinor).to.equal(300);
    expect((await site.told(OTHER, 'cancelled')).body).to.contain('The fee of $3.00 was charged');
  });

  it('of several bookings for later the next one is given back after a question', async () => {
    const first = await book('A', site.now() + DAY, 60);
    const second = await book('B', site.now() + 2 * DAY, 60);
    expect(await site.text(DRIVER, 'cancel')).to.match(/^Give back A from 09:00 tomorrow .* It costs nothing/);
    expect(await site.text(DRIVER, 'yes')).to.contain(first.reference);
    expect(await site.text(DRIVER, `cancel ${second.reference}`)).to.match(/^Give back B/);
    expect(await site.text(DRIVER, 'yes')).to.match(/^✅ Cancelled: B/);
    expect(await site.text(DRIVER, 'cancel')).to.match(/^You have no booking to cancel/);
  });

  it('a no-show costs the lot’s fee once, which goes back when the car turns out to have come', async () => {
    await site.api.patch('/api/lots/main', { noShowFeeMinor: 400, holdMinutes: 60 });
    await site.text(DRIVER, 'book A');
    const cameAt = site.clock.advance(30 * MINUTE);
    site.clock.advance(30 * MINUTE);
    await controller.telemetry(1);
    await site.parkwire.jobs.expire();
    await site.parkwire.jobs.expire();
    expect((await site.told(DRIVER, 'no-show')).body).to.contain('The no-show fee of $4.00 was charged');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(9600);
    await controller.report('A', 'occupied', { at: cameAt });
    expect((await site.told(DRIVER, 'arrival-late-revived')).body).to.contain('The fee of $4.00 is back');
    expect(await site.driver(DRIVER)).to.include({ balanceMinor: 10_000, promoMinor: 10_000 });
    expect((await current()).feeMinor).to.equal(0);
  });
});
