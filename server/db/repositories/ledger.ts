import { createHash } from 'node:crypto';
import type { LedgerRepository } from '../../app/ports/ledger-repository.ts';
import type { StoredTransfer } from '../../app/ports/stored-transfer.ts';
import type { ChargeBasis } from '../../domain/charge-basis.ts';
import type {
  AccountRef,
  DriverAccountKind,
  HouseAccountKind,
  LockedWallet,
  TransferDraft,
  TransferKind,
} from '../../domain/ledger.ts';
import { forUpdate, inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

export interface TransferRow {
  id: string;
  key: string;
  input_hash: string;
  kind: TransferKind;
  currency: string;
  driver_id: string;
  session_id: string | null;
  reverses: string | null;
  note: string | null;
  created_at: number;
  booking_id: string | null;
  refunds: string | null;
  basis: string | null;
}

interface PostingRow {
  transfer_id: string;
  owner: 'driver' | 'house';
  owner_id: string;
  kind: string;
  amount: number;
}

interface NewTransfer extends TransferDraft {
  readonly id: string;
  readonly operatorId: string;
  readonly createdAt: number;
}

const accounts = new Table<{ operatorId: string; owner: string; ownerId: string; kind: string; currency: string }>({
  name: 'accounts',
  order: 17,
  key: ['id'],
  columns: {
    id: 'text',
    operator_id: 'text',
    owner: 'text',
    owner_id: 'text',
    kind: 'text',
    currency: 'text',
    balance: 'int',
  },
  toRow: (a) => [
    accountId(a.ownerId, a.kind, a.currency),
    a.operatorId,
    a.owner,
    a.ownerId,
    a.kind,
    a.currency,
    a.owner === 'driver' ? 0 : null,
  ],
});

const postings = new Table<{ transferId: string; line: number; accountId: string; amountMinor: number }>({
  name: 'postings',
  order: 50,
  key: ['transfer_id', 'line'],
  columns: { transfer_id: 'text', line: 'int', account_id: 'text', amount: 'int' },
  toRow: (p) => [p.transferId, p.line, p.accountId, p.amountMinor],
});

const transfers = new Table<NewTransfer & { inputHash: string }>({
  name: 'transfers',
  order: 51,
  key: ['id'],
  columns: {
    id: 'text',
    key: 'text',
    input_hash: 'text',
    kind: 'text',
    currency: 'text',
    driver_id: 'text',
    session_id: 'text',
    reverses: 'text',
    note: 'text',
    created_at: 'int',
    booking_id: 'text',
    refunds: 'text',
    basis: 'text',
  },
  toRow: (t) => [
    t.id,
    t.key,
    t.inputHash,
    t.kind,
    t.currency,
    t.driverId,
    t.sessionId,
    t.reverses,
    t.note,
    t.createdAt,
    t.bookingId ?? null,
    t.refunds ?? null,
    t.basis ? JSON.stringify(t.basis) : null,
  ],
});

const HOUSE_KINDS: readonly HouseAccountKind[] = ['revenue', 'promotions', 'payments-clearing', 'write-off', 'tax'];
const DRIVER_KINDS: readonly DriverAccountKind[] = ['cash', 'promo', 'held'];

/** An account's id follows from whose it is, so that writing to it needs no look-up. */
function accountId(ownerId: string, kind: string, currency: string): string {
  return `${ownerId}:${kind}:${currency}`;
}

/** The double-entry ledger. Balances move by a trigger with each posting, in the database alone. */
export class SqlLedger implements LedgerRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  openDriverAccounts(driverId: string, operatorId: string, currency: string): void {
    for (const kind of DRIVER_KINDS) this.openAccount('driver', driverId, kind, operatorId, currency);
  }

  openHouseAccounts(operatorId: string, currency: string): void {
    for (const kind of HOUSE_KINDS) this.openAccount('house', operatorId, kind, operatorId, currency);
  }

  post(transfer: NewTransfer): void {
    transfer.postings.forEach((posting, line) => {
      const account = this.accountOf(posting.account, transfer.operatorId, transfer.currency);
      const row = { transferId: transfer.id, line, accountId: account, amountMinor: posting.amountMinor };
      postings.insert(this.session, `${transfer.id}:${line}`, row);
    });
    transfers.insert(this.session, transfer.id, { ...transfer, inputHash: this.hashOf(transfer) });
  }

  async byKey(key: string): Promise<(StoredTransfer & { inputHash: string }) | null> {
    const rows = await this.session.query<TransferRow>('SELECT * FROM transfers WHERE key = $1', [key]);
    const [row] = rows;
    const [transfer] = await this.withPostings(rows);
    return row && transfer ? { ...transfer, inputHash: row.input_hash } : null;
  }

  async byId(id: string): Promise<StoredTransfer | null> {
    const rows = await this.session.query<TransferRow>('SELECT * FROM transfers WHERE id = $1', [id]);
    return (await this.withPostings(rows))[0] ?? null;
  }

  async standingCharge(sessionId: string): Promise<StoredTransfer | null> {
    const rows = await this.session.query<TransferRow>(
      `SELECT t.* FROM transfers t WHERE t.session_id = $1 AND t.kind = 'charge'
       AND NOT EXISTS (SELECT 1 FROM transfers r WHERE r.reverses = t.id)`,
      [sessionId],
    );
    return (await this.withPostings(rows))[0] ?? null;
  }

  async lockWallets(driverIds: readonly string[], currency: string): Promise<Map<string, LockedWallet>> {
    const { dialect } = this.session;
    const rows = await this.session.query<{ owner_id: string; kind: string; balance: number }>(
      `SELECT owner_id, kind, balance FROM accounts WHERE owner_id IN ${inputValues(dialect, 1)} AND currency = $2
       AND owner = 'driver' ORDER BY id${forUpdate(dialect)}`,
      [JSON.stringify(driverIds), currency],
    );
    const wallets = new Map<string, LockedWallet>();
    for (const { owner_id, kind, balance } of rows) {
      const wallet = wallets.get(owner_id) ?? { cashMinor: 0, promoMinor: 0, heldMinor: 0 };
      wallets.set(owner_id, { ...wallet, [`${kind}Minor`]: balance });
    }
    return wallets;
  }

  async wallets(driverIds: readonly string[]): ReturnType<LedgerRepository['wallets']> {
    const rows = await this.session.query<{ owner_id: string; currency: string; cash: number; promo: number }>(
      `SELECT owner_id, currency, MAX(CASE WHEN kind = 'cash' THEN balance END) AS cash,
         MAX(CASE WHEN kind = 'promo' THEN balance END) AS promo
       FROM accounts WHERE owner_id IN ${inputValues(this.session.dialect, 1)} AND owner = 'driver'
       GROUP BY owner_id, currency ORDER BY owner_id, currency`,
      [JSON.stringify(driverIds)],
    );
    return rows.map((row) => ({
      driverId: row.owner_id,
      currency: row.currency,
      wallet: { cashMinor: row.cash, promoMinor: row.promo },
    }));
  }

  async ofDriver(driverId: string, limit: number): Promise<StoredTransfer[]> {
    const rows = await this.session.query<TransferRow>(
      `SELECT * FROM transfers WHERE driver_id = $1 ORDER BY created_at DESC, id DESC LIMIT ${Math.trunc(limit)}`,
      [driverId],
    );
    return this.withPostings(rows);
  }

  async ofBooking(bookingId: string): Promise<StoredTransfer[]> {
    const rows = await this.session.query<TransferRow>(
      `SELECT * FROM transfers WHERE booking_id = $1
       UNION ALL SELECT r.* FROM transfers t JOIN transfers r ON r.reverses = t.id WHERE t.booking_id = $1
       ORDER BY created_at, id`,
      [bookingId],
    );
    return this.withPostings(rows);
  }

  async ofSession(sessionId: string): Promise<StoredTransfer[]> {
    const rows = await this.session.query<TransferRow>(
      'SELECT * FROM transfers WHERE session_id = $1 ORDER BY created_at, id',
      [sessionId],
    );
    return this.withPostings(rows);
  }

  /** Names the content of a transfer, so that the same key with another content is noticed. */
  hashOf(transfer: TransferDraft): string {
    const { key, kind, currency, driverId, sessionId, reverses, note } = transfer;
    const lines = transfer.postings.map(({ account, amountMinor }) => [account.owner, account.kind, amountMinor]);
    return createHash('sha256')
      .update(JSON.stringify([key, kind, currency, driverId, sessionId, reverses, note, lines]))
      .digest('base64url');
  }

  private openAccount(owner: string, ownerId: string, kind: string, operatorId: string, currency: string): void {
    const account = { operatorId, owner, ownerId, kind, currency };
    accounts.insertIfAbsent(this.session, accountId(ownerId, kind, currency), account);
  }

  private accountOf(account: AccountRef, operatorId: string, currency: string): string {
    return accountId(account.owner === 'driver' ? account.driverId : operatorId, account.kind, currency);
  }

  /** The transfers of these rows, in their order. */
  async withPostings(rows: TransferRow[]): Promise<StoredTransfer[]> {
    if (rows.length === 0) return [];
    const lines = await this.session.query<PostingRow>(
      `SELECT p.transfer_id, a.owner, a.owner_id, a.kind, p.amount FROM postings p JOIN accounts a ON a.id = p.account_id
       WHERE p.transfer_id IN ${inputValues(this.session.dialect, 1)} ORDER BY p.transfer_id, p.line`,
      [JSON.stringify(rows.map(({ id }) => id))],
    );
    return rows.map((row) => ({
      id: row.id,
      key: row.key,
      kind: row.kind,
      currency: row.currency,
      driverId: row.driver_id,
      sessionId: row.session_id,
      reverses: row.reverses,
      note: row.note,
      createdAt: row.created_at,
      bookingId: row.booking_id,
      refunds: row.refunds,
      basis: row.basis === null ? null : (JSON.parse(row.basis) as ChargeBasis),
      postings: lines.filter((line) => line.transfer_id === row.id).map(toPosting),
    }));
  }
}

function toPosting(row: PostingRow): StoredTransfer['postings'][number] {
  const account: AccountRef =
    row.owner === 'driver'
      ? { owner: 'driver', driverId: row.owner_id, kind: row.kind as DriverAccountKind }
      : { owner: 'house', kind: row.kind as HouseAccountKind };
  return { account, amountMinor: row.amount };
}
