import { referenceFrom } from '../domain/booking.ts';
import {
  DISPUTE_MONTH_MS,
  type Dispute,
  decide,
  isRefundedAtOnce,
  LONGEST_DISPUTE,
  withWords,
} from '../domain/dispute.ts';
import { spendable } from '../domain/ledger.ts';
import { isOpen, type ParkingSession } from '../domain/parking-session.ts';
import { refund, refundable } from '../domain/refund.ts';
import { audit } from './audit.ts';
import type { LotBook } from './lot-book.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';
import type { Tx } from './ports/unit-of-work.ts';
import { paidBy } from './refunds.ts';
import type { Settlement } from './settlement.ts';

export interface DisputeParts {
  readonly tx: Repositories;
  readonly ids: Ids;
  readonly now: number;
  readonly book: LotBook;
  readonly settlement: Settlement;
}

export type DisputeOutcome =
  | { readonly ok: true; readonly dispute: Dispute; readonly balanceMinor: number }
  | { readonly ok: false; readonly code: 'nothing-to-dispute' | 'stay-not-over' }
  | { readonly ok: false; readonly code: 'already-disputed'; readonly dispute: Dispute }
  | { readonly ok: false; readonly code: 'too-many-disputes'; readonly limit: number };

/**
 * A driver does not accept the bill of a stay. Small bills are refunded at once, where the lot says so; the others wait
 * for an attendant. The driver must be locked, so that their limit holds.
 */
export async function openDispute(
  parts: DisputeParts,
  session: ParkingSession | null,
  words: string,
  openedBy: string,
): Promise<DisputeOutcome> {
  const { tx, ids, now, book } = parts;
  if (!session || session.driverId === null) return { ok: false, code: 'nothing-to-dispute' };
  if (isOpen(session)) return { ok: false, code: 'stay-not-over' };
  const known = await tx.disputes.ofSession(session.id);
  if (known) return { ok: false, code: 'already-disputed', dispute: known };
  const lot = book.lot(session.lotId);
  const wallet = await parts.settlement.wallet(session.driverId, lot.currency);
  const charge = await tx.ledger.standingCharge(session.id);
  const left = charge ? refundable(await paidBy(tx, charge)) : 0;
  if (!charge || left <= 0) return { ok: false, code: 'nothing-to-dispute' };
  const limit = lot.settings.disputesPerMonth;
  if ((await tx.disputes.openedSince(session.driverId, now - DISPUTE_MONTH_MS)) >= limit) {
    return { ok: false, code: 'too-many-disputes', limit };
  }
  const dispute: Dispute = {
    id: ids.next(),
    number: referenceFrom(ids.random(6), 'DP'),
    lotId: lot.id,
    driverId: session.driverId,
    bookingId: session.bookingId,
    sessionId: session.id,
    transferId: charge.id,
    currency: lot.currency,
    amountMinor: left,
    words: words.slice(0, LONGEST_DISPUTE),
    state: 'open',
    openedAt: now,
    openedBy,
    decidedAt: null,
    decidedBy: null,
    reason: null,
    refundedMinor: 0,
  };
  tx.disputes.add(dispute);
  if (!isRefundedAtOnce(left, lot.settings)) return { ok: true, dispute, balanceMinor: spendable(wallet) };
  const decision = { refundMinor: left, by: 'policy', at: now, reason: 'below the amount that is refunded at once' };
  return { ok: true, ...(await carryOutDecision(parts, dispute, decision)) };
}

/** The driver says more about a case: noted where it is still open. Answers the case as it is then; null where there is none. */
export async function addWords(
  { tx, ids, now }: { tx: Tx; ids: Ids; now: number },
  disputeId: string,
  words: string,
): Promise<Dispute | null> {
  const dispute = await tx.disputes.lockById(disputeId);
  if (dispute?.state !== 'open') return dispute;
  const after = withWords(dispute, words);
  if (after.words === dispute.words) return dispute;
  tx.disputes.save(after);
  const actor = { staffId: 'driver', now };
  audit(tx, ids, actor, { action: 'dispute.add-words', subject: dispute.id, before: dispute, after });
  return after;
}

/** Writes the decision down, and gives back what it says. The driver's wallet must be locked. */
export async function carryOutDecision(
  parts: DisputeParts,
  dispute: Dispute,
  decision: { refundMinor: number; by: string; at: number; reason: string },
): Promise<{ dispute: Dispute; balanceMinor: number }> {
  const { tx, book, settlement } = parts;
  const { id, sessionId, driverId } = dispute;
  const lot = book.lot(dispute.lotId);
  if (decision.refundMinor > 0) {
    const charge = await tx.ledger.standingCharge(sessionId);
    if (!charge) throw new RangeError('there is no charge to refund');
    const draft = refund(await paidBy(tx, charge), decision.refundMinor, `dispute:${id}`, decision.reason);
    await settlement.post(driverId, lot, draft);
  }
  const decided = decide(dispute, decision);
  tx.disputes.save(decided);
  return { dispute: decided, balanceMinor: spendable(await settlement.wallet(driverId, lot.currency)) };
}
