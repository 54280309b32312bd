import { expect } from 'chai';
import { isConstraint } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { hold } from '../../../server/domain/deposit.ts';
import { charge, topUp } from '../../../server/domain/ledger.ts';
import { faultsOf } from '../../support/books.ts';
import { eachEngine } from '../../support/databases.ts';
import { LOT, OPERATOR, openWorld, T0, type World } from '../../support/db-world.ts';

const WALLET = { driverId: 'd1', currency: LOT.currency };
const RACERS = 1000;
const DEPOSIT = 10;
const COVERED = 137;

eachEngine('racers on one wallet, in the ledger', (engine) => {
  let world: World;
  let serial = 0;

  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => post(tx, topUp('d1', COVERED * DEPOSIT + 9, LOT.currency, 'p1', null)));
  });
  afterEach(() => world.end());

  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const post = (tx: Tx, draft: Parameters<Tx['ledger']['hashOf']>[0]) =>
    tx.ledger.post({ ...draft, id: `t${++serial}`, operatorId: OPERATOR, createdAt: T0 });
  const balances = async () => {
    const rows = await world.storage.database.reader<{ kind: string; balance: number }>(
      `SELECT kind, balance FROM accounts WHERE owner_id = 'd1' ORDER BY kind`,
    );
    return Object.fromEntries(rows.map(({ kind, balance }) => [kind, balance]));
  };

  it('1,000 racers for deposits on one wallet: exactly as many as it covers, the rest refused, sum 0', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, n) =>
        run(async (tx) => {
          const wallet = (await tx.ledger.lockWallets(['d1'], LOT.currency)).get('d1')!;
          if (wallet.cashMinor + wallet.promoMinor < DEPOSIT) return false;
          post(tx, hold({ ...WALLET, bookingId: `b${n}` }, DEPOSIT, wallet));
          return true;
        }),
      ),
    );
    expect(outcomes.filter(Boolean)).to.have.length(COVERED);
    expect(await balances()).to.deep.equal({ cash: 9, held: COVERED * DEPOSIT, promo: 0 });
    expect(await faultsOf(world.storage)).to.deep.equal([]);
  }).timeout(120_000);

  it('the database refuses what slips through: racers who go by what they read before are stopped at zero', async () => {
    const stale = (await world.storage.unitOfWork.read((look) => look.ledger.wallets(['d1'])))[0]!.wallet;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 300 }, (_, n) =>
        run(async (tx) => post(tx, hold({ ...WALLET, bookingId: `b${n}` }, DEPOSIT, stale))),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.every(({ reason }) => isConstraint(reason, 'transfers_hold_covered'))).to.equal(true);
    expect(outcomes.length - refused.length).to.equal(COVERED);
    expect(await balances()).to.deep.equal({ cash: 9, held: COVERED * DEPOSIT, promo: 0 });
    expect(await faultsOf(world.storage)).to.deep.equal([]);
  }).timeout(120_000);

  it('holds and charges at once: every charge is exact, and no hold takes cash below zero', async () => {
    let held = 0;
    await Promise.all(
      Array.from({ length: 400 }, (_, n) =>
        run(async (tx) => {
          const wallet = (await tx.ledger.lockWallets(['d1'], LOT.currency)).get('d1')!;
          if (n % 4 === 0) post(tx, charge('d1', 7, LOT.currency, { id: `s${n}`, revision: 1 }, wallet));
          else if (wallet.cashMinor >= DEPOSIT) {
            post(tx, hold({ ...WALLET, bookingId: `b${n}` }, DEPOSIT, wallet));
            return 1;
          }
          return 0;
        }).then((one) => {
          held += one;
        }),
      ),
    );
    expect(await balances()).to.deep.equal({
      cash: COVERED * DEPOSIT + 9 - 700 - held * DEPOSIT,
      held: held * DEPOSIT,
      promo: 0,
    });
    expect(await faultsOf(world.storage)).to.deep.equal([]);
  }).timeout(120_000);
});
