import type { CreditGrant } from '../../domain/credit.ts';
import type { ParkingSession } from '../../domain/parking-session.ts';
import type { StoredTransfer } from './stored-transfer.ts';

/** Deposits, refunds and statements, beside the ledger they are made of. */
export interface WalletRepository {
  /** What is held for each driver's bookings, by driver and currency. */
  held(driverIds: readonly string[]): Promise<{ driverId: string; currency: string; heldMinor: number }[]>;
  /** The hold of a booking that nothing has closed. */
  openHold(bookingId: string): Promise<StoredTransfer | null>;
  /** Bookings that are over and whose deposit is still held. */
  holdsOfEnded(limit: number): Promise<HoldOfEnded[]>;
  /** Refunds and withdrawals of a payment. */
  refundsOf(transferId: string): Promise<StoredTransfer[]>;
  /** What was ever paid for a booking, taken back or not: its stays, fees and what they captured; the latest first. */
  paymentsOf(bookingId: string): Promise<StoredTransfer[]>;
  isReversed(transferId: string): Promise<boolean>;
  /** The hold of a booking and what was captured of it. */
  depositOf(bookingId: string): Promise<StoredTransfer[]>;
  /** A driver's transfers in a currency within a time, oldest first. */
  between(driverId: string, currency: string, from: number, to: number, limit: number): Promise<StatementTransfer[]>;
  /** What all transfers before a moment sum to: what could be spent, and what was held. */
  balanceBefore(driverId: string, currency: string, at: number): Promise<{ balanceMinor: number; heldMinor: number }>;
}

/** Promotional credit that lapses. Credit without a grant here never does. */
export interface CreditRepository {
  addGrant(grant: CreditGrant & { grantedAt: number }): void;
  grantsOf(driverId: string, currency: string): Promise<CreditGrant[]>;
  /** Drivers who have a grant that lapsed and was not looked at yet. */
  lapsed(now: number, limit: number): Promise<{ driverId: string; currency: string; operatorId: string }[]>;
  markSwept(driverId: string, currency: string, now: number): Promise<void>;
  /** What each lot has given newcomers, by the lot's id. */
  spentByLot(): Promise<Map<string, number>>;
  /** How often guest credit was refused because too many new drivers came within an hour. */
  refused(): Promise<number>;
}

/** Payments by link, from the driver's word to the provider's. */
export interface TopUpRepository {
  add(request: TopUpRequest): void;
  byId(id: string): Promise<TopUpRequest | null>;
  /** Requests of a driver since a moment. */
  countSince(driverId: string, since: number): Promise<number>;
  anyDue(now: number): Promise<boolean>;
  /** Takes requests that wait for their link, and lets nobody else have them until then. */
  claim(now: number, until: number, limit: number): Promise<TopUpRequest[]>;
  /** Moves a request on if it still is where it was; answers whether it was. */
  move(
    id: string,
    from: readonly TopUpStatus[],
    to: { status: TopUpStatus; providerId?: string; paymentId?: string; reason?: string; notBefore?: number },
  ): Promise<boolean>;
}

/** Stays seen from the wallet that pays them. */
export interface StayWatchRepository {
  /** Open stays of drivers, by driver; those who have been warned enough are left out. */
  open(afterDriverId: string, limit: number): Promise<WatchedStay[]>;
  /** Notes a warning; answers whether it is to be given: the first, or one after money came in since. */
  noteWarning(sessionId: string, driverId: string, now: number): Promise<boolean>;
  /** The latest stay that was charged, or ended without a charge. */
  lastEnded(driverId: string): Promise<(ParkingSession & { slotCode: string }) | null>;
}

export interface HoldOfEnded {
  readonly bookingId: string;
  readonly driverId: string;
  readonly currency: string;
  readonly operatorId: string;
  readonly isExpired: boolean;
}

export interface StatementTransfer extends StoredTransfer {
  /** Of the booking it is for, also where that is by its stay. */
  readonly ofBookingId: string | null;
  readonly reference: string | null;
  readonly stay: { readonly slot: string; readonly from: number; readonly to: number | null } | null;
}

/** `asked`: waits for its link; `open`: the link is with the driver; then `paid` or `failed`. */
export type TopUpStatus = 'asked' | 'open' | 'paid' | 'failed';

export interface TopUpRequest {
  readonly id: string;
  readonly driverId: string;
  readonly identityId: string;
  readonly lotId: string;
  readonly currency: string;
  readonly amountMinor: number;
  readonly status: TopUpStatus;
  /** The provider's id of the page where it is paid. */
  readonly providerId: string | null;
  readonly paymentId: string | null;
  readonly attempts: number;
  readonly notBefore: number;
  readonly createdAt: number;
}

export interface WatchedStay {
  readonly session: ParkingSession;
  readonly slotCode: string;
  readonly identityId: string | null;
  /** By currency: what can be spent, and what is held for bookings. */
  readonly wallets: ReadonlyMap<string, { readonly balanceMinor: number; readonly heldMinor: number }>;
}
