import { DomainError } from '../domain/errors.ts';
import { type Actor, audit } from './audit.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/**
 * Takes no more bookings of a driver, or takes them again. What they have booked stays, and a car that stands there is still billed.
 * Doing it twice changes nothing.
 */
export async function blockDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  driverId: string,
  block: { readonly isBlocked: boolean; readonly reason: string },
): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const [driver] = await tx.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    if ((driver.blockedAt !== null) === block.isBlocked) return;
    const blockedAt = block.isBlocked ? actor.now : null;
    await tx.drivers.saveBlocked(driverId, blockedAt);
    audit(tx, ids, actor, {
      action: block.isBlocked ? 'driver.block' : 'driver.unblock',
      subject: driverId,
      before: { blockedAt: driver.blockedAt },
      after: { blockedAt, reason: block.reason },
    });
  });
}
