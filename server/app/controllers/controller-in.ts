import { DomainError } from '../../domain/errors.ts';
import { lotByCode } from '../manage-lots.ts';
import type { Controller } from '../ports/entities.ts';
import type { Look, Tx } from '../ports/unit-of-work.ts';

/** A controller of the lot. Throws `lot-unknown` or `controller-unknown`. */
export async function controllerIn(look: Look, lotCode: string, controllerId: string): Promise<Controller> {
  const lot = await lotByCode(look, lotCode);
  const controller = await look.controllers.byId(controllerId);
  if (controller?.lotId !== lot.id)
    throw new DomainError('controller-unknown', `there is no controller ${controllerId} in ${lotCode}`);
  return controller;
}

/** The same, locked until the unit ends. */
export async function lockControllerIn(tx: Tx, lotCode: string, controllerId: string): Promise<Controller> {
  await tx.controllers.lockByIds([controllerId]);
  return controllerIn(tx, lotCode, controllerId);
}
