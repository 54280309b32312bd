import type { Dispute, DisputeState } from '../domain/dispute.ts';
import { DomainError } from '../domain/errors.ts';
import { refundable } from '../domain/refund.ts';
import { type Actor, audit } from './audit.ts';
import { carryOutDecision, type DisputeParts, openDispute } from './dispute-bill.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Ids } from './ports/ids.ts';
import { isConstraint } from './ports/storage-errors.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { paidBy } from './refunds.ts';
import { Scenes } from './scenes.ts';
import { Settlement } from './settlement.ts';

/** What staff do with disputed bills. */

export async function listDisputes(
  unitOfWork: UnitOfWork,
  filter: { state: DisputeState | null; driverId: string | null },
): Promise<Dispute[]> {
  return unitOfWork.read((look) => look.disputes.list(filter, 200));
}

/** Opens a dispute of a booking's stay on behalf of its driver. */
export async function disputeForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: { bookingId: string; words: string },
): Promise<Dispute> {
  try {
    return await unitOfWork.run(async (tx) => {
      const [booking] = await tx.bookings.byIds([request.bookingId]);
      if (!booking) throw new DomainError('booking-unknown', `there is no booking ${request.bookingId}`);
      await tx.drivers.lockByIdentities(await tx.drivers.identitiesByIds([booking.identityId]));
      const parts = await partsOf(tx, ids, actor.now);
      const stays = await tx.sessions.byIds(await tx.evidence.sessionsOf(booking.id));
      const [latest = null] = stays.sort((a, b) => b.startedAt - a.startedAt);
      const outcome = await openDispute(parts, latest, request.words, actor.staffId);
      if (!outcome.ok) {
        throw new DomainError(outcome.code, `the bill of ${booking.reference} is not disputed: ${outcome.code}`);
      }
      const { dispute } = outcome;
      audit(tx, ids, actor, { action: 'dispute.open', subject: dispute.id, before: null, after: dispute });
      if (dispute.state !== 'open') await tellOutcome(parts, dispute, outcome.balanceMinor);
      return dispute;
    });
  } catch (error) {
    if (isConstraint(error, 'disputes')) throw new DomainError('already-disputed', 'this stay is disputed already');
    throw error;
  }
}

/** An attendant decides: gives back a part of the bill or all of it, or lets it stand. */
export async function decideDispute(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: { disputeId: string; refundMinor: number; reason: string },
): Promise<Dispute> {
  return unitOfWork.run(async (tx) => {
    const dispute = await tx.disputes.lockById(request.disputeId);
    if (!dispute) throw new DomainError('dispute-unknown', `there is no dispute ${request.disputeId}`);
    if (dispute.state !== 'open') throw new DomainError('dispute-decided', `${dispute.number} is ${dispute.state}`);
    const parts = await partsOf(tx, ids, actor.now);
    // Locked before the charge is looked at: whoever else gives money back waits.
    await parts.settlement.wallet(dispute.driverId, dispute.currency);
    const charge = await tx.ledger.standingCharge(dispute.sessionId);
    const left = Math.min(charge ? refundable(await paidBy(tx, charge)) : 0, dispute.amountMinor);
    if (request.refundMinor > left) {
      throw new DomainError('refund-too-large', `no more than ${left} is left of the bill`, { leftMinor: left });
    }
    const { refundMinor, reason } = request;
    const decision = { refundMinor, by: actor.staffId, at: actor.now, reason };
    const decided = await carryOutDecision(parts, dispute, decision);
    audit(tx, ids, actor, { action: 'dispute.decide', subject: dispute.id, before: dispute, after: decided.dispute });
    await tellOutcome(parts, decided.dispute, decided.balanceMinor);
    return decided.dispute;
  });
}

async function partsOf(tx: Tx, ids: Ids, now: number): Promise<DisputeParts> {
  const book = await LotBook.load(tx);
  return { tx, ids, now, book, settlement: new Settlement(tx, new Scenes(tx), book, ids, now) };
}

async function tellOutcome(parts: DisputeParts, dispute: Dispute, balanceMinor: number): Promise<void> {
  const { tx, ids, now, book } = parts;
  const [booking] = dispute.bookingId ? await tx.bookings.byIds([dispute.bookingId]) : [];
  const [identity] = booking
    ? await tx.drivers.identitiesByIds([booking.identityId])
    : await tx.drivers.identitiesOf([dispute.driverId]);
  if (!identity) return;
  const { number, amountMinor, refundedMinor, reason } = dispute;
  tell(tx, ids, now, {
    identity,
    lot: book.lot(dispute.lotId),
    reply: { kind: 'dispute-decided', number, amountMinor, refundedMinor, reason: reason ?? '', balanceMinor },
    notBefore: now,
    // Not the stay's: a correction of its bill must not take this word back.
    sessionId: null,
  });
}
