import { expire } from '../domain/booking.ts';
import { DriverDesk } from './driver-desk.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { watchControllers } from './watch-controllers.ts';

const AT_ONCE = 100;

/**
 * Ends reserved bookings whose car has not come in time, and tells their drivers. While a slot is unknown nothing on it
 * expires: the car may be standing there unseen. So who is silent is settled first; after an hour away it may be every
 * slot. Safe to run in several processes and as often as one likes.
 */
export async function expireBookings(unitOfWork: UnitOfWork, ids: Ids, clock: Clock): Promise<number> {
  const now = clock.now();
  const due = await unitOfWork.read((look) => look.bookings.holdsOver(now, AT_ONCE));
  if (due.length === 0) return 0;
  await watchControllers(unitOfWork, clock);
  return unitOfWork.run(async (tx) => {
    const desk = new DriverDesk(tx, ids, now, await LotBook.load(tx));
    await desk.scenes.load(due.map(({ slotId }) => slotId));
    await desk.settlement.prepare(desk.scenes.all());
    let expired = 0;
    for (const { id, slotId } of due) {
      const { slot, booking } = desk.scenes.get(slotId);
      if (booking?.id !== id || booking.state !== 'reserved' || booking.holdUntil > now) continue;
      if (slot.health === 'silent') continue;
      const lapsed = expire(booking, now);
      desk.scenes.update(slotId, { booking: lapsed, lapsed });
      tell(tx, ids, now, {
        identity: await desk.settlement.identity(booking.identityId),
        lot: desk.book.lot(slot.lotId),
        reply: { kind: 'no-show', slot: slot.code, reference: booking.reference },
        notBefore: now,
        sessionId: null,
      });
      expired++;
    }
    desk.save();
    return expired;
  });
}
