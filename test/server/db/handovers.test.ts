import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { Handover } from '../../../server/domain/handover.ts';
import { eachEngine } from '../../support/databases.ts';
import { openWorld, rejection, T0, type World } from '../../support/db-world.ts';

eachEngine('conversations that people answer', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const handover = (id: string, parts: Partial<Handover> = {}): Handover => ({
    id,
    driverId: 'd1',
    lotId: 'lot1',
    openedBy: 'driver',
    openedAt: T0,
    isWaiting: true,
    heardAt: T0,
    answeredAt: null,
    takenBy: null,
    closedAt: null,
    closedBy: null,
    ...parts,
  });
  const named = async (driverId: string) => (await read((look) => look.drivers.byIds([driverId])))[0]?.handoverId;

  it('are named by their driver while they are open, and wait for an answer once heard', async () => {
    await run(async (tx) => tx.handovers.open(handover('a')));
    expect(await named('d1')).to.equal('a');
    await run(async (tx) => {
      expect(await tx.handovers.lockOpenOf('d1')).to.deep.equal(handover('a'));
      expect(await tx.handovers.lockOpenOf('d2')).to.equal(null);
      await tx.handovers.save(handover('a', { isWaiting: false, answeredAt: T0 + 1 }));
      await tx.handovers.heard('a', T0 + 2);
    });
    const heard = handover('a', { heardAt: T0 + 2, answeredAt: T0 + 1 });
    expect(await read((look) => look.handovers.latestOf('d1'))).to.deep.equal(heard);
    const closed = { ...heard, isWaiting: false, closedAt: T0 + 3, closedBy: 'staff' } as const;
    await run(async (tx) => tx.handovers.save(closed));
    expect(await named('d1')).to.equal(null);
    expect(await read((look) => look.handovers.listOpen())).to.deep.equal([]);
    await run(async (tx) => tx.handovers.open(handover('b', { openedAt: T0 + 4, lotId: null })));
    expect((await read((look) => look.handovers.latestOf('d1')))?.id).to.equal('b');
  });

  it('are listed by who was heard longest ago, one for each driver', async () => {
    await run(async (tx) => {
      await tx.handovers.open(handover('a', { heardAt: T0 + 9 }));
      await tx.handovers.open(handover('b', { driverId: 'd2', heardAt: T0 + 1 }));
    });
    expect((await read((look) => look.handovers.listOpen())).map(({ id }) => id)).to.deep.equal(['b', 'a']);
    const second = run(async (tx) => tx.handovers.open(handover('c')));
    expect(await rejection(second)).to.have.property('kind', 'constraint');
    expect(await named('d1')).to.equal('a');
  });

  it('wake whoever shows them', async () => {
    const woken: string[] = [];
    world.storage.unitOfWork.onCommit(({ inbox }) => woken.push(...inbox));
    await run(async (tx) => tx.handovers.open(handover('a')));
    await run(async (tx) => tx.handovers.heard('a', T0 + 1));
    await run(async (tx) => tx.handovers.heard('none', T0 + 1));
    expect(woken).to.deep.equal(['d1', 'd1']);
  });
});
