import { expect } from 'chai';
import { isConstraint, StorageError } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { CommitListeners } from '../../../server/db/commit-listeners.ts';
import { makeTx } from '../../../server/db/repositories/make-tx.ts';
import { PostgresUnitOfWork } from '../../../server/db/unit-of-work-postgres.ts';
import { SqliteUnitOfWork } from '../../../server/db/unit-of-work-sqlite.ts';
import { eachEngine } from '../../support/databases.ts';
import { booking, HOUR, message, openWorld, rejection, slot, T0, type World } from '../../support/db-world.ts';

eachEngine('the rules of a unit', (engine) => {
  let world: World;
  before(async () => {
    world = await openWorld(engine, { slots: 4, drivers: 6 });
  });
  after(() => world.end());

  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const messageIds = async (): Promise<string[]> =>
    world.storage.unitOfWork.read(async (look) => (await look.messages.ofIdentity('i1', 100)).map(({ id }) => id));

  it('stores nothing of a unit that throws, and hands on what it threw', async () => {
    const mine = new Error('my own');
    const error = await rejection(
      run(async (tx) => {
        tx.messages.add(message({ id: 'thrown' }));
        await tx.messages.nextDue();
        throw mine;
      }),
    );
    expect(error).to.equal(mine);
    expect(await messageIds()).not.to.include('thrown');
  });

  it('names the constraint that refused a unit', async () => {
    const error = await rejection(run(async (tx) => tx.messages.add(message({ id: 'm', status: 'failed' }))));
    expect(error).to.be.instanceOf(StorageError).with.property('kind', 'constraint');
    await run(async (tx) => tx.messages.add(message({ id: 'once' })));
    const again = await rejection(run(async (tx) => tx.messages.add(message({ id: 'once' }))));
    expect(isConstraint(again, 'messages')).to.equal(true);
  });

  it('refuses a unit inside a unit, and then goes on', async () => {
    const error = await rejection(run(() => run(async () => 1)));
    expect(error).to.be.instanceOf(StorageError).with.property('kind', 'misuse');
    expect(await run(async () => 2)).to.equal(2);
  });

  it('refuses a query that comes after the unit ended', async () => {
    let kept: Tx | undefined;
    await run(async (tx) => {
      kept = tx;
    });
    expect(await rejection(kept!.messages.nextDue())).to.have.property('kind', 'misuse');
    expect(() => kept!.messages.add(message({ id: 'stray' }))).to.throw(StorageError, 'after the unit');
    expect(await messageIds()).not.to.include('stray');
  });

  it('drains a stray query of a failed Promise.all before the next unit begins', async () => {
    const mine = new Error('first of the two');
    let stray: Promise<unknown> | undefined;
    const failing = run(async (tx) => {
      const slow = (async () => {
        for (let n = 0; n < 20; n++) await tx.messages.nextDue();
        await tx.messages.accept([message({ id: 'straying' })]);
      })();
      stray = slow.catch((error: unknown) => error);
      await Promise.all([slow, Promise.reject(mine)]);
    });
    const next = run(async (tx) => tx.messages.add(message({ id: 'next' })));
    expect(await rejection(failing)).to.equal(mine);
    await next;
    expect(await stray).to.have.property('kind', 'misuse');
    expect(await messageIds())
      .to.include('next')
      .and.not.include('straying');
  });

  it('rolls back a unit that takes too long and lets the next one in', async () => {
    const { writer, reader, pool } = world.storage.database;
    const listeners = new CommitListeners(() => undefined);
    const unitOfWork = pool
      ? new PostgresUnitOfWork({ sequelize: pool, reader, makeTx, listeners, concurrency: 8, deadlineMs: 150 })
      : new SqliteUnitOfWork({ writer, reader, makeTx, listeners, deadlineMs: 150 });
    const late = unitOfWork.run(async (tx) => {
      await tx.messages.accept([message({ id: 'late' })]);
      // The row of a lot is held until the unit ends; the next unit wants the same.
      await tx.lots.spendGuestBudget('lot1', 1, 100);
      // It does not come back: only its deadline lets the next one in.
      await new Promise(() => undefined);
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const next = unitOfWork.run((tx) => tx.lots.spendGuestBudget('lot1', 1, 100));
    expect(await rejection(late)).to.have.property('kind', 'misuse');
    expect(await next).to.equal(true);
    expect(await messageIds()).not.to.include('late');
    expect(await unitOfWork.run((tx) => tx.lots.spendGuestBudget('lot1', 99, 100))).to.equal(true);
    expect(await unitOfWork.run((tx) => tx.lots.spendGuestBudget('lot1', 1, 100))).to.equal(false);
  });

  it('undoes an attempt alone; what stands around it commits with it', async () => {
    await run(async (tx) => tx.bookings.save(booking({ id: 'first', slotId: 's2', driverId: 'd2', identityId: 'i2' })));
    const caught = await run(async (tx) => {
      await tx.messages.accept([message({ id: 'before' })]);
      tx.messages.add(message({ id: 'collected', createdAt: T0 + 1 }));
      const error = await rejection(
        tx.attempt(async () => {
          tx.messages.add(message({ id: 'inner' }));
          tx.bookings.save(booking({ id: 'second', slotId: 's2', driverId: 'd3', identityId: 'i3' }));
        }),
      );
      expect((await tx.bookings.byIds(['first', 'second'])).map(({ id }) => id)).to.deep.equal(['first']);
      tx.messages.add(message({ id: 'after', createdAt: T0 + 2 }));
      return error;
    });
    expect(isConstraint(caught), 'the unit can tell a constraint from any other error').to.equal(true);
    expect(await messageIds())
      .to.include.members(['before', 'collected', 'after'])
      .and.not.include('inner');
  });

  it('does not commit a unit that swallowed a refused statement outside of an attempt', async () => {
    const swallowing = run(async (tx) => {
      await tx.messages.accept([message({ id: 'swallowed' })]);
      tx.messages.add(message({ id: 'no-reason', status: 'failed' }));
      await tx.messages.nextDue().catch(() => undefined);
      return 'all well';
    });
    expect(isConstraint(await rejection(swallowing))).to.equal(true);
    expect(await messageIds()).not.to.include('swallowed');
  });

  it('keeps what an attempt wrote when it goes well, also attempts within attempts', async () => {
    await run(async (tx) => {
      await tx.attempt(async () => {
        tx.messages.add(message({ id: 'outer' }));
        const inner = tx.attempt(async () => {
          tx.messages.add(message({ id: 'undone' }));
          throw new Error('no');
        });
        await rejection(inner);
      });
    });
    expect(await messageIds())
      .to.include('outer')
      .and.not.include('undone');
  });

  it('tells only of the commit of what stands', async () => {
    const seen: string[] = [];
    const stop = world.storage.unitOfWork.onCommit(({ slots }) => void seen.push(...slots));
    await run(async (tx) => tx.slots.save(slot({ id: 's3', code: 'A3', version: 2 })));
    await rejection(
      run(async (tx) => {
        tx.slots.save(slot({ id: 's4', code: 'A4', version: 2 }));
        throw new Error('no');
      }),
    );
    await run((tx) => tx.messages.nextDue());
    stop();
    await run(async (tx) => tx.slots.save(slot({ id: 's2', code: 'A2', version: 2 })));
    expect(seen).to.deep.equal(['s3']);
  });

  it('sees in a read every commit that was answered before', async () => {
    for (let n = 0; n < 40; n++) {
      await run(async (tx) => tx.slots.save(slot({ id: 's1', code: 'A1', version: 100 + n })));
      const [seen] = await world.storage.unitOfWork.read((look) => look.slots.byIds(['s1']));
      expect(seen?.version).to.equal(100 + n);
    }
  });

  it('sees in a unit what the unit itself has collected', async () => {
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'own', slotId: 's3', driverId: 'd4', identityId: 'i4', endsAt: T0 + HOUR }));
      tx.bookings.save(booking({ id: 'own', slotId: 's3', driverId: 'd4', identityId: 'i4', endsAt: T0 + 2 * HOUR }));
      expect((await tx.bookings.currentOfDrivers(['d4'])).map(({ endsAt }) => endsAt)).to.deep.equal([T0 + 2 * HOUR]);
    });
  });

  it('refuses every write in a look', async () => {
    const { unitOfWork } = world.storage;
    const writes: ((tx: Tx) => unknown)[] = [
      (tx) => tx.messages.add(message({ id: 'looked' })),
      (tx) => tx.messages.claimDue(T0, 1),
      (tx) => tx.lots.spendGuestBudget('lot1', 1, 1),
      (tx) => tx.leases.take('x', 'y', T0, 1),
      (tx) => tx.staff.savePassword('x', 'y'),
    ];
    for (const write of writes) {
      const error = await rejection(unitOfWork.read(async (look) => write(look as Tx)));
      expect(error, String(write)).to.have.property('kind', 'misuse');
    }
    expect(await messageIds()).not.to.include('looked');
  });

  it('refuses units once it is stopped, after those under way', async () => {
    const own = await openWorld(engine);
    const { unitOfWork } = own.storage;
    const last = unitOfWork.run(async (tx) => tx.messages.nextDue());
    const stopped = own.end();
    expect(await rejection(unitOfWork.run(async () => 1))).to.have.property('kind', 'unavailable');
    await last;
    await stopped;
  });
});
