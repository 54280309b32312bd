import type { LoggedEvent } from '../../app/controllers/controller-log.ts';
import type { ControllerLook } from '../../app/controllers/manage-controllers.ts';
import type { ControllerCommand } from '../../app/ports/controller-care.ts';
import { iso, isoOrNull } from './iso.ts';

/** How controllers, their logs and their commands are shown on the wire. */

export function controllerView({ controller, slots, drifting }: ControllerLook) {
  const { id, status, fw, bootId, lastSeenAt, telemetry, boardSlots, nextSecretHash } = controller;
  return {
    id,
    slots,
    boardSlots,
    status,
    fw,
    bootId,
    lastSeenAt: isoOrNull(lastSeenAt),
    telemetry: telemetry && { ...telemetry, at: iso(telemetry.at) },
    drifting,
    secretPending: nextSecretHash !== null,
  };
}

export function eventView({ id, at, kind, by, detail }: LoggedEvent) {
  return { id, at: iso(at), kind, by, detail };
}

export function commandView(command: ControllerCommand & { readonly by: string | null }) {
  const { id, name, args, by, createdAt, expiresAt, status, detail, answeredAt } = command;
  const times = { createdAt: iso(createdAt), expiresAt: iso(expiresAt), answeredAt: isoOrNull(answeredAt) };
  return { id, name, args, by, status, detail, ...times };
}
