import { expect } from 'chai';
import type { MessageFilter } from '../../../server/app/ports/message-log-repository.ts';
import type { AuditFilter } from '../../../server/app/ports/staff-repository.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { Bind } from '../../../server/db/engine.ts';
import { makeTx } from '../../../server/db/repositories/make-tx.ts';
import { TxSession } from '../../../server/db/tx.ts';
import { charge } from '../../../server/domain/ledger.ts';
import { onEngine } from '../../support/databases.ts';
import { booking, identity, message, OPERATOR, openWorld, session, T0, type World } from '../../support/db-world.ts';
import { sqlite } from '../../support/engines.ts';

const EVERY: MessageFilter = {
  ...{ driverId: null, status: null, direction: null, kind: null, transport: null, from: null, to: null },
};

const EXPORT_PAGE = { lotId: 'lot1', after: { at: T0, id: 'x' }, to: T0 + 1, limit: 10 };
const SPAN = { from: T0, to: T0 + 86_400_000 };
const DAY = { day: 0, ...SPAN };
const ONE_LOT = { lotId: 'lot1', hasOneLot: true };
const ANY_AUDIT: AuditFilter = {
  ...{ lotId: null, staffId: null, action: null, subject: null, from: null, to: null, before: null },
};

/** What does not grow with history: places, the rows of the statement itself, and indexes of what is under way only. */
const SMALL = [
  /^SCAN (json_each|input|due|CONSTANT ROW|\(subquery|\d+ CONSTANT ROW)/,
  /^SCAN (slots|lots|s|l)\b/,
  /^SCAN (one_page|ranked|waiting|placed)\b/,
  /^SCAN (one_page|ranked|steps)\b/,
  // In the order that is asked for, and no further than the page goes.
  /^SCAN audit_log USING INDEX audit_log_at$/,
  /USING (COVERING )?INDEX (messages_queued|messages_sending|messages_waiting|bookings_hold|bookings_ahead|accounts_held|handovers_open)\b/,
];

onEngine(sqlite, 'query plans', (engine) => {
  let world: World;
  before(async () => {
    world = await openWorld(engine);
  });
  after(() => world.end());

  /** The steps of every statement a use of the repositories runs. */
  async function planOf(use: (tx: Tx) => Promise<unknown>): Promise<string[]> {
    const { query } = world.storage.database.writer;
    const statements: { sql: string; bind: Bind }[] = [];
    const unit = new TxSession('sqlite', (sql, bind = []) => {
      statements.push({ sql, bind });
      return query(sql, bind);
    });
    await query('BEGIN');
    try {
      await use(makeTx(unit));
      await unit.flush();
      const plans = await Promise.all(
        statements.map(({ sql, bind }) => query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, bind)),
      );
      return plans.flat().map(({ detail }) => detail);
    } finally {
      await query('ROLLBACK');
    }
  }

  const key = { channel: 'whatsapp', userId: 'u1' };
  const uses: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
    'slots.inLot': (tx) => tx.slots.inLot('lot1'),
    'slots.byIds': (tx) => tx.slots.byIds(['s1', 's2']),
    'slots.lockByIds': (tx) => tx.slots.lockByIds(['s1', 's2']),
    'slots.lockByCodes': (tx) => tx.slots.lockByCodes([{ lotId: 'lot1', code: 'A1' }]),
    'slots.overstayingUnnoted': (tx) => tx.slots.overstayingUnnoted(T0),
    'slots.drifting': (tx) => tx.slots.drifting(T0),
    'bookings.byIds': (tx) => tx.bookings.byIds(['b1']),
    'bookings.currentOfDrivers': (tx) => tx.bookings.currentOfDrivers(['d1', 'd2']),
    'bookings.liveOfDrivers': (tx) => tx.bookings.liveOfDrivers(['d1', 'd2']),
    'bookings.liveOfSlots': (tx) => tx.bookings.liveOfSlots(['s1', 's2'], { from: T0, to: T0 + 1 }),
    'bookings.aheadBefore': (tx) => tx.bookings.aheadBefore(T0, 10),
    'bookings.holdsOver': (tx) => tx.bookings.holdsOver(T0, 10),
    'bookings.noShows': (tx) => tx.bookings.noShows(['i1'], T0),
    'bookings.list of a driver': (tx) => tx.bookings.list({ driverId: 'd1', limit: 5 }),
    'bookings.list of a lot': (tx) => tx.bookings.list({ lotId: 'lot1', limit: 5 }),
    'bookings.list of a day': (tx) => tx.bookings.list({ lotId: 'lot1', span: { from: T0, to: T0 + 1 }, limit: 5 }),
    'bookings.list of drivers': (tx) => tx.bookings.list({ lotId: 'lot1', drivers: ['d1'], limit: 5 }),
    'bookings.list of a reference': (tx) => tx.bookings.list({ reference: 'PW-b1', limit: 5 }),
    'lookUp.bookings': (tx) => tx.lookUp.bookings('PW-b', 5),
    'exports.bookings': (tx) => tx.exports.bookings(EXPORT_PAGE),
    'exports.stays': (tx) => tx.exports.stays(EXPORT_PAGE),
    'exports.transfers': (tx) => tx.exports.transfers(EXPORT_PAGE),
    'exports.messages': (tx) => tx.exports.messages(EXPORT_PAGE),
    'bookingLines.anyWaiting': (tx) => tx.bookingLines.anyWaiting(),
    'bookingLines.number': (tx) => tx.bookingLines.number(10),
    'bookingLines.lots': (tx) => tx.bookingLines.lots(),
    'bookingLines.after': (tx) => tx.bookingLines.after('lot1', 5, 10),
    'bookings.save': async (tx) => tx.bookings.save(booking({ id: 'b1' })),
    'sessions.byIds': (tx) => tx.sessions.byIds(['p1']),
    'sessions.openOfDrivers': (tx) => tx.sessions.openOfDrivers(['d1', 'd2']),
    'sessions.ofDriver': (tx) => tx.sessions.ofDriver('d1', 5),
    'sessions.latestOfDriver': (tx) => tx.sessions.latestOfDriver('d1'),
    'sessions.billsDisowned': (tx) => tx.sessions.billsDisowned('d1', T0),
    'sessions.save': async (tx) => tx.sessions.save(session({ id: 'p1' })),
    'drivers.lockByIdentities': (tx) => tx.drivers.lockByIdentities([key]),
    'drivers.byIds': (tx) => tx.drivers.byIds(['d1']),
    'drivers.byPhone': (tx) => tx.drivers.byPhone('+911'),
    'drivers.identitiesOf': (tx) => tx.drivers.identitiesOf(['d1']),
    'drivers.identitiesByIds': (tx) => tx.drivers.identitiesByIds(['i1']),
    'drivers.passNumberOn': (tx) => tx.drivers.passNumberOn(identity(1), 'd2', identity(3)),
    'drivers.changeAddress': (tx) => tx.drivers.changeAddress(identity(1), 'u11', '+9111'),
    'drivers.retireIdentity': (tx) => tx.drivers.retireIdentity(identity(1), identity(3), T0),
    'conversations.ofDrivers': (tx) => tx.conversations.ofDrivers(['d1']),
    'ledger.lockWallets': (tx) => tx.ledger.lockWallets(['d1', 'd2'], 'USD'),
    'ledger.wallets': (tx) => tx.ledger.wallets(['d1']),
    'ledger.ofDriver': (tx) => tx.ledger.ofDriver('d1', 5),
    'ledger.standingCharge': (tx) => tx.ledger.standingCharge('p1'),
    'wallets.openHold': (tx) => tx.wallets.openHold('b1'),
    'wallets.holdsOfEnded': (tx) => tx.wallets.holdsOfEnded(10),
    'wallets.refundsOf': (tx) => tx.wallets.refundsOf('t1'),
    'wallets.paymentsOf': (tx) => tx.wallets.paymentsOf('b1'),
    'wallets.depositOf': (tx) => tx.wallets.depositOf('b1'),
    'wallets.between': (tx) => tx.wallets.between('d1', 'USD', T0, T0 + 1, 10),
    'wallets.balanceBefore': (tx) => tx.wallets.balanceBefore('d1', 'USD', T0),
    'credit.grantsOf': (tx) => tx.credit.grantsOf('d1', 'USD'),
    'credit.lapsed': (tx) => tx.credit.lapsed(T0, 10),
    'topUps.claim': (tx) => tx.topUps.claim(T0, T0 + 1, 10),
    'topUps.anyDue': (tx) => tx.topUps.anyDue(T0),
    'topUps.countSince': (tx) => tx.topUps.countSince('d1', T0),
    'stayWatch.open': (tx) => tx.stayWatch.open('', 500),
    'stayWatch.lastEnded': (tx) => tx.stayWatch.lastEnded('d1'),
    'ledger.ofBooking': (tx) => tx.ledger.ofBooking('b1'),
    'staff.auditOf': (tx) => tx.staff.auditOf('b1', 10),
    'evidence.healthAfter': (tx) => tx.evidence.healthAfter(['c1'], T0),
    'ledger.byKey': (tx) => tx.ledger.byKey('top-up:1'),
    'ledger.post': async (tx) => {
      const draft = charge('d1', 5, 'USD', { id: 'p1', revision: 1 }, { cashMinor: 9, promoMinor: 0 });
      tx.ledger.post({ ...draft, id: 't1', operatorId: OPERATOR, createdAt: T0 });
    },
    'messages.accept': (tx) => tx.messages.accept([message({ id: 'm1', direction: 'inbound', externalId: 'x' })]),
    'messages.repliesTo': (tx) => tx.messages.repliesTo('twilio', ['x']),
    'messages.claimDue': (tx) => tx.messages.claimDue(T0, 16),
    'messages.claimDue, some busy': (tx) => tx.messages.claimDue(T0, 16, ['whatsapp:+1']),
    'messages.nextDue': (tx) => tx.messages.nextDue(),
    'messages.interrupted': (tx) => tx.messages.interrupted(T0),
    'messages.settle': (tx) => tx.messages.settle('m1', { status: 'sent', reason: null, at: T0 }),
    'messages.reword': (tx) => tx.messages.reword('m1', 'other words', T0),
    'messages.withdrawUntold': (tx) => tx.messages.withdrawUntold(['p1'], 'why', T0),
    'messages.queueInline': (tx) => tx.messages.queueInline('m1', 'gone', T0),
    'messages.knownOf': (tx) => tx.messages.knownOf('twilio', ['SM1']),
    'messages.ofIdentity': (tx) => tx.messages.ofIdentity('i1', 5),
    'messages.report': async (tx) => {
      tx.messages.add(message({ id: 'm2', externalId: 'SM2' }));
      await tx.messages.report(
        { transport: 'twilio', externalId: 'SM2', id: null, by: { allBut: [] } },
        { status: 'read', reason: null, at: T0 },
      );
    },
    'messageLog.list of a driver': (tx) => tx.messageLog.list({ ...EVERY, driverId: 'd1' }, 5, 0),
    'messageLog.list of a time': (tx) => tx.messageLog.list({ ...EVERY, kind: 'menu', from: T0, to: T0 + 1 }, 5, 0),
    'messageLog.sentFrom': (tx) => tx.messageLog.sentFrom('twilio', 'x', T0),
    'messages.lastHeard': (tx) => tx.messages.lastHeard(['i1']),
    'messageLog.rawOf': (tx) => tx.messageLog.rawOf('m1'),
    'messageLog.forgetRaw': (tx) => tx.messageLog.forgetRaw(T0),
    'messageLog.options': (tx) => tx.messageLog.options(T0, T0 + 1),
    'handovers.lockOpenOf': (tx) => tx.handovers.lockOpenOf('d1'),
    'handovers.listOpen': (tx) => tx.handovers.listOpen(),
    'handovers.latestOf': (tx) => tx.handovers.latestOf('d1'),
    'handovers.heard': (tx) => tx.handovers.heard('h1', T0),
    'messageLog.byId': (tx) => tx.messageLog.byId('m1'),
    'messageLog.timeline': (tx) => tx.messageLog.timeline(message({ id: 'm1' })),
    'messageLog.contact': (tx) => tx.messageLog.contact('d1'),
    'messageLog.counts': (tx) => tx.messageLog.counts(T0, T0 + 1),
    'messageLog.responseTimes': (tx) => tx.messageLog.responseTimes(T0, T0 + 1),
    'messageLog.bookings': (tx) => tx.messageLog.bookings(T0, T0 + 1),
    'observations.pending': (tx) => tx.observations.pending([{ controllerId: 'c', bootId: 'b', ackedSeq: 1 }]),
    'observations.latestAt': (tx) => tx.observations.latestAt(['s1', 's2']),
    'controllers.boots': (tx) => tx.controllers.boots([{ controllerId: 'c', bootId: 'b' }]),
    'controllers.lastOccurred': (tx) => tx.controllers.lastOccurred(['c']),
    'waiting.ofDrivers': (tx) => tx.waiting.ofDrivers(['d1', 'd2']),
    'waiting.line': (tx) => tx.waiting.line('lot1', 1),
    'waiting.lotsToServe': (tx) => tx.waiting.lotsToServe(),
    'reminders.candidates': (tx) =>
      tx.reminders.candidates({ startsBefore: T0, endsBefore: T0, holdsBefore: T0, followUpTo: '2026-11-21' }),
    'reports.slots': (tx) => tx.reports.slots('lot1'),
    'reports.stayEvents': (tx) => tx.reports.stayEvents('lot1', SPAN),
    'reports.stayLengths': (tx) => tx.reports.stayLengths('lot1', SPAN, [0, 1]),
    'reports.staysBySlot': (tx) => tx.reports.staysBySlot('lot1', SPAN),
    'reports.staysByDay': (tx) => tx.reports.staysByDay('lot1', [DAY]),
    'reports.revenueByDay': (tx) => tx.reports.revenueByDay({ id: 'lot1', currency: 'USD' }, [DAY]),
    'reports.revenueBySlot': (tx) => tx.reports.revenueBySlot({ id: 'lot1', currency: 'USD' }, SPAN),
    'reports.bookingEnds': (tx) => tx.reports.bookingEnds('lot1', [DAY]),
    'reports.bookingSteps': (tx) => tx.reports.bookingSteps(ONE_LOT, SPAN),
    'reports.messages': (tx) => tx.reports.messages(ONE_LOT, SPAN),
    'reports.messagesByDay': (tx) => tx.reports.messagesByDay(ONE_LOT, [DAY]),
    'reports.messagesOfNoLot': (tx) => tx.reports.messagesOfNoLot(SPAN),
    'staff.bySession': (tx) => tx.staff.bySession('hash', { now: T0, usedSince: 0 }),
    'staff.sessionsOf': (tx) => tx.staff.sessionsOf('st1', { now: T0, usedSince: 0 }),
    'loginTries.count': (tx) => tx.loginTries.count('name', T0, 0),
    'loginTries.knowsBrowser': (tx) => tx.loginTries.knowsBrowser({ tokenHash: 'h', staffId: 'st1', now: T0 }),
    'auditLog.page': (tx) => tx.auditLog.page(ANY_AUDIT, 5),
    'auditLog.page of a lot': (tx) => tx.auditLog.page({ ...ANY_AUDIT, lotId: 'lot1' }, 5),
    'auditLog.page of a login': (tx) => tx.auditLog.page({ ...ANY_AUDIT, staffId: 'st1' }, 5),
    'auditLog.page of an action': (tx) => tx.auditLog.page({ ...ANY_AUDIT, action: 'slot.occupied' }, 5),
    'auditLog.page of a subject': (tx) => tx.auditLog.page({ ...ANY_AUDIT, subject: 'main/A' }, 5),
    'auditLog.page of a day': (tx) => tx.auditLog.page({ ...ANY_AUDIT, from: T0, to: T0 + 1 }, 5),
    'auditLog.page behind another': (tx) => tx.auditLog.page({ ...ANY_AUDIT, before: 'a1' }, 5),
  };

  for (const [name, use] of Object.entries(uses)) {
    it(`${name} never scans what grows with history`, async () => {
      const plan = await planOf(use);
      const scans = plan.filter((step) => step.startsWith('SCAN') && !SMALL.some((small) => small.test(step)));
      expect(scans.filter((step) => !(name === 'staff.audit' && step.includes('USING INDEX')))).to.deep.equal([]);
    });
  }

  for (const [name, use] of Object.entries(uses).filter(
    ([each]) => each.startsWith('reports.') && each !== 'reports.slots',
  )) {
    it(`${name} reads the time it is asked for and no more of history`, async () => {
      const large = /^SEARCH (parking_sessions|transfers|bookings|messages|p|t|b|m)\b/;
      const byTime = /\b(started_at|ended_at|created_at)[<>]|\b(id|slot_id|transfer_id|in_reply_to|rowid)=\?/;
      const plan = (await planOf(use)).filter((step) => large.test(step));
      expect(plan.filter((step) => !byTime.test(step))).to.deep.equal([]);
      expect(plan.some((step) => /\b(started_at|ended_at|created_at)>/.test(step))).to.equal(true);
    });
  }
  it('pages through the audit log without sorting it', async () => {
    for (const [name, use] of Object.entries(uses)) {
      if (!name.startsWith('auditLog.')) continue;
      const plan = await planOf(use);
      expect(
        plan.filter((step) => step.includes('TEMP B-TREE')),
        name,
      ).to.deep.equal([]);
    }
  });

  it('would show a scan', async () => {
    const plan = await planOf((tx) => tx.lots.hasMovedMoney('lot1'));
    expect(plan.length).to.be.greaterThan(0);
    const { query } = world.storage.database.writer;
    const scan = await query<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT * FROM messages m WHERE body = 'x'`);
    expect(scan.map(({ detail }) => detail)).to.deep.equal(['SCAN m']);
  });

  it('find the overlap of a new booking by an index', async () => {
    const { query } = world.storage.database.writer;
    const triggers = await query<{ name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'bookings_no_overlap%'`,
    );
    expect(triggers).to.have.length(4);
    for (const { name, sql } of triggers) {
      const condition = /EXISTS \((SELECT 1 FROM bookings b [\s\S]*?)\)\s+BEGIN/.exec(sql)?.[1] ?? '';
      const plan = await query<{ detail: string }>(`EXPLAIN QUERY PLAN ${condition.replaceAll(/NEW\.\w+/g, '5')}`);
      expect(plan.map(({ detail }) => detail).join(), name).to.match(
        /^SEARCH b USING INDEX bookings_(slot|driver)_window/,
      );
    }
  });
});
