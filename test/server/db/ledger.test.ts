import { expect } from 'chai';
import type { StoredTransfer } from '../../../server/app/ports/stored-transfer.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { SqlLedger, type TransferRow } from '../../../server/db/repositories/ledger.ts';
import { TxSession } from '../../../server/db/tx.ts';
import { fee, guestCredit, type TransferDraft, topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, OPERATOR, openWorld, rollBack, sideBySide, type World } from '../../support/db-world.ts';

eachEngine('transfers in the ledger', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const put = (tx: Tx, id: string, draft: TransferDraft): StoredTransfer => {
    tx.ledger.post({ ...draft, id, operatorId: OPERATOR, createdAt: BIG });
    return { bookingId: null, refunds: null, basis: null, ...draft, id, createdAt: BIG };
  };
  const post = (id: string, draft: TransferDraft) => run(async (tx) => put(tx, id, draft));
  const cause = { bookingId: 'b1', reference: 'PW-b1', why: 'no-show' } as const;

  it('are found whole by their id and by their cause, which names their content', async () => {
    const paid = await post('t1', topUp('d1', BIG, 'USD', 'p1', '„bar“ 🚗'));
    const draft = fee('d1', BIG, 'USD', cause, { cashMinor: BIG, promoMinor: 0 });
    const owed = await post('t2', draft);
    expect(await read((look) => look.ledger.byId('t1'))).to.deep.equal(paid);
    expect(await read((look) => look.ledger.byId('t2'))).to.deep.equal(owed);
    expect(await read((look) => look.ledger.byId('t3'))).to.equal(null);
    const found = await read((look) => look.ledger.byKey('fee:b1:no-show'));
    const inputHash = await read(async (look) => look.ledger.hashOf(draft));
    expect(found).to.deep.equal({ ...owed, inputHash });
    expect(await read((look) => look.ledger.byKey('FEE:B1:NO-SHOW'))).to.equal(null);
    expect(await read(async (look) => look.ledger.hashOf({ ...draft, note: 'else' }))).not.to.equal(inputHash);
  });

  it('keep the order in which they are asked for, and their lines the order in which they were written', async () => {
    const house = (kind: 'revenue' | 'tax', amountMinor: number) =>
      ({ account: { owner: 'house', kind }, amountMinor }) as const;
    const own = (amountMinor: number) =>
      ({ account: { owner: 'driver', driverId: 'd1', kind: 'cash' }, amountMinor }) as const;
    const lines = [house('tax', 3), own(-5), house('revenue', 1), own(-4), house('tax', 5)];
    const many = Array.from({ length: 12 }, (_, n) => house('revenue', n + 1));
    const first = await post('t1', { ...topUp('d1', 1, 'USD', 'a', null), postings: lines });
    const second = await post('t2', { ...topUp('d1', 1, 'USD', 'b', null), postings: [...many, own(-78)] });
    const session = new TxSession(engine.dialect, world.storage.database.reader, true);
    const unit = { ledger: new SqlLedger(session) };
    const rows = await session.query<TransferRow>('SELECT * FROM transfers ORDER BY id DESC');
    expect(await unit.ledger.withPostings(rows)).to.deep.equal([second, first]);
    expect(await unit.ledger.withPostings(rows.slice(1))).to.deep.equal([first]);
    expect(await unit.ledger.withPostings([])).to.deep.equal([]);
  });

  it('of a stay are found whole, the oldest first', async () => {
    const late = { ...topUp('d1', 5, 'USD', 'a', null), sessionId: 'p1' };
    const rows = [
      await post('t2', late),
      await post('t1', { ...late, key: 'b' }),
      await post('t3', { ...late, key: 'c' }),
    ];
    const early = { ...late, key: 'd', id: 't9', operatorId: OPERATOR, createdAt: BIG - 1 };
    await run(async (tx) => tx.ledger.post(early));
    await post('t4', { ...late, key: 'e', sessionId: 'p2' });
    const found = await read((look) => look.ledger.ofSession('p1'));
    expect(found.map(({ id }) => id)).to.deep.equal(['t9', 't1', 't2', 't3']);
    expect(found[2]).to.deep.equal(rows[0]);
    expect(await read((look) => look.ledger.ofSession('none'))).to.deep.equal([]);
  });

  it('are written once by any number who write the same cause at once', async () => {
    const many = await sideBySide(world.storage, async (tx, n) =>
      put(tx, `t${n}`, topUp('d1', 100, 'USD', 'p1', null)),
    );
    expect(many).to.have.length(1);
    const [wallet] = await read((look) => look.ledger.wallets(['d1']));
    expect(wallet?.wallet.cashMinor).to.equal(100);
  });

  it('find wallets locked: who comes second sees what the first has made of them', async () => {
    await run(async (tx) => tx.ledger.openDriverAccounts('d1', OPERATOR, 'USD'));
    await post('start', guestCredit('d1', 50, 'USD'));
    const many = await sideBySide(world.storage, async (tx, n) => {
      const wallet = (await tx.ledger.lockWallets(['d1', 'd2'], 'USD')).get('d1');
      if (!wallet || wallet.promoMinor < 20) return false;
      put(tx, `f${n}`, fee('d1', 20, 'USD', { ...cause, bookingId: `b${n}` }, wallet));
      return true;
    });
    expect(many, 'nobody spends what is gone, so nobody is refused').to.have.length(8);
    expect(many.filter(Boolean)).to.have.length(2);
    expect((await read((look) => look.ledger.wallets(['d1'])))[0]?.wallet).to.deep.equal({
      cashMinor: 0,
      promoMinor: 10,
    });
  });

  it('leave nothing where the unit was thrown away, accounts and balances with them', async () => {
    await rollBack(world.storage, async (tx) => {
      tx.ledger.openHouseAccounts(OPERATOR, 'EUR');
      tx.ledger.openDriverAccounts('d1', OPERATOR, 'EUR');
      put(tx, 't1', topUp('d1', 100, 'EUR', 'p1', null));
      put(tx, 't2', topUp('d1', 100, 'USD', 'p2', null));
      expect(await tx.ledger.ofDriver('d1', 9)).to.have.length(2);
    });
    expect(await read((look) => look.ledger.byId('t1'))).to.equal(null);
    expect(await read((look) => look.ledger.wallets(['d1']))).to.deep.equal([
      { driverId: 'd1', currency: 'USD', wallet: { cashMinor: 0, promoMinor: 0 } },
    ]);
  });
});
