import { expect } from 'chai';
import type { ReminderMark } from '../../../server/app/ports/reminding.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { Booking } from '../../../server/domain/booking.ts';
import { eachEngine } from '../../support/databases.ts';
import {
  BIG,
  booking,
  HOUR,
  openWorld,
  rejection,
  rollBack,
  sideBySide,
  slot,
  T0,
  type World,
} from '../../support/db-world.ts';

const NOTHING = { startsBefore: 0, endsBefore: 0, holdsBefore: 0, followUpTo: '' };

eachEngine('reminders and dates to come back on', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const mine = (n: number) => ({ slotId: `s${n}`, driverId: `d${n}`, identityId: `i${n}` });
  /** Made long before it begins. */
  const ahead = (n: number, parts: Partial<Booking> = {}): Booking =>
    booking({ id: `b${n}`, ...mine(n), isCurrent: false, createdAt: 1, ...parts });
  const book = (...bookings: Booking[]) => run(async (tx) => bookings.forEach((each) => void tx.bookings.save(each)));
  const candidates = (bounds: Partial<typeof NOTHING>) =>
    read((look) => look.reminders.candidates({ ...NOTHING, ...bounds }));
  const found = async (bounds: Partial<typeof NOTHING>) => (await candidates(bounds)).map(({ booking: { id } }) => id);
  const reminder = (parts: Partial<ReminderMark> = {}): ReminderMark => ({
    kind: 'before-start',
    bookingId: 'b1',
    about: T0,
    dueAt: T0 - 10,
    status: 'sent',
    reason: null,
    createdAt: T0 - 9,
    ...parts,
  });
  const skipped = { status: 'skipped', reason: 'it was too late to help' } as const;
  const mark = (parts: Partial<ReminderMark> = {}) => run((tx) => tx.reminders.mark(reminder(parts)));
  const stored = () => world.storage.database.reader('SELECT * FROM reminders ORDER BY kind, about');

  it('look at bookings made ahead that begin by a moment, the earliest first, whole and with their slot', async () => {
    const first = ahead(2, { startsAt: T0 - 5, addOns: [{ code: 'wash', name: 'Wäsche 🚗', priceMinor: BIG }] });
    await book(ahead(1), first, ahead(3, { startsAt: T0 + 1 }));
    expect(await found({ startsBefore: T0 - 6 })).to.deep.equal([]);
    expect(await found({ startsBefore: T0 })).to.deep.equal(['b2', 'b1']);
    expect(await found({ startsBefore: BIG })).to.deep.equal(['b2', 'b1', 'b3']);
    const [one] = await candidates({ startsBefore: T0 - 5 });
    expect(one).to.deep.equal({ booking: first, slotCode: 'A2', isMuted: false, marks: [], followUpDate: null });
  });

  it('look at no booking that was made for now, and at none that is over', async () => {
    await book(ahead(1, { createdAt: T0 }), ahead(2, { state: 'cancelled' }), ahead(3, { state: 'active' }));
    expect(await found({ startsBefore: BIG })).to.deep.equal([]);
  });

  it('look at stays whose booking ends by a moment', async () => {
    const lasts = (endsAt: number) => ({ isCurrent: true, endsAt });
    await book(
      ahead(1, { ...lasts(T0 + HOUR), state: 'active' }),
      ahead(2, { ...lasts(T0 + HOUR + 1), state: 'active' }),
      ahead(3, { ...lasts(T0 + 1), state: 'completed' }),
    );
    expect(await found({ endsBefore: T0 + HOUR - 1 })).to.deep.equal([]);
    expect(await found({ endsBefore: T0 + HOUR })).to.deep.equal(['b1']);
    expect(await found({ endsBefore: BIG })).to.deep.equal(['b1', 'b2']);
  });

  it('look at holds that run out by a moment while their slot waits for the car', async () => {
    const held = { isCurrent: true, createdAt: T0, holdUntil: T0 + 9 };
    await book(ahead(1, held), ahead(2, held), ahead(3, { ...held, isCurrent: false }));
    await run(async (tx) => {
      for (const n of [1, 3]) tx.slots.save(slot({ id: `s${n}`, code: `A${n}`, state: 'reserved' }));
      tx.slots.save(slot({ id: 's2', code: 'A2', state: 'attention' }));
    });
    expect(await found({ holdsBefore: T0 + 8 })).to.deep.equal([]);
    expect(await found({ holdsBefore: T0 + 9 })).to.deep.equal(['b1']);
  });

  it('name a booking once however many reasons there are, with all its marks', async () => {
    await book(ahead(1, { isCurrent: true }), ahead(2));
    await run(async (tx) => tx.slots.save(slot({ id: 's1', code: 'A1', state: 'reserved' })));
    await mark();
    await mark({ kind: 'day-before', about: BIG, dueAt: BIG, createdAt: BIG, ...skipped });
    const [one, other, ...more] = await candidates({ startsBefore: BIG, holdsBefore: BIG, endsBefore: BIG });
    expect([one?.booking.id, other?.booking.id, more]).to.deep.equal(['b1', 'b2', []]);
    expect(one?.marks).to.have.deep.members([
      { kind: 'before-start', about: T0, status: 'sent' },
      { kind: 'day-before', about: BIG, status: 'skipped' },
    ]);
    expect(other?.marks).to.deep.equal([]);
  });

  it('are marked once for a kind, a moment and a booking', async () => {
    await book(ahead(1), ahead(2));
    expect(await mark({ dueAt: BIG })).to.equal(true);
    expect(await mark({ createdAt: T0 })).to.equal(false);
    expect(await mark(skipped), 'what was sent is not skipped afterwards').to.equal(false);
    expect(await mark({ about: T0 + 1 })).to.equal(true);
    expect(await mark({ kind: 'before-end' })).to.equal(true);
    expect(await mark({ bookingId: 'b2' })).to.equal(true);
    const rows =
      await world.storage.database.reader(`SELECT * FROM reminders WHERE kind = 'before-start' AND about = ${T0}
      AND booking_id = 'b1'`);
    const row = { kind: 'before-start', booking_id: 'b1', about: T0, due_at: BIG, status: 'sent', reason: null };
    expect(rows).to.deep.equal([{ ...row, created_at: T0 - 9 }]);
  });

  it('that were skipped may still be sent, once, and are not skipped twice', async () => {
    await book(ahead(1));
    expect(await mark(skipped)).to.equal(true);
    expect(await mark({ ...skipped, reason: 'the lot does not tell it' })).to.equal(false);
    expect(await stored()).to.have.nested.property('[0].reason', skipped.reason);
    expect(await mark({ createdAt: T0 })).to.equal(true);
    expect(await mark()).to.equal(false);
    const [row, ...more] = await stored();
    expect(row).to.include({ status: 'sent', reason: null, created_at: T0 });
    expect(more).to.deep.equal([]);
  });

  it('are refused without a reason where they are skipped, and of no booking', async () => {
    await book(ahead(1));
    for (const wrong of [{ status: 'skipped' } as const, { reason: 'sent all the same' }, { bookingId: 'none' }]) {
      expect(await rejection(mark(wrong)), JSON.stringify(wrong)).to.have.property('kind', 'constraint');
    }
    expect(await stored()).to.deep.equal([]);
  });

  it('go to one of any number who mark at once, also where one was skipped before', async () => {
    await book(ahead(1), ahead(2));
    await mark({ bookingId: 'b2', ...skipped });
    for (const bookingId of ['b1', 'b2']) {
      const many = await sideBySide(world.storage, (tx) => tx.reminders.mark(reminder({ bookingId })));
      expect(many.filter(Boolean), bookingId).to.have.length(1);
    }
  });

  it('come back on a date until it is closed; the last date that was set counts', async () => {
    const over = { state: 'completed', endedAt: T0, endReason: 'departed' } as const;
    await book(ahead(1, over), ahead(2, { ...over, startsAt: T0 - 1 }));
    const set = (id: string, date: string) => run((tx) => tx.reminders.setFollowUp(id, date, T0));
    const dates = async (followUpTo: string) =>
      (await candidates({ followUpTo })).map(({ booking: { id }, followUpDate }) => [id, followUpDate]);
    await set('b1', '2027-02-28');
    await set('b2', '2027-03-01');
    expect(await dates('2027-02-27')).to.deep.equal([]);
    expect(await dates('2027-02-28')).to.deep.equal([['b1', '2027-02-28']]);
    expect(await dates('2027-03-01')).to.deep.equal([
      ['b2', '2027-03-01'],
      ['b1', '2027-02-28'],
    ]);
    await set('b1', '2027-03-05');
    for (const other of ['2027-02-28', '2027-03-06']) await run((tx) => tx.reminders.closeFollowUp('b1', other));
    expect(await dates('2027-03-05'), 'another date is not closed').to.have.length(2);
    await run((tx) => tx.reminders.closeFollowUp('b1', '2027-03-05'));
    expect(await dates('9999-12-31')).to.deep.equal([['b2', '2027-03-01']]);
    await set('b1', '2027-03-05');
    expect(await dates('9999-12-31'), 'set anew it is open again').to.have.length(2);
    const listed = await read((look) => look.bookings.list({ id: 'b1', limit: 1 }));
    expect(listed[0]?.followUpDate).to.equal('2027-03-05');
    expect(await rejection(set('none', '2027-03-05'))).to.have.property('kind', 'constraint');
  });

  it('are told apart from a date of the same booking', async () => {
    await book(ahead(1));
    await run((tx) => tx.reminders.setFollowUp('b1', '2027-03-01', T0));
    const both = await candidates({ startsBefore: BIG, followUpTo: '2027-03-01' });
    expect(both.map(({ followUpDate }) => followUpDate)).to.have.members([null, '2027-03-01']);
  });

  it('leave nothing of a unit that was thrown away', async () => {
    await book(ahead(1));
    await mark({ kind: 'day-before', ...skipped });
    await run((tx) => tx.reminders.setFollowUp('b1', '2027-03-01', T0));
    const before = await candidates({ startsBefore: BIG, followUpTo: '9999-12-31' });
    await rollBack(world.storage, async (tx) => {
      expect(await tx.reminders.mark(reminder())).to.equal(true);
      expect(await tx.reminders.mark(reminder({ kind: 'day-before' }))).to.equal(true);
      await tx.reminders.setFollowUp('b1', '2027-04-01', T0);
      await tx.reminders.closeFollowUp('b1', '2027-04-01');
    });
    expect(await candidates({ startsBefore: BIG, followUpTo: '9999-12-31' })).to.have.deep.members(before);
    expect(await mark(), 'it is new again').to.equal(true);
  });
});
