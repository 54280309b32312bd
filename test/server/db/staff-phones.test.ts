import { expect } from 'chai';
import type { StaffPhone } from '../../../server/app/ports/staff-phone-repository.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { OPERATOR, openWorld, T0, type World } from '../../support/db-world.ts';

eachEngine('phones of staff', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => {
      for (const [id, role] of [
        ['st1', 'attendant'],
        ['st2', 'viewer'],
      ] as const)
        await tx.staff.add({ id, operatorId: OPERATOR, login: id, passwordHash: 'x', role, createdAt: T0 });
    });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const phone = (id: string, parts: Partial<StaffPhone> = {}): StaffPhone => ({
    id,
    staffId: 'st1',
    identityId: 'i1',
    driverId: 'd1',
    linkedAt: T0,
    usedAt: T0,
    alertsSince: null,
    lotId: null,
    pending: null,
    pendingAt: null,
    ...parts,
  });

  it('are found with their login and its role, in the place of an older link', async () => {
    const keys = await read(async (look) => look.drivers.identitiesByIds(['i1', 'i2']));
    const [first, second] = keys;
    await run(async (tx) => tx.staffPhones.link(phone('a')));
    expect(await read((look) => look.staffPhones.anyOf([first!]))).to.equal(true);
    expect(await read((look) => look.staffPhones.anyOf([second!]))).to.equal(false);
    expect(await run((tx) => tx.staffPhones.lockByDriver('d2'))).to.equal(null);
    const known = { login: 'st1', role: 'attendant', phone: first!.phone };
    expect(await run((tx) => tx.staffPhones.lockByDriver('d1'))).to.deep.equal({ ...phone('a'), ...known });
    await run(async (tx) => tx.staffPhones.link(phone('b', { staffId: 'st2' })));
    expect(await read((look) => look.staffPhones.byId('a'))).to.equal(null);
    expect((await read((look) => look.staffPhones.byId('b')))?.role).to.equal('viewer');
    const changed = phone('b', { staffId: 'st2', alertsSince: T0, lotId: 'lot1', pending: '{}', pendingAt: T0 });
    await run(async (tx) => tx.staffPhones.save(changed));
    expect(await read((look) => look.staffPhones.byId('b'))).to.deep.include(changed);
    await run(async (tx) => tx.staffPhones.link(phone('c', { identityId: 'i2', driverId: 'd2' })));
    const listed = async (staffId: string | null) =>
      (await read((look) => look.staffPhones.list(staffId))).map(({ id }) => id);
    expect(await listed(null)).to.deep.equal(['b', 'c']);
    expect(await listed('st1')).to.deep.equal(['c']);
    await run((tx) => tx.staffPhones.unlink('b'));
    expect(await listed(null)).to.deep.equal(['c']);
    await world.storage.database.writer.query(`UPDATE staff SET retired_at = 1 WHERE id = 'st1'`);
    expect(await listed(null)).to.deep.equal([]);
    expect(await run((tx) => tx.staffPhones.lockByDriver('d2'))).to.equal(null);
  });

  it('are linked by a code that is good once, for a while and for nobody retired', async () => {
    const take = (hash: string, at: number) => run((tx) => tx.staffPhones.takeCode(hash, at));
    const keep = (hash: string) => run((tx) => tx.staffPhones.saveCode('st1', hash, T0 + 10));
    await keep('old');
    await keep('one');
    expect(await take('old', T0)).to.equal(null);
    expect(await take('one', T0 + 10)).to.equal(null);
    expect(await take('one', T0 + 9)).to.equal('st1');
    expect(await take('one', T0 + 9)).to.equal(null);
    await keep('two');
    await world.storage.database.writer.query(`UPDATE staff SET retired_at = 1 WHERE id = 'st1'`);
    expect(await take('two', T0)).to.equal(null);
  });

  it('count wrong tries of each sender since a moment', async () => {
    const count = (driverId: string, now: number, since: number) =>
      run((tx) => tx.staffPhones.countTry(driverId, now, since));
    const tries = (since: number) => read((look) => look.staffPhones.tries('d1', since));
    expect(await tries(T0)).to.equal(0);
    expect(await count('d1', T0, T0)).to.equal(1);
    expect(await count('d1', T0 + 1, T0)).to.equal(2);
    expect(await count('d2', T0 + 1, T0)).to.equal(1);
    expect(await tries(T0)).to.equal(2);
    expect(await tries(T0 + 1)).to.equal(0);
    expect(await count('d1', T0 + 5, T0 + 4)).to.equal(1);
  });
});
