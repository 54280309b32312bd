import { expect } from 'chai';
import fc from 'fast-check';
import { isConstraint } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { topUpWallet } from '../../../server/app/serve-drivers.ts';
import { CommitListeners } from '../../../server/db/commit-listeners.ts';
import { makeTx } from '../../../server/db/repositories/make-tx.ts';
import type { Storage } from '../../../server/db/storage.ts';
import type { TxSession } from '../../../server/db/tx.ts';
import { PostgresUnitOfWork } from '../../../server/db/unit-of-work-postgres.ts';
import { charge, guestCredit, reversal, type TransferDraft, topUp } from '../../../server/domain/ledger.ts';
import { eachEngine, onEngine } from '../../support/databases.ts';
import { addDriver, OPERATOR, openWorld, rejection, T0, type World } from '../../support/db-world.ts';
import { postgres } from '../../support/engines.ts';

let serial = 0;
const nextId = (): string => `t${String(++serial).padStart(6, '0')}`;

function post(tx: Tx, draft: TransferDraft): string {
  const id = nextId();
  tx.ledger.post({ ...draft, id, operatorId: OPERATOR, createdAt: T0 + serial });
  return id;
}

async function chargeOnce(tx: Tx, driverId: string, amountMinor: number): Promise<void> {
  const wallet = (await tx.ledger.lockWallets([driverId], 'USD')).get(driverId)!;
  post(tx, charge(driverId, amountMinor, 'USD', { id: `p${serial}`, revision: 1 }, wallet));
}

/** What is wrong with the books; nothing, when every sum is right. */
async function faults({ database }: Storage): Promise<string[]> {
  const query = database.reader;
  const found: string[] = [];
  const balances = await query<{ id: string; balance: number; sum: number | string }>(
    `SELECT a.id, a.balance, COALESCE((SELECT SUM(p.amount) FROM postings p WHERE p.account_id = a.id), 0) AS sum
     FROM accounts a WHERE a.owner = 'driver'`,
  );
  for (const { id, balance, sum } of balances) {
    if (balance !== Number(sum)) found.push(`${id} holds ${balance}, its postings say ${sum}`);
  }
  const [all] = await query<{ sum: number | string | null }>('SELECT SUM(amount) AS sum FROM postings');
  if (Number(all?.sum ?? 0) !== 0) found.push(`all postings sum to ${all?.sum}`);
  const transfers = await query<{ transfer_id: string; sum: number | string }>(
    'SELECT transfer_id, SUM(amount) AS sum FROM postings GROUP BY transfer_id HAVING SUM(amount) <> 0',
  );
  found.push(...transfers.map(({ transfer_id, sum }) => `transfer ${transfer_id} sums to ${sum}`));
  return found;
}

eachEngine('the ledger', (engine) => {
  let world: World;
  let drivers = 3;
  before(async () => {
    world = await openWorld(engine);
  });
  after(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  /** Somebody whose accounts are open and empty. */
  async function newDriver(): Promise<string> {
    const n = ++drivers;
    await run(async (tx) => addDriver(tx, n));
    return `d${n}`;
  }
  async function walletOf(id: string) {
    const [found] = await world.storage.unitOfWork.read((look) => look.ledger.wallets([id]));
    return found!.wallet;
  }

  it('balances after every step of any history', async () => {
    const amount = fc.integer({ min: 1, max: 100_000 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('top-up' as const), amount }),
      fc.record({ kind: fc.constant('charge' as const), amount }),
      fc.record({ kind: fc.constant('guest-credit' as const), amount }),
      fc.record({ kind: fc.constant('reverse' as const), amount: fc.nat(30) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 18 }), async (steps) => {
        const id = await newDriver();
        const model = { cashMinor: 0, promoMinor: 0 };
        const standing: string[] = [];
        let credited = false;
        for (const { kind, amount } of steps) {
          if (kind === 'reverse') {
            const [original] = standing.splice(amount % Math.max(1, standing.length), 1);
            if (!original) continue;
            const stored = await world.storage.unitOfWork.read((look) => look.ledger.ofDriver(id, 100));
            const back = reversal(stored.find((transfer) => transfer.id === original)!, 'taken back');
            const promo = back.postings.find(({ account }) => account.kind === 'promo')?.amountMinor ?? 0;
            const cash = back.postings.find(({ account }) => account.kind === 'cash')?.amountMinor ?? 0;
            const undone = run(async (tx) => post(tx, back));
            if (model.promoMinor + promo < 0) {
              expect(await rejection(undone)).to.have.property('kind', 'constraint');
              continue;
            }
            await undone;
            model.promoMinor += promo;
            model.cashMinor += cash;
          } else if (kind === 'charge') {
            const promo = Math.min(model.promoMinor, amount);
            await run((tx) => chargeOnce(tx, id, amount));
            model.promoMinor -= promo;
            model.cashMinor -= amount - promo;
          } else if (kind === 'top-up') {
            standing.push(await run(async (tx) => post(tx, topUp(id, amount, 'USD', nextId(), null))));
            model.cashMinor += amount;
          } else if (!credited) {
            standing.push(await run(async (tx) => post(tx, guestCredit(id, amount, 'USD'))));
            model.promoMinor += amount;
            credited = true;
          }
          expect(await walletOf(id)).to.deep.equal(model);
          expect(await faults(world.storage)).to.deep.equal([]);
        }
      }),
      { numRuns: 12, verbose: 1 },
    );
  });

  it('takes 50 charges at once exactly', async () => {
    const id = await newDriver();
    await run(async (tx) => post(tx, guestCredit(id, 1000, 'USD')));
    await Promise.all(Array.from({ length: 50 }, () => run((tx) => chargeOnce(tx, id, 30))));
    expect(await walletOf(id)).to.deep.equal({ cashMinor: -500, promoMinor: 0 });
    expect(await faults(world.storage)).to.deep.equal([]);
  });

  it('moves money between many drivers at once, each wallet exact', async () => {
    const ids = [await newDriver(), await newDriver(), await newDriver()];
    await Promise.all(
      Array.from({ length: 45 }, (_, n) =>
        run(async (tx) => {
          await tx.ledger.lockWallets([...ids].reverse(), 'USD');
          post(tx, topUp(ids[n % 3]!, 10 + n, 'USD', nextId(), null));
        }),
      ),
    );
    for (const [index, id] of ids.entries()) {
      const expected = Array.from({ length: 15 }, (_, n) => 10 + n * 3 + index).reduce((sum, one) => sum + one, 0);
      expect((await walletOf(id)).cashMinor).to.equal(expected);
    }
    expect(await faults(world.storage)).to.deep.equal([]);
  });

  it('knows a key again with the hash of what it was for', async () => {
    const id = await newDriver();
    const draft = topUp(id, 70, 'USD', 'payment-9', 'at the gate');
    const transferId = await run(async (tx) => post(tx, draft));
    const { known, hashes } = await world.storage.unitOfWork.read(async (look) => ({
      known: await look.ledger.byKey(draft.key),
      hashes: [
        draft,
        { ...draft, postings: draft.postings.map((p) => ({ ...p, amountMinor: p.amountMinor * 2 })) },
        { ...draft, currency: 'EUR' },
        { ...draft, driverId: 'd1' },
        { ...draft, note: null },
        { ...draft, sessionId: 'p' },
      ].map((one) => look.ledger.hashOf(one)),
    }));
    expect(known).to.deep.include({ id: transferId, key: draft.key, postings: draft.postings });
    expect(known?.inputHash).to.equal(hashes[0]);
    expect(new Set(hashes).size).to.equal(hashes.length);
    const again = await rejection(run(async (tx) => post(tx, draft)));
    expect(isConstraint(again, 'key')).to.equal(true);
    expect((await walletOf(id)).cashMinor).to.equal(70);
  });

  it('tops up once for a request that comes again and again, and refuses it for another amount', async () => {
    const id = await newDriver();
    const actor = { now: T0, staffId: 'st' } as Parameters<typeof topUpWallet>[2];
    const ids = { next: nextId, random: (length: number) => new Uint8Array(length) };
    const ask = (amountMinor: number) =>
      topUpWallet(world.storage.unitOfWork, ids, actor, { driverId: id, amountMinor, reason: 'cash', requestId: 'r1' });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => ask(300)));
    const made = outcomes.filter((outcome) => outcome.status === 'fulfilled' && !outcome.value.repeated);
    expect(made).to.have.length(1);
    expect((await ask(300)).repeated).to.equal(true);
    expect(await rejection(ask(301))).to.have.property('code', 'idempotency-conflict');
    expect((await walletOf(id)).cashMinor).to.equal(300);
    expect(await faults(world.storage)).to.deep.equal([]);
  });
});

onEngine(postgres, 'the canary: a wallet that reads, computes and writes', (engine) => {
  it('is caught by the same check', async () => {
    const world = await openWorld(engine);
    const { pool, reader } = world.storage.database;
    const sessions = new WeakMap<Tx, TxSession>();
    const unitOfWork = new PostgresUnitOfWork({
      concurrency: 8,
      sequelize: pool!,
      reader,
      listeners: new CommitListeners(() => undefined),
      makeTx: (session) => {
        const tx = makeTx(session);
        sessions.set(tx, session);
        return tx;
      },
    });
    await unitOfWork.run(async (tx) => post(tx, topUp('d1', 100, 'USD', 'canary', null)));
    const naiveDebit = () =>
      unitOfWork.run(async (tx) => {
        const [found] = await tx.ledger.wallets(['d1']);
        await tx.messages.nextDue();
        post(tx, charge('d1', 10, 'USD', { id: nextId(), revision: 1 }, found!.wallet));
        const after = found!.wallet.cashMinor - 10;
        await sessions.get(tx)!.execute(`UPDATE accounts SET balance = $1 WHERE id = 'd1:cash:USD'`, [after]);
      });
    await Promise.all(Array.from({ length: 12 }, naiveDebit));
    expect((await faults(world.storage)).join()).to.match(/^d1:cash:USD holds/);
    await world.end();
  });
});
