import type { TransferDraft } from './ledger.ts';

/** Promotional credit that lapses: so much was given, and is good until then. */
export interface CreditGrant {
  readonly id: string;
  readonly driverId: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly expiresAt: number;
}

const DAY_MS = 86_400_000;

/** Credit that comes back after it has lapsed is good for so long again. */
export const RESTORED_CREDIT_DAYS = 30;

export function creditExpiry(now: number, days: number): number {
  return now + days * DAY_MS;
}

/**
 * What of a balance has lapsed. The grant that lapses first is spent first, so what is left belongs to those that last
 * longest: whatever these cannot hold is of one that has lapsed.
 */
export function lapsedCredit(promoMinor: number, grants: readonly CreditGrant[], now: number): number {
  const good = grants.filter(({ expiresAt }) => expiresAt > now).reduce((sum, grant) => sum + grant.amountMinor, 0);
  return Math.max(0, promoMinor - good);
}

/**
 * What of credit that comes back has to be granted anew, because the grant it was spent from has lapsed meanwhile.
 * `promoMinor` is the balance with it.
 */
export function toGrantAgain(
  restoredMinor: number,
  promoMinor: number,
  grants: readonly CreditGrant[],
  now: number,
): number {
  return Math.min(restoredMinor, lapsedCredit(promoMinor, grants, now));
}

/** Moves lapsed credit back to the house. `cause` names the sweep of this driver that found it. */
export function creditLapse(driverId: string, amountMinor: number, currency: string, cause: string): TransferDraft {
  return {
    key: `credit-expiry:${cause}`,
    kind: 'credit-expiry',
    currency,
    driverId,
    postings: [
      { account: { owner: 'driver', driverId, kind: 'promo' }, amountMinor: -amountMinor },
      { account: { owner: 'house', kind: 'promotions' }, amountMinor },
    ],
    sessionId: null,
    reverses: null,
    note: null,
  };
}
