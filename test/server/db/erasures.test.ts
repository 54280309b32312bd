import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import { booking, message, OPERATOR, openWorld, session, T0, type World } from '../../support/db-world.ts';

eachEngine('people who are forgotten', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const rows = <T>(sql: string): Promise<T[]> => world.storage.database.reader<T>(sql);
  const over = { state: 'completed', isCurrent: false, endedAt: T0 } as const;
  const entry = (id: string, subject: string) => ({
    ...{ id, at: T0, staffId: 'st', action: 'x', subject, lotId: null, before: null, after: { notes: id } },
  });

  it('are unsettled by what goes on, by disputes, and by money that is theirs or owed', async () => {
    const settled = { liveBookings: 0, openStays: 0, openDisputes: 0, balances: [] };
    expect(await read((look) => look.erasures.unsettled('d1'))).to.deep.equal(settled);
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b' }));
      tx.sessions.save(session({ id: 'p', driverId: 'd1' }));
      tx.ledger.post({ ...topUp('d1', 70, 'USD', 'one', null), id: 't1', operatorId: OPERATOR, createdAt: T0 });
      tx.disputes.add({
        ...{ id: 'x', number: 'D-1', lotId: 'lot1', driverId: 'd1', bookingId: null, sessionId: 'p', transferId: 't1' },
        ...{ currency: 'USD', amountMinor: 5, words: 'no', state: 'open', openedAt: T0, openedBy: 'driver' },
        ...{ decidedAt: null, decidedBy: null, reason: null, refundedMinor: 0 },
      });
    });
    expect(await read((look) => look.erasures.unsettled('d1'))).to.deep.equal({
      ...{ liveBookings: 1, openStays: 1, openDisputes: 1 },
      balances: [{ currency: 'USD', amountMinor: 70 }],
    });
    expect((await read((look) => look.erasures.disputes('d1'))).map(({ number }) => number)).to.deep.equal(['D-1']);
    expect(await read((look) => look.erasures.unsettled('d2'))).to.deep.equal(settled);
  });

  it('are erased: one driver, and nobody else', async () => {
    await run(async (tx) => {
      for (const n of [1, 2]) {
        const whose = { driverId: `d${n}`, identityId: `i${n}` };
        tx.bookings.save(booking({ id: `b${n}`, ...whose, ...over, notes: 'words' }));
        tx.messages.add(message({ id: `m${n}`, ...whose, body: 'words', raw: 'words', status: 'sent' }));
        tx.messages.add(message({ id: `q${n}`, ...whose, body: 'words' }));
        tx.conversations.save({ driverId: `d${n}`, lotId: null, pending: 'words', dialogue: null, expiresAt: T0 });
        tx.staff.addAudit(entry(`e${n}`, `b${n}`));
      }
    });
    expect(await run((tx) => tx.erasures.lockErasedAt('d1'))).to.equal(null);
    expect((await read((look) => look.erasures.auditAbout('d1'))).map(({ id }) => id)).to.deep.equal(['e1']);
    expect([...(await read((look) => look.erasures.webhooks('d1')))]).to.deep.equal([['m1', 'words']]);
    await run((tx) => tx.erasures.erase('d1', T0 + 5));
    expect(await run((tx) => tx.erasures.lockErasedAt('d1'))).to.equal(T0 + 5);
    expect(await run((tx) => tx.erasures.lockErasedAt('d2'))).to.equal(null);
    const [gone] = await read((look) => look.erasures.identities('d1'));
    expect(gone).to.include({ id: 'i1', userId: 'i1', phone: null, retiredAt: T0 + 5, createdAt: T0 + 1 });
    expect((await read((look) => look.erasures.identities('d2')))[0]).to.include({ userId: 'u2', retiredAt: null });
    expect(await read((look) => look.drivers.byPhone('+911'))).to.deep.equal([]);
    expect(await rows('SELECT id, body, raw, status, reason FROM messages ORDER BY id')).to.deep.equal([
      { id: 'm1', body: '', raw: null, status: 'sent', reason: null },
      { id: 'm2', body: 'words', raw: 'words', status: 'sent', reason: null },
      { id: 'q1', body: '', raw: null, status: 'failed', reason: 'erased' },
      { id: 'q2', body: 'words', raw: null, status: 'queued', reason: null },
    ]);
    expect(await rows('SELECT driver_id FROM conversations')).to.deep.equal([{ driver_id: 'd2' }]);
    expect(await rows('SELECT id, notes FROM bookings ORDER BY id')).to.deep.equal([
      { id: 'b1', notes: null },
      { id: 'b2', notes: 'words' },
    ]);
  });

  it('lose their words by age, in portions, and each message is looked at once', async () => {
    await run(async (tx) => {
      for (let n = 0; n < 5; n++)
        tx.messages.add(message({ id: `m${n}`, body: 'words', status: 'sent', createdAt: T0 + n }));
      tx.messages.add(message({ id: 'q', body: 'words' }));
      tx.bookings.save(booking({ id: 'b', ...over, notes: 'words' }));
    });
    const left = async () =>
      (await rows<{ id: string }>(`SELECT id FROM messages WHERE body <> '' ORDER BY id`))
        .map(({ id }) => id)
        .join(' ');
    const forget = (before: number) => run((tx) => tx.erasures.forgetMessages(before, 2));
    expect([await forget(T0 + 3), await left()]).to.deep.equal([2, 'm2 m3 m4 q']);
    expect([await forget(T0 + 3), await left()]).to.deep.equal([1, 'm3 m4 q']);
    expect([await forget(T0 + 3), await left()]).to.deep.equal([0, 'm3 m4 q']);
    expect([await forget(T0), await left()]).to.deep.equal([0, 'm3 m4 q']);
    expect([await forget(T0 + 4), await left()]).to.deep.equal([1, 'm4 q']);
    await run((tx) => tx.erasures.forgetWords(T0));
    expect(await rows('SELECT notes FROM bookings')).to.deep.equal([{ notes: 'words' }]);
    await run((tx) => tx.erasures.forgetWords(T0 + 1));
    expect(await rows('SELECT notes FROM bookings')).to.deep.equal([{ notes: null }]);
  });

  it('lose their names when nothing was heard or seen of them for long enough', async () => {
    await run(async (tx) => {
      tx.messages.add(message({ id: 'm', identityId: 'i1', createdAt: T0 + 100 }));
      tx.bookings.save(booking({ id: 'b', driverId: 'd2', identityId: 'i2' }));
    });
    const forget = (before: number, limit = 9) => run((tx) => tx.erasures.forgetNames(before, limit));
    expect(await forget(T0)).to.deep.equal([]);
    expect(await forget(T0 + 50)).to.deep.equal(['d3']);
    expect(await forget(T0 + 50)).to.deep.equal([]);
    expect(await forget(T0 + 101)).to.deep.equal(['d1']);
    await run(async (tx) => tx.bookings.save(booking({ id: 'b', driverId: 'd2', identityId: 'i2', ...over })));
    await run(async (tx) => tx.sessions.save(session({ id: 'p', driverId: 'd2' })));
    expect(await forget(T0 + 101), 'their car stands there').to.deep.equal([]);
    await run(async (tx) => tx.sessions.save(session({ id: 'p', driverId: 'd2', endedAt: T0 + 1 })));
    expect(await forget(T0 + 101, 1)).to.deep.equal(['d2']);
    expect((await read((look) => look.drivers.byPhone('+912')))[0]).to.include({ displayName: '–', plate: null });
  });

  it('are noted once by an entry whose id is there already', async () => {
    await run(async (tx) => tx.staff.addAuditOnce(entry('r', 'd1')));
    await run(async (tx) => tx.staff.addAuditOnce({ ...entry('r', 'd1'), at: T0 + 9 }));
    expect(await read((look) => look.staff.auditOf('d1', 9))).to.deep.equal([entry('r', 'd1')]);
  });
});
