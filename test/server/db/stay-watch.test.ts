import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { hold } from '../../../server/domain/deposit.ts';
import { charge, guestCredit, type TransferDraft, topUp } from '../../../server/domain/ledger.ts';
import type { ParkingSession } from '../../../server/domain/parking-session.ts';
import { refund } from '../../../server/domain/refund.ts';
import { eachEngine } from '../../support/databases.ts';
import {
  BIG,
  booking,
  HOUR,
  OPERATOR,
  openWorld,
  rejection,
  rollBack,
  session,
  sideBySide,
  T0,
  type World,
} from '../../support/db-world.ts';

eachEngine('stays and the wallets that pay them', (engine) => {
  let world: World;
  let serial = 0;
  beforeEach(async () => {
    world = await openWorld(engine, { slots: 4 });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const stay = (n: number, parts: Partial<ParkingSession> = {}): ParkingSession =>
    session({ id: `p${n}`, slotId: `s${n}`, driverId: `d${n}`, ...parts });
  const park = (...stays: ParkingSession[]) => run(async (tx) => stays.forEach((each) => void tx.sessions.save(each)));
  const open = (after = '', limit = 9) => read((look) => look.stayWatch.open(after, limit));
  const seen = async (after = '', limit = 9) => (await open(after, limit)).map(({ session: { id } }) => id);
  const post = (draft: TransferDraft, createdAt = T0) =>
    run(async (tx) => tx.ledger.post({ ...draft, id: `t${++serial}`, operatorId: OPERATOR, createdAt }));
  const warn = (n: number, now: number) => run((tx) => tx.stayWatch.noteWarning(`p${n}`, `d${n}`, now));
  const lastEnded = (driverId = 'd1') => read((look) => look.stayWatch.lastEnded(driverId));

  it('that are open are seen whole, with their slot, whom to tell, and what each wallet holds', async () => {
    const own = stay(1, { bookingId: 'b1', gaps: [{ from: T0, to: T0 + 5, cause: 'loss' }], startedInitial: true });
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b1' }));
      tx.ledger.openHouseAccounts(OPERATOR, 'EUR');
      tx.ledger.openDriverAccounts('d1', OPERATOR, 'EUR');
      tx.sessions.save(own);
      tx.sessions.save(stay(2));
    });
    await post(topUp('d1', BIG - 30, 'USD', 'pay', null));
    await post(guestCredit('d1', 30, 'USD'));
    await post(topUp('d1', 7, 'EUR', 'other', null));
    const deposit = { bookingId: 'b1', driverId: 'd1', currency: 'USD' };
    await post(hold(deposit, 5, { cashMinor: BIG - 30, promoMinor: 30 }));
    const [first, second, ...more] = await open();
    expect(first).to.deep.equal({
      session: own,
      slotCode: 'A1',
      identityId: 'i1',
      wallets: new Map([
        ['USD', { balanceMinor: BIG - 5, heldMinor: 5 }],
        ['EUR', { balanceMinor: 7, heldMinor: 0 }],
      ]),
    });
    const nothing = new Map([['USD', { balanceMinor: 0, heldMinor: 0 }]]);
    expect(second).to.deep.equal({ session: stay(2), slotCode: 'A2', identityId: null, wallets: nothing });
    expect(more).to.deep.equal([]);
  });

  it('come page by page, in the order of the drivers; those that ended and nobody’s do not', async () => {
    await park(stay(3), stay(1), stay(2), stay(4, { driverId: null }), stay(1, { id: 'p0', endedAt: T0 + 1 }));
    expect(await seen()).to.deep.equal(['p1', 'p2', 'p3']);
    expect(await seen('', 2)).to.deep.equal(['p1', 'p2']);
    expect(await seen('d2', 2)).to.deep.equal(['p3']);
    expect(await seen('d3', 2)).to.deep.equal([]);
  });

  it('are warned of once, and once more after money came in', async () => {
    await park(stay(1));
    await post(topUp('d1', 100, 'USD', 'before', null), T0);
    expect(await warn(1, T0 + 10)).to.equal(true);
    expect(await warn(1, T0 + 11)).to.equal(false);
    await post(topUp('d1', 100, 'USD', 'at-once', null), T0 + 10);
    expect(await warn(1, T0 + 11), 'it was there when the warning was given').to.equal(false);
    await post(guestCredit('d1', 100, 'USD'), T0 + 11);
    await post(topUp('d2', 100, 'USD', 'another', null), T0 + 11);
    expect(await warn(1, T0 + 12), 'neither credit nor another’s money').to.equal(false);
    expect(await seen()).to.deep.equal(['p1']);
    await post(topUp('d1', 100, 'USD', 'after', null), T0 + 11);
    expect(await warn(1, T0 + 12)).to.equal(true);
    expect(await seen(), 'warned enough').to.deep.equal([]);
    await post(topUp('d1', 100, 'USD', 'again', null), T0 + 13);
    expect(await warn(1, T0 + 14)).to.equal(false);
    const rows = await world.storage.database.reader('SELECT * FROM low_balance_warnings');
    expect(rows).to.deep.equal([{ session_id: 'p1', warned_at: T0 + 12, times: 2 }]);
  });

  it('are warned of anew after a refund, each stay by itself', async () => {
    await park(stay(1), stay(2));
    await post(charge('d1', 50, 'USD', { id: 'old', revision: 1 }, { cashMinor: 0, promoMinor: 0 }));
    const paid = {
      ...{ transferId: `t${serial}`, driverId: 'd1', currency: 'USD', sessionId: 'old', bookingId: null },
      ...{ taken: { promoMinor: 0, cashMinor: 50 }, revenueMinor: 50, taxMinor: 0, taxReturnedMinor: 0 },
      returned: { promoMinor: 0, cashMinor: 0 },
    };
    expect([await warn(1, T0 + 1), await warn(2, T0 + 1)]).to.deep.equal([true, true]);
    await post(refund(paid, 50, 'r1', 'goodwill'), T0 + 2);
    expect([await warn(1, T0 + 3), await warn(2, T0 + 3)]).to.deep.equal([true, false]);
  });

  it('are warned of by one of any number who watch at once', async () => {
    await park(stay(1));
    const many = async (now: number) => {
      const told = await sideBySide(world.storage, (tx) => tx.stayWatch.noteWarning('p1', 'd1', now));
      return told.filter(Boolean).length;
    };
    expect(await many(T0 + 1)).to.equal(1);
    await post(topUp('d1', 100, 'USD', 'more', null), T0 + 2);
    expect(await many(T0 + 3)).to.equal(1);
    expect(await rejection(warn(9, T0))).to.have.property('kind', 'constraint');
  });

  it('are warned of again where the unit was thrown away', async () => {
    await park(stay(1));
    await rollBack(world.storage, async (tx) => {
      expect(await tx.stayWatch.noteWarning('p1', 'd1', T0)).to.equal(true);
    });
    expect(await warn(1, T0)).to.equal(true);
  });

  it('that ended last are found for a receipt, charged or not', async () => {
    expect(await lastEnded()).to.equal(null);
    const charged = stay(1, { startedAt: T0 - HOUR, endedAt: T0 - 1, endReason: 'vacated', chargedMinor: BIG });
    const free = stay(1, { id: 'p9', startedAt: T0 - HOUR + 1, endedAt: T0 - 2, endReason: 'gap' });
    await park(charged, stay(2, { endedAt: BIG }), stay(1, { id: 'p5', startedAt: T0 }));
    expect(await lastEnded()).to.deep.equal({ ...charged, slotCode: 'A1' });
    await park(free);
    expect(await lastEnded(), 'the one that began last').to.deep.equal({ ...free, slotCode: 'A1' });
    expect(await lastEnded('d3')).to.equal(null);
  });
});
