import { DomainError } from '../../domain/errors.ts';
import type { RolloutState } from '../../domain/rollout.ts';
import { type Actor, audit } from '../audit.ts';
import { lockLot, lotByCode } from '../manage-lots.ts';
import type { FirmwareImage, Rollout, RolloutBoard } from '../ports/firmware-repository.ts';
import type { Ids } from '../ports/ids.ts';
import type { Look, Tx, UnitOfWork } from '../ports/unit-of-work.ts';

/** The way of a firmware image onto the boards of a lot, as staff begin it, look at it, and end it. */

interface Deps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
}

/** A rollout with all that belongs to it. */
export interface RolloutLook {
  readonly rollout: Rollout;
  readonly image: FirmwareImage;
  readonly boards: readonly RolloutBoard[];
  /** Logins. */
  readonly startedBy: string;
  readonly stoppedBy: string | null;
}

/** So many of a lot are shown. */
const SHOWN = 10;

export async function rolloutsOf(unitOfWork: UnitOfWork, lotCode: string): Promise<RolloutLook[]> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    return withParts(look, await look.rollouts.ofLot(lot.id, SHOWN));
  });
}

export async function rolloutOf(unitOfWork: UnitOfWork, lotCode: string, rolloutId: string): Promise<RolloutLook> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    return one(look, requireOf(lot.id, await look.rollouts.byId(rolloutId)));
  });
}

/** Begins to bring an image onto boards of the lot: all of them, where none are named. */
export async function startRollout(
  { unitOfWork, ids }: Deps,
  actor: Actor,
  lotCode: string,
  draft: {
    readonly imageId: string;
    readonly controllerIds: readonly string[] | null;
    readonly backWithinMs: number;
    /** Whether boards can be told where to fetch it. */
    readonly hasAddress: boolean;
  },
): Promise<RolloutLook> {
  if (!draft.hasAddress)
    throw new DomainError('public-url-missing', 'boards fetch images from PUBLIC_URL, and it is not set');
  return unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const image = await tx.firmware.lockImage(draft.imageId);
    if (!image) throw new DomainError('firmware-unknown', 'there is no such firmware image');
    if ((await tx.rollouts.active()).some(({ lotId }) => lotId === lot.id))
      throw new DomainError('rollout-open', `a rollout in ${lotCode} is not over, or a board of it is being updated`);
    const there = (await tx.controllers.inLot(lot.id)).map(({ id }) => id);
    const chosen = draft.controllerIds === null ? there : [...new Set(draft.controllerIds)];
    const missing = chosen.find((id) => !there.includes(id));
    if (missing !== undefined || chosen.length === 0)
      throw new DomainError('controller-unknown', `there is no controller ${missing ?? 'at all'} in ${lotCode}`);
    const { now, staffId } = actor;
    const rollout: Rollout = {
      ...{ id: ids.next(), lotId: lot.id, imageId: image.id, state: 'running', version: 1 },
      ...{ backWithinMs: draft.backWithinMs, startedAt: now, startedBy: staffId, changedAt: now, stoppedBy: null },
    };
    await tx.rollouts.add(rollout);
    for (const [position, controllerId] of chosen.entries()) {
      tx.rollouts.saveBoard({
        ...{ rolloutId: rollout.id, controllerId, position, state: 'waiting', reason: null, detail: null },
        ...{ commandId: null, bootId: null, fwBefore: null, turnAt: null, toldAt: null, endedAt: null },
      });
    }
    const after = { version: image.version, sha256: image.sha256, controllers: chosen };
    audit(tx, ids, actor, { action: 'rollout.start', subject: rollout.id, lotId: lot.id, before: null, after });
    return one(tx, rollout);
  });
}

export type RolloutChange =
  | { readonly kind: 'stop' }
  | { readonly kind: 'cancel' }
  /** Boards that failed get their turn again, before those that wait, or are left as they are. */
  | { readonly kind: 'continue'; readonly failed: 'retry' | 'skip' };

/** From which states each leads where. */
const LEADS: Readonly<Record<RolloutChange['kind'], { from: readonly RolloutState[]; to: RolloutState }>> = {
  stop: { from: ['running'], to: 'stopped' },
  continue: { from: ['stopped'], to: 'running' },
  cancel: { from: ['running', 'stopped'], to: 'cancelled' },
};

/**
 * Stops a rollout, goes on with it, or ends it for good. A board whose turn it is cannot be called back: how it ends is awaited and noted.
 * Throws `rollout-changed` where it is not as they saw it.
 */
export async function changeRollout(
  { unitOfWork, ids }: Deps,
  actor: Actor,
  lotCode: string,
  rolloutId: string,
  wish: RolloutChange & { readonly ifVersion: number | undefined },
): Promise<RolloutLook> {
  return unitOfWork.run(async (tx) => {
    const lot = await lotByCode(tx, lotCode);
    const rollout = requireOf(lot.id, await tx.rollouts.lockById(rolloutId));
    const { from, to } = LEADS[wish.kind];
    if (!from.includes(rollout.state) || (wish.ifVersion ?? rollout.version) !== rollout.version)
      throw new DomainError('rollout-changed', `the rollout is ${rollout.state}, at version ${rollout.version}`);
    const { now, staffId } = actor;
    const stoppedBy = wish.kind === 'continue' ? null : staffId;
    const after: Rollout = { ...rollout, state: to, version: rollout.version + 1, changedAt: now, stoppedBy };
    if (wish.kind === 'continue' && wish.failed === 'retry') await retryFailed(tx, rolloutId);
    await tx.rollouts.save(after);
    audit(tx, ids, actor, {
      ...{ action: `rollout.${wish.kind}`, subject: rolloutId, lotId: lot.id },
      before: { state: rollout.state },
      after: { state: to, ...(wish.kind === 'continue' ? { failed: wish.failed } : {}) },
    });
    return one(tx, after);
  });
}

/** They come first: what failed on one board is not tried on another before. */
async function retryFailed(tx: Tx, rolloutId: string): Promise<void> {
  const boards = await tx.rollouts.boards([rolloutId]);
  const failed = boards.filter(({ state }) => state === 'failed');
  const first = Math.min(...boards.map(({ position }) => position)) - failed.length;
  for (const [index, board] of failed.entries()) {
    tx.rollouts.saveBoard({ ...waitingAgain(board), position: first + index });
  }
}

/** The board as it was before its turn. */
export function waitingAgain(board: RolloutBoard): RolloutBoard {
  const nothing = { reason: null, detail: null, commandId: null, bootId: null, turnAt: null, toldAt: null };
  return { ...board, ...nothing, state: 'waiting', fwBefore: null, endedAt: null };
}

function requireOf(lotId: string, rollout: Rollout | null): Rollout {
  if (rollout?.lotId !== lotId) throw new DomainError('rollout-unknown', 'there is no such rollout in this lot');
  return rollout;
}

async function one(look: Look, rollout: Rollout): Promise<RolloutLook> {
  const [found] = await withParts(look, [rollout]);
  if (!found) throw new Error(`rollout ${rollout.id} has no image`);
  return found;
}

async function withParts(look: Look, rollouts: readonly Rollout[]): Promise<RolloutLook[]> {
  if (rollouts.length === 0) return [];
  const images = new Map((await look.firmware.imagesByIds(rollouts.map((r) => r.imageId))).map((i) => [i.id, i]));
  const boards = await look.rollouts.boards(rollouts.map(({ id }) => id));
  const logins = await look.staff.logins();
  const named = (id: string): string => logins.get(id) ?? id;
  return rollouts.flatMap((rollout) => {
    const image = images.get(rollout.imageId);
    if (!image) return [];
    const { id, startedBy, stoppedBy } = rollout;
    const own = boards.filter(({ rolloutId }) => rolloutId === id);
    return [{ rollout, image, boards: own, startedBy: named(startedBy), stoppedBy: stoppedBy && named(stoppedBy) }];
  });
}
