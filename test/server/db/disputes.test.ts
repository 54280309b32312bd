import { expect } from 'chai';
import { isConstraint } from '../../../server/app/ports/storage-errors.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { Dispute } from '../../../server/domain/dispute.ts';
import { topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import {
  BIG,
  LOT,
  OPERATOR,
  openWorld,
  rejection,
  rollBack,
  sideBySide,
  T0,
  type World,
} from '../../support/db-world.ts';

eachEngine('disputed bills', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    const paid = topUp('d1', 100, LOT.currency, 'p1', null);
    await run(async (tx) => tx.ledger.post({ ...paid, id: 't1', operatorId: OPERATOR, createdAt: T0 }));
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const dispute = (n: number, parts: Partial<Dispute> = {}): Dispute => ({
    id: `x${n}`,
    number: `DP-${n}`,
    lotId: LOT.id,
    driverId: 'd1',
    bookingId: null,
    sessionId: `p${n}`,
    transferId: 't1',
    currency: 'USD',
    amountMinor: 500,
    words: '„Ich war’s nicht“ 🚗',
    state: 'open',
    openedAt: T0,
    openedBy: 'driver',
    decidedAt: null,
    decidedBy: null,
    reason: null,
    refundedMinor: 0,
    ...parts,
  });
  const refunded = {
    state: 'refunded',
    decidedAt: BIG,
    decidedBy: 'st1',
    reason: 'kein Auto',
    refundedMinor: 500,
  } as const;
  const rejected = { state: 'rejected', decidedAt: T0 + 1, decidedBy: 'st1', reason: 'it was there' } as const;
  const open = (...disputes: Dispute[]) => run(async (tx) => disputes.forEach((each) => void tx.disputes.add(each)));
  const ofSession = (id: string) => read((look) => look.disputes.ofSession(id));

  it('are given back as they were, open and decided', async () => {
    const whole = dispute(2, { ...refunded, bookingId: 'b2', amountMinor: BIG, refundedMinor: BIG, openedAt: BIG });
    await open(dispute(1), whole);
    expect(await ofSession('p1')).to.deep.equal(dispute(1));
    expect(await ofSession('p2')).to.deep.equal(whole);
    expect(await ofSession('p3')).to.equal(null);
    expect(await run((tx) => tx.disputes.lockById('x2'))).to.deep.equal(whole);
    expect(await run((tx) => tx.disputes.lockById('x3'))).to.equal(null);
  });

  it('are one for each stay, whatever came of it, and of any number at once one', async () => {
    await open(dispute(1, rejected));
    const again = await rejection(open(dispute(2, { sessionId: 'p1' })));
    expect(isConstraint(again, 'session_id'), String(again)).to.equal(true);
    expect(await rejection(open(dispute(2, { number: 'DP-1' })))).to.have.property('kind', 'constraint');
    const rush = await sideBySide(world.storage, async (tx, n) => tx.disputes.add(dispute(9 + n, { sessionId: 'p9' })));
    expect(rush).to.have.length(1);
  });

  it('are refused where they are half decided, give back too much, or are of no charge', async () => {
    const wrong: Partial<Dispute>[] = [
      { amountMinor: 0 },
      { transferId: 'none' },
      { driverId: 'nobody' },
      { decidedAt: T0 },
      { ...rejected, decidedAt: null },
      { ...rejected, refundedMinor: 1 },
      { ...refunded, refundedMinor: 0 },
      { ...refunded, refundedMinor: 501 },
    ];
    for (const parts of wrong) {
      expect(await rejection(open(dispute(1, parts))), JSON.stringify(parts)).to.have.property('kind', 'constraint');
    }
    expect(await ofSession('p1')).to.equal(null);
  });

  it('are saved as they were decided, and no other is', async () => {
    await open(dispute(1), dispute(2));
    await run(async (tx) => tx.disputes.save(dispute(1, refunded)));
    expect(await ofSession('p1')).to.deep.equal(dispute(1, refunded));
    expect(await ofSession('p2')).to.deep.equal(dispute(2));
  });

  it('are counted for one driver since a moment, which is not counted itself', async () => {
    await open(
      dispute(1),
      dispute(2, { openedAt: T0 + 1, ...rejected }),
      dispute(3, { driverId: 'd2', openedAt: BIG }),
    );
    const count = (since: number) => read((look) => look.disputes.openedSince('d1', since));
    expect([await count(T0 - 1), await count(T0), await count(T0 + 1)]).to.deep.equal([2, 1, 0]);
  });

  it('are listed the newest first, of one state or of all, up to the limit', async () => {
    await open(dispute(2), dispute(1), dispute(3, { openedAt: T0 - 1 }), dispute(4, { openedAt: BIG, ...rejected }));
    const list = async (state: Dispute['state'] | null, limit = 9) =>
      ids(await read((look) => look.disputes.list({ driverId: null, state }, limit)));
    expect(await list(null)).to.deep.equal(['x4', 'x2', 'x1', 'x3']);
    expect(await list(null, 2)).to.deep.equal(['x4', 'x2']);
    expect(await list('open')).to.deep.equal(['x2', 'x1', 'x3']);
    expect(await list('open', 1)).to.deep.equal(['x2']);
    expect([await list('rejected'), await list('refunded')]).to.deep.equal([['x4'], []]);
    await open(dispute(5, { driverId: 'd2', openedAt: T0 - 2 }));
    const of = async (driverId: string, state: Dispute['state'] | null) =>
      ids(await read((look) => look.disputes.list({ state, driverId }, 9)));
    expect([await of('d2', null), await of('d2', 'open'), await of('d2', 'rejected')]).to.deep.equal([
      ['x5'],
      ['x5'],
      [],
    ]);
    expect(await read((look) => look.disputes.list({ state: 'rejected', driverId: null }, 1))).to.deep.equal([
      dispute(4, { openedAt: BIG, ...rejected }),
    ]);
  });

  it('are decided by one of any number who decide at once', async () => {
    await open(dispute(1));
    const many = await sideBySide(world.storage, async (tx, n) => {
      const found = await tx.disputes.lockById('x1');
      if (found?.state !== 'open') return null;
      const decided = { ...found, ...rejected, decidedBy: `st${n}` };
      tx.disputes.save(decided);
      return decided.decidedBy;
    });
    expect(many.filter((won) => won !== null)).to.deep.equal([(await ofSession('p1'))?.decidedBy]);
  });

  it('are as they were where the unit was thrown away', async () => {
    await open(dispute(1));
    await rollBack(world.storage, async (tx) => {
      tx.disputes.add(dispute(2));
      tx.disputes.save(dispute(1, refunded));
      expect(ids(await tx.disputes.list({ state: 'open', driverId: null }, 9))).to.deep.equal(['x2']);
    });
    expect(await ofSession('p1')).to.deep.equal(dispute(1));
    expect(await ofSession('p2')).to.equal(null);
  });
});
