import { expect } from 'chai';
import type { AuditEntry } from '../../../server/app/ports/audit-entry.ts';
import type { AuditFilter } from '../../../server/app/ports/staff-repository.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, LOT, OPERATOR, openWorld, rejection, rollBack, T0, type World } from '../../support/db-world.ts';

eachEngine('staff, their sessions and what they changed', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);

  const staff = { id: 'st1', login: 'admin', passwordHash: 'h', role: 'admin' } as const;
  const member = { ...staff, createdAt: T0, retiredAt: null, signedInAt: null };
  const addStaff = (parts: { id?: string; login?: string } = {}) =>
    run((tx) => tx.staff.add({ ...staff, ...parts, operatorId: OPERATOR, createdAt: T0 }));
  const session = (tokenHash: string, parts: { expiresAt?: number; lastSeenAt?: number } = {}) => ({
    ...{ tokenHash, staffId: 'st1', createdAt: T0, expiresAt: T0 + 10, lastSeenAt: T0, browser: 'Firefox on Linux' },
    ...parts,
  });
  const limits = (now: number, usedSince = 0) => ({ now, usedSince });
  const tokens = async () =>
    (await world.storage.database.reader('SELECT token_hash FROM staff_sessions ORDER BY token_hash')).map(
      ({ token_hash }) => token_hash,
    );

  it('knows staff by their login, and never a retired one', async () => {
    expect(await read((look) => look.staff.any())).to.equal(false);
    await addStaff();
    expect(await read((look) => look.staff.any())).to.equal(true);
    expect(await read((look) => look.staff.byLogin('admin'))).to.deep.equal(staff);
    expect(await read((look) => look.staff.byLogin('Admin'))).to.equal(null);
    expect(await rejection(addStaff())).to.have.property('kind', 'constraint');
    await run((tx) => tx.staff.saveRetired('st1', BIG));
    expect(await read((look) => look.staff.byLogin('admin'))).to.equal(null);
    expect(await read((look) => look.staff.any())).to.equal(false);
    expect(await read((look) => look.staff.byId('st1'))).to.deep.equal({ ...member, retiredAt: BIG });
    expect(await read((look) => look.staff.logins())).to.deep.equal(new Map([['st1', 'admin']]));
    await run((tx) => tx.staff.saveRetired('st1', null));
    expect(await read((look) => look.staff.byLogin('admin'))).to.deep.equal(staff);
  });

  it('lists staff in the order of their logins, and keeps what is changed about one', async () => {
    await addStaff({ id: 'st9', login: 'aaron' });
    await addStaff();
    await run(async (tx) => {
      await tx.staff.saveRole('st1', 'viewer');
      await tx.staff.noteSignIn('st1', BIG);
    });
    const after = [
      { ...member, id: 'st9', login: 'aaron' },
      { ...member, role: 'viewer', signedInAt: BIG },
    ];
    expect(await read((look) => look.staff.all())).to.deep.equal(after);
    expect(await run((tx) => tx.staff.lockAll())).to.deep.equal(after);
    expect(await read((look) => look.staff.byId('none'))).to.equal(null);
  });

  it('lets one unit at a time decide about staff', async () => {
    await addStaff();
    await addStaff({ id: 'st2', login: 'other' });
    const retireAsLastBut = (id: string) =>
      run(async (tx) => {
        const active = (await tx.staff.lockAll()).filter(({ retiredAt }) => retiredAt === null);
        if (active.length > 1) await tx.staff.saveRetired(id, T0);
      });
    await Promise.all([retireAsLastBut('st1'), retireAsLastBut('st2')]);
    const left = await read((look) => look.staff.all());
    expect(left.filter(({ retiredAt }) => retiredAt === null)).to.have.length(1);
  });

  it('knows staff by a session until it ends, expires or lies unused', async () => {
    await addStaff();
    for (const tokenHash of ['t1', 't2']) await run((tx) => tx.staff.addSession(session(tokenHash)));
    const by = (token: string, now: number, usedSince = 0) =>
      read((look) => look.staff.bySession(token, limits(now, usedSince)));
    const known = { ...staff, lastSeenAt: T0 };
    expect(await by('t1', T0 + 9)).to.deep.equal(known);
    expect(await by('t1', T0 + 10)).to.equal(null);
    expect(await by('t1', T0 + 9, T0 - 1)).to.deep.equal(known);
    expect(await by('t1', T0 + 9, T0), 'unused').to.equal(null);
    await run((tx) => tx.staff.touchSession('t1', T0 + 5));
    await run((tx) => tx.staff.touchSession('t1', T0 + 4));
    expect(await by('t1', T0 + 9, T0)).to.deep.equal({ ...staff, lastSeenAt: T0 + 5 });
    await run((tx) => tx.staff.endSession('t1'));
    expect(await by('t1', T0)).to.equal(null);
    expect(await by('t2', T0)).to.deep.equal(known);
    await run((tx) => tx.staff.saveRetired('st1', T0));
    expect(await by('t2', T0), 'retired').to.equal(null);
  });

  it('lists the sessions of a login that hold, used last first, and ends them together', async () => {
    await addStaff();
    await addStaff({ id: 'st2', login: 'other' });
    await run(async (tx) => {
      await tx.staff.addSession(session('t1'));
      await tx.staff.addSession(session('t2', { lastSeenAt: T0 + 3 }));
      await tx.staff.addSession(session('t3', { expiresAt: T0 + 5 }));
      await tx.staff.addSession({ ...session('t4'), staffId: 'st2', browser: null });
    });
    const of = (id: string, now: number, usedSince = 0) =>
      read((look) => look.staff.sessionsOf(id, limits(now, usedSince)));
    expect(await of('st1', T0 + 5)).to.deep.equal([session('t2', { lastSeenAt: T0 + 3 }), session('t1')]);
    expect((await of('st1', T0 + 5, T0)).map(({ tokenHash }) => tokenHash)).to.deep.equal(['t2']);
    expect((await of('st2', T0)).map(({ browser }) => browser)).to.deep.equal([null]);
    await run((tx) => tx.staff.endSessionsOf('st1'));
    expect(await tokens()).to.deep.equal(['t4']);
  });

  it('ends every session and forgets every browser with a new password', async () => {
    await addStaff();
    await run(async (tx) => {
      await tx.staff.addSession(session('t1'));
      await tx.loginTries.addBrowser({ tokenHash: 'b1', staffId: 'st1', expiresAt: BIG });
    });
    await run((tx) => tx.staff.savePassword('st1', 'other'));
    expect((await read((look) => look.staff.byLogin('admin')))?.passwordHash).to.equal('other');
    expect(await tokens()).to.deep.equal([]);
    const knows = read((look) => look.loginTries.knowsBrowser({ tokenHash: 'b1', staffId: 'st1', now: T0 }));
    expect(await knows).to.equal(false);
  });

  it('forgets the sessions that have expired, at their moment and not before', async () => {
    await addStaff();
    for (const [tokenHash, expiresAt] of [
      ['t1', T0 + 10],
      ['t2', T0 + 11],
      ['t3', BIG],
    ] as const) {
      await run((tx) => tx.staff.addSession(session(tokenHash, { expiresAt })));
    }
    const forget = (now: number, usedSince = 0) => run((tx) => tx.staff.forgetSessions(limits(now, usedSince)));
    await forget(T0 + 9);
    await rollBack(world.storage, (tx) => tx.staff.forgetSessions(limits(T0 + 10)));
    expect(await tokens()).to.deep.equal(['t1', 't2', 't3']);
    await forget(T0 + 10);
    expect(await tokens()).to.deep.equal(['t2', 't3']);
    await forget(T0 + 11, T0 - 1);
    expect(await tokens()).to.deep.equal(['t3']);
    await forget(T0 + 11, T0);
    expect(await tokens(), 'unused').to.deep.equal([]);
  });

  it('counts tries, also many at once, and begins anew once they are old', async () => {
    const count = (name: string, now: number, since: number) => run((tx) => tx.loginTries.count(name, now, since));
    const many = await Promise.all(Array.from({ length: 10 }, () => count('a', T0, T0 - 5)));
    expect(many.map(({ tries }) => tries).sort((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await count('b', T0, T0 - 5)).to.deep.equal({ tries: 1, since: T0 });
    await run((tx) => tx.loginTries.takeBack('a'));
    await run((tx) => tx.loginTries.takeBack('none'));
    expect(await count('a', T0 + 4, T0 - 1)).to.deep.equal({ tries: 10, since: T0 });
    expect(await count('a', T0 + 5, T0)).to.deep.equal({ tries: 1, since: T0 + 5 });
    await run((tx) => tx.loginTries.forget(T0, T0));
    expect(await count('b', T0 + 1, T0 - 9)).to.deep.equal({ tries: 1, since: T0 + 1 });
    expect(await count('a', T0 + 6, T0)).to.deep.equal({ tries: 2, since: T0 + 5 });
  });

  it('knows a browser by its login alone, until it expires', async () => {
    await addStaff();
    await run((tx) => tx.loginTries.addBrowser({ tokenHash: 'b1', staffId: 'st1', expiresAt: T0 + 10 }));
    const knows = (tokenHash: string, staffId: string, now: number) =>
      read((look) => look.loginTries.knowsBrowser({ tokenHash, staffId, now }));
    expect(await knows('b1', 'st1', T0 + 9)).to.equal(true);
    expect([await knows('b1', 'st2', T0), await knows('b2', 'st1', T0)]).to.deep.equal([false, false]);
    expect(await knows('b1', 'st1', T0 + 10)).to.equal(false);
    await run((tx) => tx.loginTries.forget(T0 + 9, 0));
    expect(await knows('b1', 'st1', T0)).to.equal(true);
    await run((tx) => tx.loginTries.forget(T0 + 10, 0));
    expect(await knows('b1', 'st1', T0)).to.equal(false);
  });

  const entry = (n: number, parts: Partial<AuditEntry> = {}): AuditEntry => ({
    ...{ id: `a${n}`, at: T0 + n, staffId: 'st1', action: `act.do-${n}`, subject: 'main', lotId: null },
    ...{ before: null, after: { n, ä: [null] } },
    ...parts,
  });
  const keep = (...entries: AuditEntry[]) =>
    run(async (tx) => {
      for (const one of entries) tx.staff.addAudit(one);
    });

  it('keeps what staff changed', async () => {
    await keep(...[1, 2, 3].map((n) => entry(n, { before: undefined, lotId: n === 2 ? LOT.id : null })));
    const rows = await world.storage.database.reader('SELECT * FROM audit_log ORDER BY at');
    const kept = (n: number) => ({ id: `a${n}`, before: 'null', after: `{"n":${n},"ä":[null]}` });
    const where = (n: number) => ({ subject: 'main', lot_id: n === 2 ? LOT.id : null });
    expect(rows).to.deep.equal(
      [1, 2, 3].map((n) => ({ ...kept(n), ...where(n), at: T0 + n, staff_id: 'st1', action: `act.do-${n}` })),
    );
    const found = await read((look) => look.staff.auditOf('main', 2));
    expect(found).to.deep.equal([entry(1), entry(2, { lotId: LOT.id })]);
    expect(await read((look) => look.staff.auditOf('other', 9))).to.deep.equal([]);
  });

  it('finds in the audit log what is looked for, the newest first and page by page', async () => {
    await keep(
      entry(1, { action: 'booking.cancel', subject: 'b1', lotId: LOT.id }),
      entry(2, { action: 'booking.create', subject: 'b2', lotId: LOT.id, staffId: 'st2' }),
      entry(3, { action: 'bookings.other', staffId: 'system' }),
      entry(4, { action: 'slot.out-of-service', subject: 'main/A', lotId: 'lot2' }),
      // At the same moment as the one before.
      entry(5, { action: 'staff.add', at: T0 + 4 }),
    );
    const any: AuditFilter = {
      ...{ lotId: null, staffId: null, action: null, subject: null, from: null, to: null, before: null },
    };
    const find = async (filter: Partial<AuditFilter>, limit = 9) =>
      (await read((look) => look.auditLog.page({ ...any, ...filter }, limit))).map(({ id }) => id).join(' ');
    expect(await find({})).to.equal('a5 a4 a3 a2 a1');
    expect(await find({}, 2)).to.equal('a5 a4');
    expect(await find({ before: 'a5' }, 2)).to.equal('a4 a3');
    expect(await find({ before: 'a4' })).to.equal('a3 a2 a1');
    expect(await find({ before: 'none' })).to.equal('');
    expect(await find({ lotId: LOT.id })).to.equal('a2 a1');
    expect(await find({ staffId: 'st1' })).to.equal('a5 a4 a1');
    expect(await find({ action: 'booking.cancel' })).to.equal('a1');
    expect(await find({ action: 'booking' })).to.equal('a2 a1');
    expect(await find({ action: 'b%king' }), 'no pattern').to.equal('');
    expect(await find({ subject: 'main/A' })).to.equal('a4');
    expect(await find({ from: T0 + 2, to: T0 + 4 })).to.equal('a3 a2');
    expect(await find({ lotId: LOT.id, staffId: 'st2', action: 'booking', before: 'a3' })).to.equal('a2');
    const [whole] = await read((look) => look.auditLog.page({ ...any, subject: 'main/A' }, 1));
    const { at, staffId, after } = entry(4);
    expect(whole).to.deep.include({ at, staffId, lotId: 'lot2', action: 'slot.out-of-service', before: null, after });
  });
});
