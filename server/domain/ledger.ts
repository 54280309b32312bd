import type { ChargeBasis, FeeBasis, StayBasis } from './charge-basis.ts';

/** Double entry: immutable transfers whose postings sum to zero. Amounts are minor units; plus is money coming in. */

export type DriverAccountKind = 'cash' | 'promo' | 'held';
export type HouseAccountKind = 'revenue' | 'promotions' | 'payments-clearing' | 'write-off' | 'tax';

/** Whose account and which. The house's keep no stored balance. */
export type AccountRef =
  | { readonly owner: 'driver'; readonly driverId: string; readonly kind: DriverAccountKind }
  | { readonly owner: 'house'; readonly kind: HouseAccountKind };

export interface Posting {
  readonly account: AccountRef;
  readonly amountMinor: number;
}

export type TransferKind =
  | 'guest-credit'
  | 'top-up'
  | 'charge'
  | 'reversal'
  | 'hold'
  | 'capture'
  | 'release'
  | 'expire'
  | 'refund'
  | 'withdrawal'
  | 'credit-expiry'
  | 'fee'
  | 'write-off';

/** A money movement before it is written. `key` is its cause: the same cause twice moves money once. */
export interface TransferDraft {
  readonly key: string;
  readonly kind: TransferKind;
  readonly currency: string;
  readonly driverId: string;
  readonly postings: readonly Posting[];
  readonly sessionId: string | null;
  /** The booking it is for, where it is for no stay. */
  readonly bookingId?: string | null;
  readonly reverses: string | null;
  /** The payment that is given back, in part or whole. */
  readonly refunds?: string | null;
  readonly note: string | null;
  /** Of what a stay or a booking cost: what it was worked out from. */
  readonly basis?: ChargeBasis | null;
}

export interface WalletBalance {
  readonly cashMinor: number;
  readonly promoMinor: number;
}

/** A wallet as it is locked: what is held for bookings cannot be spent. */
export interface LockedWallet extends WalletBalance {
  readonly heldMinor: number;
}

/** What a driver can spend: cash, which may be negative, and promotional credit. */
export function spendable(wallet: WalletBalance): number {
  return wallet.cashMinor + wallet.promoMinor;
}

/** What a driver owes: as much as the wallet is below zero. */
export function owed(wallet: WalletBalance): number {
  return Math.max(0, -spendable(wallet));
}

const driver = (driverId: string, kind: DriverAccountKind): AccountRef => ({ owner: 'driver', driverId, kind });
const house = (kind: HouseAccountKind): AccountRef => ({ owner: 'house', kind });

function positive(amountMinor: number): void {
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) throw new RangeError('the amount must be positive');
}

/** The promotional credit of a first contact, once per driver. */
export function guestCredit(driverId: string, amountMinor: number, currency: string): TransferDraft {
  positive(amountMinor);
  return {
    key: `guest-credit:${driverId}`,
    kind: 'guest-credit',
    currency,
    driverId,
    postings: [
      { account: house('promotions'), amountMinor: -amountMinor },
      { account: driver(driverId, 'promo'), amountMinor },
    ],
    sessionId: null,
    reverses: null,
    note: null,
  };
}

export const topUpKey = (id: string): string => `top-up:${id}`;

/** Money a driver paid in. `id` names the payment: an attendant's request or a provider's. */
export function topUp(
  driverId: string,
  amountMinor: number,
  currency: string,
  id: string,
  note: string | null,
): TransferDraft {
  positive(amountMinor);
  return {
    key: topUpKey(id),
    kind: 'top-up',
    currency,
    driverId,
    postings: [
      { account: house('payments-clearing'), amountMinor: -amountMinor },
      { account: driver(driverId, 'cash'), amountMinor },
    ],
    sessionId: null,
    reverses: null,
    note,
  };
}

export const writeOffKey = (id: string): string => `write-off:${id}`;

/** What a driver owes and the house gives up. `id` names the request of an admin. */
export function writeOff(
  driverId: string,
  amountMinor: number,
  currency: string,
  id: string,
  note: string,
): TransferDraft {
  positive(amountMinor);
  return {
    key: writeOffKey(id),
    kind: 'write-off',
    currency,
    driverId,
    postings: [
      { account: house('write-off'), amountMinor: -amountMinor },
      { account: driver(driverId, 'cash'), amountMinor },
    ],
    sessionId: null,
    reverses: null,
    note,
  };
}

/** The cause of a stay's charge: each settlement of it has one of its own. */
export function chargeKey({ id, revision }: { id: string; revision: number }): string {
  return `charge:${id}:${revision}`;
}

/**
 * The charge for a stay: promotional credit first, the rest from cash, which a departure may take below zero. A charge
 * of nothing moves nothing and has no transfer. The tax within the amount goes to an account of its own.
 */
export function charge(
  driverId: string,
  amountMinor: number,
  currency: string,
  session: { id: string; revision: number },
  wallet: WalletBalance,
  { taxMinor = 0, basis = null }: { taxMinor?: number; basis?: StayBasis | null } = {},
): TransferDraft {
  return {
    key: chargeKey(session),
    kind: 'charge',
    currency,
    driverId,
    postings: toRevenue(driverId, amountMinor, wallet, taxMinor),
    sessionId: session.id,
    reverses: null,
    note: null,
    basis,
  };
}

/**
 * The fee for a booking given back late or not used, at most one of a kind for each booking. Like a charge it may take
 * cash below zero.
 */
export function fee(
  driverId: string,
  amountMinor: number,
  currency: string,
  cause: { bookingId: string; reference: string; why: 'cancel' | 'no-show' },
  wallet: WalletBalance,
  basis: FeeBasis | null = null,
): TransferDraft {
  return {
    key: feeKey(cause.bookingId, cause.why),
    kind: 'fee',
    currency,
    driverId,
    postings: toRevenue(driverId, amountMinor, wallet),
    sessionId: null,
    bookingId: cause.bookingId,
    reverses: null,
    note: `${cause.why} ${cause.reference}`,
    basis,
  };
}

/** The cause of a booking's fee. */
export function feeKey(bookingId: string, why: 'cancel' | 'no-show'): string {
  return `fee:${bookingId}:${why}`;
}

/** Promotional credit is spent first. */
function toRevenue(driverId: string, amountMinor: number, wallet: WalletBalance, taxMinor = 0): Posting[] {
  positive(amountMinor);
  if (!Number.isSafeInteger(taxMinor) || taxMinor < 0 || taxMinor > amountMinor)
    throw new RangeError('the tax must be a part of the amount');
  const fromPromo = Math.min(Math.max(wallet.promoMinor, 0), amountMinor);
  const fromCash = amountMinor - fromPromo;
  const postings: Posting[] = [];
  if (amountMinor > taxMinor) postings.push({ account: house('revenue'), amountMinor: amountMinor - taxMinor });
  if (taxMinor > 0) postings.push({ account: house('tax'), amountMinor: taxMinor });
  if (fromPromo > 0) postings.push({ account: driver(driverId, 'promo'), amountMinor: -fromPromo });
  if (fromCash > 0) postings.push({ account: driver(driverId, 'cash'), amountMinor: -fromCash });
  return postings;
}

/** Takes a transfer back by its mirror image, so that every account gets exactly what it gave. */
export function reversal(original: TransferDraft & { readonly id: string }, note: string): TransferDraft {
  return {
    key: `reverse:${original.id}`,
    kind: 'reversal',
    currency: original.currency,
    driverId: original.driverId,
    postings: original.postings.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor })),
    sessionId: original.sessionId,
    reverses: original.id,
    note,
  };
}
