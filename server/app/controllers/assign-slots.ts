import { DomainError } from '../../domain/errors.ts';
import { addGap } from '../../domain/gap.ts';
import { isOpen } from '../../domain/parking-session.ts';
import { type Actor, audit } from '../audit.ts';
import { LotBook } from '../lot-book.ts';
import type { Ids } from '../ports/ids.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { runAgainstRivals } from '../run-against-rivals.ts';
import { RunningCosts } from '../running-cost.ts';
import { type Scene, Scenes } from '../scenes.ts';
import { addCommand } from './command-controllers.ts';
import { lockControllerIn } from './controller-in.ts';
import { note } from './controller-log.ts';

interface AssignDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
}

/** What a controller serves from now on. */
export interface Serves {
  readonly controllerId: string;
  readonly slots: readonly string[];
}

/**
 * Says which slots the controller serves from now on, all of them. Those it served and that are not named become run by
 * hand. A slot of another controller is taken from it only with `move`; else `slot-served`. A slot that changes hands is
 * unknown until its new board has spoken of it, and that board is asked to. Answers every controller whose slots changed.
 */
export async function assignSlots(
  { unitOfWork, ids }: AssignDeps,
  actor: Actor,
  lotCode: string,
  controllerId: string,
  { slots, move }: { slots: readonly string[]; move: boolean },
): Promise<Serves[]> {
  const wanted = new Set(slots);
  const assign = async (tx: Tx): Promise<Serves[]> => {
    const { lotId } = await lockControllerIn(tx, lotCode, controllerId);
    const scenes = new Scenes(tx);
    await scenes.load(await tx.slots.servedBy([controllerId]));
    const before = codesOf(scenes, controllerId);
    await scenes.loadByCodes([...wanted].map((code) => ({ lotId, code })));
    const missing = [...wanted].find((code) => !scenes.find(lotId, code));
    if (missing !== undefined) throw new DomainError('slot-unknown', `there is no slot ${missing} in ${lotCode}`);
    const gained = scenes.all().filter(({ slot }) => wanted.has(slot.code) && slot.controllerId !== controllerId);
    const left = scenes.all().filter(({ slot }) => slot.controllerId === controllerId && !wanted.has(slot.code));
    const rival = gained.find(({ slot }) => slot.controllerId !== null);
    if (rival && !move) {
      throw new DomainError('slot-served', `slot ${rival.slot.code} is served by ${rival.slot.controllerId}`);
    }
    const robbed = [...new Set(gained.flatMap(({ slot }) => slot.controllerId ?? []))].sort();
    await giveTo(tx, scenes, gained, controllerId, actor.now);
    await giveTo(tx, scenes, left, null, actor.now);
    scenes.save(actor.now);
    if (gained.length + left.length === 0) return [];
    const changed: Serves[] = [{ controllerId, slots: [...wanted].sort() }];
    for (const id of robbed) changed.push({ controllerId: id, slots: await servedCodes(tx, id) });
    const { staffId, now } = actor;
    for (const one of changed) {
      note(tx, ids, now, { controllerId: one.controllerId, kind: 'slots', staffId, detail: { slots: one.slots } });
    }
    if (gained.length > 0) await addCommand(tx, ids, actor, { controllerId, name: 'resync', args: {} });
    audit(tx, ids, actor, { action: 'controller.slots', subject: controllerId, lotId, before, after: changed });
    return changed;
  };
  return runAgainstRivals(unitOfWork, assign, [
    ['slot_assignments', 'slot-served', 'a slot was given to another controller at the same moment'],
  ]);
}

/** The controller is known no more: its login is refused, and its slots are run by hand. What it said stays. */
export async function removeController(
  { unitOfWork, ids }: AssignDeps,
  actor: Actor,
  lotCode: string,
  controllerId: string,
): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const { lotId } = await lockControllerIn(tx, lotCode, controllerId);
    const scenes = new Scenes(tx);
    await scenes.load(await tx.slots.servedBy([controllerId]));
    const before = { slots: codesOf(scenes, controllerId) };
    await giveTo(tx, scenes, scenes.all(), null, actor.now);
    scenes.save(actor.now);
    await tx.controllers.retire(controllerId, actor.now);
    note(tx, ids, actor.now, { controllerId, kind: 'removed', staffId: actor.staffId });
    audit(tx, ids, actor, { action: 'controller.remove', subject: controllerId, lotId, before, after: null });
  });
}

/**
 * Slots change hands: to a controller, or to staff. A stay on one goes on: what supported it until now is kept with it, and
 * where nobody saw it lately, that is a gap that the new hands do not close.
 */
async function giveTo(
  tx: Tx,
  scenes: Scenes,
  given: readonly Scene[],
  controllerId: string | null,
  now: number,
): Promise<void> {
  const stays = given.flatMap(({ slot, session }) => (session && isOpen(session) ? [{ slot, session }] : []));
  const costs = await RunningCosts.load(tx, await LotBook.load(tx), stays, now);
  for (const { slot, session } of given) {
    const health = controllerId === null ? 'manual' : 'silent';
    const unseen = { controllerId, health, reported: null, seenBootId: null, seenSeq: null, ledDrift: false } as const;
    const open = session && isOpen(session) ? session : null;
    const attestedUntil = open && Math.max(open.attestedUntil ?? 0, costs.supportedUntil(open));
    const gap = { from: attestedUntil ?? now, to: now, cause: 'loss' } as const;
    scenes.update(slot.id, {
      ...(open && { session: { ...open, attestedUntil, gaps: addGap(open.gaps, gap) } }),
      slot: { ...slot, ...unseen },
    });
    if (controllerId === null) await tx.slots.unassign(slot.id, now);
    else await tx.slots.assign(slot.id, controllerId, now);
  }
}

const codesOf = (scenes: Scenes, controllerId: string): string[] =>
  scenes
    .all()
    .filter(({ slot }) => slot.controllerId === controllerId)
    .map(({ slot }) => slot.code)
    .sort();

async function servedCodes(tx: Tx, controllerId: string): Promise<string[]> {
  const slots = await tx.slots.byIds(await tx.slots.servedBy([controllerId]));
  return slots.map(({ code }) => code).sort();
}
