import { expect } from 'chai';
import type { Controller, Slot } from '../../../server/app/ports/entities.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { DEFAULT_SETTINGS, type Lot } from '../../../server/domain/lot.ts';
import { singleRate } from '../../../server/domain/tariff.ts';
import { eachEngine } from '../../support/databases.ts';
import {
  BIG,
  booking,
  LOT,
  OPERATOR,
  openWorld,
  rejection,
  slot,
  T0,
  TARIFF,
  UNHEARD,
  type World,
} from '../../support/db-world.ts';

const LOT2: Lot = {
  ...LOT,
  id: 'lot2',
  code: 'annex',
  name: 'Annexe „Süd“ 🚗',
  timeZone: 'Asia/Kolkata',
  currency: 'INR',
};
const controller = (id: string, parts: Partial<Controller> = {}): Controller => ({
  id,
  lotId: LOT.id,
  lotCode: 'main',
  secretHash: 'hash',
  status: 'never-seen',
  bootId: null,
  fw: null,
  lastSeenAt: null,
  ...UNHEARD,
  ...parts,
});

eachEngine('lots, slots and controllers', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

  it('gives lots back as they were, the oldest first, and never a retired one', async () => {
    await run(async (tx) => tx.lots.add(LOT2, T0 - 1));
    expect(await read((look) => look.lots.all())).to.deep.equal([LOT2, LOT]);
    expect(await read((look) => look.lots.byCode('annex'))).to.deep.equal(LOT2);
    expect(await read((look) => look.lots.byCode('nowhere'))).to.equal(null);
    expect(await read((look) => look.lots.operatorId())).to.equal(OPERATOR);
    await world.storage.database.writer.query(`UPDATE lots SET retired_at = 5 WHERE code = 'annex'`);
    expect(ids(await read((look) => look.lots.all()))).to.deep.equal(['lot1']);
    expect(await read((look) => look.lots.byCode('annex'))).to.equal(null);
    expect(await rejection(run(async (tx) => tx.lots.add({ ...LOT2, id: 'x' }, T0)))).to.have.property('kind');
  });

  it('saves settings, and fills those a stored lot does not have', async () => {
    const settings = { ...DEFAULT_SETTINGS, holdMinutes: 45, guestCreditBudgetMinor: BIG };
    const saved = { id: LOT.id, name: 'Neu', timeZone: 'Europe/Berlin', currency: 'EUR', settings, version: 2 };
    await run((tx) => tx.lots.saveSettings(saved));
    expect(await read((look) => look.lots.byCode('main'))).to.deep.equal({ ...LOT, ...saved });
    await world.storage.database.writer.query(`UPDATE lots SET settings = '{"holdMinutes":7}'`);
    const old = await read((look) => look.lots.byCode('main'));
    expect(old?.settings).to.deep.equal({ ...DEFAULT_SETTINGS, holdMinutes: 7 });
  });

  it('keeps every version of a tariff, the one that takes effect last first', async () => {
    const next = { ...TARIFF, id: 't2', version: 2, dailyCapMinor: null, rates: singleRate(BIG, 60) };
    await run(async (tx) => tx.lots.addTariff(next));
    expect(await read((look) => look.lots.tariffs())).to.deep.equal([next, TARIFF]);
    const later = { ...next, id: 't4', version: 3, effectiveFrom: next.effectiveFrom + 1 };
    const now = { ...next, id: 't5', version: 4 };
    await run(async (tx) => {
      tx.lots.addTariff(later);
      tx.lots.addTariff(now);
    });
    expect((await read((look) => look.lots.tariffs())).map(({ version }) => version)).to.deep.equal([3, 4, 2, 1]);
    await run((tx) => tx.lots.withdrawTariff(later.id));
    const standing = (await read((look) => look.lots.tariffs())).filter(({ isWithdrawn }) => !isWithdrawn);
    expect(standing.map(({ version }) => version)).to.deep.equal([4, 2, 1]);
    expect(await rejection(run(async (tx) => tx.lots.addTariff({ ...next, id: 't3' })))).to.have.property('kind');
  });

  it('spends the guest budget to the last unit and no further', async () => {
    const spend = (amount: number, budget = 100) => run((tx) => tx.lots.spendGuestBudget('lot1', amount, budget));
    expect([await spend(60), await spend(41), await spend(40), await spend(1)]).to.deep.equal([
      true,
      false,
      true,
      false,
    ]);
    const many = await Promise.all(Array.from({ length: 20 }, () => spend(10, 200)));
    expect(many.filter(Boolean)).to.have.length(10);
  });

  it('knows whether money moved in the currency of a lot', async () => {
    await run(async (tx) => tx.lots.add(LOT2, T0));
    expect(await read((look) => look.lots.hasMovedMoney('lot1'))).to.equal(false);
    await world.storage.database.writer.query(
      `INSERT INTO postings (transfer_id, line, account_id, amount) VALUES ('t', 0, 'd1:cash:USD', 5), ('t', 1, 'op:revenue:USD', -5)`,
    );
    await world.storage.database.writer.query(
      `INSERT INTO transfers (id, key, input_hash, kind, currency, driver_id, created_at) VALUES ('t', 'k', 'h', 'top-up', 'USD', 'd1', 1)`,
    );
    expect(await read((look) => look.lots.hasMovedMoney('lot1'))).to.equal(true);
    expect(await read((look) => look.lots.hasMovedMoney('lot2'))).to.equal(false);
  });

  it('knows whether a lot has a live booking, or a slot with a stay', async () => {
    await run(async (tx) => {
      tx.lots.add(LOT2, T0);
      tx.slots.add(slot({ id: 'x1', lotId: 'lot2', sessionId: 'p1' }));
    });
    const has = (lotId: string) => read((look) => look.lots.hasStays(lotId));
    expect([await has('lot1'), await has('lot2'), await has('lot3')]).to.deep.equal([false, true, false]);
    const over = ['completed', 'cancelled', 'expired'] as const;
    await run(async (tx) => over.forEach((state) => void tx.bookings.save(booking({ id: state, state }))));
    expect(await has('lot1'), 'a booking that is over').to.equal(false);
    for (const state of ['reserved', 'active'] as const) {
      await run(async (tx) => tx.bookings.save(booking({ id: 'b1', state })));
      expect(await has('lot1'), state).to.equal(true);
    }
    await run(async (tx) => tx.bookings.save(booking({ id: 'b1', state: 'cancelled' })));
    expect(await has('lot1')).to.equal(false);
    await run(async (tx) => tx.slots.save(slot({ sessionId: 'p2' })));
    expect(await has('lot1')).to.equal(true);
  });

  it('gives a slot back as it was, empty and full', async () => {
    const full: Slot = {
      id: 'full',
      lotId: LOT.id,
      code: 'Z99',
      position: 9,
      version: BIG,
      state: 'attention',
      outOfService: true,
      health: 'silent',
      controllerId: 'c1',
      sessionId: 'p1',
      bookingId: 'b1',
      lapsedBookingId: 'b0',
      seenBootId: 'boot',
      seenSeq: BIG,
      led: { color: 'red', pattern: 'blink', rev: BIG },
      ledChangedAt: BIG,
      ledDrift: true,
      reported: { color: 'off', pattern: 'solid', rev: 0, at: BIG },
      overstays: true,
      displaced: { reference: 'PW-1', movedTo: 'A2', obstacle: 'taken', at: BIG },
    };
    const empty = slot({ id: 'empty', code: 'Z1' });
    await run(async (tx) => {
      tx.controllers.add(controller('c1'), T0);
      tx.slots.add(empty);
      tx.slots.add(full);
    });
    expect(await read((look) => look.slots.byIds(['full', 'empty', 'none']))).to.deep.equal([empty, full]);
    await run(async (tx) => tx.slots.save({ ...empty, id: 'full', code: 'Z99' }));
    expect(await read((look) => look.slots.byIds(['full']))).to.deep.equal([{ ...empty, id: 'full', code: 'Z99' }]);
    expect(await read((look) => look.slots.byIds([]))).to.deep.equal([]);
  });

  it('lists the slots of a lot by position, then code; locks them by id or by code', async () => {
    await run(async (tx) => {
      tx.lots.add(LOT2, T0);
      tx.slots.add(slot({ id: 'z', code: 'A0', position: 2 }));
      tx.slots.add(slot({ id: 'other', lotId: 'lot2', code: 'A1' }));
    });
    expect(ids(await read((look) => look.slots.inLot('lot1')))).to.deep.equal(['s1', 'z', 's2', 's3']);
    const keys = ['A3', 'A1', 'NO'].map((code) => ({ lotId: 'lot1', code }));
    const locked = await run(async (tx) => [await tx.slots.lockByIds(['s3', 's1']), await tx.slots.lockByCodes(keys)]);
    expect(locked.map(ids)).to.deep.equal([
      ['s1', 's3'],
      ['s1', 's3'],
    ]);
    const both = [...keys, { lotId: 'lot2', code: 'A1' }];
    expect(ids(await run((tx) => tx.slots.lockByCodes(both)))).to.deep.equal(['other', 's1', 's3']);
    await world.storage.database.writer.query(`UPDATE slots SET retired_at = 1 WHERE id = 's1'`);
    expect(ids(await read((look) => look.slots.inLot('lot1')))).to.deep.equal(['z', 's2', 's3']);
    expect(ids(await run((tx) => tx.slots.lockByCodes(keys)))).to.deep.equal(['s3']);
  });

  it('moves a slot from one controller to the next and remembers when', async () => {
    await run(async (tx) => {
      tx.controllers.add(controller('c1'), T0);
      tx.controllers.add(controller('c2'), T0);
      await tx.slots.assign('s1', 'c1', T0);
      await tx.slots.assign('s1', 'c2', T0 + 5);
      tx.slots.save(slot({ controllerId: 'c2' }));
    });
    const served = await read((look) => look.slots.servedBy(['c1', 'c2']));
    expect(served).to.deep.equal(['s1']);
    expect(await read((look) => look.slots.assignments(['c1', 'c2']))).to.have.deep.members([
      { controllerId: 'c1', slotId: 's1', code: 'A1', from: T0, to: T0 + 5 },
      { controllerId: 'c2', slotId: 's1', code: 'A1', from: T0 + 5, to: null },
    ]);
    const { rev } = slot({}).led;
    expect(await read((look) => look.slots.ledRevisions())).to.deep.equal([{ slotId: 's1', controllerId: 'c2', rev }]);
    const published = await read((look) => look.slots.withControllers(['s1', 's2']));
    expect(published).to.deep.equal([{ slot: slot({ controllerId: 'c2' }), lotCode: 'main' }]);
    expect(await read((look) => look.slots.withControllers(['s2']))).to.deep.equal([]);
  });

  it('finds the boards that drift', async () => {
    const led = { color: 'red', pattern: 'solid', rev: 5 } as const;
    const says = (rev: number, at: number) => ({ ...led, rev, at });
    const online = { health: 'online', led, ledChangedAt: 100 } as const;
    const cases: [string, Partial<Slot>][] = [
      ['never-reported', online],
      ['stale', { ...online, reported: says(4, 90) }],
      ['right', { ...online, reported: says(5, 90) }],
      ['just-reported', { ...online, reported: says(4, 200) }],
      ['just-changed', { ...online, ledChangedAt: 200, reported: says(4, 90) }],
      ['known', { ...online, ledDrift: true }],
      ['silent', { ...online, health: 'silent' }],
      ['manual', { ...online, health: 'manual' }],
    ];
    await run(async (tx) => {
      for (const [index, [id, parts]] of cases.entries()) tx.slots.add(slot({ ...parts, id, code: `D${index}` }));
    });
    expect(ids(await read((look) => look.slots.drifting(200)))).to.have.members(['never-reported', 'stale']);
  });

  it('finds the cars whose booking is over where the slot does not say so yet', async () => {
    await run(async (tx) => {
      for (const [n, endsAt, state] of [
        [1, 100, 'active'],
        [2, 101, 'active'],
        [3, 101, 'reserved'],
      ] as const) {
        const own = { slotId: `s${n}`, driverId: `d${n}`, identityId: `i${n}` };
        tx.bookings.save(booking({ id: `b${n}`, ...own, state, startsAt: 1, endsAt }));
        tx.slots.save(slot({ id: `s${n}`, code: `A${n}`, bookingId: `b${n}` }));
      }
    });
    const unnoted = (now: number) => read((look) => look.slots.overstayingUnnoted(now));
    expect(await unnoted(99)).to.deep.equal([]);
    expect(await unnoted(100)).to.deep.equal(['s1']);
    expect((await unnoted(500)).sort()).to.deep.equal(['s1', 's2']);
    await run(async (tx) => tx.slots.save(slot({ id: 's1', code: 'A1', bookingId: 'b1', overstays: true })));
    expect(await unnoted(500)).to.deep.equal(['s2']);
  });

  it('gives controllers back as they were and saves how they are', async () => {
    const seen = controller('c2', { status: 'online', bootId: 'boot', fw: '1.2.3', lastSeenAt: BIG });
    await run(async (tx) => {
      tx.controllers.add(controller('c1'), T0);
      tx.controllers.add(seen, T0);
    });
    expect(await read((look) => look.controllers.byId('c1'))).to.deep.equal(controller('c1'));
    expect(await read((look) => look.controllers.byId('c9'))).to.equal(null);
    expect(await read((look) => look.controllers.byIds(['c2', 'c1']))).to.deep.equal([controller('c1'), seen]);
    expect(await run((tx) => tx.controllers.lockByIds(['c2', 'c1']))).to.deep.equal([controller('c1'), seen]);
    expect(ids(await read((look) => look.controllers.inLot('lot1')))).to.deep.equal(['c1', 'c2']);
    await run(async (tx) => {
      tx.controllers.save({ ...controller('c2'), lotId: 'nowhere', secretHash: 'not this way', status: 'lost' });
      await tx.controllers.saveSecrets('c1', 'other', 'next');
    });
    expect(await read((look) => look.controllers.byIds(['c1', 'c2']))).to.deep.equal([
      controller('c1', { secretHash: 'other', nextSecretHash: 'next' }),
      controller('c2', { status: 'lost' }),
    ]);
  });

  it('retires slots, which are found by their ids alone, and brings them back', async () => {
    const slots = await read((look) => look.slots.inLot(LOT.id));
    const [first, ...rest] = slots;
    if (!first) throw new Error('the world has no slots');
    await run((tx) => tx.slots.retire([first.id], T0));
    const gone = { ...first, outOfService: true };
    expect(await read((look) => look.slots.inLot(LOT.id))).to.deep.equal(rest);
    expect(await read((look) => look.slots.retiredInLot(LOT.id))).to.deep.equal([gone]);
    expect(await read((look) => look.slots.retiredInLot('nowhere'))).to.deep.equal([]);
    const keys = [{ lotId: LOT.id, code: first.code }];
    expect(await run((tx) => tx.slots.lockByCodes(keys))).to.deep.equal([]);
    expect(await read((look) => look.slots.byIds([first.id]))).to.deep.equal([gone]);
    await run((tx) => tx.slots.bringBack([first.id]));
    expect(await read((look) => look.slots.inLot(LOT.id))).to.deep.equal([gone, ...rest]);
    expect(await read((look) => look.slots.retiredInLot(LOT.id))).to.deep.equal([]);
  });

  it('finds the controllers that have been silent since a moment', async () => {
    await run(async (tx) => {
      for (const [id, status, at] of [
        ['c1', 'online', 100],
        ['c2', 'online', 99],
        ['c3', 'offline', 1],
        ['c4', 'online', null],
      ] as const) {
        tx.controllers.add(controller(id, { status, lastSeenAt: at }), T0);
        tx.controllers.save(controller(id, { status, lastSeenAt: at }));
      }
    });
    expect(ids(await read((look) => look.controllers.silentSince(100)))).to.deep.equal(['c2']);
  });
});
