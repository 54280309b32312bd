import { expect } from 'chai';
import type { Plan } from '../../../server/app/ports/plan-repository.ts';
import type { Changes, Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { openWorld, type World } from '../../support/db-world.ts';

const NONE: Plan = { version: 0, image: null, places: {} };
const PLAN: Plan = {
  version: 3,
  image: { type: 'image/webp', width: 7999, height: 12, sha256: 'ab'.repeat(32) },
  places: { s1: [0.1234, 1], s2: [0, 0.5] },
};

eachEngine('floor plans', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);

  it('are kept whole, byte by byte, and whoever wants to know is told', async () => {
    const seen: Changes[] = [];
    world.storage.unitOfWork.onCommit((changes) => seen.push(changes));
    expect(await read((look) => look.plans.ofLot('lot1'))).to.deep.equal(NONE);
    expect(await read((look) => look.plans.bytesOf('lot1'))).to.equal(null);
    const bytes = Uint8Array.from({ length: 8 * 1024 * 1024 }, (_, index) => (index * 7919) >> 3);
    await run(async (tx) => {
      await tx.plans.save('lot1', PLAN);
      await tx.plans.saveBytes('lot1', bytes);
    });
    expect(await read((look) => look.plans.ofLot('lot1'))).to.deep.equal(PLAN);
    const kept = await read((look) => look.plans.bytesOf('lot1'));
    expect(Buffer.compare(Buffer.from(kept ?? []), bytes)).to.equal(0);
    expect(seen.map(({ plans }) => [...plans])).to.deep.equal([['lot1']]);
  });

  it('are replaced, and their picture goes alone', async () => {
    await run(async (tx) => {
      await tx.plans.save('lot1', PLAN);
      await tx.plans.saveBytes('lot1', Uint8Array.of(1, 2, 3));
    });
    await run((tx) => tx.plans.saveBytes('lot1', Uint8Array.of(0, 255)));
    expect([...((await read((look) => look.plans.bytesOf('lot1'))) ?? [])]).to.deep.equal([0, 255]);
    const without: Plan = { version: 4, image: null, places: {} };
    await run(async (tx) => {
      await tx.plans.save('lot1', without);
      await tx.plans.saveBytes('lot1', null);
    });
    expect(await read((look) => look.plans.ofLot('lot1'))).to.deep.equal(without);
    expect(await read((look) => look.plans.bytesOf('lot1'))).to.equal(null);
  });
});
