import { type Actor, audit } from '../audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Controller } from '../ports/entities.ts';
import type { Ids } from '../ports/ids.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { lockControllerIn } from './controller-in.ts';
import { note } from './controller-log.ts';

export interface ControllerDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly passwords: Passwords;
}

/** A secret of 256 random bits: it is hashed fast, because it cannot be guessed. */
export function drawSecret(ids: Ids): string {
  return Buffer.from(ids.random(32)).toString('hex');
}

/**
 * Draws a new secret, answered once. The old one counts until the new one is used for the first time, so that a board can
 * be given it without a gap; with `revoke` the old one is worth nothing from now on.
 */
export async function rotateSecret(
  deps: ControllerDeps,
  actor: Actor,
  lotCode: string,
  controllerId: string,
  { revoke }: { revoke: boolean },
): Promise<{ id: string; secret: string }> {
  const secret = drawSecret(deps.ids);
  const hash = deps.passwords.digest(secret);
  await deps.unitOfWork.run(async (tx) => {
    const { secretHash, lotId } = await lockControllerIn(tx, lotCode, controllerId);
    await tx.controllers.saveSecrets(controllerId, revoke ? hash : secretHash, revoke ? null : hash);
    const { staffId, now } = actor;
    note(tx, deps.ids, now, { controllerId, kind: revoke ? 'secret-revoked' : 'secret-drawn', staffId });
    audit(tx, deps.ids, actor, {
      action: 'controller.rotate-secret',
      subject: controllerId,
      lotId,
      before: null,
      after: { revoke },
    });
  });
  return { id: controllerId, secret };
}

/** A controller that has shown its secret: where it belongs, and what it serves. */
export interface AuthenticatedController {
  readonly id: string;
  readonly lotCode: string;
  readonly slots: string[];
}

export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/**
 * Checks controllers' credentials, all that wait in one look, because after a power cut every board logs in at once; null
 * where they are wrong. A new secret's first use ends the old one.
 */
export async function authenticateControllers(
  deps: ControllerDeps & { readonly clock: Clock },
  logins: readonly Credentials[],
): Promise<(AuthenticatedController | null)[]> {
  const known = await deps.unitOfWork.read(async (look) => {
    const controllers = await look.controllers.byIds([...new Set(logins.map(({ id }) => id))]);
    const found = new Map(controllers.map((controller) => [controller.id, { controller, slots: [] as string[] }]));
    for (const { controllerId, code, to } of await look.slots.assignments([...found.keys()])) {
      if (to === null) found.get(controllerId)?.slots.push(code);
    }
    return found;
  });
  return Promise.all(
    logins.map(async ({ id, secret }) => {
      const hash = deps.passwords.digest(secret);
      const found = known.get(id);
      if (!found || !knows(found.controller, hash)) return null;
      const { controller, slots } = found;
      if (controller.secretHash !== hash && !(await promoteSecret(deps, id, hash))) return null;
      return { id, lotCode: controller.lotCode, slots };
    }),
  );
}

const knows = ({ secretHash, nextSecretHash }: Controller, hash: string): boolean =>
  secretHash === hash || nextSecretHash === hash;

/** Answers whether the secret still counts: another one may have been drawn in between. */
async function promoteSecret(
  { unitOfWork, ids, clock }: ControllerDeps & { readonly clock: Clock },
  controllerId: string,
  hash: string,
): Promise<boolean> {
  return unitOfWork.run(async (tx) => {
    const [controller] = await tx.controllers.lockByIds([controllerId]);
    if (!controller || !knows(controller, hash)) return false;
    if (controller.nextSecretHash !== hash) return true;
    await tx.controllers.saveSecrets(controllerId, hash, null);
    note(tx, ids, clock.now(), { controllerId, kind: 'secret-used' });
    return true;
  });
}
