import { expect } from 'chai';
import pg from 'pg';
import { onEngine, postgres } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

/**
 * Another process has a slot locked and ends what is on it, while a driver's message has been read and waits for the lock:
 * what the message found before must not be written over what the other one has stored.
 */
onEngine(postgres, 'a driver’s message that waits for a slot’s lock', () => {
  let site: Site;
  let controller: RawController;
  let other: pg.Client;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
    other = new pg.Client({ connectionString: site.databaseUrl });
    await other.connect();
  });

  afterEach(async () => {
    await other.end();
    await site.stop();
  });

  const bookingOf = async () => (await site.bookings(DRIVER))[0];
  const ahead = async () => {
    await site.text(DRIVER, 'hi');
    const from = new Date(site.now() + 3 * HOUR).toISOString();
    await site.api.post('/api/bookings', { slot: 'A', phone: DRIVER, from, minutes: 60 });
  };

  /** The words that a message is answered which waits behind what the other process does with the booking. */
  const textBehind = async (text: string, ...changes: string[]): Promise<string> => {
    const { id } = await bookingOf();
    await other.query('BEGIN');
    await other.query(`SELECT 1 FROM slots WHERE code = 'A' FOR UPDATE`);
    for (const change of changes) await other.query(change.replaceAll(':id', `'${id}'`));
    const answer = site.text(DRIVER, text);
    await site.until('the message waits', async () => {
      const waiting = await other.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.rows.length > 0;
    });
    await other.query('COMMIT');
    return answer;
  };
  const ENDED = `UPDATE bookings SET state = 'cancelled', ended_at = 1, end_reason = 'cancelled-by-staff' WHERE id = :id`;
  const FREED = `UPDATE slots SET booking_id = NULL, state = 'free' WHERE code = 'A'`;

  it('`extend` does not bring a booking back that has ended', async () => {
    await site.text(DRIVER, 'book A');
    expect(await textBehind('extend 30 min', ENDED, FREED)).to.match(/^You have no booking that could be changed/);
    expect((await bookingOf()).state).to.equal('cancelled');
    expect(await site.text(DRIVER, 'book B')).to.match(/^✅/);
  });

  it('`extend` does not end a booking for later anew, nor bring it back', async () => {
    await ahead();
    expect(await textBehind('extend 30 min', ENDED)).to.match(/^You have no booking that could be changed/);
    expect((await bookingOf()).state).to.equal('cancelled');
  });

  it('`move` leaves a booking for later where it was moved meanwhile', async () => {
    await ahead();
    const moved = `UPDATE bookings SET slot_id = (SELECT id FROM slots WHERE code = 'C') WHERE id = :id`;
    expect(await textBehind('move B', moved)).to.match(/^You have no booking that could be changed/);
    expect((await bookingOf()).slot).to.equal('C');
  });

  it('`cancel` does not give a booking for later back that has ended', async () => {
    await ahead();
    await site.text(DRIVER, 'cancel');
    expect(await textBehind('yes', ENDED)).to.match(/^You have no booking to cancel/);
    expect((await bookingOf()).endReason).to.equal('cancelled-by-staff');
  });

  it('`park` does not claim a car for a booking that has ended', async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied', { at: site.now() - HOUR });
    await site.slotIs('A', 'attention');
    const { id } = await bookingOf();
    // The car is theirs all the same, by a booking of its own.
    expect(await textBehind('park A', ENDED, FREED)).to.match(/^✅ Noted/);
    expect((await site.api.get(`/api/bookings/${id}`)).state).to.equal('cancelled');
    expect((await bookingOf()).id).to.not.equal(id);
  });
});
