import { expect } from 'chai';
import type { Boot, Observation } from '../../../server/app/ports/entities.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, LOT, openWorld, T0, UNHEARD, type World } from '../../support/db-world.ts';

const observation = (seq: number, parts: Partial<Observation> = {}): Observation => ({
  source: 'c1',
  bootId: 'boot',
  seq,
  slotId: null,
  slotCode: 'A1',
  type: 'occupied',
  initial: false,
  uptimeMs: null,
  sentUptimeMs: null,
  clockAt: null,
  receivedAt: T0,
  occurredAt: null,
  foundBy: null,
  clamped: false,
  afterLoss: false,
  status: 'pending',
  reason: null,
  sessionId: null,
  ...parts,
});

const boot = (controllerId: string, bootId: string, parts: Partial<Boot> = {}): Boot => ({
  controllerId,
  bootId,
  offsets: [],
  firstSeenAt: T0,
  baseSeq: 1,
  ackedSeq: 0,
  hasPending: false,
  lastOccurredAt: null,
  evidenceUntil: null,
  unheard: {},
  ...parts,
});

eachEngine('observations and boots', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => {
      for (const id of ['c1', 'c2']) {
        const never = { status: 'never-seen', bootId: null, fw: null, lastSeenAt: null } as const;
        tx.controllers.add({ id, lotId: LOT.id, lotCode: 'main', secretHash: 'h', ...UNHEARD, ...never }, T0);
      }
    });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);

  it('gives boots back as they were, by controller and boot', async () => {
    const full = boot('c1', 'b1', {
      offsets: [
        [490_000, -5],
        [490_001, BIG],
      ],
      baseSeq: BIG,
      ackedSeq: BIG,
      hasPending: true,
      lastOccurredAt: T0,
      evidenceUntil: T0 + 1,
      unheard: { s1: BIG, s2: 0 },
    });
    await run(async (tx) => {
      tx.controllers.saveBoot(boot('c1', 'b2'));
      tx.controllers.saveBoot(full);
      tx.controllers.saveBoot(boot('c2', 'b1'));
    });
    const keys = [
      { controllerId: 'c1', bootId: 'b1' },
      { controllerId: 'c2', bootId: 'b1' },
      { controllerId: 'c2', bootId: 'b2' },
    ];
    expect(await read((look) => look.controllers.boots(keys))).to.have.deep.members([full, boot('c2', 'b1')]);
    await run(async (tx) => tx.controllers.saveBoot({ ...full, ackedSeq: 3, evidenceUntil: null }));
    expect(await read((look) => look.controllers.boots(keys.slice(0, 1)))).to.deep.equal([
      { ...full, ackedSeq: 3, evidenceUntil: null },
    ]);
  });

  it('finds the boot that was the present one at a moment', async () => {
    const live = { offsets: [[490_000, -5]] } as const;
    await run(async (tx) => {
      tx.controllers.saveBoot(boot('c1', 'b1', { ...live, firstSeenAt: T0 }));
      tx.controllers.saveBoot(boot('c1', 'b2', { ...live, firstSeenAt: T0 + 5 }));
      tx.controllers.saveBoot(boot('c1', 'never-live', { firstSeenAt: T0 + 6 }));
      tx.controllers.saveBoot(boot('c2', 'b3', { ...live, firstSeenAt: T0 + 7 }));
    });
    const at = async (moment: number) => (await read((look) => look.controllers.bootPresentAt('c1', moment)))?.bootId;
    expect([await at(T0 - 1), await at(T0), await at(T0 + 4), await at(T0 + 5), await at(T0 + 9)]).to.deep.equal([
      ...[undefined, 'b1', 'b1', 'b2', 'b2'],
    ]);
  });

  it('tells the latest event time over all boots of each controller', async () => {
    await run(async (tx) => {
      tx.controllers.saveBoot(boot('c1', 'b1', { lastOccurredAt: 7 }));
      tx.controllers.saveBoot(boot('c1', 'b2', { lastOccurredAt: 5 }));
      tx.controllers.saveBoot(boot('c2', 'b1'));
    });
    expect([...(await read((look) => look.controllers.lastOccurred(['c1', 'c2'])))]).to.deep.equal([['c1', 7]]);
  });

  it('gives observations back as they were, pending ones behind what is acknowledged', async () => {
    const full = observation(BIG, {
      slotId: 's1',
      type: 'vacated',
      initial: true,
      uptimeMs: BIG,
      sentUptimeMs: BIG,
      clockAt: 0,
      receivedAt: BIG,
      occurredAt: BIG,
      foundBy: 'offset',
      clamped: true,
      afterLoss: true,
      status: 'rejected',
      reason: 'no such slot',
      sessionId: 'p1',
    });
    await run(async (tx) => {
      for (const one of [observation(1), observation(2), observation(3), full]) tx.observations.save(one);
      tx.observations.save(observation(9, { bootId: 'other' }));
      tx.observations.save(observation(9, { source: 'c2' }));
    });
    const behind = (ackedSeq: number) =>
      read((look) => look.observations.pending([{ controllerId: 'c1', bootId: 'boot', ackedSeq }]));
    expect(await behind(2)).to.have.deep.members([observation(3), full]);
    expect(await behind(BIG)).to.deep.equal([]);
    await run(async (tx) => tx.observations.save(observation(3, { status: 'applied', occurredAt: 5, slotId: 's1' })));
    expect(await behind(2)).to.have.deep.members([
      observation(3, { status: 'applied', occurredAt: 5, slotId: 's1' }),
      full,
    ]);
    expect(await read((look) => look.observations.pending([]))).to.deep.equal([]);
  });

  const seqsAt = async (slotId: string) => {
    const sql = 'SELECT seq FROM observations WHERE slot_id = $1 ORDER BY seq';
    return (await world.storage.database.reader<{ seq: number }>(sql, [slotId])).map(({ seq }) => seq);
  };

  it('stores an observation exactly once, however often it is repeated', async () => {
    const repeat = () => run(async (tx) => tx.observations.save(observation(4, { slotId: 's1', occurredAt: T0 })));
    await Promise.all(Array.from({ length: 20 }, repeat));
    expect(await seqsAt('s1')).to.deep.equal([4]);
  });

  it('takes a set of 512 at once', async () => {
    await run(async (tx) => {
      for (let seq = 1; seq <= 512; seq++)
        tx.observations.save(observation(seq, { slotId: 's2', occurredAt: T0 + seq }));
    });
    expect(await seqsAt('s2')).to.deep.equal(Array.from({ length: 512 }, (_, n) => 1 + n));
  });

  it('tells when each slot was seen last', async () => {
    await run(async (tx) => {
      tx.observations.save(observation(1, { slotId: 's1', occurredAt: 30 }));
      tx.observations.save(observation(2, { slotId: 's1', occurredAt: 70 }));
      tx.observations.save(observation(3, { slotId: 's1' }));
      tx.observations.save(observation(4, { slotId: 's2' }));
    });
    const latest = await read((look) => look.observations.latestAt(['s1', 's2', 's3']));
    expect([...latest]).to.deep.equal([['s1', 70]]);
  });

  it('notes a loss once', async () => {
    const loss = { controllerId: 'c1', bootId: 'b', fromSeq: 3, toSeq: 9, noticedAt: T0 };
    await run(async (tx) => tx.observations.addLost(loss));
    await run(async (tx) => tx.observations.addLost({ ...loss, noticedAt: T0 + 1 }));
    const rows = await world.storage.database.reader('SELECT from_seq, to_seq, noticed_at FROM lost_observations');
    expect(rows).to.deep.equal([{ from_seq: 3, to_seq: 9, noticed_at: T0 }]);
  });
});
