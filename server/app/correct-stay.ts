import type { ParkingSession } from '../domain/parking-session.ts';
import { movedToDriver, standingRefunds } from '../domain/refund.ts';
import type { LotBook } from './lot-book.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';
import type { Scenes } from './scenes.ts';
import type { Settlement } from './settlement.ts';
import { billOf } from './stay-bill.ts';

/** What is learned late comes in pieces: a correction is told once it has held this long. */
export const CORRECTION_SETTLES_MS = 30_000;

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
 * and made anew, and the driver is told once what it costs instead of what they were told last.
 */
export async function correctStay(
  parts: CorrectionParts,
  before: ParkingSession,
  after: ParkingSession,
): Promise<ParkingSession> {
  const { repositories, scenes, book, settlement } = parts;
  const lot = book.lot(before.lotId);
  const bill = after.driverId === null || after.endedAt === null ? null : billOf(book, after, after.endedAt);
  if (!bill || bill.amountMinor === before.chargedMinor) return keep(parts, after);
  const refundedMinor = movedToDriver(standingRefunds(await repositories.ledger.ofSession(before.id)), 'refund');
  const paidMinor = (before.chargedMinor ?? 0) - refundedMinor;
  // What was decided on a disputed bill stands, unless the stay turns out to cost less than the driver still pays.
  if (refundedMinor > 0 && bill.amountMinor >= paidMinor) return before;
  await settlement.takeBack(before, 'a late observation');
  const charged = await settlement.chargeStay({ ...after, revision: before.revision + 1 }, lot);
  const withdrawn = await repositories.messages.withdrawUntold([before.id], 'corrected before it was told', parts.now);
  const { slot } = scenes.get(before.slotId);
  if (withdrawn.includes('bill')) {
    const told = keep(parts, { ...charged.session, toldMinor: null });
    await settlement.tellBill(told, slot.code, lot, charged.balanceMinor);
    return told;
  }
  const previousMinor = withdrawn.includes('bill-corrected') ? before.toldMinor : paidMinor;
  const corrected = keep(parts, { ...charged.session, toldMinor: previousMinor });
  if (previousMinor !== corrected.chargedMinor) {
    await tellCorrection(parts, corrected, previousMinor ?? 0, charged.balanceMinor);
  }
  return corrected;
}

/** The latest session of a slot is the scene's; one that another has followed is written past it. */
function keep({ repositories, scenes }: CorrectionParts, session: ParkingSession): ParkingSession {
  if (scenes.get(session.slotId).session?.id === session.id) scenes.update(session.slotId, { session });
  else repositories.sessions.save(session);
  return session;
}

async function tellCorrection(
  { scenes, settlement, book, now }: CorrectionParts,
  session: ParkingSession,
  previousMinor: number,
  balanceMinor: number,
): Promise<void> {
  const { slot } = scenes.get(session.slotId);
  const { startedAt: from, chargedMinor } = session;
  const to = session.endedAt ?? from;
  const durationSeconds = Math.round((to - from) / 1000);
  await settlement.tellOf(
    session,
    book.lot(session.lotId),
    () => ({
      kind: 'bill-corrected',
      slot: slot.code,
      from,
      to,
      durationSeconds,
      amountMinor: chargedMinor ?? 0,
      previousMinor,
      balanceMinor,
    }),
    now + CORRECTION_SETTLES_MS,
  );
}
