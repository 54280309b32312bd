import { expect } from 'chai';
import { isConstraint, StorageError } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { openStorage } from '../../../server/db/storage.ts';
import { onEngine } from '../../support/databases.ts';
import { booking, furnish, message, openWorld, refusal, rejection, T0, type World } from '../../support/db-world.ts';
import { postgres } from '../../support/engines.ts';

/** Lets everybody on when so many have come; whoever comes later passes. */
function meeting(size: number): () => Promise<void> {
  let open: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let come = 0;
  return () => {
    if (++come === size) open();
    return opened;
  };
}

onEngine(postgres, 'concurrent transactions', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());

  it('runs a unit again that lost a deadlock (40P01)', async () => {
    const met = meeting(2);
    let tries = 0;
    const crossing = (...ids: [string, string]) =>
      world.storage.unitOfWork.run(async (tx) => {
        tries++;
        for (const id of ids) {
          const [found] = await tx.slots.lockByIds([id]);
          tx.slots.save({ ...found!, version: found!.version + 1 });
          await tx.messages.nextDue();
          if (id === ids[0]) await met();
        }
      });
    await Promise.all([crossing('s1', 's2'), crossing('s2', 's1')]);
    expect(tries).to.equal(3);
    const slots = await world.storage.unitOfWork.read((look) => look.slots.byIds(['s1', 's2']));
    expect(slots.map(({ version }) => version)).to.deep.equal([3, 3]);
  });

  it('runs a unit again also where it dressed the lost deadlock as an error of its own', async () => {
    const met = meeting(2);
    const crossing = (...ids: [string, string]) =>
      world.storage.unitOfWork.run(async (tx) => {
        await tx.slots.lockByIds([ids[0]]);
        await met();
        await tx.slots.lockByIds([ids[1]]).catch(() => {
          throw new Error('dressed');
        });
        return 'done';
      });
    expect(await Promise.all([crossing('s1', 's2'), crossing('s2', 's1')])).to.deep.equal(['done', 'done']);
  });

  it('lets reads pass a flood of units, which all take their turn', async () => {
    const { unitOfWork } = world.storage;
    let isOpen = false;
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const outcomes = Promise.all(
      Array.from({ length: 200 }, () =>
        unitOfWork.run(async (tx) => {
          await tx.lots.operatorId();
          if (!isOpen) await opened;
          return 1;
        }),
      ),
    );
    // While every unit that may be at work is held up, a read is answered.
    expect(await unitOfWork.read((look) => look.lots.operatorId())).to.equal('op');
    isOpen = true;
    open();
    expect(await outcomes).to.have.length(200);
  });

  it('runs a unit again that lost a serialization conflict (40001)', async () => {
    const fresh = await engine.freshDatabase();
    const first = await openStorage(fresh.url, () => undefined);
    await first.unitOfWork.run((tx) => furnish(tx));
    const name = new URL(fresh.url).pathname.slice(1);
    await first.database.writer.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'repeatable read'`);
    await first.stop();
    const { unitOfWork, stop } = await openStorage(fresh.url, () => undefined);
    const met = meeting(3);
    let tries = 0;
    const grow = async (tx: Tx) => {
      tries++;
      const [found] = await tx.slots.byIds(['s1']);
      await met();
      tx.slots.save({ ...found!, version: found!.version + 1 });
    };
    await Promise.all([unitOfWork.run(grow), unitOfWork.run(grow), unitOfWork.run(grow)]);
    expect((await unitOfWork.read((look) => look.slots.byIds(['s1'])))[0]?.version).to.equal(4);
    expect(tries).to.be.greaterThan(3);
    await stop();
    await fresh.drop();
  });

  it('gives up after several tries, and says so', async () => {
    let tries = 0;
    const error = await rejection(
      world.storage.unitOfWork.run(async () => {
        tries++;
        throw Object.assign(new Error('could not serialize'), {
          name: 'SequelizeDatabaseError',
          original: { code: '40001' },
        });
      }),
    );
    expect(tries).to.equal(8);
    expect(error).to.be.instanceOf(StorageError).with.property('kind', 'unavailable');
  });

  it('names an exclusion violation (23P01) as a constraint', async () => {
    const insert = (id: string, driver: string) =>
      refusal(
        world.storage,
        `INSERT INTO bookings (id, reference, lot_id, slot_id, driver_id, identity_id, state, is_current, starts_at, ends_at,
           hold_until, created_at, source) VALUES ($1, $1, 'lot1', 's1', $2, 'i1', 'reserved', 0, 100, 200, 200, 1, 'api')`,
        [id, driver],
      );
    expect(await insert('b1', 'd1')).to.equal(null);
    expect(await insert('b2', 'd2')).to.equal('bookings_no_overlap_slot');
  });

  it('lets one of many racers have the slot, and tells the others by a constraint', async () => {
    const met = meeting(3);
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map((n) =>
        world.storage.unitOfWork.run(async (tx) => {
          await tx.bookings.currentOfDrivers([`d${n}`]);
          await met();
          tx.bookings.save(booking({ id: `b${n}`, driverId: `d${n}`, identityId: `i${n}` }));
        }),
      ),
    );
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(lost).to.have.length(2);
    for (const error of lost) expect(isConstraint(error, 'bookings'), String(error)).to.equal(true);
  });

  it('commits "taken", its dedupe row and its reply together after an attempt that failed', async () => {
    const { unitOfWork } = world.storage;
    await unitOfWork.run(async (tx) => tx.bookings.save(booking({ id: 'first' })));
    await unitOfWork.run(async (tx) => {
      await tx.messages.accept([message({ id: 'in', direction: 'inbound', externalId: 'SM1', status: 'received' })]);
      const taken = tx.attempt(async () =>
        tx.bookings.save(booking({ id: 'second', driverId: 'd2', identityId: 'i2', createdAt: T0 + 1 })),
      );
      expect(isConstraint(await rejection(taken))).to.equal(true);
      tx.messages.add(message({ id: 'reply', inReplyTo: 'in', body: 'A is taken' }));
    });
    const replies = await unitOfWork.read((look) => look.messages.repliesTo('twilio', ['SM1']));
    expect(replies.get('SM1')?.body).to.equal('A is taken');
  });

  it('serves more units at once than it has connections', async () => {
    const { unitOfWork } = world.storage;
    const spent = await Promise.all(
      Array.from({ length: 60 }, () => unitOfWork.run((tx) => tx.lots.spendGuestBudget('lot1', 1, 50))),
    );
    expect(spent.filter(Boolean)).to.have.length(50);
  });
});
