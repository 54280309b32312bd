import type { Reply } from '../../chat/reply.ts';
import { bookingFee, type FeeCause, freeUntil } from '../../domain/booking-fee.ts';
import type { FeeBasis } from '../../domain/charge-basis.ts';
import { givenBack } from '../../domain/refund.ts';
import type { DriverDesk } from '../driver-desk.ts';
import type { ListedBooking } from '../ports/repositories.ts';
import { paidBy } from '../refunds.ts';

/** The driver's latest booking that ended after a moment without a stay and costs something; null where there is none. */
export async function feeSince(desk: DriverDesk, driverId: string, moment: number): Promise<ListedBooking | null> {
  const ended = await desk.tx.bookings.list({ driverId, states: ['cancelled', 'expired'], limit: 5 });
  const paid = ended.filter(({ feeMinor, endedAt }) => feeMinor > 0 && endedAt !== null && endedAt > moment);
  return paid.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0] ?? null;
}

/** Explains a fee by its booking: when it was booked and ended, what was paid from where, and the rule. */
export async function whyFee(desk: DriverDesk, booking: ListedBooking): Promise<Reply> {
  const { id, slotCode, reference, createdAt: bookedAt, startsAt } = booking;
  const { settings } = desk.book.lot(booking.lotId);
  const endedAt = booking.endedAt ?? startsAt;
  const why: FeeCause = booking.endReason === 'no-show' ? 'no-show' : 'cancel';
  let [amountMinor, capturedMinor, refundedMinor] = [0, 0, 0];
  let basis: FeeBasis | null = null;
  for (const payment of await desk.tx.wallets.paymentsOf(id)) {
    if (await desk.tx.wallets.isReversed(payment.id)) continue;
    const paid = await paidBy(desk.tx, payment);
    const takenMinor = paid.taken.promoMinor + paid.taken.cashMinor;
    amountMinor += takenMinor;
    refundedMinor += givenBack(paid);
    if (payment.kind === 'capture') capturedMinor += takenMinor;
    if (payment.basis?.kind === 'fee') basis = payment.basis;
  }
  // An older fee did not keep its rule: where the lot's gives another one now, only what happened is told.
  const isRule = basis !== null || bookingFee(booking, endedAt, why, settings) === amountMinor;
  const free = basis?.freeUntil ?? (why === 'cancel' ? freeUntil(booking, settings) : null);
  const rule = isRule ? { freeUntil: free } : null;
  const money = { amountMinor, capturedMinor, refundedMinor };
  return { kind: 'why-fee', slot: slotCode, reference, why, bookedAt, startsAt, endedAt, ...money, rule };
}
