import { type Actor, audit } from '../audit.ts';
import { type LinkMaker, withLinks } from '../firmware/links.ts';
import type { CommandName, ControllerCommand, ControllerSpeaker } from '../ports/controller-care.ts';
import type { Ids } from '../ports/ids.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { controllerIn, lockControllerIn } from './controller-in.ts';
import { note, withLogins } from './controller-log.ts';

/** How long a command is valid: a board that is not there by then never hears of it. */
export const COMMAND_TTL_MS = 60_000;
/** An answer that is under way when the command expires still counts as one. */
const ANSWER_GRACE_MS = 10_000;

interface CommandDraft {
  readonly controllerId: string;
  readonly name: CommandName;
  readonly args: ControllerCommand['args'];
}

/**
 * Tells a controller to do something, as soon as it is online and while the command is valid. The same thing asked again
 * before it was answered is the same command.
 */
export async function commandController(
  { unitOfWork, ids }: { readonly unitOfWork: UnitOfWork; readonly ids: Ids },
  actor: Actor,
  lotCode: string,
  draft: CommandDraft,
): Promise<ControllerCommand> {
  return unitOfWork.run(async (tx) => {
    const { lotId } = await lockControllerIn(tx, lotCode, draft.controllerId);
    const same = (await tx.commands.ofController(draft.controllerId, RECENT)).find(
      (known) => isSame(known, draft) && isOpen(known) && known.expiresAt > actor.now,
    );
    if (same) return same;
    const command = await addCommand(tx, ids, actor, draft);
    const after = { commandId: command.id, args: draft.args };
    const subject = draft.controllerId;
    audit(tx, ids, actor, { action: `controller.${draft.name}`, subject, lotId, before: null, after });
    return command;
  });
}

const RECENT = 20;
const isOpen = ({ status }: ControllerCommand): boolean => status === 'waiting' || status === 'sent';
const isSame = (known: ControllerCommand, { name, args }: CommandDraft): boolean =>
  known.name === name && JSON.stringify(known.args) === JSON.stringify(args);

/** As part of a unit; the controller is known to be there. */
export async function addCommand(
  tx: Tx,
  ids: Ids,
  { staffId, now }: Actor,
  { controllerId, name, args }: CommandDraft,
): Promise<ControllerCommand> {
  const made = { id: ids.next(), controllerId, name, args, staffId, createdAt: now, expiresAt: now + COMMAND_TTL_MS };
  const command: ControllerCommand = { ...made, status: 'waiting', detail: null, answeredAt: null };
  tx.commands.add(command);
  note(tx, ids, now, { controllerId, kind: 'command', staffId, detail: { ...args, name, commandId: command.id } });
  return command;
}

export async function commandsOf(
  unitOfWork: UnitOfWork,
  lotCode: string,
  controllerId: string,
): Promise<(ControllerCommand & { by: string | null })[]> {
  return unitOfWork.read(async (look) => {
    await controllerIn(look, lotCode, controllerId);
    return withLogins(look, await look.commands.ofController(controllerId, RECENT));
  });
}

/**
 * Sends what waits for controllers that are online. What was sent and not answered is sent again to controllers that have
 * just come online, which may not have had it: a board does a command once, however often it comes.
 */
export async function sendCommands(
  unitOfWork: UnitOfWork,
  speaker: ControllerSpeaker,
  links: LinkMaker,
  now: number,
  again: readonly string[] | 'all',
): Promise<void> {
  if (!speaker.isReady()) return;
  const due = await unitOfWork.read((look) => look.commands.toSend(now, again));
  if (due.length === 0) return;
  const ids = due.map(({ id }) => id);
  const going = await unitOfWork.run(async (tx) => {
    const commands = (await tx.commands.lockByIds(ids)).filter(isOpen);
    for (const command of commands) {
      if (command.status === 'waiting') tx.commands.save({ ...command, status: 'sent' });
    }
    const controllers = await tx.controllers.byIds([...new Set(commands.map(({ controllerId }) => controllerId))]);
    const lots = new Map(controllers.map(({ id, lotCode }) => [id, lotCode]));
    return (await withLinks(tx, links, commands, now)).map((command) => ({
      command,
      lotCode: lots.get(command.controllerId),
    }));
  });
  for (const { command, lotCode } of going) if (lotCode !== undefined) await speaker.command(lotCode, command);
}

/** Commands whose time is over without a word of the board. */
export async function expireCommands(unitOfWork: UnitOfWork, ids: Ids, now: number): Promise<void> {
  const overdue = await unitOfWork.read((look) => look.commands.overdue(now - ANSWER_GRACE_MS));
  if (overdue.length === 0) return;
  await unitOfWork.run(async (tx) => {
    for (const command of (await tx.commands.lockByIds(overdue.map(({ id }) => id))).filter(isOpen)) {
      const { id: commandId, controllerId, name } = command;
      tx.commands.save({ ...command, status: 'expired' });
      note(tx, ids, now, { controllerId, kind: 'expired', detail: { name, commandId } });
    }
  });
}

/** What a broker keeps of slots and controllers that are no more. */
const CLEARED_AT_ONCE = 100;

/** Clears the retained topics of slots that changed hands and of controllers that were removed. */
export async function clearRetained(unitOfWork: UnitOfWork, speaker: ControllerSpeaker): Promise<void> {
  if (!speaker.isReady()) return;
  const { left, retired } = await unitOfWork.read(async (look) => ({
    left: await look.slots.retainedLeft(CLEARED_AT_ONCE),
    retired: await look.controllers.retiredUncleared(CLEARED_AT_ONCE),
  }));
  const slots: typeof left = [];
  for (const one of left) if (await speaker.clear(one.lotCode, one.controllerId, one.code)) slots.push(one);
  const controllers: typeof retired = [];
  for (const one of retired) if (await speaker.clear(one.lotCode, one.id, null)) controllers.push(one);
  if (slots.length + controllers.length === 0) return;
  await unitOfWork.run(async (tx) => {
    for (const one of slots) await tx.slots.markCleared(one);
    for (const { id } of controllers) await tx.controllers.markCleared(id);
  });
}
