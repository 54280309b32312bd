import { DomainError } from '../../domain/errors.ts';
import { isOpen } from '../../domain/parking-session.ts';
import { type Actor, audit } from '../audit.ts';
import { lotByCode } from '../manage-lots.ts';
import type { Controller, Slot } from '../ports/entities.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { runAgainstRivals } from '../run-against-rivals.ts';
import { Scenes } from '../scenes.ts';
import { controllerIn } from './controller-in.ts';
import { note } from './controller-log.ts';
import { type ControllerDeps, drawSecret } from './secrets.ts';

/** Adds a controller that serves these slots. Its secret is answered once and stored hashed. */
export async function addController(
  deps: ControllerDeps,
  actor: Actor,
  lotCode: string,
  draft: { id: string; slots: readonly string[] },
): Promise<{ id: string; secret: string }> {
  const secret = drawSecret(deps.ids);
  await registerController(deps, actor, lotCode, { ...draft, secretHash: deps.passwords.digest(secret) });
  return { id: draft.id, secret };
}

/** Adds a controller whose secret is known by its hash alone. */
export async function registerController(
  deps: Pick<ControllerDeps, 'unitOfWork' | 'ids'>,
  actor: Actor,
  lotCode: string,
  { secretHash, ...draft }: { id: string; slots: readonly string[]; secretHash: string },
): Promise<void> {
  const add = async (tx: Tx): Promise<void> => {
    const lot = await lotByCode(tx, lotCode);
    if (await tx.controllers.byId(draft.id)) {
      throw new DomainError('controller-exists', `there is a controller ${draft.id} already`);
    }
    if (await tx.controllers.isRetired(draft.id)) {
      throw new DomainError('controller-exists', `${draft.id} was removed; its id is not given again, choose another`);
    }
    const controller: Controller = {
      id: draft.id,
      lotId: lot.id,
      lotCode,
      secretHash,
      nextSecretHash: null,
      status: 'never-seen',
      bootId: null,
      fw: null,
      lastSeenAt: null,
      telemetry: null,
      boardSlots: null,
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
    const { staffId } = actor;
    note(tx, deps.ids, actor.now, { controllerId: draft.id, kind: 'added', staffId, detail: { slots: draft.slots } });
    const { id: subject } = draft;
    audit(tx, deps.ids, actor, { action: 'controller.add', subject, lotId: lot.id, before: null, after: draft });
  };
  const known = ['controllers', 'controller-exists', `there is a controller ${draft.id} already`] as const;
  await runAgainstRivals(deps.unitOfWork, add, [
    ['slot_assignments', 'slot-served', 'a slot was given to another controller at the same moment'],
    known,
  ]);
}

/** A controller as staff see it. */
export interface ControllerLook {
  readonly controller: Controller;
  readonly slots: readonly string[];
  /** Those of its slots whose LED has shown something else for too long. */
  readonly drifting: readonly string[];
}

export async function controllersOf(unitOfWork: UnitOfWork, lotCode: string): Promise<ControllerLook[]> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const served = new Map<string, Slot[]>();
    for (const slot of await look.slots.inLot(lot.id)) {
      if (slot.controllerId === null) continue;
      const others = served.get(slot.controllerId);
      if (others) others.push(slot);
      else served.set(slot.controllerId, [slot]);
    }
    return (await look.controllers.inLot(lot.id)).map((controller) => {
      const own = served.get(controller.id) ?? [];
      const drifting = own.filter(({ ledDrift }) => ledDrift).map(({ code }) => code);
      return { controller, slots: own.map(({ code }) => code), drifting };
    });
  });
}

/** One of them, with the settings that its board has taken. */
export async function detailsOf(
  unitOfWork: UnitOfWork,
  lotCode: string,
  controllerId: string,
): Promise<{ look: ControllerLook; config: Readonly<Record<string, number>> | null }> {
  return unitOfWork.read(async (look) => {
    const controller = await controllerIn(look, lotCode, controllerId);
    const slots = await look.slots.byIds(await look.slots.servedBy([controllerId]));
    slots.sort((a, b) => a.position - b.position);
    const drifting = slots.filter(({ ledDrift }) => ledDrift).map(({ code }) => code);
    const config = await look.controllers.configOf(controllerId);
    return { look: { controller, slots: slots.map(({ code }) => code), drifting }, config };
  });
}
