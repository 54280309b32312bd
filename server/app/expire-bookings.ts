import type { Reply } from '../chat/reply.ts';
import { type Booking, callOff, expire } from '../domain/booking.ts';
import { isOpen } from '../domain/parking-session.ts';
import { auditBooking } from './audit.ts';
import { chargeFee } from './booking-fees.ts';
import { releaseDeposit } from './deposits.ts';
import { DriverDesk } from './driver-desk.ts';
import { giveWay } from './give-way.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Log } from './ports/log.ts';
import type { Meter } from './ports/meter.ts';
import { isStorageAway } from './ports/storage-errors.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import type { Scene } from './scenes.ts';
import { tellWithdrawal } from './tell-withdrawal.ts';
import { watchControllers } from './watch-controllers.ts';

const AT_ONCE = 100;

export interface ExpiryDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

/**
 * Ends reserved bookings whose car has not come in time, and tells their drivers. While a slot is unknown nothing on it
 * expires: the car may be standing there unseen. So who is silent is settled first; after an hour away it may be every
 * slot. Safe to run in several processes and as often as one likes.
 *
 * All that are due share a unit; where that fails each has one of its own, so that a booking that cannot be ended, for
 * whatever reason, keeps no other from its end.
 */
export async function expireBookings(deps: ExpiryDeps): Promise<number> {
  const { unitOfWork, ids, clock, log, meter } = deps;
  const now = clock.now();
  const due = await unitOfWork.read((look) => look.bookings.holdsOver(now, AT_ONCE));
  if (due.length === 0) return 0;
  await watchControllers(unitOfWork, ids, clock);
  try {
    return await unitOfWork.run((tx) => expireDue(tx, ids, now, due));
  } catch (error) {
    if (isStorageAway(error)) throw error;
  }
  let expired = 0;
  for (const one of due) {
    try {
      expired += await unitOfWork.run((tx) => expireDue(tx, ids, now, [one]));
    } catch (error) {
      if (isStorageAway(error)) throw error;
      const reason = error instanceof Error ? error.message.slice(0, 200) : 'not applicable';
      log.error({ bookingId: one.id, reason }, 'a booking could not be expired; it is tried again');
      meter.expiryFailed();
    }
  }
  return expired;
}

async function expireDue(
  tx: Tx,
  ids: Ids,
  now: number,
  due: readonly Pick<Booking, 'id' | 'slotId'>[],
): Promise<number> {
  const desk = new DriverDesk(tx, ids, now, await LotBook.load(tx));
  await desk.scenes.load(due.map(({ slotId }) => slotId));
  await desk.settlement.prepare(desk.scenes.all());
  let expired = 0;
  for (const { id, slotId } of due) {
    const scene = desk.scenes.get(slotId);
    const { slot, booking } = scene;
    if (booking?.id !== id || booking.state !== 'reserved' || booking.holdUntil > now) continue;
    if (slot.health === 'silent') continue;
    const lot = desk.book.lot(slot.lotId);
    const reason = unusable(scene);
    const lapsed = reason ? callOff(booking, now, 'slot-unavailable') : expire(booking, now);
    desk.scenes.update(slotId, { booking: lapsed, lapsed });
    if (reason) giveWay(desk, booking, null, reason === 'car' ? 'taken' : reason);
    expired++;
    const isNoShow = lapsed.endReason === 'no-show';
    if (!isNoShow) await releaseDeposit(tx, desk.settlement, lot, booking, reason ? 'release' : 'expire');
    const action = reason ? 'booking.call-off' : 'booking.expire';
    const because = reason ?? lapsed.endReason ?? 'no-show';
    auditBooking(tx, ids, 'system', now, { action, before: booking, after: lapsed, because });
    if (reason) {
      await tellWithdrawal(tx, ids, now, { booking, slotCode: slot.code, lot, reason });
      continue;
    }
    const feeMinor = isNoShow ? await chargeFee(tx, desk.settlement, lot, lapsed, now, 'no-show') : 0;
    tell(tx, ids, now, {
      identity: await desk.settlement.identity(booking.identityId),
      lot,
      reply: noticeOf(lapsed, slot.code, lot.name, feeMinor),
      services: booking.addOns.map(({ name }) => name),
      notBefore: now,
      sessionId: null,
    });
  }
  desk.save();
  return expired;
}

/** Why the driver could not have come, where it is so. A car on a reserved slot is never the booker's. */
function unusable({ slot, session }: Scene): 'out-of-service' | 'car' | null {
  if (slot.outOfService) return 'out-of-service';
  return session && isOpen(session) ? 'car' : null;
}

function noticeOf({ endReason, reference }: Booking, slot: string, lotName: string, feeMinor: number): Reply {
  if (endReason === 'wait-lapsed') return { kind: 'wait-lapsed', slot, lotName, reference };
  return { kind: 'no-show', slot, reference, feeMinor };
}
