import { DomainError } from '../domain/errors.ts';
import { isOpen } from '../domain/parking-session.ts';
import { type Actor, audit } from './audit.ts';
import { lotByCode } from './manage-lots.ts';
import type { Controller } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { runAgainstRivals } from './run-against-rivals.ts';
import { Scenes } from './scenes.ts';

export interface ControllerDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly passwords: Passwords;
}

/** A secret of 256 random bits: it is hashed fast, because it cannot be guessed. */
function drawSecret(ids: Ids): string {
  return Buffer.from(ids.random(32)).toString('hex');
}

/** Adds a controller that serves these slots. Its secret is answered once and stored hashed. */
export async function addController(
  deps: ControllerDeps,
  actor: Actor,
  lotCode: string,
  draft: { id: string; slots: readonly string[] },
): Promise<{ id: string; secret: string }> {
  const secret = drawSecret(deps.ids);
  const add = async (tx: Tx): Promise<void> => {
    const lot = await lotByCode(tx, lotCode);
    if (await tx.controllers.byId(draft.id)) {
      throw new DomainError('controller-exists', `there is a controller ${draft.id} already`);
    }
    const controller: Controller = {
      id: draft.id,
      lotId: lot.id,
      lotCode,
      secretHash: deps.passwords.digest(secret),
      status: 'never-seen',
      bootId: null,
      fw: null,
      lastSeenAt: null,
    };
    tx.controllers.add(controller, actor.now);
    const scenes = new Scenes(tx);
    await scenes.loadByCodes(draft.slots.map((code) => ({ lotId: lot.id, code })));
    for (const code of draft.slots) {
      const scene = scenes.find(lot.id, code);
      if (!scene) throw new DomainError('slot-unknown', `there is no slot ${code} in ${lotCode}`);
      if (scene.slot.controllerId !== null) {
        throw new DomainError('slot-served', `slot ${code} is served by ${scene.slot.controllerId}`);
      }
      const { session } = scene;
      scenes.update(scene.slot.id, {
        // So far the slot was run by hand: until now that is evidence.
        ...(session && isOpen(session) ? { session: { ...session, attestedUntil: actor.now } } : {}),
        slot: { ...scene.slot, controllerId: draft.id, health: 'silent', reported: null },
      });
      await tx.slots.assign(scene.slot.id, draft.id, actor.now);
    }
    scenes.save(actor.now);
    audit(tx, deps.ids, actor, {
      action: 'controller.add',
      subject: draft.id,
      lotId: lot.id,
      before: null,
      after: draft,
    });
  };
  const known = ['controllers', 'controller-exists', `there is a controller ${draft.id} already`] as const;
  await runAgainstRivals(deps.unitOfWork, add, [
    ['slot_assignments', 'slot-served', 'a slot was given to another controller at the same moment'],
    known,
  ]);
  return { id: draft.id, secret };
}

/** A new secret in place of the old one, which is worth nothing from then on. */
export async function rotateSecret(
  deps: ControllerDeps,
  actor: Actor,
  lotCode: string,
  controllerId: string,
): Promise<{ id: string; secret: string }> {
  const secret = drawSecret(deps.ids);
  await deps.unitOfWork.run(async (tx) => {
    const lot = await lotByCode(tx, lotCode);
    const controller = await tx.controllers.byId(controllerId);
    if (controller?.lotId !== lot.id)
      throw new DomainError('controller-unknown', `there is no controller ${controllerId}`);
    await tx.controllers.saveSecret(controllerId, deps.passwords.digest(secret));
    audit(tx, deps.ids, actor, {
      action: 'controller.rotate-secret',
      subject: controllerId,
      lotId: lot.id,
      before: null,
      after: null,
    });
  });
  return { id: controllerId, secret };
}

export async function controllersOf(
  unitOfWork: UnitOfWork,
  lotCode: string,
): Promise<{ controller: Controller; slots: string[] }[]> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const slots = await look.slots.inLot(lot.id);
    return (await look.controllers.inLot(lot.id)).map((controller) => ({
      controller,
      slots: slots.filter(({ controllerId }) => controllerId === controller.id).map(({ code }) => code),
    }));
  });
}

/** Checks a controller's credentials; answers where it belongs and what it serves, or null. */
export async function authenticateController(
  deps: Pick<ControllerDeps, 'unitOfWork' | 'passwords'>,
  id: string,
  secret: string,
): Promise<{ id: string; lotCode: string; slots: string[] } | null> {
  return deps.unitOfWork.read(async (look) => {
    const controller = await look.controllers.byId(id);
    if (!controller || controller.secretHash !== deps.passwords.digest(secret)) return null;
    const served = (await look.slots.assignments([id])).filter(({ to }) => to === null);
    return { id, lotCode: controller.lotCode, slots: served.map(({ code }) => code) };
  });
}
