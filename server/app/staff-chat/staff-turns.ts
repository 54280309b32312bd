import { readStaffText } from '../../chat/staff/staff-grammar.ts';
import type { InboundMessage, TurnReply } from '../turn/inbound-message.ts';
import { LONGEST_TEXT } from '../turn/inbound-message.ts';
import { type StaffTurnDeps, takeStaffTurn } from './take-staff-turn.ts';

/**
 * Takes messages of drivers and of staff in their order. Only what reads like a command or an answer of staff is looked
 * at for a linked phone; all else goes on as before, many in one unit.
 */
export async function takeAllTurns(
  deps: StaffTurnDeps,
  lots: readonly string[],
  messages: readonly InboundMessage[],
  takeDrivers: (messages: readonly InboundMessage[]) => Promise<readonly TurnReply[]>,
): Promise<TurnReply[]> {
  const replies: TurnReply[] = [];
  let drivers: InboundMessage[] = [];
  const flush = async () => {
    if (drivers.length > 0) replies.push(...(await takeDrivers(drivers)));
    drivers = [];
  };
  for (const message of messages) {
    const { text, isFlood } = message;
    const command = isFlood || text === null || text.length > LONGEST_TEXT ? null : readStaffText(text, lots);
    if (command === null) {
      drivers.push(message);
      continue;
    }
    // What the same sender wrote before may be what this answers.
    await flush();
    const reply = await takeStaffTurn(deps, message, command);
    if (reply === null) drivers.push(message);
    else replies.push(reply);
  }
  await flush();
  return replies;
}
