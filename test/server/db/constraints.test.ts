import { expect } from 'chai';
import fc from 'fast-check';
import type { Storage } from '../../../server/db/storage.ts';
import { eachEngine } from '../../support/databases.ts';
import { openWorld, refusal, type World } from '../../support/db-world.ts';

type Cells = Record<string, string | number | null>;

/** Writes a row past every repository, and answers the constraint that refused it. */
function write(storage: Storage, table: string, row: Cells, verb = 'INSERT'): Promise<string | null> {
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`).join(', ');
  return refusal(storage, `${verb} INTO ${table} (${names.join(', ')}) VALUES (${places})`, Object.values(row));
}

const bookingRow = (id: string, parts: Cells = {}): Cells => ({
  id,
  reference: id,
  lot_id: 'lot1',
  slot_id: 's1',
  driver_id: 'd1',
  identity_id: 'i1',
  state: 'reserved',
  is_current: 0,
  starts_at: 100,
  ends_at: 200,
  hold_until: 200,
  created_at: 1,
  source: 'api',
  ...parts,
});

const sessionRow = (id: string, parts: Cells = {}): Cells => ({
  id,
  lot_id: 'lot1',
  slot_id: 's1',
  started_at: 100,
  started_initial: 0,
  revision: 1,
  ...parts,
});

eachEngine('constraints on bookings and stays', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine, { slots: 6, drivers: 6 });
  });
  afterEach(() => world.end());
  const book = (id: string, parts: Cells = {}) => write(world.storage, 'bookings', bookingRow(id, parts));
  const stay = (id: string, parts: Cells = {}) => write(world.storage, 'parking_sessions', sessionRow(id, parts));
  const update = (sql: string) => refusal(world.storage, sql);

  it('refuse two live bookings that overlap on a slot, whichever way they do', async () => {
    expect(await book('b0')).to.equal(null);
    for (const [from, to] of [
      [100, 200],
      [50, 101],
      [199, 300],
      [120, 130],
      [50, 300],
    ]) {
      const refused = await book(`b${from}-${to}`, { driver_id: 'd2', starts_at: from!, ends_at: to! });
      expect(refused, `${from}–${to}`).to.contain('bookings_no_overlap_slot');
    }
    expect(await book('active', { driver_id: 'd2', state: 'active' })).to.contain('bookings_no_overlap_slot');
  });

  it('refuse two live bookings that overlap for a driver', async () => {
    expect(await book('b0')).to.equal(null);
    const refused = await book('b1', { slot_id: 's2', starts_at: 199, ends_at: 300 });
    expect(refused).to.contain('bookings_no_overlap_driver');
    expect(await book('b2', { slot_id: 's2', driver_id: 'd2', starts_at: 199, ends_at: 300 })).to.equal(null);
  });

  it('allow windows that touch', async () => {
    expect(await book('b0')).to.equal(null);
    expect(await book('b1', { starts_at: 200, ends_at: 300 })).to.equal(null);
    expect(await book('b2', { starts_at: 50, ends_at: 100 })).to.equal(null);
  });

  it('let what is over block nothing', async () => {
    for (const state of ['completed', 'cancelled', 'expired']) expect(await book(state, { state })).to.equal(null);
    expect(await book('live')).to.equal(null);
  });

  it('refuse what an update would make overlap', async () => {
    await book('b0');
    await book('later', { driver_id: 'd2', starts_at: 200, ends_at: 300 });
    await book('elsewhere', { driver_id: 'd3', slot_id: 's2' });
    await book('over', { driver_id: 'd4', state: 'completed' });
    await book('mine', { slot_id: 's3', starts_at: 200, ends_at: 300 });
    const slot = 'bookings_no_overlap_slot';
    expect(await update(`UPDATE bookings SET starts_at = 199 WHERE id = 'later'`)).to.contain(slot);
    expect(await update(`UPDATE bookings SET ends_at = 201 WHERE id = 'b0'`)).to.contain('bookings_no_overlap');
    expect(await update(`UPDATE bookings SET slot_id = 's1' WHERE id = 'elsewhere'`)).to.contain(slot);
    expect(await update(`UPDATE bookings SET state = 'active' WHERE id = 'over'`)).to.contain(slot);
    expect(await update(`UPDATE bookings SET driver_id = 'd1' WHERE id = 'elsewhere'`)).to.contain('overlap_driver');
    expect(await update(`UPDATE bookings SET starts_at = 150 WHERE id = 'mine'`)).to.contain('overlap_driver');
    expect(await update(`UPDATE bookings SET ends_at = 190, state = 'active' WHERE id = 'b0'`)).to.equal(null);
  });

  if (engine.dialect === 'sqlite') {
    it('refuse an overlap that comes as INSERT OR REPLACE or INSERT OR IGNORE', async () => {
      await book('b0');
      const other = bookingRow('b1', { driver_id: 'd2' });
      for (const verb of ['INSERT OR REPLACE', 'REPLACE', 'INSERT OR IGNORE']) {
        expect(await write(world.storage, 'bookings', other, verb), verb).to.contain('bookings_no_overlap_slot');
      }
    });
  }

  it('refuse a window that ends before it begins, and states that do not exist', async () => {
    expect(await book('b1', { starts_at: 200, ends_at: 200 })).not.to.equal(null);
    expect(await book('b2', { state: 'parked' })).not.to.equal(null);
    expect(await book('b3', { slot_id: 'nowhere' })).not.to.equal(null);
  });

  it('refuse a second current booking of a slot and of a driver', async () => {
    expect(await book('b0', { is_current: 1 })).to.equal(null);
    const later = { is_current: 1, starts_at: 300, ends_at: 400 };
    expect(await book('b1', { ...later, driver_id: 'd2' })).to.match(/slot_id|one_current_per_slot/);
    expect(await book('b2', { ...later, slot_id: 's2' })).to.match(/driver_id|one_current_per_driver/);
    expect(await book('b3', { ...later, driver_id: 'd2', state: 'completed' })).to.equal(null);
    await update(`UPDATE bookings SET state = 'completed' WHERE id = 'b0'`);
    expect(await book('b4', later)).to.equal(null);
  });

  it('refuse a second open stay on a slot, of a booking and of a driver', async () => {
    const mine = { booking_id: 'b0', driver_id: 'd1' };
    expect(await stay('p0', mine)).to.equal(null);
    expect(await stay('p1')).to.match(/slot_id|one_open_per_slot/);
    expect(await stay('p2', { slot_id: 's2', booking_id: 'b0' })).to.match(/booking_id|one_open_per_booking/);
    expect(await stay('p3', { slot_id: 's2', driver_id: 'd1' })).to.match(/driver_id|one_open_per_driver/);
    expect(await stay('p4', { ...mine, ended_at: 150 })).to.equal(null);
    expect(await stay('p5', { slot_id: 's2' })).to.equal(null);
    expect(await stay('p6', { slot_id: 's3' }), 'nobody twice is not the same driver').to.equal(null);
    expect(await update(`UPDATE parking_sessions SET ended_at = NULL WHERE id = 'p4'`)).not.to.equal(null);
    expect(await stay('p7', { slot_id: 's4', ended_at: 99 }), 'it ends before it begins').not.to.equal(null);
  });

  it('never leave two live bookings that overlap, whatever is tried', async () => {
    const tried = fc.record({
      slot: fc.integer({ min: 1, max: 3 }),
      driver: fc.integer({ min: 1, max: 3 }),
      from: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 1, max: 12 }),
      state: fc.constantFrom('reserved', 'active', 'reserved', 'completed', 'cancelled'),
      onto: fc.option(fc.nat(12), { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(tried, { minLength: 4, maxLength: 25 }), async (attempts) => {
        await world.storage.database.writer.query('DELETE FROM bookings');
        const live: Cells[] = [];
        for (const [index, { slot, driver, from, length, state, onto }] of attempts.entries()) {
          const place = { slot_id: `s${slot}`, driver_id: `d${driver}`, starts_at: from, ends_at: from + length };
          const moved = onto === null ? undefined : live[onto % Math.max(1, live.length)];
          const refused = moved
            ? await update(
                `UPDATE bookings SET slot_id = 's${slot}', driver_id = 'd${driver}', starts_at = ${from}, ends_at = ${from + length} WHERE id = '${moved['id']}'`,
              )
            : await book(`f${index}`, { ...place, state });
          const others = live.filter((one) => one !== moved);
          const clashes = others.some(
            (one) =>
              (one['slot_id'] === place.slot_id || one['driver_id'] === place.driver_id) &&
              Number(one['starts_at']) < place.ends_at &&
              place.starts_at < Number(one['ends_at']),
          );
          const isLive = moved !== undefined || state === 'reserved' || state === 'active';
          expect(refused !== null, JSON.stringify({ place, live })).to.equal(isLive && clashes);
          if (refused === null && moved) Object.assign(moved, place);
          else if (refused === null && isLive) live.push({ id: `f${index}`, ...place });
        }
        expect(await overlapping(world.storage)).to.deep.equal([]);
      }),
      { numRuns: 25, verbose: 1 },
    );
  });
});

function overlapping(storage: Storage): Promise<unknown[]> {
  return storage.database.reader(
    `SELECT a.id, b.id FROM bookings a JOIN bookings b ON a.id < b.id AND (a.slot_id = b.slot_id OR a.driver_id = b.driver_id)
     WHERE a.state IN ('reserved', 'active') AND b.state IN ('reserved', 'active')
       AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at`,
  );
}
