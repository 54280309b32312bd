import { hasLapsed } from '../domain/handover.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { tellHandover } from './serve-conversations.ts';

/** Gives conversations back to the bot in which nobody has said anything for long; who waits for an answer is told. */
export async function lapseHandovers(unitOfWork: UnitOfWork, ids: Ids, clock: Clock): Promise<number> {
  const now = clock.now();
  const stale = (await unitOfWork.read((look) => look.handovers.listOpen())).filter((one) => hasLapsed(one, now));
  for (const { driverId } of stale) {
    await unitOfWork.run(async (tx) => {
      const open = await tx.handovers.lockOpenOf(driverId);
      if (!open || !hasLapsed(open, now)) return;
      await tx.handovers.save({ ...open, isWaiting: false, closedAt: now, closedBy: 'time' });
      if (open.isWaiting) await tellHandover(tx, ids, now, open, 'handover-lapsed');
    });
  }
  return stale.length;
}
