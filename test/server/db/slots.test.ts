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

  it('retires slots, says which were, and brings them back', async () => {
    const { unitOfWork } = world.storage;
    const retiredOf = (...ids: string[]) => unitOfWork.read((look) => look.slots.retiredOf(ids));
    await unitOfWork.run((tx) => tx.slots.retire(['s1', 's3'], T0));
    expect(await codes()).to.deep.equal(['A2']);
    expect(await retiredOf('s3', 's2', 's1', 'nowhere')).to.deep.equal(['s1', 's3']);
    expect(await retiredOf()).to.deep.equal([]);
    await unitOfWork.run((tx) => tx.slots.bringBack(['s1']));
    await unitOfWork.run((tx) => tx.slots.bringBack([]));
    await unitOfWork.run((tx) => tx.slots.retire([], T0));
    expect(await codes()).to.deep.equal(['A1', 'A2']);
    expect(await retiredOf('s1', 's3')).to.deep.equal(['s3']);
  });

  it('tells boards of slots that are gone', async () => {
    const { unitOfWork } = world.storage;
    const told: string[] = [];
    unitOfWork.onCommit(({ slots }) => told.push(...slots));
    await unitOfWork.run((tx) => tx.slots.retire(['s1'], T0));
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
