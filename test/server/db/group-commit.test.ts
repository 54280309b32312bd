import { expect } from 'chai';
import type { StorageError } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { CommitListeners } from '../../../server/db/commit-listeners.ts';
import { connect, type Database } from '../../../server/db/connect.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { makeTx } from '../../../server/db/repositories/make-tx.ts';
import { SqliteUnitOfWork } from '../../../server/db/unit-of-work-sqlite.ts';
import { onEngine } from '../../support/databases.ts';
import { furnish, message, rejection, slot } from '../../support/db-world.ts';
import { type FreshDatabase, sqlite } from '../../support/engines.ts';

onEngine(sqlite, 'group commit', (engine) => {
  let fresh: FreshDatabase;
  let database: Database;
  let unitOfWork: SqliteUnitOfWork;
  let statements: string[] = [];
  let reopened = 0;
  let failReopen = false;

  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => unitOfWork.run(fn);
  const add = (id: string, body = 'text') => run(async (tx) => tx.messages.add(message({ id, body })));
  const stored = (): Promise<string[]> =>
    unitOfWork.read(async (look) => (await look.messages.ofIdentity('i1', 1000)).map(({ id }) => id));
  const commits = () => statements.filter((sql) => sql === 'COMMIT').length;

  beforeEach(async () => {
    fresh = await engine.freshDatabase();
    database = await connect(fresh.url);
    await migrate(database);
    const writer: Database['writer'] = {
      query: async (sql, bind) => {
        statements.push(sql);
        if (bind?.some((value) => String(value).includes('straying'))) await new Promise((go) => setTimeout(go, 60));
        return database.writer.query(sql, bind);
      },
      reopen: async () => {
        reopened++;
        await database.writer.reopen();
        if (failReopen) throw new Error('it does not open');
      },
    };
    const listeners = new CommitListeners(() => undefined);
    unitOfWork = new SqliteUnitOfWork({ writer, reader: database.reader, makeTx, listeners });
    await run((tx) => furnish(tx));
    statements = [];
    reopened = 0;
    failReopen = false;
  });
  afterEach(async () => {
    await unitOfWork.stop();
    await database.close();
    await fresh.drop();
  });

  it('runs many units at once, all correct, in their order, in a few commits', async () => {
    const order = await Promise.all(
      Array.from({ length: 300 }, () =>
        run(async (tx) => {
          const [found] = await tx.slots.lockByIds(['s1']);
          tx.slots.save({ ...found!, version: found!.version + 1 });
          return found!.version;
        }),
      ),
    );
    expect(order).to.deep.equal(Array.from({ length: 300 }, (_, n) => n + 1));
    expect((await unitOfWork.read((look) => look.slots.byIds(['s1'])))[0]?.version).to.equal(301);
    expect(commits()).to.equal(Math.ceil(300 / 64));
  });

  it('answers a unit only after its group was committed', async () => {
    const seen = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        await add(`m${n}`);
        return { commits: commits(), stored: (await stored()).includes(`m${n}`) };
      }),
    );
    for (const one of seen) expect(one).to.deep.equal({ commits: 1, stored: true });
  });

  it('rolls back a unit that throws, alone', async () => {
    const mine = new Error('mine');
    const failing = run(async (tx) => {
      await tx.messages.accept([message({ id: 'gone' })]);
      tx.slots.save(slot({ id: 's1', code: 'A1', version: 50 }));
      throw mine;
    });
    const outcomes = await Promise.allSettled([add('a'), failing, add('b')]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    expect(await rejection(failing)).to.equal(mine);
    expect(await stored()).to.have.members(['a', 'b']);
    expect((await unitOfWork.read((look) => look.slots.byIds(['s1'])))[0]?.version).to.equal(1);
    expect(commits()).to.equal(1);
  });

  it('lets a constraint fail its unit alone', async () => {
    const failing = run(async (tx) => {
      tx.messages.add(message({ id: 'with-it' }));
      await tx.messages.nextDue();
      tx.messages.add(message({ id: 'without-reason', status: 'failed' }));
    });
    const outcomes = await Promise.allSettled([add('a'), failing, add('b')]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    expect(await rejection(failing)).to.include({ name: 'StorageError', kind: 'constraint' });
    expect(await stored()).to.have.members(['a', 'b']);
    expect([commits(), reopened]).to.deep.equal([1, 0]);
  });

  /** Lets the file of this connection grow by so many pages more. */
  async function leaveRoomFor(pages: number): Promise<void> {
    const [count] = await database.writer.query<{ page_count: number }>('PRAGMA page_count');
    await database.writer.query(`PRAGMA max_page_count = ${count!.page_count + pages}`);
  }
  const tooBig = 'x'.repeat(400_000);

  it('fails the whole group when the disk is full, and works again afterwards', async () => {
    await add('earlier');
    await leaveRoomFor(4);
    const group = [add('a'), add('b'), add('big', tooBig), add('c')];
    const outcomes = await Promise.allSettled(group);
    for (const outcome of outcomes) {
      expect(outcome.status).to.equal('rejected');
      const { reason } = outcome as { reason: StorageError };
      expect(reason).to.include({ name: 'StorageError', kind: 'unavailable' });
      expect(reason.message).to.contain('SQLITE_FULL');
    }
    expect(reopened).to.equal(1);
    expect(await stored()).to.deep.equal(['earlier']);
    await Promise.all([add('later'), add('big', tooBig)]);
    expect(await stored()).to.have.members(['earlier', 'later', 'big']);
    expect(await database.writer.query('PRAGMA synchronous')).to.deep.equal([{ synchronous: 2 }]);
  });

  it('fails the group also when a unit swallowed the driver error, alone or in an attempt', async () => {
    const tooMuch = message({ id: 'big', body: tooBig });
    const ignore = () => undefined;
    const dress = () => {
      throw new Error('something else');
    };
    const swallowing: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => tx.messages.accept([tooMuch]).catch(ignore),
      (tx) => tx.attempt(() => tx.messages.accept([tooMuch])).catch(ignore),
      (tx) => tx.messages.accept([tooMuch]).catch(dress),
    ];
    for (const [index, unit] of swallowing.entries()) {
      await leaveRoomFor(4);
      const outcomes = await Promise.allSettled([add(`a${index}`), run(unit), add(`b${index}`)]);
      for (const outcome of outcomes) {
        expect(outcome.status).to.equal('rejected');
        expect((outcome as { reason: unknown }).reason).to.have.property('kind', 'unavailable');
      }
    }
    expect(await stored()).to.deep.equal([]);
    expect(reopened).to.equal(3);
  });

  it('lives on when the connection cannot be reopened at once', async () => {
    await leaveRoomFor(4);
    failReopen = true;
    expect(await rejection(add('big', tooBig))).to.have.property('kind', 'unavailable');
    failReopen = false;
    await add('later');
    expect(await stored()).to.deep.equal(['later']);
  });

  it('waits for a stray statement before it rolls back, so that it cannot land in the next unit', async () => {
    const failing = run((tx) => Promise.all([tx.messages.accept([message({ id: 'straying' })]), Promise.reject('no')]));
    const outcomes = await Promise.allSettled([failing, add('next'), run((tx) => tx.messages.nextDue())]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled', 'fulfilled']);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stored()).to.deep.equal(['next']);
  });

  it('keeps what was collected by one unit out of the next', async () => {
    const leaving = run(async (tx) => {
      tx.messages.add(message({ id: 'collected' }));
      throw new Error('no');
    });
    await Promise.allSettled([leaving, add('next')]);
    expect(await stored()).to.deep.equal(['next']);
  });

  it('takes units in groups that arrive while one is being committed', async () => {
    const waves: Promise<unknown>[] = [];
    for (let wave = 0; wave < 5; wave++) {
      for (let n = 0; n < 10; n++) waves.push(add(`w${wave}-${n}`));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(waves);
    expect(await stored()).to.have.length(50);
    expect(commits()).to.be.at.most(5);
  });
});
