import type { ResponseMessage } from '../detection/controller-message.ts';
import type { ControllerCommand } from '../ports/controller-care.ts';
import type { Ids } from '../ports/ids.ts';
import type { Tx } from '../ports/unit-of-work.ts';
import { note } from './controller-log.ts';

/**
 * What boards answered to commands, as part of the unit that takes their messages in. An answer to what was not asked of
 * that board is nothing; `done` and `rejected` are the last word, and what comes after them changes nothing.
 */
export async function hearAnswers(tx: Tx, ids: Ids, now: number, answers: readonly ResponseMessage[]): Promise<void> {
  if (answers.length === 0) return;
  const asked = await tx.commands.lockByIds([...new Set(answers.map(({ commandId }) => commandId))].sort());
  const commands = new Map(asked.map((command) => [command.id, command]));
  for (const answer of answers) {
    const command = commands.get(answer.commandId);
    if (command?.controllerId !== answer.controllerId || isSettled(command, answer)) continue;
    const { status, detail, receivedAt } = answer;
    const answered: ControllerCommand = { ...command, status, detail, answeredAt: receivedAt };
    commands.set(command.id, answered);
    tx.commands.save(answered);
    const { controllerId, id: commandId, name } = command;
    note(tx, ids, now, { controllerId, kind: 'answer', detail: { name, commandId, status, detail } });
    if (status === 'done' && name === 'set-config') {
      const known = (await tx.controllers.configOf(controllerId)) ?? {};
      await tx.controllers.saveConfig(controllerId, { ...known, ...(command.args as Record<string, number>) });
    }
  }
}

/** A repeat of `accepted` is no news either. */
const isSettled = ({ status }: ControllerCommand, answer: ResponseMessage): boolean =>
  status === 'done' || status === 'rejected' || status === answer.status;
