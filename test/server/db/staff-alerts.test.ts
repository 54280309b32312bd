import { expect } from 'chai';
import type { StaffAlert } from '../../../server/app/ports/staff-phone-repository.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import { LOT, OPERATOR, openWorld, session, slot, T0, UNHEARD, type World } from '../../support/db-world.ts';

eachEngine('what staff are told needs attention', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const untold = () => read((look) => look.staffAlerts.untold());
  const alert = (id: string, parts: Partial<StaffAlert> = {}): StaffAlert => ({
    id,
    kind: 'car',
    subject: id,
    lotId: LOT.id,
    raisedAt: T0,
    ...parts,
  });

  it('is a car without a driver, a controller that is lost and an open dispute, until it was noted', async () => {
    expect(await untold()).to.deep.equal([]);
    const paid = topUp('d1', 100, LOT.currency, 'p1', null);
    const controller = { secretHash: 'h', ...UNHEARD, bootId: null, fw: null, lotId: LOT.id, lotCode: 'main' } as const;
    await run(async (tx) => {
      tx.controllers.add({ id: 'c1', status: 'lost', lastSeenAt: T0, ...controller }, T0);
      tx.controllers.add({ id: 'c2', status: 'online', lastSeenAt: T0, ...controller }, T0);
      for (const noticedAt of [T0 + 1, T0 + 5])
        tx.evidence.addHealth({ controllerId: 'c1', at: T0, noticedAt, status: 'lost', bootId: null });
      tx.evidence.addHealth({ controllerId: 'c2', at: T0, noticedAt: T0 + 3, status: 'lost', bootId: null });
      const open = { driverId: null, bookingId: null, endedAt: null, startedAt: T0 + 2 };
      tx.sessions.save(session({ id: 'p1', slotId: 's1', ...open }));
      tx.sessions.save(session({ id: 'p2', slotId: 's2', ...open, driverId: 'd1' }));
      tx.slots.save(slot({ id: 's1', code: 'A1', position: 1, sessionId: 'p1', state: 'attention' }));
      tx.slots.save(slot({ id: 's2', code: 'A2', position: 2, sessionId: 'p2', state: 'occupied' }));
      tx.ledger.post({ ...paid, id: 't1', operatorId: OPERATOR, createdAt: T0 });
    });
    await run(async (tx) => {
      tx.disputes.add({
        ...{ id: 'x1', number: 'DP-1', lotId: LOT.id, driverId: 'd1', bookingId: null, sessionId: 'p2' },
        ...{ transferId: 't1', currency: 'USD', amountMinor: 500, words: '', state: 'open', openedAt: T0 },
        ...{ openedBy: 'driver', decidedAt: null, decidedBy: null, reason: null, refundedMinor: 0 },
      });
    });
    expect(await untold()).to.deep.equal([
      { kind: 'dispute', subject: 'x1', lotId: LOT.id, name: 'x1', since: T0 },
      { kind: 'car', subject: 'p1', lotId: LOT.id, name: 'A1', since: T0 + 2 },
      { kind: 'controller', subject: `c1@${T0 + 5}`, lotId: LOT.id, name: 'c1', since: T0 + 5 },
    ]);
    const alerts = (await untold()).map((one, n) => alert(`a${n}`, { kind: one.kind, subject: one.subject }));
    expect(await run((tx) => tx.staffAlerts.raise(alerts))).to.deep.equal(alerts);
    expect(await untold()).to.deep.equal([]);
    const again = alerts.map((one) => ({ ...one, id: `${one.id}b` }));
    expect(await run((tx) => tx.staffAlerts.raise(again))).to.deep.equal([]);
  });

  it('is open until somebody answers it, the newest first', async () => {
    await run(async (tx) => {
      await tx.staff.add({
        ...{ id: 'st1', operatorId: OPERATOR, login: 'meera', passwordHash: 'x' },
        ...{ role: 'attendant', createdAt: T0 },
      });
      await tx.staffAlerts.raise([alert('a'), alert('b', { raisedAt: T0 + 1 }), alert('c', { kind: 'controller' })]);
    });
    const open = async (since: number) => (await read((look) => look.staffAlerts.open('car', since))).map((a) => a.id);
    expect(await open(T0)).to.deep.equal(['b', 'a']);
    expect(await open(T0 + 1)).to.deep.equal(['b']);
    await run((tx) => tx.staffAlerts.answer('b', 'st1', T0 + 2));
    await run((tx) => tx.staffAlerts.answer('b', 'st1', T0 + 3));
    expect(await open(T0)).to.deep.equal(['a']);
    expect(await world.storage.database.reader(`SELECT answered_at FROM staff_alerts WHERE id = 'b'`)).to.deep.equal([
      { answered_at: T0 + 2 },
    ]);
  });
});
