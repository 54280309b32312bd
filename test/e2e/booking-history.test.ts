import { expect } from 'chai';
import { faultsOf } from '../support/books.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const STRANGER = '+919812345679';

story('every figure on a statement leads to what explains it', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(async () => {
    expect(await faultsOf(site.parkwire.storage)).to.deep.equal([]);
    await site.stop();
  });

  const settings = (changes: object) => site.api.patch('/api/lots/main', changes);
  const seen = (slot: string, type: string) => site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });
  const bookingOf = async () => (await site.bookings(DRIVER))[0];
  const historyOf = async () => site.api.get(`/api/bookings/${(await bookingOf()).id}/history`);
  const statement = async () => (await site.api.get(`/api/drivers/${(await site.driver(DRIVER)).id}/statement`)).lines;
  const kinds = (transfers: any[]) => transfers.map(({ kind }) => kind);
  const bookLater = async (slot: string) => {
    await site.text(DRIVER, 'hi');
    const from = new Date(site.now() + 2 * HOUR).toISOString();
    await site.api.post('/api/bookings', { slot, phone: DRIVER, from, minutes: 60 });
  };

  it('of a stay: lines name it and its booking; its timeline has the deposit, the moves and the extensions', async () => {
    await settings({ depositMinor: 500 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(MINUTE);
    await site.text(DRIVER, 'move B');
    await seen('B', 'occupied');
    site.clock.advance(MINUTE);
    await site.text(DRIVER, 'extend 1h');
    site.clock.advance(HOUR);
    await seen('B', 'vacated');
    const { id, sessionId } = await bookingOf();
    const lines = await statement();
    expect(lines.map((line: any) => [line.kind, line.bookingId, line.sessionId])).to.deep.equal([
      ['guest-credit', null, null],
      ['hold', id, null],
      ['release', id, null],
      ['charge', id, sessionId],
    ]);
    const { transfers, changes } = await site.api.get(`/api/sessions/${sessionId}/timeline`);
    expect(kinds(transfers)).to.deep.equal(['hold', 'release', 'charge']);
    expect(changes.map(({ by, action }: any) => [by, action])).to.deep.equal([
      ['driver', 'booking.change'],
      ['driver', 'booking.change'],
    ]);
    const [moved, longer] = changes;
    expect([moved.before.slot, moved.after.slot]).to.deep.equal(['A', 'B']);
    expect(Date.parse(longer.after.endsAt) - Date.parse(longer.before.endsAt)).to.equal(HOUR);
    expect(await site.text(DRIVER, 'why'), 'a deposit is no correction').to.not.contain('corrected');
  });

  it('of a late cancellation: by the booking, in the history and in `why`', async () => {
    await settings({ cancelFeeMinor: 250, depositMinor: 100, cancelFreeMinutes: 0 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(HOUR);
    await site.text(DRIVER, 'cancel');
    await site.text(DRIVER, 'yes');
    const { id } = await bookingOf();
    const lines = await statement();
    expect(lines.slice(1).map((line: any) => [line.kind, line.bookingId])).to.deep.equal([
      ['hold', id],
      ['capture', id],
      ['fee', id],
    ]);
    const { transfers, changes } = await historyOf();
    expect(kinds(transfers)).to.deep.equal(['hold', 'capture', 'fee']);
    expect(changes.at(-1)).to.include({ by: 'driver', action: 'booking.cancel' });
    expect(changes.at(-1).after.state).to.equal('cancelled');
    const words = await site.text(DRIVER, 'why');
    expect(words).to.contain('cancelled late, $2.50, of which $1.00 came out of the deposit');
    expect(words).to.contain('cancelled 10:00 today').and.to.contain('Cancelling was free until 09:05 today');
    await settings({ cancelFeeMinor: 300, cancelFreeMinutes: 30 });
    expect(await site.text(DRIVER, 'why'), 'the rule as it was then').to.contain('was free until 09:05 today');
    await site.api.refused('booking-unknown', 'GET', '/api/bookings/nothing/history');
  });

  it('of a cancellation by staff, by the rule or as the lot’s own fault: who did it, and what it cost', async () => {
    await settings({ cancelFeeMinor: 250, cancelFreeMinutes: 0 });
    for (const [byRule, feeMinor] of [
      [true, 250],
      [false, 0],
    ] as const) {
      await site.text(DRIVER, 'book A');
      site.clock.advance(HOUR);
      const [{ id }] = (await site.bookings(DRIVER)).filter(({ state }) => state === 'reserved');
      await site.api.post(`/api/bookings/${id}/cancel`, { byRule });
      const { changes, transfers } = await site.api.get(`/api/bookings/${id}/history`);
      const [{ by, action, after }] = changes.slice(-1);
      expect([action, after.state]).to.deep.equal(['booking.cancel', 'cancelled']);
      expect(['driver', 'system']).to.not.include(by);
      expect(transfers.map(({ kind, amountMinor }: any) => [kind, amountMinor])).to.deep.equal(
        feeMinor === 0 ? [] : [['fee', -feeMinor]],
      );
    }
  });

  it('of a no-show: what was given back is in it; a stay afterwards is what `why` is about again', async () => {
    await settings({ noShowFeeMinor: 180 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    const { id: bookingId, driverId } = await bookingOf();
    await site.api.post(`/api/drivers/${driverId}/refunds`, { bookingId, amountMinor: 80, reason: 'sorry' });
    const words = await site.text(DRIVER, 'why');
    expect(words).to.contain('not used, $1.80; $0.80 was given back');
    const history = await historyOf();
    expect(kinds(history.transfers)).to.deep.equal(['fee', 'refund']);
    expect(history.observations, 'no car was seen').to.deep.equal([]);
    expect(history.changes.at(-1)).to.include({ by: 'system', action: 'booking.expire', because: 'no-show' });
    expect(words).to.contain('A booking that is not used and not cancelled costs this fee.');
    await site.text(DRIVER, 'book B');
    await seen('B', 'occupied');
    expect(await site.text(DRIVER, 'why')).to.match(/^🧾 B, .* so far/);
    site.clock.advance(HOUR);
    await seen('B', 'vacated');
    expect(await site.text(DRIVER, 'why')).to.contain('$2.00');
  });

  it('of a booking whose slot somebody else took: that it was moved, by whom and why', async () => {
    await bookLater('A');
    await seen('A', 'occupied');
    site.clock.advance(2 * HOUR);
    await site.parkwire.jobs.activate();
    const moved = (await historyOf()).changes.at(-1);
    expect(moved).to.include({ by: 'system', action: 'booking.move', because: 'taken' });
    expect([moved.before.slot, moved.after.slot]).to.deep.equal(['A', 'B']);
    const { reference } = await bookingOf();
    const displacedOn = async (code: string) => {
      const { slots } = await site.api.get('/api/lots/main/board');
      return slots.find((slot: any) => slot.code === code).displaced;
    };
    expect(await displacedOn('A')).to.include({ reference, movedTo: 'B', obstacle: 'taken' });
    expect(await displacedOn('B')).to.equal(null);
    await seen('A', 'vacated');
    expect(await displacedOn('A'), 'settled, the slot can be had').to.equal(null);
  });

  it('of a booking that was called off because no slot could be had, also of one that held its slot', async () => {
    for (const slot of 'BCDEFGH') await site.api.patch(`/api/lots/main/slots/${slot}`, { outOfService: true });
    await bookLater('A');
    await seen('A', 'occupied');
    site.clock.advance(3 * HOUR);
    await site.parkwire.jobs.activate();
    expect((await bookingOf()).endReason).to.equal('slot-unavailable');
    expect((await historyOf()).changes.at(-1)).to.deep.include({
      by: 'system',
      action: 'booking.call-off',
      because: 'taken',
    });
    await seen('A', 'vacated');
    await site.text(STRANGER, 'book A');
    await seen('A', 'occupied');
    await site.text(STRANGER, 'not me');
    site.clock.advance(13 * HOUR);
    await site.parkwire.jobs.expire();
    const [{ id }] = await site.bookings(STRANGER);
    const { changes } = await site.api.get(`/api/bookings/${id}/history`);
    expect(changes.at(-1)).to.deep.include({ by: 'system', action: 'booking.call-off', because: 'car' });
  });
});
