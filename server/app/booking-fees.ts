import type { Booking } from '../domain/booking.ts';
import { bookingFee, type FeeCause, freeUntil } from '../domain/booking-fee.ts';
import type { FeeBasis } from '../domain/charge-basis.ts';
import { fee, feeKey } from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';
import { closeDeposit, depositOf } from './deposits.ts';
import type { Repositories } from './ports/repositories.ts';
import { refundWhole, withdrawRefunds } from './refunds.ts';
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
  // Where neither is asked for, nothing needs to be looked up.
  if (amountMinor === 0 && lot.settings.depositMinor === 0) return 0;
  const { id: bookingId, reference, driverId } = booking;
  const isCharged =
    (await repositories.ledger.byKey(feeKey(bookingId, why))) !== null ||
    (await depositOf(repositories, bookingId)).capture !== null;
  const dueMinor = isCharged ? 0 : amountMinor;
  const how = why === 'no-show' ? 'expire' : 'release';
  const basis: FeeBasis = {
    kind: 'fee',
    why,
    amountMinor: dueMinor,
    freeUntil: why === 'cancel' ? freeUntil(booking, lot.settings) : null,
  };
  const due = { amountMinor: dueMinor, note: `${why} ${reference}`, basis };
  const capturedMinor = await closeDeposit(repositories, settlement, lot, booking, how, due);
  const restMinor = dueMinor - capturedMinor;
  const cause = { bookingId, reference, why };
  if (restMinor > 0)
    await settlement.pay(driverId, lot, (wallet) => fee(driverId, restMinor, lot.currency, cause, wallet, basis));
  return dueMinor;
}

/**
 * Takes a fee back whose reason turned out to be wrong. What staff gave back of it before is not given twice. Answers what
 * the driver gets back; 0 where none was charged.
 */
export async function returnFee(
  repositories: Repositories,
  settlement: Settlement,
  lot: Lot,
  booking: Booking,
  why: FeeCause,
  note: string,
): Promise<number> {
  const { capture } = await depositOf(repositories, booking.id);
  const fromDeposit = capture
    ? await refundWhole(repositories, settlement, lot, capture, `capture:${booking.id}`, note)
    : 0;
  const charged = await repositories.ledger.byKey(feeKey(booking.id, why));
  if (!charged || (await repositories.ledger.byKey(`reverse:${charged.id}`))) return fromDeposit;
  const { inputHash: _, ...standing } = charged;
  const returnedBefore = await withdrawRefunds(repositories, settlement, lot, standing, note);
  await settlement.reverse(booking.driverId, lot, standing, note);
  return charged.postings.reduce(
    (sum, { account, amountMinor }) => sum + (account.owner === 'house' ? amountMinor : 0),
    fromDeposit - returnedBefore,
  );
}
