import { expect } from 'chai';
import type { BooksView } from '../../../server/app/ports/books.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { openBooks } from '../../../server/db/books.ts';
import { charge, reversal, topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, LOT, OPERATOR, openWorld, rejection, session, slot, T0, type World } from '../../support/db-world.ts';

eachEngine('books', (engine) => {
  let world: World;
  let books: Awaited<ReturnType<typeof openBooks>>;
  beforeEach(async () => {
    world = await openWorld(engine);
    books = await openBooks(world.url);
  });
  afterEach(async () => {
    await books.close();
    await world.end();
  });
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const view = <T>(fn: (view: BooksView) => Promise<T>): Promise<T> => books.view(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const retire = (table: string, id: string) =>
    world.storage.database.writer.query(`UPDATE ${table} SET retired_at = 5 WHERE id = '${id}'`);

  it('hold every lot, the retired ones too, and the slots that are in use, page by page', async () => {
    await run(async (tx) => {
      tx.lots.add({ ...LOT, id: 'lot2', code: 'annex' }, T0);
      tx.slots.add(slot({ id: 's9', lotId: 'lot2', version: BIG }));
    });
    await retire('lots', 'lot2');
    await retire('slots', 's2');
    const lots = await view((books) => books.lots());
    expect(lots).to.have.deep.members([LOT, { ...LOT, id: 'lot2', code: 'annex', retiredAt: 5 }]);
    const slots = async (after: string, limit: number) => ids(await view((books) => books.slots(after, limit)));
    expect(await slots('', 2)).to.deep.equal(['s1', 's3']);
    expect(await slots('s3', 2)).to.deep.equal(['s9']);
    expect(await slots('s9', 2)).to.deep.equal([]);
    const [last] = await view((books) => books.slots('s3', 1));
    expect(last).to.deep.equal(slot({ id: 's9', lotId: 'lot2', version: BIG }));
  });

  it('hold every stay that ended, whole and in the order of their ids', async () => {
    const whole = session({ id: 'p2', endedAt: BIG, endReason: 'gap', chargedMinor: BIG, driverId: 'd1' });
    await run(async (tx) => {
      for (const id of ['p4', 'p1', 'p3']) tx.sessions.save(session({ id, endedAt: T0 }));
      tx.sessions.save(whole);
      tx.sessions.save(session({ id: 'p0' }));
    });
    const stays = (after: string, limit: number) => view((books) => books.endedStays(after, limit));
    expect(ids(await stays('', 9))).to.deep.equal(['p1', 'p2', 'p3', 'p4']);
    expect(await stays('p1', 1)).to.deep.equal([whole]);
    expect(ids(await stays('p2', 9))).to.deep.equal(['p3', 'p4']);
    expect(await stays('p4', 9)).to.deep.equal([]);
  });

  it('hold what each charge took from its driver, unless it was taken back', async () => {
    const bill = (id: string, revision: number, minor: number, tax = 0) =>
      charge('d1', minor, 'USD', { id, revision }, { cashMinor: BIG, promoMinor: 30 }, { taxMinor: tax });
    const first = bill('p1', 1, 100);
    await run(async (tx) => {
      const post = (id: string, draft: Parameters<Tx['ledger']['hashOf']>[0]) =>
        tx.ledger.post({ ...draft, id, operatorId: OPERATOR, createdAt: T0 });
      const grant = { ...topUp('d1', 90, 'USD', 'promo', null) };
      const promo = { owner: 'driver', driverId: 'd1', kind: 'promo' } as const;
      post('t0', {
        ...grant,
        postings: grant.postings.map((each, n) => (n === 1 ? { ...each, account: promo } : each)),
      });
      post('t1', first);
      post('t2', reversal({ ...first, id: 't1' }, 'it went on'));
      post('t3', bill('p1', 2, 150, 20));
      post('t4', bill('p2', 1, BIG));
      post('t5', { ...bill('p3', 1, 100) });
      post('t6', reversal({ ...bill('p3', 1, 100), id: 't5' }, 'free'));
    });
    const standing = (...stays: string[]) => view((books) => books.standingCharges(stays));
    expect(await standing('p1', 'p2', 'p3', 'none')).to.have.deep.members([
      { sessionId: 'p1', amountMinor: 150 },
      { sessionId: 'p2', amountMinor: BIG },
    ]);
    expect(await standing('p3')).to.deep.equal([]);
    expect(await standing()).to.deep.equal([]);
  });

  it('are as they were at one moment, and the next look sees what came since', async () => {
    await view(async (books) => {
      const before = await books.slots('', 9);
      await run(async (tx) => tx.slots.save(slot({ version: 99, state: 'occupied' })));
      expect(await books.slots('', 9)).to.deep.equal(before);
      expect(await books.look.slots.byIds(['s1'])).to.deep.equal([slot()]);
    });
    const [now] = await view((books) => books.slots('', 1));
    expect(now?.version).to.equal(99);
  });

  it('are never written in, and can be looked at again after a look that failed', async () => {
    const writing = view(async (books) => (books.look as Tx).staff.savePassword('st1', 'x'));
    expect(await rejection(writing)).to.have.property('kind', 'misuse');
    const mine = new Error('mine');
    expect(await rejection(view(() => Promise.reject(mine)))).to.equal(mine);
    expect(await view((books) => books.lots())).to.deep.equal([LOT]);
  });

  it('check every rule: so much was looked at, nothing breaks it', async () => {
    const findings = await view((books) =>
      Promise.all(books.rules.map(async (rule) => [rule.name, await rule.check()])),
    );
    expect(findings).not.to.be.empty;
    for (const [name, finding] of findings) expect(finding, String(name)).to.deep.include({ problems: 0, ids: [] });
    expect(new Set(findings.map(([name]) => name)).size).to.equal(findings.length);
  });
});
