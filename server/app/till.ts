import type { LockedWallet, TransferDraft } from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';

/** Where money of wallets is moved within a unit of work: wallets are locked once and known from then on. */
export interface Till {
  /** What is in a wallet, locked for this unit. */
  wallet(driverId: string, currency: string): Promise<LockedWallet>;
  /** Writes a transfer of a wallet that has been locked; answers what can be spent afterwards. */
  post(driverId: string, lot: Lot, draft: TransferDraft): Promise<number>;
}
