import { expect } from 'chai';
import type { ExportPage } from '../../../server/app/ports/export-repository.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { charge, reversal, type TransferDraft, topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import { booking, LOT, message, OPERATOR, openWorld, session, slot, T0, type World } from '../../support/db-world.ts';

const NORTH = { ...LOT, id: 'lot2', code: 'north' };
const EURO = { ...LOT, id: 'lot3', code: 'euro', currency: 'EUR' };

eachEngine('exports', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const page = (parts: Partial<ExportPage> = {}): ExportPage => ({
    lotId: 'lot1',
    after: { at: 0, id: '' },
    to: T0 + 1000,
    limit: 10,
    ...parts,
  });
  const ids = (rows: readonly { id: string }[]): string => rows.map(({ id }) => id).join('');

  it('come in pages, of one lot and one time, the oldest first', async () => {
    await run(async (tx) => {
      tx.lots.add(NORTH, T0);
      tx.slots.add(slot({ id: 'n1', lotId: NORTH.id, code: 'N1' }));
      const over = { state: 'completed', isCurrent: false, endedAt: T0 } as const;
      for (const [id, createdAt] of [
        ['d', T0],
        ['b', T0],
        ['a', T0 + 5],
        ['c', T0],
      ] as const) {
        tx.bookings.save(booking({ id, ...over, createdAt }));
        const stay = { id, bookingId: id, driverId: 'd1', startedAt: createdAt, endedAt: T0 + 9, chargedMinor: 7 };
        tx.sessions.save(session(stay));
      }
      tx.bookings.save(booking({ id: 'x', ...over, lotId: NORTH.id, slotId: 'n1' }));
      tx.sessions.save(session({ id: 'y', lotId: NORTH.id, slotId: 'n1', endedAt: T0 }));
    });
    for (const kind of ['bookings', 'stays'] as const) {
      const take = async (parts: Partial<ExportPage>) =>
        ids(await read<{ id: string }[]>((look) => look.exports[kind](page(parts))));
      expect(await take({}), kind).to.equal('bcda');
      expect(await take({ limit: 2 }), kind).to.equal('bc');
      expect(await take({ after: { at: T0, id: 'c' } }), kind).to.equal('da');
      expect(await take({ to: T0 + 5 }), kind).to.equal('bcd');
      expect(await take({ after: { at: T0 + 1, id: '' } }), kind).to.equal('a');
    }
    const [first] = await read((look) => look.exports.bookings(page()));
    expect(first).to.deep.include({ at: T0, driverId: 'd1', name: 'Driver 1', phone: '+911', plate: null });
    expect(first).to.deep.include({ slotCode: 'A1', chargedMinor: 7, followUpDate: null });
    const [stay] = await read((look) => look.exports.stays(page()));
    expect(stay).to.deep.include({ driverId: 'd1', phone: '+911', reference: 'PW-b', slotCode: 'A1' });
    const [nobody] = await read((look) => look.exports.stays(page({ lotId: NORTH.id })));
    expect(nobody).to.deep.include({ id: 'y', driverId: null, name: null, phone: null, reference: null });
  });

  it('of transfers are those of the lot, and those of its currency that are for no lot', async () => {
    const stay = session({ id: 'p', bookingId: 'b', driverId: 'd1', endedAt: T0 });
    await run(async (tx) => {
      tx.lots.add(NORTH, T0);
      tx.lots.add(EURO, T0);
      tx.bookings.save(booking({ id: 'b', state: 'completed', isCurrent: false, endedAt: T0 }));
      tx.sessions.save(stay);
      const post = (id: string, draft: TransferDraft) =>
        tx.ledger.post({ ...draft, id, operatorId: OPERATOR, createdAt: T0 });
      const charged = charge('d1', 200, 'USD', stay, { cashMinor: 500, promoMinor: 0 });
      post('t1', topUp('d1', 500, 'USD', 'one', '=note'));
      post('t2', charged);
      post('t3', reversal({ ...charged, id: 't2' }, 'because'));
    });
    const take = (lotId: string) => read((look) => look.exports.transfers(page({ lotId })));
    expect(ids(await take('lot1'))).to.equal('t1t2t3');
    expect(ids(await take('lot2'))).to.equal('t1');
    expect(ids(await take('lot3'))).to.equal('');
    const [paid, charged, back] = await take('lot1');
    expect(paid).to.include({ kind: 'top-up', amountMinor: 500, heldMinor: 0, note: '=note', phone: '+911' });
    expect(charged).to.include({ amountMinor: -200, sessionId: 'p', reference: 'PW-b' });
    expect(back).to.include({ amountMinor: 200, reverses: 't2', sessionId: 'p', reference: 'PW-b' });
  });

  it('of messages are those with the drivers of the lot, and all where there is no other', async () => {
    await run(async (tx) => {
      tx.messages.add(message({ id: 'a', identityId: 'i1' }));
      tx.messages.add(message({ id: 'b', identityId: 'i2', createdAt: T0 + 1 }));
    });
    const take = async (lotId: string) => ids(await read((look) => look.exports.messages(page({ lotId }))));
    expect(await take('lot1')).to.equal('ab');
    await run(async (tx) => {
      tx.lots.add(NORTH, T0);
      tx.slots.add(slot({ id: 'n1', lotId: NORTH.id, code: 'N1' }));
      tx.bookings.save(booking({ id: 'x', driverId: 'd2', identityId: 'i2', lotId: NORTH.id, slotId: 'n1' }));
      tx.sessions.save(session({ id: 'p', driverId: 'd1', endedAt: T0 }));
    });
    expect(await take('lot1')).to.equal('a');
    expect(await take('lot2')).to.equal('b');
  });
});

eachEngine('the places of bookings in a file', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const book = (id: string, parts = {}) =>
    run(async (tx) => tx.bookings.save(booking({ id, state: 'cancelled', isCurrent: false, endedAt: T0, ...parts })));
  const places = async (lotId = 'lot1') =>
    (
      await world.storage.database.reader<{ id: string; line: number | null }>(
        'SELECT id, line FROM bookings WHERE lot_id = $1 ORDER BY line NULLS LAST',
        [lotId],
      )
    )
      .map(({ id, line }) => `${id}${line ?? '-'}`)
      .join(' ');

  it('are given once, in the order of the inserts whatever the clock or the id says, for each lot', async () => {
    await run(async (tx) => {
      tx.lots.add(NORTH, T0);
      tx.slots.add(slot({ id: 'n1', lotId: NORTH.id, code: 'N1' }));
    });
    expect(await read((look) => look.bookingLines.anyWaiting())).to.equal(false);
    await book('c', { createdAt: T0 + 2 });
    await book('n', { lotId: NORTH.id, slotId: 'n1' });
    await book('a', { createdAt: T0 + 1 });
    await book('b', { createdAt: T0 });
    expect(await read((look) => look.bookingLines.anyWaiting())).to.equal(true);
    expect(await run((tx) => tx.bookingLines.number(3))).to.equal(3);
    expect(await places()).to.equal('c1 a2 b-');
    expect(await run((tx) => tx.bookingLines.number(3))).to.equal(1);
    expect(await run((tx) => tx.bookingLines.number(3))).to.equal(0);
    expect([await places(), await places(NORTH.id)]).to.deep.equal(['c1 a2 b3', 'n1']);
    // Whatever becomes of a booking afterwards, its place stays.
    await book('a', { createdAt: T0 + 1, notes: 'later' });
    expect(await run((tx) => tx.bookingLines.number(3))).to.equal(0);
    expect(await places()).to.equal('c1 a2 b3');
    const lots = await read((look) => look.bookingLines.lots());
    expect(lots.map(({ code, lines }) => `${code} ${lines}`)).to.have.members(['main 3', 'north 1']);
    const lines = await read((look) => look.bookingLines.after('lot1', 1, 1));
    expect(lines).to.deep.equal([
      { line: 2, name: 'Driver 1', phone: '+911', startsAt: T0, slotCode: 'A1', addOns: [], followUpDate: null },
    ]);
  });

  it('are stale once their driver is forgotten, until the file says so', async () => {
    await book('a');
    await book('b', { driverId: 'd2', identityId: 'i2' });
    await book('c');
    await run((tx) => tx.bookingLines.number(9));
    const stale = async () => (await read((look) => look.bookingLines.stale('lot1'))).map(({ line }) => line);
    expect(await stale()).to.deep.equal([]);
    await run((tx) => tx.erasures.erase('d1', T0 + 5));
    expect(await stale()).to.deep.equal([1, 3]);
    await run((tx) => tx.bookingLines.markFresh('lot1', [1]));
    expect(await stale()).to.deep.equal([3]);
    await run((tx) => tx.bookingLines.markFresh('lot2', [3]));
    expect(await stale()).to.deep.equal([3]);
  });

  it('are refused by the database to a second booking', async () => {
    await book('a');
    await book('b');
    await run((tx) => tx.bookingLines.number(9));
    const twice = world.storage.database.writer.query('UPDATE bookings SET line = 1');
    await twice.then(
      () => expect.fail('two bookings have one place'),
      (error) => expect(String(error)).to.match(/unique/i),
    );
  });
});
