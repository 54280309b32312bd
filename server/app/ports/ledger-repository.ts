import type { LockedWallet, TransferDraft, WalletBalance } from '../../domain/ledger.ts';
import type { StoredTransfer } from './stored-transfer.ts';

/** Transfers and the balances of wallets. */
export interface LedgerRepository {
  /** Opens the accounts that are not there yet, with nothing on them. */
  openDriverAccounts(driverId: string, operatorId: string, currency: string): void;
  openHouseAccounts(operatorId: string, currency: string): void;
  /**
   * Writes a transfer; its driver's accounts must be open. A key that is there already is refused by the database.
   */
  post(transfer: TransferDraft & { id: string; operatorId: string; createdAt: number }): void;
  byKey(key: string): Promise<(StoredTransfer & { inputHash: string }) | null>;
  byId(id: string): Promise<StoredTransfer | null>;
  /** The charge of a session that no reversal has taken back. */
  standingCharge(sessionId: string): Promise<StoredTransfer | null>;
  /** Balances by driver; locked. A currency nobody has an account in is nothing. */
  lockWallets(driverIds: readonly string[], currency: string): Promise<Map<string, LockedWallet>>;
  wallets(driverIds: readonly string[]): Promise<{ driverId: string; currency: string; wallet: WalletBalance }[]>;
  ofDriver(driverId: string, limit: number): Promise<StoredTransfer[]>;
  /** Every transfer for a booking that is for no stay: deposit, fees and what became of them; the oldest first. */
  ofBooking(bookingId: string): Promise<StoredTransfer[]>;
  /** Every transfer of a stay, the oldest first. */
  ofSession(sessionId: string): Promise<StoredTransfer[]>;
  hashOf(transfer: TransferDraft): string;
}
