import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { ReportedCase } from '../../../server/domain/reported-case.ts';
import { eachEngine } from '../../support/databases.ts';
import { openWorld, rejection, T0, type World } from '../../support/db-world.ts';

eachEngine('problems that drivers reported', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const reported = (id: string, parts: Partial<ReportedCase> = {}): ReportedCase => ({
    id,
    number: `PR-${id}`,
    lotId: 'lot1',
    driverId: 'd1',
    identityId: 'i1',
    words: 'the lamp is broken 💡',
    media: [{ source: 'https://media.example/1', contentType: 'image/jpeg' }],
    state: 'open',
    openedAt: T0,
    changedAt: T0,
    answer: null,
    ...parts,
  });

  it('are kept whole, changed, and listed by driver and state, the newest first', async () => {
    await run(async (tx) => {
      tx.cases.add(reported('a'));
      tx.cases.add(reported('b', { openedAt: T0 + 1 }));
      tx.cases.add(reported('c', { driverId: 'd2', identityId: 'i2', openedAt: T0 + 2, media: [] }));
    });
    const solved = { ...reported('a'), state: 'solved', changedAt: T0 + 9, answer: 'mended' } as const;
    await run(async (tx) => {
      expect(await tx.cases.lockById('a')).to.deep.equal(reported('a'));
      expect(await tx.cases.lockById('none')).to.equal(null);
      tx.cases.save(solved);
    });
    const ids = (cases: readonly { id: string }[]) => cases.map(({ id }) => id);
    expect(await read((look) => look.cases.ofDriver('d1', 5))).to.deep.equal([
      reported('b', { openedAt: T0 + 1 }),
      solved,
    ]);
    expect(ids(await read((look) => look.cases.ofDriver('d1', 1)))).to.deep.equal(['b']);
    expect(await read((look) => look.cases.openedSince('d1', T0 + 1))).to.equal(1);
    const open = await read((look) => look.cases.list('open', 1, 1));
    expect([ids(open.cases), open.total]).to.deep.equal([['b'], 2]);
    const all = await read((look) => look.cases.list(null, 10, 0));
    expect([ids(all.cases), all.total]).to.deep.equal([['c', 'b', 'a'], 3]);
  });

  it('have a number of their own', async () => {
    await run(async (tx) => tx.cases.add(reported('a')));
    const twice = run(async (tx) => tx.cases.add(reported('z', { number: 'PR-a' })));
    expect(await rejection(twice)).to.have.property('kind', 'constraint');
  });
});
