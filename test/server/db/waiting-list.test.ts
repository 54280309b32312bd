import { expect } from 'chai';
import type { WaitEndReason, WaitingEntry } from '../../../server/app/ports/reminding.ts';
import { isConstraint } from '../../../server/app/ports/storage-errors.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { SlotState } from '../../../server/domain/slot.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, LOT, openWorld, rejection, rollBack, sideBySide, slot, T0, type World } from '../../support/db-world.ts';

eachEngine('the line for a slot', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => {
      tx.lots.add({ ...LOT, id: 'lot2', code: 'annex' }, T0);
      tx.slots.add(slot({ id: 'x1', lotId: 'lot2', state: 'occupied' }));
    });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const entry = (id: string, n: number, parts: Partial<WaitingEntry> = {}): WaitingEntry => ({
    id,
    lotId: LOT.id,
    driverId: `d${n}`,
    identityId: `i${n}`,
    joinedAt: T0,
    endedAt: null,
    endReason: null,
    bookingId: null,
    ...parts,
  });
  const join = (...entries: WaitingEntry[]) => run(async (tx) => entries.forEach((each) => void tx.waiting.add(each)));
  const end = (id: string, endReason: WaitEndReason = 'left', bookingId: string | null = null, endedAt = T0 + 9) =>
    run((tx) => tx.waiting.end(id, { endedAt, endReason, bookingId }));
  const one = (id: string) => read((look) => look.waiting.byId(id));
  const line = async (lotId: string, limit = 9) => ids(await read((look) => look.waiting.line(lotId, limit)));

  it('gives entries back as they were, those that stand and those that ended', async () => {
    const over = entry('w2', 2, { joinedAt: BIG, endedAt: BIG, endReason: 'offered', bookingId: 'b2' });
    await join(entry('w1', 1), over);
    expect(await one('w1')).to.deep.equal(entry('w1', 1));
    expect(await one('w2')).to.deep.equal(over);
    expect(await one('none')).to.equal(null);
    expect(await line(LOT.id)).to.deep.equal(['w1']);
    const noReason = join(entry('w3', 3, { endedAt: T0 }));
    expect(await rejection(noReason)).to.have.property('kind', 'constraint');
    expect(await rejection(join(entry('w4', 3, { driverId: 'nobody' })))).to.have.property('kind', 'constraint');
  });

  it('is in the order of joining, then of the ids, and each lot has its own', async () => {
    await join(entry('w3', 1), entry('w1', 2, { joinedAt: T0 + 1 }), entry('w2', 3));
    await join(entry('x2', 1, { lotId: 'lot2', joinedAt: BIG }), entry('x1', 2, { lotId: 'lot2', joinedAt: T0 + 2 }));
    expect(await line(LOT.id)).to.deep.equal(['w2', 'w3', 'w1']);
    expect(await line(LOT.id, 2)).to.deep.equal(['w2', 'w3']);
    expect(await line('lot2')).to.deep.equal(['x1', 'x2']);
    expect(await line('lot3')).to.deep.equal([]);
    const [first] = await read((look) => look.waiting.line('lot2', 1));
    expect(first).to.deep.equal(entry('x1', 2, { lotId: 'lot2', joinedAt: T0 + 2 }));
    expect(ids(await read((look) => look.waiting.ofDrivers(['d1', 'd2'])))).to.deep.equal(['w3', 'w1', 'x1', 'x2']);
    expect(await read((look) => look.waiting.ofDrivers([]))).to.deep.equal([]);
  });

  it('counts who stands, and who stands before somebody', async () => {
    const entries = [entry('w1', 1), entry('w2', 2), entry('w3', 3, { joinedAt: T0 + 1 })] as const;
    await join(...entries, entry('x1', 1, { lotId: 'lot2', joinedAt: 1 }));
    const count = (before?: WaitingEntry) => read((look) => look.waiting.count(LOT.id, before));
    expect(await count()).to.equal(3);
    expect([await count(entries[0]), await count(entries[1]), await count(entries[2])]).to.deep.equal([0, 1, 2]);
    await end('w1');
    expect(await count()).to.equal(2);
    expect([await count(entries[1]), await count(entries[2])]).to.deep.equal([0, 1]);
    expect(await read((look) => look.waiting.count('lot3'))).to.equal(0);
  });

  it('has a driver once; who has left may stand there anew', async () => {
    await join(entry('w1', 1));
    const again = await rejection(join(entry('w2', 1, { joinedAt: T0 + 1 })));
    expect(isConstraint(again, 'waiting_list'), String(again)).to.equal(true);
    await join(entry('x1', 1, { lotId: 'lot2' }));
    await end('w1');
    await join(entry('w2', 1));
    expect(await line(LOT.id)).to.deep.equal(['w2']);
    const rush = await sideBySide(world.storage, async (tx, n) => tx.waiting.add(entry(`r${n}`, 2)));
    expect(rush).to.have.length(1);
  });

  it('is left once, with the reason and the booking that came of it', async () => {
    await join(entry('w1', 1), entry('w2', 2), entry('w3', 3));
    expect(await end('w1', 'offered', 'b1', BIG)).to.equal(true);
    expect(await end('w1', 'removed-by-staff')).to.equal(false);
    expect(await one('w1')).to.deep.equal(entry('w1', 1, { endedAt: BIG, endReason: 'offered', bookingId: 'b1' }));
    expect(await one('w2')).to.deep.equal(entry('w2', 2));
    expect(await end('none')).to.equal(false);
    expect(await rejection(end('w2', 'offered', 'b1')), 'one booking for two').to.have.property('kind', 'constraint');
    const many = await sideBySide(world.storage, async (tx, n) => {
      const outcome = { endedAt: T0, endReason: 'offered', bookingId: `c${n}` } as const;
      return (await tx.waiting.end('w3', outcome)) ? outcome.bookingId : null;
    });
    expect(many.filter((won) => won !== null)).to.deep.equal([(await one('w3'))?.bookingId]);
    expect(ids(await read((look) => look.waiting.ofDrivers(['d1', 'd2', 'd3'])))).to.deep.equal(['w2']);
  });

  it('is served where a slot is free, in lots that are in use', async () => {
    const any = () => read((look) => look.waiting.any());
    const toServe = () => read((look) => look.waiting.lotsToServe());
    const become = (state: SlotState) => run(async (tx) => tx.slots.save(slot({ id: 'x1', lotId: 'lot2', state })));
    expect([await any(), await toServe()]).to.deep.equal([false, []]);
    await join(entry('x1', 1, { lotId: 'lot2' }));
    expect([await any(), await toServe()]).to.deep.equal([true, []]);
    await become('free');
    expect(await toServe()).to.deep.equal(['lot2']);
    await join(entry('w1', 1), entry('w2', 2));
    expect(await toServe(), 'each lot once, however many slots are free').to.have.members(['lot1', 'lot2']);
    const query = world.storage.database.writer.query;
    await query(`UPDATE slots SET retired_at = 1 WHERE id = 'x1'`);
    expect(await toServe()).to.deep.equal(['lot1']);
    await query(`UPDATE lots SET retired_at = 1 WHERE id = 'lot1'`);
    expect(await toServe()).to.deep.equal([]);
    for (const id of ['x1', 'w1', 'w2']) await end(id);
    await query(`UPDATE lots SET retired_at = NULL`);
    expect([await any(), await toServe()]).to.deep.equal([false, []]);
  });

  it('keeps nothing of a unit that was thrown away', async () => {
    await join(entry('w1', 1));
    await rollBack(world.storage, async (tx) => {
      tx.waiting.add(entry('w2', 2));
      expect(await tx.waiting.end('w1', { endedAt: T0, endReason: 'left', bookingId: null })).to.equal(true);
      expect(ids(await tx.waiting.line(LOT.id, 9))).to.deep.equal(['w2']);
    });
    expect(await line(LOT.id)).to.deep.equal(['w1']);
    expect(await one('w2')).to.equal(null);
  });
});
