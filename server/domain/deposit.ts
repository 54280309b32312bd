import type { FeeBasis } from './charge-basis.ts';
import type { AccountRef, Posting, TransferDraft, WalletBalance } from './ledger.ts';

/**
 * Deposits are two-phase: a hold moves money from what a driver can spend to what is held for a booking; a capture takes
 * a fee from there, and a release gives the rest back to where it came from.
 */

/** Where in a wallet an amount came from, or goes back to. */
export interface Sources {
  readonly promoMinor: number;
  readonly cashMinor: number;
}

/** The booking a deposit is for. */
export interface DepositCause {
  readonly bookingId: string;
  readonly driverId: string;
  readonly currency: string;
}

/** What of an amount comes from promotional credit, which is spent first, and what from cash. */
export function sourcesOf(amountMinor: number, wallet: WalletBalance): Sources {
  const promoMinor = Math.min(Math.max(wallet.promoMinor, 0), amountMinor);
  return { promoMinor, cashMinor: amountMinor - promoMinor };
}

export const holdKey = (bookingId: string): string => `hold:${bookingId}`;

const account = (driverId: string, kind: 'cash' | 'promo' | 'held'): AccountRef => ({
  owner: 'driver',
  driverId,
  kind,
});

/** Postings that move an amount into the spendable accounts, or with a minus out of them. */
function spendablePostings(driverId: string, { promoMinor, cashMinor }: Sources, sign: 1 | -1): Posting[] {
  const postings: Posting[] = [];
  if (promoMinor > 0) postings.push({ account: account(driverId, 'promo'), amountMinor: sign * promoMinor });
  if (cashMinor > 0) postings.push({ account: account(driverId, 'cash'), amountMinor: sign * cashMinor });
  return postings;
}

function draft(
  cause: DepositCause,
  kind: 'hold' | 'capture' | 'release' | 'expire',
  key: string,
  postings: Posting[],
  note: string | null,
  basis: FeeBasis | null = null,
): TransferDraft {
  const { currency, driverId, bookingId } = cause;
  return { key, kind, currency, driverId, postings, sessionId: null, bookingId, reverses: null, note, basis };
}

/** Holds a deposit. More than can be spent is refused: a hold never goes below zero, unlike a charge. */
export function hold(cause: DepositCause, amountMinor: number, wallet: WalletBalance): TransferDraft {
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) throw new RangeError('the amount must be positive');
  if (wallet.cashMinor + wallet.promoMinor < amountMinor) throw new RangeError('the wallet does not hold the deposit');
  const { driverId } = cause;
  const postings = [
    ...spendablePostings(driverId, sourcesOf(amountMinor, wallet), -1),
    { account: account(driverId, 'held'), amountMinor },
  ];
  return draft(cause, 'hold', holdKey(cause.bookingId), postings, null);
}

/** What a hold took, by source. */
export function heldBy(transfer: Pick<TransferDraft, 'postings'>): Sources {
  const of = (kind: string): number =>
    -transfer.postings
      .filter((posting) => posting.account.owner === 'driver' && posting.account.kind === kind)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { promoMinor: of('promo'), cashMinor: of('cash') };
}

/** A fee that is to come out of a deposit. */
export interface DueFee {
  readonly amountMinor: number;
  readonly note: string;
  readonly basis: FeeBasis;
}

export interface Closing {
  /** What the fee takes, promotional credit first; never more than is held. */
  readonly captured: Sources;
  readonly released: Sources;
  readonly transfers: readonly TransferDraft[];
}

/**
 * Closes a hold, once and whole: a fee of up to what is held is captured, the rest goes back to its source. `how` names
 * the release: an ordinary one, or that of a booking whose time ran out.
 */
export function closeHold(
  cause: DepositCause,
  held: Sources,
  how: 'release' | 'expire',
  fee: DueFee | null = null,
): Closing {
  const total = held.promoMinor + held.cashMinor;
  const capturedMinor = Math.min(Math.max(fee?.amountMinor ?? 0, 0), total);
  const captured = sourcesOf(capturedMinor, held);
  const released = {
    promoMinor: held.promoMinor - captured.promoMinor,
    cashMinor: held.cashMinor - captured.cashMinor,
  };
  const { driverId, bookingId } = cause;
  const note = fee?.note ?? null;
  const transfers: TransferDraft[] = [];
  if (capturedMinor > 0) {
    const postings: Posting[] = [
      { account: account(driverId, 'held'), amountMinor: -capturedMinor },
      { account: { owner: 'house', kind: 'revenue' }, amountMinor: capturedMinor },
    ];
    transfers.push(draft(cause, 'capture', `capture:${bookingId}`, postings, note, fee?.basis));
  }
  const releasedMinor = total - capturedMinor;
  if (releasedMinor > 0) {
    const postings = [
      { account: account(driverId, 'held'), amountMinor: -releasedMinor },
      ...spendablePostings(driverId, released, 1),
    ];
    transfers.push(draft(cause, how, `release:${bookingId}`, postings, note));
  }
  return { captured, released, transfers };
}
