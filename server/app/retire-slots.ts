import { DomainError } from '../domain/errors.ts';
import { isOpen } from '../domain/parking-session.ts';
import { type Actor, audit } from './audit.ts';
import { lockLot } from './manage-lots.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { Scenes } from './scenes.ts';

const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

/**
 * Takes a slot out of the lot for good. It is never deleted: its bookings and stays keep it, and adding its code again brings
 * it back. Refused with `slot-in-use` while a booking, now or for later, or a stay is live on it, and with `slot-served`
 * while a controller serves it.
 */
export async function retireSlot(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  slotCode: string,
): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const scenes = new Scenes(tx);
    await scenes.loadByCodes([{ lotId: lot.id, code: slotCode }]);
    const scene = scenes.find(lot.id, slotCode);
    if (!scene) throw new DomainError('slot-unknown', `there is no slot ${slotCode} in ${lotCode}`);
    const { slot, session } = scene;
    if (session && isOpen(session)) throw new DomainError('slot-in-use', `a car stands on ${slotCode}`);
    const [booking] = await tx.bookings.liveOfSlots([slot.id], EVER);
    if (booking) throw new DomainError('slot-in-use', `booking ${booking.reference} is on ${slotCode}`);
    if (slot.controllerId !== null)
      throw new DomainError('slot-served', `slot ${slotCode} is served by ${slot.controllerId}`);
    await tx.slots.retire([slot.id], actor.now);
    const subject = `${lotCode}/${slotCode}`;
    audit(tx, ids, actor, { action: 'slot.retire', subject, lotId: lot.id, before: slot, after: null });
  });
}
