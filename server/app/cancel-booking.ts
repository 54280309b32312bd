import { type Booking, cancel } from '../domain/booking.ts';
import { chargeFee } from './booking-fees.ts';
import { releaseDeposit } from './deposits.ts';
import type { DriverDesk } from './driver-desk.ts';

/**
 * Gives a reserved booking back, for now or for later, by the lot's rule; the one way for chat and API. The booking's
 * slot must be loaded at the desk. `isFree` where the car park itself is the reason.
 */
export async function cancelBooking(
  desk: DriverDesk,
  booking: Booking,
  by: 'driver' | 'staff',
  isFree: boolean,
): Promise<{ booking: Booking; feeMinor: number }> {
  const lot = desk.book.lot(booking.lotId);
  const cancelled = cancel(booking, desk.now, by);
  if (desk.scenes.get(booking.slotId).booking?.id === booking.id)
    desk.scenes.update(booking.slotId, { booking: cancelled });
  else desk.tx.bookings.save(cancelled);
  desk.noteBooking(cancelled);
  if (isFree) {
    await releaseDeposit(desk.tx, desk.settlement, lot, booking);
    return { booking: cancelled, feeMinor: 0 };
  }
  const feeMinor = await chargeFee(desk.tx, desk.settlement, lot, booking, desk.now, 'cancel');
  const { driverId } = booking;
  if (feeMinor > 0) desk.noteBalance(driverId, lot.currency, desk.balance(driverId, lot.currency) - feeMinor);
  return { booking: cancelled, feeMinor };
}
