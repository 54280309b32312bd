import { expect } from 'chai';
import { expireCredit } from '../../../server/app/credit-expiry.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { CreditGrant } from '../../../server/domain/credit.ts';
import { guestCredit } from '../../../server/domain/ledger.ts';
import { faultsOf } from '../../support/books.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, HOUR, LOT, OPERATOR, openWorld, rejection, rollBack, T0, type World } from '../../support/db-world.ts';

const ENDS = T0 + 100;

eachEngine('credit that lapses', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const grant = (id: string, parts: Partial<CreditGrant> = {}): CreditGrant => ({
    id,
    driverId: 'd1',
    currency: 'USD',
    amountMinor: 500,
    expiresAt: ENDS,
    ...parts,
  });
  const add = (tx: Tx, ...grants: CreditGrant[]) => {
    for (const each of grants) tx.credit.addGrant({ ...each, grantedAt: T0 });
  };
  const give = (...grants: CreditGrant[]) => run(async (tx) => add(tx, ...grants));
  const grantsOf = (driverId: string, currency = 'USD') => read((look) => look.credit.grantsOf(driverId, currency));
  const lapsed = (now: number, limit = 9) => read((look) => look.credit.lapsed(now, limit));
  const whose = (driverId: string, currency = 'USD') => ({ driverId, currency, operatorId: OPERATOR });

  it('is given back as it was, in the order in which it lapses, each currency by itself', async () => {
    const late = grant('a-late', { expiresAt: BIG, amountMinor: BIG });
    const euro = grant('euro', { currency: 'EUR' });
    await give(
      late,
      grant('g2'),
      grant('g1'),
      grant('z-soon', { expiresAt: T0 }),
      euro,
      grant('x', { driverId: 'd2' }),
    );
    expect(await grantsOf('d1')).to.deep.equal([grant('z-soon', { expiresAt: T0 }), grant('g1'), grant('g2'), late]);
    expect(await grantsOf('d1', 'EUR')).to.deep.equal([euro]);
    expect(await grantsOf('d3')).to.deep.equal([]);
    const rows = await world.storage.database.reader(`SELECT granted_at, swept_at FROM credit_grants WHERE id = 'g1'`);
    expect(rows).to.deep.equal([{ granted_at: T0, swept_at: null }]);
  });

  it('is refused twice, of nothing, and for nobody', async () => {
    await give(grant('g1'));
    for (const wrong of [grant('g1'), grant('g2', { amountMinor: 0 }), grant('g3', { driverId: 'nobody' })]) {
      expect(await rejection(give(wrong)), wrong.id).to.have.property('kind', 'constraint');
    }
    expect(await grantsOf('d1')).to.deep.equal([grant('g1')]);
  });

  it('has lapsed from its moment on; each driver is named once for a currency', async () => {
    await give(grant('g1'), grant('g2'), grant('g3', { driverId: 'd2' }));
    await give(grant('g4', { currency: 'EUR', expiresAt: ENDS + 1 }), grant('g5', { driverId: 'd3', expiresAt: BIG }));
    expect(await lapsed(ENDS - 1)).to.deep.equal([]);
    expect(await lapsed(ENDS)).to.have.deep.members([whose('d1'), whose('d2')]);
    expect(await lapsed(ENDS + 1)).to.have.deep.members([whose('d1'), whose('d1', 'EUR'), whose('d2')]);
    expect(await lapsed(ENDS + 1, 2)).to.have.length(2);
    expect(await lapsed(BIG)).to.have.length(4);
  });

  it('is looked at once; what lapses later comes up again, and nothing of another is touched', async () => {
    await give(grant('g1'), grant('g2', { expiresAt: ENDS + 1 }), grant('g3', { driverId: 'd2' }));
    await give(grant('g4', { currency: 'EUR' }));
    await run((tx) => tx.credit.markSwept('d1', 'USD', ENDS));
    expect(await lapsed(ENDS)).to.have.deep.members([whose('d1', 'EUR'), whose('d2')]);
    expect(await lapsed(ENDS + 1)).to.deep.include(whose('d1'));
    await run((tx) => tx.credit.markSwept('d1', 'USD', ENDS + 9));
    expect(await lapsed(BIG)).to.have.deep.members([whose('d1', 'EUR'), whose('d2')]);
    const swept = await world.storage.database.reader(`SELECT id, swept_at FROM credit_grants ORDER BY id`);
    expect(swept.map(({ swept_at }) => swept_at)).to.deep.equal([ENDS, ENDS + 9, null, null]);
    expect(await grantsOf('d1'), 'what was given stays written').to.have.length(2);
  });

  it('leaves nothing of a unit that was thrown away', async () => {
    await give(grant('g1'));
    await rollBack(world.storage, async (tx) => {
      add(tx, grant('g2', { driverId: 'd2' }));
      await tx.credit.markSwept('d1', 'USD', ENDS);
      expect(await tx.credit.lapsed(ENDS, 9)).to.deep.equal([whose('d2')]);
    });
    expect(await lapsed(ENDS)).to.deep.equal([whose('d1')]);
    expect(await grantsOf('d2')).to.deep.equal([]);
  });

  it('is taken back once by any number of sweeps at once', async () => {
    let serial = 0;
    const ids = { next: () => `x${++serial}`, random: (length: number) => new Uint8Array(length) };
    const drivers = ['d1', 'd2', 'd3'];
    await run(async (tx) => {
      for (const driverId of drivers) {
        add(tx, grant(`g-${driverId}`, { driverId }));
        const draft = guestCredit(driverId, 500, LOT.currency);
        tx.ledger.post({ ...draft, id: `t-${driverId}`, operatorId: OPERATOR, createdAt: T0 });
      }
    });
    await Promise.all(Array.from({ length: 6 }, () => expireCredit(world.storage.unitOfWork, ids, ENDS)));
    for (const driverId of drivers) {
      const kinds = (await read((look) => look.ledger.ofDriver(driverId, 9))).map(({ kind }) => kind);
      expect(kinds, driverId).to.have.members(['guest-credit', 'credit-expiry']);
    }
    expect(await lapsed(ENDS)).to.deep.equal([]);
    expect(await faultsOf(world.storage)).to.deep.equal([]);
  });

  it('for guests is counted where it was refused for its pace, over all lots, and never where the budget is spent', async () => {
    await run(async (tx) => tx.lots.add({ ...LOT, id: 'lot2', code: 'annex' }, T0));
    const refused = () => read((look) => look.credit.refused());
    const ask = (lotId: string, now: number, budget = 100) =>
      run((tx) => tx.lots.spendGuestBudget(lotId, 10, budget, { perHour: 2, now }));
    const startOfHour = Math.floor(T0 / HOUR) * HOUR;
    expect(await refused()).to.equal(0);
    expect([await ask('lot1', startOfHour), await ask('lot1', startOfHour + HOUR - 1)]).to.deep.equal([true, true]);
    expect(await ask('lot1', startOfHour + HOUR - 1)).to.equal(false);
    expect(await ask('lot2', startOfHour), 'each lot at a pace of its own').to.equal(true);
    expect(await refused()).to.equal(1);
    expect(await ask('lot1', startOfHour + HOUR), 'the next hour begins anew').to.equal(true);
    expect(await ask('lot1', startOfHour + HOUR, 39), 'what was refused for its pace has spent nothing').to.equal(
      false,
    );
    expect(await ask('lot1', startOfHour + HOUR, 40)).to.equal(true);
    const spent = await read((look) => look.credit.spentByLot());
    expect([...spent].sort()).to.deep.equal([
      ['lot1', 40],
      ['lot2', 10],
    ]);
    expect(await refused()).to.equal(1);
    const racers = await Promise.all(Array.from({ length: 12 }, () => ask('lot2', startOfHour + 2 * HOUR, BIG)));
    expect(racers.filter(Boolean)).to.have.length(2);
    expect(await refused()).to.equal(11);
  });
});
