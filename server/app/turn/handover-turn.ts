import type { Reply } from '../../chat/reply.ts';
import { asksForBot } from '../../chat/way-back.ts';
import type { Handover } from '../../domain/handover.ts';
import type { Lot } from '../../domain/lot.ts';
import { isOpenFor } from '../../domain/opening-hours.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import type { Ids } from '../ports/ids.ts';
import type { Tx } from '../ports/unit-of-work.ts';

/** Puts the driver's conversation into the inbox of the staff, and says so. */
export async function handOverTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  const { id: driverId } = client.driver;
  const { tx, ids, now } = desk;
  await openHandover(tx, ids, now, { driverId, lotId: lot.id, openedBy: 'driver', heardAt: now });
  const { name, timeZone, settings } = lot;
  const isOpen = isOpenFor(settings.openingHours, timeZone, { from: now, to: now + 1 });
  return { kind: 'handed-over', lotName: name, contact: settings.contact, isOpen };
}

/** Opens a hand-over, or answers the one that is open. */
export async function openHandover(
  tx: Tx,
  ids: Ids,
  now: number,
  begin: Pick<Handover, 'driverId' | 'lotId' | 'openedBy' | 'heardAt'>,
): Promise<Handover> {
  const open = await tx.handovers.lockOpenOf(begin.driverId);
  if (open) return open;
  const handover: Handover = {
    ...begin,
    id: ids.next(),
    openedAt: now,
    isWaiting: begin.openedBy === 'driver',
    answeredAt: null,
    takenBy: null,
    closedAt: null,
    closedBy: null,
  };
  await tx.handovers.open(handover);
  return handover;
}

/**
 * Hears the words of a driver whose conversation a person answers. Answers whether Parkwire answers them after all, because
 * they ask for it; otherwise it keeps quiet.
 */
export async function hearHandedOver(
  tx: Tx,
  now: number,
  driverId: string,
  id: string,
  text: string,
): Promise<boolean> {
  if (!asksForBot(text)) {
    await tx.handovers.heard(id, now);
    return false;
  }
  const open = await tx.handovers.lockOpenOf(driverId);
  if (open) await tx.handovers.save({ ...open, isWaiting: false, heardAt: now, closedAt: now, closedBy: 'driver' });
  return true;
}
