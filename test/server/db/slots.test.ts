import { expect } from 'chai';
import { eachEngine } from '../../support/databases.ts';
import { LOT, openWorld, T0, type World } from '../../support/db-world.ts';

eachEngine('slots and the set-up', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine, { slots: 3 });
  });
  afterEach(() => world.end());

  const codes = () =>
    world.storage.unitOfWork.read(async (look) => (await look.slots.inLot(LOT.id)).map((s) => s.code));

  it('retires slots and brings back those that were retired, of that lot alone', async () => {
    const { unitOfWork } = world.storage;
    await unitOfWork.run((tx) => tx.slots.retire(['s1', 's3'], T0));
    expect(await codes()).to.deep.equal(['A2']);
    const restore = (lot: string, ...wanted: string[]) => unitOfWork.run((tx) => tx.slots.restore(lot, wanted));
    expect(await restore('another', 'A1')).to.deep.equal([]);
    expect(await restore(LOT.id, 'A1', 'A2', 'Z')).to.deep.equal(['A1']);
    expect(await restore(LOT.id)).to.deep.equal([]);
    await unitOfWork.run((tx) => tx.slots.retire([], T0));
    expect(await codes()).to.deep.equal(['A1', 'A2']);
  });

  it('tells boards of a slot that is back', async () => {
    const { unitOfWork } = world.storage;
    await unitOfWork.run((tx) => tx.slots.retire(['s1'], T0));
    const told: string[] = [];
    unitOfWork.onCommit(({ slots }) => told.push(...slots));
    await unitOfWork.run((tx) => tx.slots.restore(LOT.id, ['A1']));
    expect(told).to.deep.equal(['s1']);
  });

  it('remembers when the set-up was done, once', async () => {
    const { unitOfWork } = world.storage;
    const doneAt = () => unitOfWork.read((look) => look.lots.setUpAt());
    expect(await doneAt()).to.equal(null);
    expect(await unitOfWork.run((tx) => tx.lots.finishSetUp(T0))).to.equal(true);
    expect(await unitOfWork.run((tx) => tx.lots.finishSetUp(T0 + 1))).to.equal(false);
    expect(await doneAt()).to.equal(T0);
  });
});
