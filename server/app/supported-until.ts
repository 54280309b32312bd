import { supportOf } from '../domain/evidence.ts';
import type { Controller, Slot } from './ports/entities.ts';
import type { Repositories } from './ports/repositories.ts';

/** The last moment, not after now, for which what a silent board said supports a stay; its start where nothing does. */
export async function supportedUntil(
  repositories: Repositories,
  slot: Pick<Slot, 'id' | 'controllerId' | 'seenBootId'>,
  startedAt: number,
  now: number,
): Promise<number> {
  if (!slot.controllerId || !slot.seenBootId) return startedAt;
  const [boot] = await repositories.controllers.boots([{ controllerId: slot.controllerId, bootId: slot.seenBootId }]);
  return Math.max(startedAt, Math.min((boot && supportOf(boot, slot.id)) ?? startedAt, now));
}

/** Since when an unknown slot has been unknown: its board fell silent, or woke and has not said what it sees. */
export async function unknownSince(
  repositories: Repositories,
  slot: Pick<Slot, 'seenBootId'>,
  controller: Controller,
): Promise<number> {
  const { id: controllerId, bootId, lastSeenAt } = controller;
  if (bootId === null || bootId === slot.seenBootId) return lastSeenAt ?? 0;
  const [boot] = await repositories.controllers.boots([{ controllerId, bootId }]);
  return boot?.firstSeenAt ?? lastSeenAt ?? 0;
}
