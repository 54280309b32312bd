import type { Dispute } from '../../domain/dispute.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { Identity } from './entities.ts';

/** What keeps a driver from being erased. */
export interface Unsettled {
  readonly liveBookings: number;
  readonly openStays: number;
  readonly openDisputes: number;
  /** Money of theirs, or owed by them, by currency: cash and what is held. Promotional credit is nobody's money. */
  readonly balances: readonly { readonly currency: string; readonly amountMinor: number }[];
}

/** An identity, also one that is nobody's any more. */
export interface KnownIdentity extends Identity {
  readonly createdAt: number;
  readonly retiredAt: number | null;
}

/** What is known of people, and how it is forgotten. Ledger, stays and observations stay, and name a driver who is nobody. */
export interface ErasureRepository {
  /** When the driver was erased, null while they are not; the driver is locked. */
  lockErasedAt(driverId: string): Promise<number | null>;
  unsettled(driverId: string): Promise<Unsettled>;
  /** Every identity the driver ever had. */
  identities(driverId: string): Promise<KnownIdentity[]>;
  disputes(driverId: string): Promise<Dispute[]>;
  /** The webhooks that are still kept with the driver's messages, by the message's id. */
  webhooks(driverId: string): Promise<Map<string, string>>;
  /** Entries of the audit log about the driver, their bookings, cases, disputes and places in lines. */
  auditAbout(driverId: string): Promise<AuditEntry[]>;
  /** Other words for an entry of the audit log; that it was touched is kept. */
  rewordAudit(entry: AuditEntry, at: number): Promise<void>;
  /** Takes away who the driver is and what was said; their addresses are free for whoever writes from them next. */
  erase(driverId: string, at: number): Promise<void>;
  /** Takes the words and webhooks from messages before then, at most so many; answers from how many. */
  forgetMessages(before: number, limit: number): Promise<number>;
  /** Takes the names, plates and numbers to call from drivers of whom nothing was heard or seen since then; answers whose. */
  forgetNames(before: number, limit: number): Promise<string[]>;
  /** Takes the words from what drivers reported, disputed and noted before then. */
  forgetWords(before: number): Promise<void>;
}
