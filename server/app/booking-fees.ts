import type { Booking } from '../domain/booking.ts';
import { bookingFee, type FeeCause } from '../domain/booking-fee.ts';
import { fee, feeKey } from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';
import type { Repositories } from './ports/repositories.ts';
import type { Settlement } from './settlement.ts';

/**
 * Charges what giving a booking back or not using it costs by the lot's rule, in the unit that ends the booking. At most
 * once for a booking and a cause, whatever else becomes of it. Answers the fee.
 */
export async function chargeFee(
  repositories: Repositories,
  settlement: Settlement,
  lot: Lot,
  booking: Booking,
  now: number,
  why: FeeCause,
): Promise<number> {
  const amountMinor = bookingFee(booking, now, why, lot.settings);
  if (amountMinor === 0 || (await repositories.ledger.byKey(feeKey(booking.id, why)))) return 0;
  const { id: bookingId, reference, driverId } = booking;
  const cause = { bookingId, reference, why };
  await settlement.pay(driverId, lot, (wallet) => fee(driverId, amountMinor, lot.currency, cause, wallet));
  return amountMinor;
}

/** Takes a fee back whose reason turned out to be wrong. Answers what the driver gets back; 0 where none was charged. */
export async function returnFee(
  repositories: Repositories,
  settlement: Settlement,
  lot: Lot,
  booking: Booking,
  why: FeeCause,
  note: string,
): Promise<number> {
  const charged = await repositories.ledger.byKey(feeKey(booking.id, why));
  if (!charged || (await repositories.ledger.byKey(`reverse:${charged.id}`))) return 0;
  const { inputHash: _, ...standing } = charged;
  await settlement.reverse(booking.driverId, lot, standing, note);
  return charged.postings.reduce(
    (sum, { account, amountMinor }) => sum + (account.owner === 'house' ? amountMinor : 0),
    0,
  );
}
