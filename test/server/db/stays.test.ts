import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { charge, guestCredit, reversal, type TransferDraft, topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, booking, HOUR, OPERATOR, openWorld, session, T0, type World } from '../../support/db-world.ts';

eachEngine('bookings, stays and transfers', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const mine = (n: number) => ({ slotId: `s${n}`, driverId: `d${n}`, identityId: `i${n}` });
  const over = { state: 'completed', endReason: 'departed' } as const;

  it('gives bookings back as they were, and replaces them whole', async () => {
    const full = booking({ id: 'b2', ...mine(2), ...over, arrivedAt: BIG, endedAt: BIG, endsAt: BIG, source: 'api' });
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b1' }));
      tx.bookings.save(full);
    });
    expect(await read((look) => look.bookings.byIds(['b1', 'b2', 'b3']))).to.have.deep.members([
      booking({ id: 'b1' }),
      full,
    ]);
    await run(async (tx) => tx.bookings.save(booking({ id: 'b2', ...mine(2) })));
    expect(await read((look) => look.bookings.byIds(['b2']))).to.deep.equal([booking({ id: 'b2', ...mine(2) })]);
  });

  it('lets one booking take the place of another within a unit, in any order of saving', async () => {
    await run(async (tx) => tx.bookings.save(booking({ id: 'old' })));
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'new', ...mine(2), slotId: 's1' }));
      tx.bookings.save(booking({ id: 'old', state: 'cancelled', endedAt: T0, endReason: 'cancelled-by-staff' }));
    });
    expect(ids(await read((look) => look.bookings.currentOfDrivers(['d1', 'd2', 'd3'])))).to.deep.equal(['new']);
  });

  it('finds the current booking of each driver', async () => {
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b0', ...over }));
      tx.bookings.save(booking({ id: 'b1' }));
      tx.bookings.save(booking({ id: 'b2', ...mine(2), state: 'active' }));
      tx.bookings.save(booking({ id: 'b3', ...mine(3), state: 'expired' }));
    });
    const current = (...of: string[]) => read((look) => look.bookings.currentOfDrivers(of));
    expect(ids(await current('d1', 'd2', 'd3')).sort()).to.deep.equal(['b1', 'b2']);
    expect(ids(await current('d2'))).to.deep.equal(['b2']);
    expect(await current()).to.deep.equal([]);
  });

  it('finds the holds that have run out, the oldest first', async () => {
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b1', holdUntil: 50 }));
      tx.bookings.save(booking({ id: 'b2', ...mine(2), holdUntil: 40 }));
      tx.bookings.save(booking({ id: 'b3', ...mine(3), holdUntil: 10, state: 'active' }));
    });
    const holds = (now: number, limit = 9) => read((look) => look.bookings.holdsOver(now, limit));
    expect(ids(await holds(50))).to.deep.equal(['b2', 'b1']);
    expect(ids(await holds(49))).to.deep.equal(['b2']);
    expect(ids(await holds(99, 1))).to.deep.equal(['b2']);
  });

  it('counts the no-shows of an identity since a moment, the oldest first', async () => {
    await run(async (tx) => {
      for (const [id, identityId, endedAt, endReason, state] of [
        ['b1', 'i1', 70, 'no-show', 'expired'],
        ['b2', 'i1', 50, 'no-show', 'expired'],
        ['b3', 'i1', 49, 'no-show', 'expired'],
        ['b4', 'i1', 80, 'arrived-too-late', 'expired'],
        ['b5', 'i2', 60, 'no-show', 'expired'],
        ['b6', 'i3', 60, 'departed', 'completed'],
      ] as const) {
        tx.bookings.save(booking({ id, identityId, endedAt, endReason, state }));
      }
    });
    expect([...(await read((look) => look.bookings.noShows(['i1', 'i2', 'i3'], 50)))]).to.have.deep.members([
      ['i1', [50, 70]],
      ['i2', [60]],
    ]);
  });

  it('lists bookings by any filter, the latest first, with what they cost', async () => {
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b1', ...over, createdAt: 1 }));
      tx.bookings.save(booking({ id: 'b2', createdAt: 3 }));
      tx.bookings.save(booking({ id: 'b3', ...mine(2), createdAt: 3 }));
      const ended = { ...mine(1), bookingId: 'b1', endedAt: T0 + 1, endReason: 'vacated' } as const;
      tx.sessions.save(session({ id: 'p1', ...ended, chargedMinor: 150 }));
      tx.sessions.save(session({ id: 'p2', ...ended, chargedMinor: 50 }));
    });
    const list = async (filter: Parameters<Look['bookings']['list']>[0]) =>
      ids(await read((look) => look.bookings.list(filter)));
    expect(await list({ limit: 9 })).to.deep.equal(['b3', 'b2', 'b1']);
    expect(await list({ driverId: 'd1', limit: 9 })).to.deep.equal(['b2', 'b1']);
    expect(await list({ lotId: 'lot1', limit: 2 })).to.deep.equal(['b3', 'b2']);
    expect(await list({ lotId: 'lot2', limit: 2 })).to.deep.equal([]);
    expect(await list({ states: ['completed', 'active'], driverId: 'd1', limit: 9 })).to.deep.equal(['b1']);
    const [one] = await read((look) => look.bookings.list({ id: 'b1', limit: 1 }));
    const expected = { ...booking({ id: 'b1', ...over, createdAt: 1 }), slotCode: 'A1', lotCode: 'main' };
    expect(one).to.deep.equal({
      ...expected,
      chargedMinor: 200,
      refundedMinor: 0,
      sessionId: 'p2',
      feeMinor: 0,
      followUpDate: null,
      driver: { displayName: 'Driver 1', phone: '+911', plate: null },
    });
    expect((await read((look) => look.bookings.list({ id: 'b2', limit: 1 })))[0]?.chargedMinor).to.equal(null);
  });

  it('gives stays back as they were', async () => {
    const full = session({
      id: 'p2',
      ...{ slotId: 's2', driverId: 'd2', bookingId: 'b2', tariffId: 'tariff1' },
      startMoment: { controllerId: 'c', bootId: 'b', uptimeMs: 0 },
      startedInitial: true,
      endedAt: BIG,
      endReason: 'gap',
      endFoundBy: 'supported',
      revision: 3,
      chargedMinor: BIG,
      attestedUntil: BIG,
      toldMinor: BIG,
      disowned: { driverId: 'd1', at: BIG, returnedMinor: BIG },
    });
    const half = session({ id: 'p3', slotId: 's3', chargedMinor: 0, endedAt: T0, endReason: 'driver' });
    await run(async (tx) => {
      for (const one of [session({ id: 'p1' }), full, half]) tx.sessions.save(one);
    });
    const found = await read((look) => look.sessions.byIds(['p1', 'p2', 'p3', 'p4']));
    expect(found).to.have.deep.members([session({ id: 'p1' }), full, half]);
  });

  it('finds the stay a driver had to do with last, and counts the bills they disowned', async () => {
    const by = (at: number, returnedMinor: number | null) => ({ disowned: { driverId: 'd1', at, returnedMinor } });
    const over = (id: string, startedAt: number, endedAt: number) => ({ id, startedAt, endedAt });
    const latest = () => read((look) => look.sessions.latestOfDriver('d1'));
    expect(await latest()).to.equal(null);
    await run(async (tx) => {
      tx.sessions.save(session({ ...over('p1', T0, T0 + 50), driverId: 'd1' }));
      tx.sessions.save(session({ ...over('p2', T0 + 10, T0 + 20), driverId: 'd1' }));
      tx.sessions.save(session({ ...over('p3', T0 + 60, T0 + 70), driverId: 'd2' }));
    });
    expect((await latest())?.id).to.equal('p1');
    await run(async (tx) => {
      tx.sessions.save(session({ ...over('p4', T0, T0 + 5), ...by(T0 + 60, 100) }));
      tx.sessions.save(session({ ...over('p5', T0, T0 + 5), ...by(T0 + 59, 0) }));
      tx.sessions.save(session({ ...over('p6', T0, T0 + 5), ...by(T0 + 58, null) }));
    });
    expect((await latest())?.id).to.equal('p4');
    expect(await read((look) => look.sessions.billsDisowned('d1', T0 + 59))).to.equal(2);
    expect(await read((look) => look.sessions.billsDisowned('d1', T0 + 60))).to.equal(1);
    expect(await read((look) => look.sessions.billsDisowned('d2', T0))).to.equal(0);
  });

  it('finds the open stay of each driver, and the stays of one, the latest first', async () => {
    await run(async (tx) => {
      tx.sessions.save(session({ id: 'p1', driverId: 'd1', startedAt: T0 + 5 }));
      tx.sessions.save(session({ id: 'p0', driverId: 'd1', startedAt: T0, endedAt: T0 + 1 }));
      tx.sessions.save(session({ id: 'p2', driverId: 'd2', slotId: 's2' }));
      tx.sessions.save(session({ id: 'p3', slotId: 's3' }));
    });
    expect(ids(await read((look) => look.sessions.openOfDrivers(['d1', 'd3'])))).to.deep.equal(['p1']);
    const own = await read((look) => look.sessions.ofDriver('d1', 9));
    expect(own.map(({ id, slotCode }) => [id, slotCode])).to.deep.equal([
      ['p1', 'A1'],
      ['p0', 'A1'],
    ]);
    expect(ids(await read((look) => look.sessions.ofDriver('d1', 1)))).to.deep.equal(['p1']);
  });

  it('ends one stay and begins the next on the same slot within a unit', async () => {
    await run(async (tx) => tx.sessions.save(session({ id: 'p1', driverId: 'd1' })));
    await run(async (tx) => {
      tx.sessions.save(session({ id: 'p2', driverId: 'd1', startedAt: T0 + HOUR }));
      tx.sessions.save(session({ id: 'p1', driverId: 'd1', endedAt: T0 + HOUR, endReason: 'vacated' }));
    });
    expect(ids(await read((look) => look.sessions.openOfDrivers(['d1'])))).to.deep.equal(['p2']);
  });

  it('gives transfers back as they were, the latest first, and knows which charge stands', async () => {
    const wallet = { cashMinor: BIG - 1, promoMinor: 30 };
    const first = charge('d1', 80, 'USD', { id: 'p1', revision: 1 }, wallet);
    const drafts: TransferDraft[] = [
      guestCredit('d1', 30, 'USD'),
      topUp('d1', BIG - 1, 'USD', 'pay', 'at the gate „ä“'),
      first,
      reversal({ ...first, id: 't2' }, 'it went on'),
      charge('d1', 90, 'USD', { id: 'p1', revision: 2 }, wallet),
    ];
    const standing: (string | undefined)[] = [];
    for (const [n, draft] of drafts.entries()) {
      await run(async (tx) => tx.ledger.post({ ...draft, id: `t${n}`, operatorId: OPERATOR, createdAt: T0 }));
      standing.push((await read((look) => look.ledger.standingCharge('p1')))?.id);
    }
    expect(standing).to.deep.equal([undefined, undefined, 't2', undefined, 't4']);
    const unsaid = { bookingId: null, refunds: null, basis: null };
    const stored = drafts.map((draft, n) => ({ ...unsaid, ...draft, id: `t${n}`, createdAt: T0 }));
    expect(await read((look) => look.ledger.ofDriver('d1', 9))).to.deep.equal([...stored].reverse());
    expect(ids(await read((look) => look.ledger.ofDriver('d1', 2)))).to.deep.equal(['t4', 't3']);
    expect(await read((look) => look.ledger.byKey('nothing'))).to.equal(null);
    const after = { cashMinor: BIG - 1 - 60, promoMinor: 0 };
    const locked = { ...after, heldMinor: 0 };
    expect([...(await run((tx) => tx.ledger.lockWallets(['d1', 'none'], 'USD')))]).to.deep.equal([['d1', locked]]);
    expect((await run((tx) => tx.ledger.lockWallets(['d1'], 'EUR'))).size).to.equal(0);
    expect(await read((look) => look.ledger.wallets(['d1', 'd2']))).to.deep.equal([
      { driverId: 'd1', currency: 'USD', wallet: after },
      { driverId: 'd2', currency: 'USD', wallet: { cashMinor: 0, promoMinor: 0 } },
    ]);
  });
});
