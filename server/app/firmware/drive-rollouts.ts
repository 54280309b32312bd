import { type BoardNow, type Outcome, outcomeOf, type RolloutReason, turnOf } from '../../domain/rollout.ts';
import { addCommand } from '../controllers/command-controllers.ts';
import { note } from '../controllers/controller-log.ts';
import type { ControllerCommand } from '../ports/controller-care.ts';
import type { Controller } from '../ports/entities.ts';
import type { FirmwareImage, Rollout, RolloutBoard } from '../ports/firmware-repository.ts';
import type { Ids } from '../ports/ids.ts';
import type { Look, Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { waitingAgain } from './rollouts.ts';

/** After it came back itself, the server gives boards so long to be heard before it says that they are not. */
const SETTLE_MS = 2 * 60_000;

/** All that decides about one rollout, as it is now. */
interface Scene {
  readonly rollout: Rollout;
  readonly image: FirmwareImage;
  readonly boards: readonly RolloutBoard[];
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly commands: ReadonlyMap<string, ControllerCommand>;
}

type Step =
  | { readonly kind: 'end'; readonly board: RolloutBoard; readonly outcome: Outcome }
  | { readonly kind: 'tell'; readonly board: RolloutBoard; readonly controller: Controller }
  | {
      readonly kind: 'note';
      readonly board: RolloutBoard;
      readonly state: 'updated' | 'skipped';
      reason: RolloutReason;
    }
  | { readonly kind: 'close'; readonly state: 'stopped' | 'done' };

/**
 * Takes every rollout on: notes how a board's turn has ended, stops where it has failed, and gives the next board its turn. All of it is
 * in the database, so it may run in any process, again and again, and goes on after a stop where it was. `listeningSince`: since when this
 * process has heard the controllers; what a board said before may have been missed.
 */
export async function driveRollouts(
  deps: { readonly unitOfWork: UnitOfWork; readonly ids: Ids },
  now: number,
  listeningSince: number,
): Promise<void> {
  const { unitOfWork, ids } = deps;
  const due = await unitOfWork.read(async (look) => {
    const found: string[] = [];
    for (const rollout of await look.rollouts.active()) {
      const scene = await sceneOf(look, rollout);
      if (scene && stepsOf(scene, now, listeningSince).length > 0) found.push(rollout.id);
    }
    return found;
  });
  for (const id of due) {
    await unitOfWork.run(async (tx) => {
      const rollout = await tx.rollouts.lockById(id);
      const scene = rollout && (await sceneOf(tx, rollout));
      if (!scene) return;
      // What one step has changed, the next one looks at.
      let state = scene;
      for (let [step] = stepsOf(state, now, listeningSince); step; [step] = stepsOf(state, now, listeningSince)) {
        state = await carryOut(tx, ids, now, state, step);
      }
    });
  }
}

async function sceneOf(look: Look, rollout: Rollout): Promise<Scene | null> {
  const [image] = await look.firmware.imagesByIds([rollout.imageId]);
  if (!image) return null;
  const boards = await look.rollouts.boards([rollout.id]);
  const controllers = await look.controllers.byIds(boards.map(({ controllerId }) => controllerId));
  const asked = boards.flatMap(({ state, commandId }) => (state === 'sent' && commandId !== null ? [commandId] : []));
  const commands = await look.commands.byIds(asked);
  return {
    ...{ rollout, image, boards },
    controllers: new Map(controllers.filter(({ lotId }) => lotId === rollout.lotId).map((one) => [one.id, one])),
    commands: new Map(commands.map((one) => [one.id, one])),
  };
}

/** What is to be done, the first thing first; nothing where only time or a board can bring it on. */
function stepsOf({ rollout, image, boards, controllers, commands }: Scene, now: number, since: number): Step[] {
  const { version } = image;
  const boardNow = ({ controllerId }: RolloutBoard): BoardNow | null => {
    const known = controllers.get(controllerId);
    return known ? { isOnline: known.status === 'online', bootId: known.bootId, fw: known.fw } : null;
  };
  const sent = boards.filter(({ state }) => state === 'sent');
  for (const board of sent) {
    const command = commands.get(board.commandId ?? '') ?? null;
    const deadline = Math.max((board.toldAt ?? board.turnAt ?? now) + rollout.backWithinMs, since + SETTLE_MS);
    const outcome = outcomeOf(version, board, boardNow(board), command, { now, deadline });
    if (outcome) return [{ kind: 'end', board, outcome }];
  }
  if (rollout.state !== 'running' || sent.length > 0) return [];
  const waiting = boards.filter(({ state }) => state === 'waiting');
  for (const board of waiting) {
    const turn = turnOf(version, boardNow(board));
    const controller = controllers.get(board.controllerId);
    if (turn === 'removed') return [{ kind: 'note', board, state: 'skipped', reason: 'removed' }];
    if (turn === 'already') return [{ kind: 'note', board, state: 'updated', reason: 'already' }];
    if (turn === 'go' && controller) return [{ kind: 'tell', board, controller }];
  }
  return waiting.length === 0 ? [{ kind: 'close', state: 'done' }] : [];
}

async function carryOut(tx: Tx, ids: Ids, now: number, scene: Scene, step: Step): Promise<Scene> {
  switch (step.kind) {
    case 'note':
      return withBoard(tx, scene, { ...step.board, state: step.state, reason: step.reason, endedAt: now });
    case 'tell':
      return tell(tx, ids, now, scene, step.board, step.controller);
    case 'end':
      return end(tx, ids, now, scene, step.board, step.outcome);
    case 'close':
      return close(tx, now, scene, step.state);
  }
}

/** It is this board's turn: the command is made, and goes out as soon as it can. */
async function tell(
  tx: Tx,
  ids: Ids,
  now: number,
  scene: Scene,
  board: RolloutBoard,
  { bootId, fw }: Controller,
): Promise<Scene> {
  const { version, sha256 } = scene.image;
  const { controllerId } = board;
  const staff = { staffId: scene.rollout.startedBy, now };
  const command = await addCommand(tx, ids, staff, { controllerId, name: 'update', args: { version, sha256 } });
  const turn = { state: 'sent', commandId: command.id, bootId, fwBefore: fw, turnAt: now } as const;
  const commands = new Map(scene.commands).set(command.id, command);
  return withBoard(tx, { ...scene, commands }, { ...board, ...turn });
}

async function end(tx: Tx, ids: Ids, now: number, scene: Scene, board: RolloutBoard, outcome: Outcome): Promise<Scene> {
  const { controllerId, commandId, fwBefore } = board;
  const { version } = scene.image;
  if (commandId !== null) await tx.firmware.endLinks(commandId, now);
  if (outcome.state === 'waiting') {
    const [command] = await tx.commands.lockByIds(commandId === null ? [] : [commandId]);
    if (command?.status === 'waiting') tx.commands.save({ ...command, status: 'expired' });
    return withBoard(tx, scene, waitingAgain(board));
  }
  const { state, reason, detail } = outcome;
  if (state === 'updated') {
    note(tx, ids, now, { controllerId, kind: 'updated', detail: { version, fwBefore } });
  } else if (state === 'failed') {
    note(tx, ids, now, { controllerId, kind: 'update-failed', detail: { version, reason, detail } });
  }
  const after = withBoard(tx, scene, { ...board, state, reason, detail, endedAt: now });
  return state === 'failed' && scene.rollout.state === 'running' ? close(tx, now, after, 'stopped') : after;
}

async function close(tx: Tx, now: number, scene: Scene, state: 'stopped' | 'done'): Promise<Scene> {
  const rollout: Rollout = { ...scene.rollout, state, version: scene.rollout.version + 1, changedAt: now };
  await tx.rollouts.save(rollout);
  return { ...scene, rollout };
}

function withBoard(tx: Tx, scene: Scene, board: RolloutBoard): Scene {
  tx.rollouts.saveBoard(board);
  const boards = scene.boards.map((one) => (one.controllerId === board.controllerId ? board : one));
  return { ...scene, boards };
}
