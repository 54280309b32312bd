import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { Booking } from '../../../server/domain/booking.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, booking, HOUR, openWorld, rollBack, sideBySide, T0, type World } from '../../support/db-world.ts';

eachEngine('bookings for now and for later', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const mine = (n: number) => ({ slotId: `s${n}`, driverId: `d${n}`, identityId: `i${n}` });
  const book = (...bookings: Booking[]) => run(async (tx) => bookings.forEach((each) => void tx.bookings.save(each)));
  /** For the hour that begins so many hours from now. */
  const later = (id: string, hours: number, parts: Partial<Booking> = {}): Booking =>
    booking({ id, isCurrent: false, startsAt: T0 + hours * HOUR, endsAt: T0 + (hours + 1) * HOUR, ...parts });
  const over = { state: 'cancelled', endedAt: T0, endReason: 'cancelled-by-driver' } as const;

  it('are those of a driver while they live, current and for later', async () => {
    const whole = later('b2', 5, { endsAt: BIG });
    await book(booking({ id: 'b1', state: 'active' }), whole, later('b3', 2, over), later('b4', 1, mine(2)));
    const live = (...drivers: string[]) => read((look) => look.bookings.liveOfDrivers(drivers));
    expect(await live('d1')).to.have.deep.members([booking({ id: 'b1', state: 'active' }), whole]);
    expect(ids(await live('d1', 'd2', 'd3')).sort()).to.deep.equal(['b1', 'b2', 'b4']);
    expect([await live('d3'), await live()]).to.deep.equal([[], []]);
  });

  it('are those of slots whose window overlaps a span; one that only touches it does not', async () => {
    await book(
      later('b1', 1),
      later('b2', 2, { state: 'active', isCurrent: true }),
      later('b3', 1, over),
      later('b4', 1, mine(2)),
      later('b5', 4, { ...mine(3), endsAt: BIG }),
    );
    const live = async (from: number, to: number, ...slots: string[]) =>
      ids(await read((look) => look.bookings.liveOfSlots(slots, { from, to }))).sort();
    expect(await live(T0 + HOUR, T0 + 2 * HOUR, 's1')).to.deep.equal(['b1']);
    expect(await live(T0 + 2 * HOUR - 1, T0 + 2 * HOUR + 1, 's1')).to.deep.equal(['b1', 'b2']);
    expect(await live(T0, T0 + HOUR, 's1', 's2')).to.deep.equal([]);
    expect(await live(T0, T0 + HOUR + 1, 's1', 's2')).to.deep.equal(['b1', 'b4']);
    expect(await live(T0 + 3 * HOUR, BIG, 's1', 's2', 's3')).to.deep.equal(['b5']);
    expect(await live(BIG - 1, BIG, 's3')).to.deep.equal(['b5']);
    expect(await live(0, BIG)).to.deep.equal([]);
  });

  it('that begin before a moment come the earliest first, up to the limit', async () => {
    await book(
      later('b1', 3),
      later('b2', 1),
      later('b3', 2, over),
      later('b4', 2, { ...mine(2), state: 'active' }),
      later('b5', 2, { ...mine(3), isCurrent: true }),
      later('b6', 2, { slotId: 's3', startsAt: T0 + 2 * HOUR + 1, driverId: 'd2', state: 'expired' }),
    );
    const ahead = (moment: number, limit = 9) => read((look) => look.bookings.aheadBefore(moment, limit));
    expect(ids(await ahead(BIG))).to.deep.equal(['b2', 'b1']);
    expect(ids(await ahead(T0 + 3 * HOUR)), 'the moment itself is not before it').to.deep.equal(['b2']);
    expect(ids(await ahead(T0 + 3 * HOUR + 1, 1))).to.deep.equal(['b2']);
    expect(await ahead(T0 + HOUR)).to.deep.equal([]);
    expect(await ahead(T0 + HOUR + 1)).to.deep.equal([later('b2', 1)]);
  });

  it('go to one of any number who take the same hour of a slot at once', async () => {
    // Those who take turns wrongly may be lucky: often enough that they are not.
    for (let hour = 1; hour <= 100; hour++) {
      const many = await sideBySide(world.storage, async (tx, n) =>
        tx.bookings.save(later(`b${hour}-${n}`, hour, { ...mine((n % 3) + 1), slotId: 's1' })),
      );
      expect(many).to.have.length(1);
    }
  });

  it('are as they were where the unit was thrown away', async () => {
    await book(later('b1', 1));
    await rollBack(world.storage, async (tx) => {
      tx.bookings.save(later('b1', 1, over));
      tx.bookings.save(later('b2', 1, mine(2)));
      expect(ids(await tx.bookings.liveOfDrivers(['d1', 'd2']))).to.deep.equal(['b2']);
    });
    expect(await read((look) => look.bookings.liveOfDrivers(['d1', 'd2']))).to.deep.equal([later('b1', 1)]);
  });
});
