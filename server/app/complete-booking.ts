import { wallClock } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import type { Lot } from '../domain/lot.ts';
import { isOpen } from '../domain/parking-session.ts';
import { dayOf } from '../domain/reminders.ts';
import { type Actor, audit } from './audit.ts';
import { DriverDesk } from './driver-desk.ts';
import { LotBook } from './lot-book.ts';
import { endByHand } from './observe-by-hand.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { type BookingSeen, requireUnchanged } from './require-unchanged.ts';
import { type BookingView, bookingView } from './serve-drivers.ts';

/**
 * An attendant marks a booking done, with a date to come back on if there is one. A stay that still runs ends as it does
 * when an attendant says that the car has left: now, or at the last moment that evidence supports.
 */
export async function completeBooking(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: { readonly id: string; readonly followUpDate: string | null; readonly seen?: BookingSeen | null },
): Promise<BookingView> {
  const { id, followUpDate, seen = null } = request;
  await unitOfWork.run(async (tx) => {
    const [found] = await tx.bookings.byIds([id]);
    if (!found) throw new DomainError('booking-unknown', `there is no booking ${id}`);
    const desk = new DriverDesk(tx, ids, actor.now, await LotBook.load(tx));
    if (followUpDate !== null) refusePast(followUpDate, desk.book.lot(found.lotId), actor.now);
    await desk.scenes.load([found.slotId]);
    // Read again now that its slot is locked.
    const [before = found] = await tx.bookings.byIds([id]);
    const [slot] = await tx.slots.byIds([before.slotId]);
    requireUnchanged(before, slot?.code ?? '', seen);
    if (before.state === 'reserved')
      throw new DomainError('stay-not-begun', `no car of ${before.reference} has been seen`);
    if (before.state !== 'active' && before.state !== 'completed')
      throw new DomainError('booking-not-live', `booking ${before.reference} is ${before.state}`);
    if (before.state === 'active') await endStay(tx, desk, before.slotId, id);
    if (followUpDate !== null) await tx.reminders.setFollowUp(id, followUpDate, actor.now);
    desk.save();
    const [after] = await tx.bookings.byIds([id]);
    audit(tx, ids, actor, { action: 'booking.complete', subject: id, before, after: { ...after, followUpDate } });
  });
  return bookingView(unitOfWork, id);
}

async function endStay(tx: Tx, desk: DriverDesk, slotId: string, bookingId: string): Promise<void> {
  const scene = desk.scenes.get(slotId);
  const { slot, session } = scene;
  if (session?.bookingId !== bookingId || !isOpen(session)) {
    throw new DomainError('internal', `booking ${bookingId} is active without a stay`);
  }
  await desk.settlement.prepare([scene]);
  await desk.settlement.end(slotId, await endByHand(tx, desk.book, slot, session, desk.now));
}

function refusePast(date: string, lot: Lot, now: number): void {
  const day = dayOf(date);
  if (Number.isNaN(day)) throw new DomainError('invalid-request', `followUpDate: the calendar has no ${date}`);
  if (day < wallClock(now, lot.timeZone).day) throw new DomainError('invalid-request', `followUpDate: ${date} is past`);
}
