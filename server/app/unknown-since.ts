import type { Controller, Slot } from './ports/entities.ts';
import type { Repositories } from './ports/repositories.ts';

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
