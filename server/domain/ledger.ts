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

export type TransferKind = 'guest-credit' | 'top-up' | 'charge' | 'reversal';

/** A money movement before it is written. `key` is its cause: the same cause twice moves money once. */
export interface TransferDraft {
  readonly key: string;
  readonly kind: TransferKind;
  readonly currency: string;
  readonly driverId: string;
  readonly postings: readonly Posting[];
  readonly sessionId: string | null;
  readonly reverses: string | null;
  readonly note: string | null;
}

export interface WalletBalance {
  readonly cashMinor: number;
  readonly promoMinor: number;
}

/** What a driver can spend: cash, which may be negative, and promotional credit. */
export function spendable(wallet: WalletBalance): number {
  return wallet.cashMinor + wallet.promoMinor;
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

/**
 * The charge for a stay: promotional credit first, the rest from cash, which a departure may take below zero. A charge
 * of nothing moves nothing and has no transfer.
 */
export function charge(
  driverId: string,
  amountMinor: number,
  currency: string,
  session: { id: string; revision: number },
  wallet: WalletBalance,
): TransferDraft {
  positive(amountMinor);
  const fromPromo = Math.min(Math.max(wallet.promoMinor, 0), amountMinor);
  const fromCash = amountMinor - fromPromo;
  const postings: Posting[] = [{ account: house('revenue'), amountMinor }];
  if (fromPromo > 0) postings.push({ account: driver(driverId, 'promo'), amountMinor: -fromPromo });
  if (fromCash > 0) postings.push({ account: driver(driverId, 'cash'), amountMinor: -fromCash });
  return {
    key: `charge:${session.id}:${session.revision}`,
    kind: 'charge',
    currency,
    driverId,
    postings,
    sessionId: session.id,
    reverses: null,
    note: null,
  };
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
