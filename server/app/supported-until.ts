import type { Slot } from './ports/entities.ts';
import type { Repositories } from './ports/repositories.ts';

/** The last moment, not after now, for which what a silent board said supports a stay; its start where nothing does. */
export async function supportedUntil(
  repositories: Repositories,
  slot: Pick<Slot, 'controllerId' | 'seenBootId'>,
  startedAt: number,
  now: number,
): Promise<number> {
  if (!slot.controllerId || !slot.seenBootId) return startedAt;
  const [boot] = await repositories.controllers.boots([{ controllerId: slot.controllerId, bootId: slot.seenBootId }]);
  return Math.max(startedAt, Math.min(boot?.evidenceUntil ?? startedAt, now));
}
