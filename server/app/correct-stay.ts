import { spendable } from '../domain/ledger.ts';
import type { ParkingSession } from '../domain/parking-session.ts';
import { givenBack } from '../domain/refund.ts';
import type { LotBook } from './lot-book.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';
import { paidBy, refundAgain } from './refunds.ts';
import type { Scenes } from './scenes.ts';
import type { Settlement } from './settlement.ts';
import { billOf } from './stay-bill.ts';

/** What is learned late comes in pieces: a correction is told once it has held this long. */
export const CORRECTION_SETTLES_MS = 30_000;

const WHY = 'a late observation';

export interface CorrectionParts {
  readonly repositories: Repositories;
  readonly scenes: Scenes;
  readonly book: LotBook;
  readonly settlement: Settlement;
  readonly ids: Ids;
  readonly now: number;
}

/**
 * An ended stay turns out to have been otherwise: at other times, or with more or less evidence. The charge is taken back
 * and made anew, what had been refunded of it is refunded again, and the driver is told once what it costs instead of what
 * they were told last. A bill that a dispute was decided on is replaced, refund and all, only by one that costs less than
 * the driver still pays.
 */
export async function correctStay(
  parts: CorrectionParts,
  before: ParkingSession,
  after: ParkingSession,
): Promise<ParkingSession> {
  const { repositories, scenes, book, settlement } = parts;
  const lot = book.lot(before.lotId);
  const { driverId } = after;
  const bill = driverId === null || after.endedAt === null ? null : billOf(book, after, after.endedAt);
  if (driverId === null || !bill || bill.amountMinor === before.chargedMinor) return keep(parts, after);
  // Locked before anything is looked at that another refund would change.
  await settlement.wallet(driverId, lot.currency);
  const refundedMinor = await refundedOf(repositories, before);
  const paidMinor = (before.chargedMinor ?? 0) - refundedMinor;
  const isDecided = refundedMinor > 0 && (await repositories.disputes.ofSession(before.id))?.state === 'refunded';
  if (isDecided && bill.amountMinor >= paidMinor) return before;
  await settlement.takeBack(before, WHY);
  const session = await settlement.chargeStay({ ...after, revision: before.revision + 1 }, lot);
  const againMinor = isDecided ? 0 : await refundAgain(repositories, settlement, lot, before.id, refundedMinor, WHY);
  const balanceMinor = spendable(await settlement.wallet(driverId, lot.currency));
  const withdrawn = await repositories.messages.withdrawUntold([before.id], 'corrected before it was told', parts.now);
  const { slot } = scenes.get(before.slotId);
  if (withdrawn.includes('bill')) {
    const told = keep(parts, { ...session, toldMinor: null });
    await settlement.tellBill(told, slot.code, lot, balanceMinor);
    return told;
  }
  const previousMinor = withdrawn.includes('bill-corrected') ? (before.toldMinor ?? 0) : paidMinor;
  const amountMinor = (session.chargedMinor ?? 0) - againMinor;
  const corrected = keep(parts, { ...session, toldMinor: previousMinor });
  if (previousMinor !== amountMinor)
    await tellCorrection(parts, corrected, { previousMinor, amountMinor, balanceMinor });
  return corrected;
}

async function refundedOf(repositories: Repositories, session: ParkingSession): Promise<number> {
  const standing = await repositories.ledger.standingCharge(session.id);
  return standing ? givenBack(await paidBy(repositories, standing)) : 0;
}

/** The latest session of a slot is the scene's; one that another has followed is written past it. */
function keep({ repositories, scenes }: CorrectionParts, session: ParkingSession): ParkingSession {
  if (scenes.get(session.slotId).session?.id === session.id) scenes.update(session.slotId, { session });
  else repositories.sessions.save(session);
  return session;
}

/** What the driver pays for the stay, what they were told last, and what is in the wallet now. */
interface Correction {
  readonly amountMinor: number;
  readonly previousMinor: number;
  readonly balanceMinor: number;
}

async function tellCorrection(
  { scenes, settlement, book, now }: CorrectionParts,
  session: ParkingSession,
  correction: Correction,
): Promise<void> {
  const { slot } = scenes.get(session.slotId);
  const { startedAt: from } = session;
  const to = session.endedAt ?? from;
  const durationSeconds = Math.round((to - from) / 1000);
  await settlement.tellOf(
    session,
    book.lot(session.lotId),
    () => ({ kind: 'bill-corrected', slot: slot.code, from, to, durationSeconds, ...correction }),
    now + CORRECTION_SETTLES_MS,
  );
}
