import type { Sources } from './deposit.ts';
import type { Posting, TransferDraft, WalletBalance } from './ledger.ts';

/** What a driver paid by a transfer and what has been given back of it since. */
export interface Paid {
  readonly transferId: string;
  readonly driverId: string;
  readonly currency: string;
  readonly sessionId: string | null;
  readonly bookingId: string | null;
  /** What it took from the driver, by source. */
  readonly taken: Sources;
  /** What it put into each account of the house. */
  readonly revenueMinor: number;
  readonly taxMinor: number;
  /** What refunds have given back already, by source. */
  readonly returned: Sources;
  /** Of that, what came out of the tax account. */
  readonly taxReturnedMinor: number;
}

/** What has been given back. */
export function givenBack({ returned }: Paid): number {
  return returned.promoMinor + returned.cashMinor;
}

/** What can still be given back. */
export function refundable(paid: Paid): number {
  return paid.taken.promoMinor + paid.taken.cashMinor - givenBack(paid);
}

/** How an amount is given back of several payments: of the first as much as goes, then of the next. */
export function sharesOf(payments: readonly Paid[], amountMinor: number): { paid: Paid; amountMinor: number }[] {
  let left = amountMinor;
  return payments.flatMap((paid) => {
    const share = Math.min(left, Math.max(0, refundable(paid)));
    left -= share;
    return share > 0 ? [{ paid, amountMinor: share }] : [];
  });
}

/**
 * Gives a part or all of a payment back to the wallet. It restores its source in the order in which paying used it up,
 * the other way round: cash first, then promotional credit. Tax goes back in proportion, the last refund taking the rest.
 */
export function refund(paid: Paid, amountMinor: number, requestId: string, note: string): TransferDraft {
  const { transferId, driverId, currency, sessionId, bookingId, taken, returned } = paid;
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) throw new RangeError('the amount must be positive');
  if (amountMinor > refundable(paid)) throw new RangeError('more than was paid');
  const cashMinor = Math.min(amountMinor, taken.cashMinor - returned.cashMinor);
  const promoMinor = amountMinor - cashMinor;
  const taxMinor = taxOf(paid, amountMinor);
  const postings: Posting[] = [];
  if (cashMinor > 0) postings.push({ account: { owner: 'driver', driverId, kind: 'cash' }, amountMinor: cashMinor });
  if (promoMinor > 0) postings.push({ account: { owner: 'driver', driverId, kind: 'promo' }, amountMinor: promoMinor });
  if (amountMinor > taxMinor)
    postings.push({ account: { owner: 'house', kind: 'revenue' }, amountMinor: taxMinor - amountMinor });
  if (taxMinor > 0) postings.push({ account: { owner: 'house', kind: 'tax' }, amountMinor: -taxMinor });
  const key = `refund:${requestId}`;
  return {
    key,
    kind: 'refund',
    currency,
    driverId,
    postings,
    sessionId,
    bookingId,
    refunds: transferId,
    reverses: null,
    note,
  };
}

/** Names the one withdrawal of what was refunded of a payment. */
export const withdrawalKey = (transferId: string): string => `withdraw:${transferId}`;

/**
 * Takes refunds of a charge back before the charge itself is reversed: else the driver would have the same money twice.
 * Promotional credit first, the rest from cash, which this may take below zero as a charge may.
 */
export function withdrawal(paid: Paid, wallet: WalletBalance, note: string): TransferDraft {
  const { transferId, driverId, currency, sessionId, bookingId, returned, taxReturnedMinor } = paid;
  const amountMinor = returned.promoMinor + returned.cashMinor;
  const fromPromo = Math.min(returned.promoMinor, Math.max(wallet.promoMinor, 0));
  const fromCash = amountMinor - fromPromo;
  const postings: Posting[] = [];
  if (amountMinor > taxReturnedMinor)
    postings.push({ account: { owner: 'house', kind: 'revenue' }, amountMinor: amountMinor - taxReturnedMinor });
  if (taxReturnedMinor > 0) postings.push({ account: { owner: 'house', kind: 'tax' }, amountMinor: taxReturnedMinor });
  if (fromPromo > 0) postings.push({ account: { owner: 'driver', driverId, kind: 'promo' }, amountMinor: -fromPromo });
  if (fromCash > 0) postings.push({ account: { owner: 'driver', driverId, kind: 'cash' }, amountMinor: -fromCash });
  const key = withdrawalKey(transferId);
  return {
    key,
    kind: 'withdrawal',
    currency,
    driverId,
    postings,
    sessionId,
    bookingId,
    refunds: transferId,
    reverses: null,
    note,
  };
}

/** The tax within a refund: what is due back of it in proportion to all that is back by then, less what went back before. */
function taxOf(paid: Paid, amountMinor: number): number {
  const total = paid.revenueMinor + paid.taxMinor;
  if (paid.taxMinor === 0 || total === 0) return 0;
  const back = paid.returned.promoMinor + paid.returned.cashMinor + amountMinor;
  const due = back === total ? paid.taxMinor : Number((BigInt(paid.taxMinor) * BigInt(back)) / BigInt(total));
  return Math.max(0, due - paid.taxReturnedMinor);
}
