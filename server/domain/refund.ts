import type { Posting, TransferDraft } from './ledger.ts';

/** What transfers of that kind brought the driver of a stay, together. */
export function movedToDriver(transfers: readonly TransferDraft[], kind: TransferDraft['kind']): number {
  return transfers
    .filter((transfer) => transfer.kind === kind)
    .flatMap(({ postings }) => postings)
    .reduce((sum, { account, amountMinor }) => (account.owner === 'driver' ? sum + amountMinor : sum), 0);
}

/** The refunds of a stay that no reversal has taken back. */
export function standingRefunds<Of extends TransferDraft & { readonly id: string }>(transfers: readonly Of[]): Of[] {
  return transfers.filter(({ id, kind }) => kind === 'refund' && !transfers.some(({ reverses }) => reverses === id));
}

/**
 * Gives back a part of a charge, or all that earlier refunds have left of it. It restores its source: cash first, as it
 * was spent last, then promotional credit.
 */
export function refund(
  charge: TransferDraft,
  earlier: readonly TransferDraft[],
  amountMinor: number,
  cause: string,
  note: string,
): TransferDraft {
  const left = (kind: 'cash' | 'promo') =>
    -[charge, ...earlier]
      .flatMap(({ postings }) => postings)
      .reduce((sum, p) => (p.account.owner === 'driver' && p.account.kind === kind ? sum + p.amountMinor : sum), 0);
  const toCash = Math.min(left('cash'), amountMinor);
  const toPromo = amountMinor - toCash;
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) throw new RangeError('the amount must be positive');
  if (toPromo > left('promo')) throw new RangeError('a refund is never more than what is left of the charge');
  const { driverId, currency, sessionId } = charge;
  const postings: Posting[] = [{ account: { owner: 'house', kind: 'revenue' }, amountMinor: -amountMinor }];
  if (toCash > 0) postings.push({ account: { owner: 'driver', driverId, kind: 'cash' }, amountMinor: toCash });
  if (toPromo > 0) postings.push({ account: { owner: 'driver', driverId, kind: 'promo' }, amountMinor: toPromo });
  return { key: `refund:${cause}`, kind: 'refund', currency, driverId, postings, sessionId, reverses: null, note };
}
