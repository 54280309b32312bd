import { expect } from 'chai';
import { eachEngine } from '../../support/databases.ts';
import { booking, identity, openWorld, T0, type World } from '../../support/db-world.ts';

eachEngine('looking up drivers and bookings', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine, {});
    const { unitOfWork } = world.storage;
    await unitOfWork.run(async (tx) => {
      const drivers = await tx.drivers.byIds(['d1', 'd2', 'd3']);
      const details = { d1: ['Asha', 'AB1234'], d2: ['Asha Two', '1234AB'], d3: ['नीला', null] } as const;
      for (const driver of drivers) {
        const [displayName, plate] = details[driver.id as keyof typeof details];
        await tx.drivers.saveDetails({ ...driver, displayName, plate });
      }
      tx.drivers.saveIdentity(identity(3, { phone: '+911234567' }));
      tx.bookings.save(booking({ id: 'b1', reference: 'PW-AAA111' }));
      tx.bookings.save(booking({ id: 'b2', reference: 'PW-AAB222', state: 'cancelled', endedAt: T0 }));
    });
  });
  afterEach(() => world.end());

  const read = <T>(fn: Parameters<typeof world.storage.unitOfWork.read<T>>[0]) => world.storage.unitOfWork.read(fn);
  const nothing = { digits: null, plate: null, name: null };

  it('ranks the end of a plate, then the end of a number, then the rest', async () => {
    const drivers = (wanted: object, limit = 9) =>
      read((look) => look.lookUp.drivers({ ...nothing, ...wanted }, limit));
    expect(await drivers({ plate: '1234' })).to.deep.equal(['d1', 'd2']);
    expect(await drivers({ plate: '1234', digits: '1234' })).to.deep.equal(['d1', 'd2', 'd3']);
    expect(await drivers({ plate: '1234', digits: '4567' })).to.deep.equal(['d1', 'd3', 'd2']);
    expect(await drivers({ name: 'asha' })).to.deep.equal(['d2', 'd1']);
    expect(await drivers({ name: 'asha' }, 1)).to.deep.equal(['d2']);
    expect(await drivers({ name: 'नीला' })).to.deep.equal(['d3']);
    expect(await drivers({ name: '%' })).to.deep.equal([]);
    expect(await drivers({})).to.deep.equal([]);
  });

  it('finds bookings by how their reference begins', async () => {
    const bookings = (reference: string, limit = 9) => read((look) => look.lookUp.bookings(reference, limit));
    expect(await bookings('PW-AA')).to.deep.equal(['b2', 'b1']);
    expect(await bookings('PW-AAB')).to.deep.equal(['b2']);
    expect(await bookings('PW-AA', 1)).to.deep.equal(['b2']);
    expect(await bookings('PW-X')).to.deep.equal([]);
  });

  it('keeps since when a driver is blocked', async () => {
    const blockedAt = async () => (await read((look) => look.drivers.byIds(['d1'])))[0]?.blockedAt;
    for (const since of [T0, null]) {
      await world.storage.unitOfWork.run((tx) => tx.drivers.saveBlocked('d1', since));
      expect(await blockedAt()).to.equal(since);
    }
  });
});
