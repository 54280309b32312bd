import { expect } from 'chai';
import type { StoredTransfer } from '../../../server/app/ports/stored-transfer.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { closeHold, heldBy, hold } from '../../../server/domain/deposit.ts';
import { charge, fee, guestCredit, reversal, type TransferDraft, topUp } from '../../../server/domain/ledger.ts';
import { type Paid, refund, withdrawal } from '../../../server/domain/refund.ts';
import { faultsOf } from '../../support/books.ts';
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
import { dueFee } from '../domain/samples.ts';

const RICH = { cashMinor: BIG, promoMinor: 0 };

eachEngine('wallets beside the ledger', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await post('start', topUp('d1', 5000, 'USD', 'start', null), 1);
  });
  afterEach(async () => {
    expect(await faultsOf(world.storage)).to.deep.equal([]);
    await world.end();
  });
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const mine = (n: number) => ({ slotId: `s${n}`, driverId: `d${n}`, identityId: `i${n}` });
  const cause = (bookingId: string, driverId = 'd1', currency = 'USD') => ({ bookingId, driverId, currency });
  const put = (tx: Tx, id: string, draft: TransferDraft, createdAt = T0): StoredTransfer => {
    tx.ledger.post({ ...draft, id, operatorId: OPERATOR, createdAt });
    return { bookingId: null, refunds: null, basis: null, ...draft, id, createdAt };
  };
  const post = (id: string, draft: TransferDraft, createdAt = T0) => run(async (tx) => put(tx, id, draft, createdAt));
  const openAccounts = (driverId: string, currency: string) =>
    run(async (tx) => {
      tx.ledger.openHouseAccounts(OPERATOR, currency);
      tx.ledger.openDriverAccounts(driverId, OPERATOR, currency);
    });
  const paid = (transferId: string, minor: number, returnedMinor = 0): Paid => ({
    ...{ transferId, driverId: 'd1', currency: 'USD', sessionId: null, bookingId: null },
    ...{ taken: { promoMinor: 0, cashMinor: minor }, revenueMinor: minor, taxMinor: 0, taxReturnedMinor: 0 },
    returned: { promoMinor: 0, cashMinor: returnedMinor },
  });
  const close = (bookingId: string, held: StoredTransfer, feeMinor: number) =>
    run(async (tx) => {
      const { transfers } = closeHold(cause(bookingId, held.driverId), heldBy(held), 'release', dueFee(feeMinor));
      transfers.forEach((draft, n) => void put(tx, `close-${bookingId}-${n}`, draft, T0 + 1 + n));
    });

  it('tell what is held, by driver and currency, and say nothing where nothing is', async () => {
    await openAccounts('d1', 'EUR');
    await post('t1', topUp('d1', BIG, 'EUR', 'euro', null));
    await post('h1', hold(cause('b1'), 100, RICH));
    await post('h2', hold(cause('b2'), 50, RICH));
    await post('h3', hold(cause('b3', 'd1', 'EUR'), BIG, RICH));
    const held = (...drivers: string[]) => read((look) => look.wallets.held(drivers));
    expect(await held('d1', 'd2', 'none')).to.have.deep.members([
      { driverId: 'd1', currency: 'USD', heldMinor: 150 },
      { driverId: 'd1', currency: 'EUR', heldMinor: BIG },
    ]);
    expect(await held('d2')).to.deep.equal([]);
    expect(await held()).to.deep.equal([]);
  });

  it('find the deposit of a booking until a capture or a release closes it', async () => {
    await post('t1', guestCredit('d1', 30, 'USD'));
    const wallet = { cashMinor: 5000, promoMinor: 30 };
    const first = await post('h1', hold(cause('b1'), 100, wallet));
    const second = await post('h2', hold(cause('b2'), 100, { ...wallet, promoMinor: 0 }));
    const third = await post('h3', hold(cause('b3'), 100, { ...wallet, promoMinor: 0 }));
    const openHold = (bookingId: string) => read((look) => look.wallets.openHold(bookingId));
    expect(await openHold('b1')).to.deep.equal(first);
    expect(await openHold('none')).to.equal(null);
    await close('b1', first, 0);
    await close('b2', second, 100);
    expect([await openHold('b1'), await openHold('b2')]).to.deep.equal([null, null]);
    expect(await openHold('b3')).to.deep.equal(third);
    const deposit = async (bookingId: string) => ids(await read((look) => look.wallets.depositOf(bookingId)));
    expect(await deposit('b1'), 'what came back was never paid').to.deep.equal(['h1']);
    expect(await deposit('b2')).to.have.members(['h2', 'close-b2-0']);
    expect(await read((look) => look.wallets.depositOf('b3'))).to.deep.equal([third]);
    expect(await deposit('none')).to.deep.equal([]);
    expect(await rejection(close('b1', first, 100)), 'once and whole').to.have.property('kind', 'constraint');
  });

  it('find the deposits of bookings that are over, up to the limit', async () => {
    const over = { endedAt: T0, isCurrent: false } as const;
    await run(async (tx) => {
      for (const [n, state] of (['active', 'completed', 'cancelled', 'expired', 'expired'] as const).entries()) {
        const window = { startsAt: T0 + n * HOUR, endsAt: T0 + (n + 1) * HOUR };
        const ended = state === 'active' ? {} : over;
        tx.bookings.save(booking({ id: `b${n}`, ...mine(1), ...window, state, ...ended }));
        put(tx, `h${n}`, hold(cause(`b${n}`), 10, RICH));
      }
    });
    const expected = (id: string, isExpired: boolean) => ({ ...cause(id), operatorId: OPERATOR, isExpired });
    const found = (limit = 9) => read((look) => look.wallets.holdsOfEnded(limit));
    const all = [expected('b1', false), expected('b2', false), expected('b3', true), expected('b4', true)];
    expect(await found()).to.have.deep.members(all);
    expect(await found(3)).to.have.length(3);
    await close('b4', (await read((look) => look.wallets.openHold('b4')))!, 4);
    expect(await found()).to.have.deep.members(all.slice(0, 3));
  });

  it('list what was given back of a payment, in its order, and know what was reversed', async () => {
    const bill = await post('c1', charge('d1', 300, 'USD', { id: 'p1', revision: 1 }, RICH));
    await post('c2', charge('d1', 300, 'USD', { id: 'p2', revision: 1 }, RICH));
    const refunds = [
      await post('r2', refund(paid('c1', 300), 100, 'one', 'Kulanz „ä“'), T0 + 5),
      await post('r1', refund(paid('c1', 300, 100), 50, 'two', 'why'), T0 + 5),
      await post('w1', withdrawal(paid('c1', 300, 150), RICH, 'the bill changes'), T0 + 4),
    ];
    await post('r9', refund(paid('c2', 300), 100, 'other', 'why'), T0 + 1);
    const [second, first, before] = refunds;
    expect(await read((look) => look.wallets.refundsOf('c1'))).to.deep.equal([before, first, second]);
    expect(await read((look) => look.wallets.refundsOf('none'))).to.deep.equal([]);
    const isReversed = (id: string) => read((look) => look.wallets.isReversed(id));
    expect(await isReversed('c1')).to.equal(false);
    await post('v1', reversal(bill, 'it went on'), T0 + 6);
    expect([await isReversed('c1'), await isReversed('v1'), await isReversed('c2')]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it('find what was ever paid for a booking: its stays, fees and what was captured, the latest first', async () => {
    const paid = async (id = 'b1') => (await read((look) => look.wallets.paymentsOf(id))).map((each) => each.id);
    expect(await paid()).to.deep.equal([]);
    const held = await post('h1', hold(cause('b1'), 100, RICH), T0);
    expect(await paid(), 'a deposit is not paid').to.deep.equal([]);
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b1' }));
      tx.sessions.save(session({ id: 'p1', bookingId: 'b1', driverId: 'd1', endedAt: T0 + 9 }));
    });
    await close('b1', held, 60);
    expect(await paid()).to.deep.equal(['close-b1-0']);
    const late = { bookingId: 'b1', reference: 'PW-b1', why: 'cancel' } as const;
    await post('f1', fee('d1', 40, 'USD', late, RICH), T0 + 5);
    await post('c1', charge('d1', 300, 'USD', { id: 'p1', revision: 1 }, RICH), T0 + 5);
    await post('c2', charge('d1', 300, 'USD', { id: 'p2', revision: 1 }, RICH), T0 + 9);
    const again = await post('g1', charge('d1', 310, 'USD', { id: 'p1', revision: 2 }, RICH), T0 + 6);
    await post('v2', reversal(again, 'no'), T0 + 7);
    expect(await paid(), 'at the same moment the greater id first').to.deep.equal(['g1', 'f1', 'c1', 'close-b1-0']);
    expect((await read((look) => look.wallets.paymentsOf('b1')))[0]).to.deep.equal(again);
    expect(await paid('b2')).to.deep.equal([]);
    await post('v1', reversal((await read((look) => look.ledger.byId('f1')))!, 'no'), T0 + 8);
    const all = (await read((look) => look.ledger.ofBooking('b1'))).map((each) => each.id);
    expect(all[0]).to.equal('h1');
    expect(all.slice(-2), 'with what took it back, without its stays').to.deep.equal(['f1', 'v1']);
    expect(all).to.include('close-b1-0').and.to.not.include('g1');
  });

  it('state what moved from one moment to before another, the oldest first, with the stay and the booking', async () => {
    await openAccounts('d1', 'EUR');
    await post('e1', topUp('d1', 7, 'EUR', 'euro', null));
    await run(async (tx) => {
      tx.bookings.save(booking({ id: 'b1' }));
      tx.bookings.save(booking({ id: 'b2', startsAt: T0 + HOUR, endsAt: T0 + 2 * HOUR, isCurrent: false }));
      tx.sessions.save(session({ id: 'p1', bookingId: 'b1', driverId: 'd1', endedAt: T0 + 9 }));
      tx.sessions.save(session({ id: 'p2', slotId: 's2', driverId: 'd1' }));
    });
    const none = { ofBookingId: null, reference: null, stay: null };
    const rows = [
      { ...(await post('t2', topUp('d1', BIG - 5000, 'USD', 'big', 'bar „ä“'), T0)), ...none },
      {
        ...(await post('t1', charge('d1', 30, 'USD', { id: 'p1', revision: 1 }, RICH), T0 + 1)),
        ...{ ofBookingId: 'b1', reference: 'PW-b1', stay: { slot: 'A1', from: T0, to: T0 + 9 } },
      },
      { ...(await post('t3', hold(cause('b2'), 10, RICH), T0 + 1)), ofBookingId: 'b2', reference: 'PW-b2', stay: null },
      {
        ...(await post('t4', charge('d1', 30, 'USD', { id: 'p2', revision: 1 }, RICH), T0 + 2)),
        ...{ ofBookingId: null, reference: null, stay: { slot: 'A2', from: T0, to: null } },
      },
    ];
    await post('x1', topUp('d2', 1, 'USD', 'another', null));
    const between = (from: number, to: number, limit = 9) =>
      read((look) => look.wallets.between('d1', 'USD', from, to, limit));
    expect(await between(T0, T0 + 3)).to.deep.equal(rows);
    expect(ids(await between(T0, T0 + 2)), 'the end is not in it').to.deep.equal(['t2', 't1', 't3']);
    expect(ids(await between(T0 + 1, T0 + 3, 2))).to.deep.equal(['t1', 't3']);
    expect(ids(await between(0, T0))).to.deep.equal(['start']);
    expect(await between(T0 + 3, BIG)).to.deep.equal([]);
  });

  it('sum up what there was before a moment, what could be spent and what was held', async () => {
    await openAccounts('d1', 'EUR');
    await post('e1', topUp('d1', 7, 'EUR', 'euro', null), T0);
    await post('x1', topUp('d2', 9, 'USD', 'another', null), T0);
    await post('t1', guestCredit('d1', 30, 'USD'), T0);
    await post('t2', hold(cause('b1'), 100, { cashMinor: 5000, promoMinor: 30 }), T0 + 1);
    await post('t3', topUp('d1', BIG - 4925, 'USD', 'big', null), T0 + 2);
    const lines = (['d1', 'd2'] as const).map((driverId, n) => {
      const account = { owner: 'driver', driverId, kind: 'cash' } as const;
      return { account, amountMinor: n === 0 ? -5 : 5 };
    });
    await post('t4', { ...topUp('d1', 1, 'USD', 'shared', null), postings: lines }, T0 + 3);
    const before = (at: number, currency = 'USD') => read((look) => look.wallets.balanceBefore('d1', currency, at));
    expect(await before(1)).to.deep.equal({ balanceMinor: 0, heldMinor: 0 });
    expect(await before(T0)).to.deep.equal({ balanceMinor: 5000, heldMinor: 0 });
    expect(await before(T0 + 1)).to.deep.equal({ balanceMinor: 5030, heldMinor: 0 });
    expect(await before(T0 + 2)).to.deep.equal({ balanceMinor: 4930, heldMinor: 100 });
    expect(await before(BIG)).to.deep.equal({ balanceMinor: BIG, heldMinor: 100 });
    expect(await before(BIG, 'EUR')).to.deep.equal({ balanceMinor: 7, heldMinor: 0 });
    expect(await before(BIG, 'INR')).to.deep.equal({ balanceMinor: 0, heldMinor: 0 });
  });

  it('hold nothing of a unit that was thrown away', async () => {
    await rollBack(world.storage, async (tx) => {
      put(tx, 'h1', hold(cause('b1'), 100, RICH));
      expect(await tx.wallets.openHold('b1')).not.to.equal(null);
      expect(await tx.wallets.held(['d1'])).to.have.length(1);
    });
    expect(await read((look) => look.wallets.openHold('b1'))).to.equal(null);
    expect(await read((look) => look.wallets.held(['d1']))).to.deep.equal([]);
  });

  it('close a deposit once, however many see it open at the same time', async () => {
    const held = await post('h1', hold(cause('b1'), 100, RICH));
    const many = await sideBySide(world.storage, async (tx, n) => {
      if (!(await tx.wallets.openHold('b1'))) return false;
      const { transfers } = closeHold(cause('b1'), heldBy(held), 'release');
      for (const draft of transfers) put(tx, `r${n}`, draft);
      return true;
    });
    expect(many.filter(Boolean)).to.have.length(1);
    expect(await read((look) => look.wallets.held(['d1']))).to.deep.equal([]);
  });
});
