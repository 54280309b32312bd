import { expect } from 'chai';
import { correctStay } from '../../../server/app/correct-stay.ts';
import { LotBook } from '../../../server/app/lot-book.ts';
import { isConstraint } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { refundWhole } from '../../../server/app/refunds.ts';
import { Scenes } from '../../../server/app/scenes.ts';
import { Settlement } from '../../../server/app/settlement.ts';
import { topUp } from '../../../server/domain/ledger.ts';
import { refund } from '../../../server/domain/refund.ts';
import { faultsOf } from '../../support/books.ts';
import { eachEngine } from '../../support/databases.ts';
import {
  booking,
  HOUR,
  LOT,
  openWorld,
  rejection,
  session,
  slot,
  T0,
  TARIFF,
  type World,
} from '../../support/db-world.ts';

const NOW = T0 + 4 * HOUR;

eachEngine('refunds of a stay', (engine) => {
  let world: World;
  let serial = 0;
  const ids = { next: () => `r${++serial}`, random: (length: number) => new Uint8Array(length) };

  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx, till, scenes) => {
      await till.wallet('d1', LOT.currency);
      await till.post('d1', LOT, topUp('d1', 1000, LOT.currency, 'p1', null));
      tx.bookings.save(booking({ id: 'b1', state: 'active', arrivedAt: T0 }));
      tx.sessions.save(session({ id: 'p1', bookingId: 'b1', driverId: 'd1', tariffId: TARIFF.id }));
      tx.slots.save(slot({ sessionId: 'p1', bookingId: 'b1', state: 'occupied' }));
      await scenes.load(['s1']);
      await till.end('s1', { at: T0 + 3 * HOUR, reason: 'gap', foundBy: 'supported' });
    });
  });
  afterEach(async () => {
    expect(await faultsOf(world.storage)).to.deep.equal([]);
    await world.end();
  });

  const run = <T>(fn: (tx: Tx, till: Settlement, scenes: Scenes) => Promise<T>): Promise<T> =>
    world.storage.unitOfWork.run(async (tx) => {
      const scenes = new Scenes(tx);
      const result = await fn(tx, new Settlement(tx, scenes, await LotBook.load(tx), ids, NOW), scenes);
      scenes.save(NOW);
      return result;
    });
  const cash = async () =>
    (await world.storage.unitOfWork.read((look) => look.ledger.wallets(['d1'])))[0]?.wallet.cashMinor;
  const giveBack = () =>
    run(async (tx, till) =>
      refundWhole(tx, till, LOT, (await tx.ledger.standingCharge('p1'))!, ids.next(), 'goodwill'),
    );
  const correct = (hours: number) =>
    run(async (tx, till, scenes) => {
      await scenes.load(['s1']);
      const [stay] = await tx.sessions.byIds(['p1']);
      const parts = { repositories: tx, scenes, book: await LotBook.load(tx), settlement: till, ids, now: NOW };
      await correctStay(parts, stay!, { ...stay!, endedAt: T0 + hours * HOUR });
    });

  it('survive a correction of the bill: what was given back stays given back, and no more', async () => {
    expect(await cash()).to.equal(400);
    expect(await giveBack()).to.equal(600);
    expect(await cash()).to.equal(1000);
    await correct(2);
    expect(await cash()).to.equal(1000);
    const kinds = (await world.storage.unitOfWork.read((look) => look.ledger.ofDriver('d1', 20))).map(
      ({ kind }) => kind,
    );
    expect(kinds.sort()).to.deep.equal(['charge', 'charge', 'refund', 'refund', 'reversal', 'top-up', 'withdrawal']);
    expect(await giveBack()).to.equal(0);
  });

  it('leave to pay what a correction adds', async () => {
    await giveBack();
    await correct(5);
    expect(await cash()).to.equal(1000 - 400);
  });

  it('are not given back a second time with a car that was not the driver’s', async () => {
    await giveBack();
    const settled = await run(async (tx, till, scenes) => {
      await scenes.load(['s1']);
      const [stay] = await tx.sessions.byIds(['p1']);
      return till.disown(stay!, 'd1');
    });
    expect(settled).to.deep.equal({ amountMinor: 0, balanceMinor: 1000 });
  });

  it('beyond what was paid are refused by the database, and so is one of a charge that was reversed', async () => {
    await giveBack();
    const paid = await run(async (tx) => (await tx.ledger.standingCharge('p1'))!);
    const more = refund(
      {
        transferId: paid.id,
        driverId: 'd1',
        currency: LOT.currency,
        sessionId: 'p1',
        bookingId: null,
        taken: { promoMinor: 0, cashMinor: 600 },
        revenueMinor: 600,
        taxMinor: 0,
        // As one who had not seen the refund would have it.
        returned: { promoMinor: 0, cashMinor: 0 },
        taxReturnedMinor: 0,
      },
      1,
      'again',
      'why',
    );
    const post = () =>
      run(async (tx) => tx.ledger.post({ ...more, id: ids.next(), operatorId: LOT.operatorId, createdAt: T0 }));
    expect(isConstraint(await rejection(post()), 'transfers_refund_paid')).to.equal(true);
    await correct(2);
    expect(isConstraint(await rejection(post()), 'transfers_refund_paid')).to.equal(true);
  });
});
