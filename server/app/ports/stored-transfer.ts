import type { TransferDraft } from '../../domain/ledger.ts';

/** A transfer as it was written. */
export interface StoredTransfer extends TransferDraft {
  readonly id: string;
  readonly createdAt: number;
}
