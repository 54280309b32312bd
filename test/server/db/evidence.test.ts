import { expect } from 'chai';
import type { Observation } from '../../../server/app/ports/entities.ts';
import type { HealthChange } from '../../../server/app/ports/evidence-repositories.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import {
  BIG,
  LOT,
  openWorld,
  rejection,
  rollBack,
  session,
  sideBySide,
  T0,
  UNHEARD,
  type World,
} from '../../support/db-world.ts';

eachEngine('evidence', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => {
      for (const id of ['c1', 'c2', 'c3']) {
        const never = { status: 'never-seen', bootId: null, fw: null, lastSeenAt: null } as const;
        tx.controllers.add({ id, lotId: LOT.id, lotCode: 'main', secretHash: 'h', ...UNHEARD, ...never }, T0);
      }
    });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const change = (at: number, parts: Partial<HealthChange> = {}): HealthChange => ({
    controllerId: 'c1',
    at,
    noticedAt: at,
    status: 'online',
    bootId: 'boot',
    ...parts,
  });
  const note = (...changes: HealthChange[]) =>
    run(async (tx) => changes.forEach((one) => void tx.evidence.addHealth(one)));
  const health = (from: number, to: number, ...controllers: string[]) =>
    read((look) => look.evidence.health(controllers, { from, to }));
  const moments = async (from: number, to: number, ...controllers: string[]) =>
    (await health(from, to, ...controllers)).map(({ controllerId, at }) => [controllerId, at]);

  it('of a controller is what changed within a span, after its last change before it', async () => {
    await note(change(T0), change(T0 + 10, { status: 'lost', noticedAt: T0 + 15 }), change(T0 + 20), change(T0 + 30));
    expect(await moments(T0 + 12, T0 + 25, 'c1')).to.deep.equal([
      ['c1', T0 + 10],
      ['c1', T0 + 20],
    ]);
    expect(await moments(T0 + 10, T0 + 20, 'c1'), 'both ends are within').to.deep.equal([
      ['c1', T0 + 10],
      ['c1', T0 + 20],
    ]);
    expect(await moments(T0 + 9, T0 + 19, 'c1')).to.deep.equal([
      ['c1', T0],
      ['c1', T0 + 10],
    ]);
    expect(await moments(T0 - 9, T0 - 1, 'c1'), 'nothing was known then').to.deep.equal([]);
    expect(await moments(T0 - 9, T0, 'c1')).to.deep.equal([['c1', T0]]);
    expect(await moments(BIG - 1, BIG, 'c1')).to.deep.equal([['c1', T0 + 30]]);
  });

  it('of a controller lasts until its first change after a moment', async () => {
    await note(
      change(T0),
      change(T0 + 10, { status: 'lost', noticedAt: T0 + 15 }),
      change(T0 + 10, { status: 'offline' }),
    );
    await note(change(T0 + 12, { controllerId: 'c2' }), change(T0 + 14, { controllerId: 'c2' }));
    const after = async (moment: number, ...ids: string[]) =>
      (await read((look) => look.evidence.healthAfter(ids, moment))).map((one) => [
        one.controllerId,
        one.status,
        one.at,
      ]);
    expect(await after(T0, 'c1', 'c2')).to.deep.equal([
      ['c1', 'offline', T0 + 10],
      ['c2', 'online', T0 + 12],
    ]);
    expect(await after(T0 + 12, 'c2', 'c3')).to.deep.equal([['c2', 'online', T0 + 14]]);
    expect(await after(T0 + 10, 'c1')).to.deep.equal([]);
    expect(await after(T0)).to.deep.equal([]);
  });

  it('of several controllers comes in the order of time, each with its own last change', async () => {
    const never = change(BIG, { controllerId: 'c2', status: 'lost', bootId: null });
    await note(
      change(T0 + 5, { noticedAt: T0 + 7 }),
      change(T0 + 5, { noticedAt: T0 + 6, status: 'offline' }),
      change(T0 + 5, { noticedAt: T0 + 6, controllerId: 'c2' }),
      change(T0 + 1, { controllerId: 'c2' }),
      change(T0, { controllerId: 'c2' }),
      change(T0 + 3, { controllerId: 'c3' }),
      never,
    );
    const found = await health(T0 + 4, T0 + 5, 'c2', 'c1');
    expect(found.map(({ controllerId, at, noticedAt }) => [controllerId, at - T0, noticedAt - T0])).to.deep.equal([
      ['c2', 1, 1],
      ['c1', 5, 6],
      ['c2', 5, 6],
      ['c1', 5, 7],
    ]);
    expect(await health(BIG, BIG, 'c2')).to.deep.equal([never]);
    expect(await health(0, BIG)).to.deep.equal([]);
    expect(await health(0, BIG, 'none')).to.deep.equal([]);
  });

  it('is noted once however often it is noticed, and only of a controller that is there', async () => {
    await note(change(T0));
    await note(change(T0, { bootId: 'other' }), change(T0, { status: 'lost' }));
    const all = [change(T0), change(T0, { status: 'lost' })];
    expect(await health(T0, T0, 'c1')).to.have.deep.members(all);
    await sideBySide(world.storage, async (tx) => tx.evidence.addHealth(change(T0 + 1)));
    expect(await health(T0 + 1, T0 + 1, 'c1')).to.have.length(1);
    expect(await rejection(note(change(T0, { controllerId: 'none' })))).to.have.property('kind', 'constraint');
  });

  it('of a slot names who served it, from the first on', async () => {
    await run(async (tx) => {
      await tx.slots.assign('s1', 'c2', T0);
      await tx.slots.assign('s1', 'c1', T0 + 5);
      await tx.slots.assign('s2', 'c3', T0);
    });
    await run((tx) => tx.slots.assign('s1', 'c2', BIG));
    expect(await read((look) => look.evidence.controllersOf('s1'))).to.deep.equal([
      { controllerId: 'c2', from: T0, to: T0 + 5 },
      { controllerId: 'c1', from: T0 + 5, to: BIG },
      { controllerId: 'c2', from: BIG, to: null },
    ]);
    expect(await read((look) => look.evidence.controllersOf('s3'))).to.deep.equal([]);
  });

  it('of a slot is what was seen there within a span, whole, the oldest first, up to the limit', async () => {
    const seen = (seq: number, occurredAt: number | null, parts: Partial<Observation> = {}): Observation => ({
      ...{ source: 'c1', bootId: 'boot', seq, slotId: 's1', slotCode: 'A1', type: 'occupied', initial: true },
      ...{ uptimeMs: BIG, sentUptimeMs: BIG, clockAt: BIG, receivedAt: T0 + 50, occurredAt, foundBy: 'offset' },
      ...{ clamped: true, afterLoss: true, status: 'applied', reason: 'why', sessionId: 'p1', ...parts },
    });
    const first = seen(9, T0 + 1);
    const rows = [
      seen(3, T0 + 5),
      seen(2, T0 + 5),
      seen(4, T0 + 5, { receivedAt: T0 + 49 }),
      first,
      seen(5, T0 + 9),
      seen(6, null),
      seen(7, T0 + 5, { slotId: 's2' }),
      seen(8, T0),
    ];
    await run(async (tx) => rows.forEach((row) => void tx.observations.save(row)));
    const observations = (from: number, to: number, limit = 9) =>
      read((look) => look.evidence.observations('s1', { from, to }, limit));
    const seqs = async (from: number, to: number, limit = 9) =>
      (await observations(from, to, limit)).map(({ seq }) => seq);
    expect(await seqs(T0 + 1, T0 + 9), 'both ends are within').to.deep.equal([9, 4, 2, 3, 5]);
    expect(await seqs(T0 + 2, T0 + 8)).to.deep.equal([4, 2, 3]);
    expect(await seqs(0, BIG, 2)).to.deep.equal([8, 9]);
    expect(await observations(T0 + 1, T0 + 1)).to.deep.equal([first]);
  });

  it('of a booking names its stays, the oldest first', async () => {
    await run(async (tx) => {
      for (const [id, startedAt, bookingId] of [
        ['p3', T0, 'b1'],
        ['p1', T0 + 1, 'b1'],
        ['p2', T0, 'b1'],
        ['p4', T0, 'b2'],
      ] as const) {
        tx.sessions.save(session({ id, startedAt, bookingId, endedAt: T0 + 2 }));
      }
    });
    expect(await read((look) => look.evidence.sessionsOf('b1'))).to.deep.equal(['p2', 'p3', 'p1']);
    expect(await read((look) => look.evidence.sessionsOf('none'))).to.deep.equal([]);
  });

  it('is not there where the unit was thrown away', async () => {
    await rollBack(world.storage, async (tx) => {
      tx.evidence.addHealth(change(T0));
      expect(await tx.evidence.health(['c1'], { from: 0, to: BIG })).to.have.length(1);
    });
    expect(await health(0, BIG, 'c1')).to.deep.equal([]);
  });
});
