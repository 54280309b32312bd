/** Asks for a board to be let in, and goes on as the controller that it is then. */
import type { BoardOptions } from '../board-options.ts';
import { join, madeUpSecret } from '../join.ts';
import { boardsFromOptions, type CliOptions, newcomerFromOptions, UsageError } from './settings.ts';

export async function joined(options: CliOptions, signal: AbortSignal): Promise<BoardOptions[]> {
  const { id, secret: given, slots } = newcomerFromOptions(options);
  const secret = given ?? madeUpSecret();
  console.log(`${id} asks to be let in at ${options.url}: on the board, Controllers → Let boards join`);
  if (given === null) console.log(`It made up its secret; to be this board again: SIM_SECRET=${secret}`);
  let told = '';
  const onProblem = (detail: string): void => {
    if (detail !== told) console.log(`${id}: not let in (${detail}); trying again`);
    told = detail;
  };
  const assigned = await join({ url: options.url, id, secret, slots, fw: 'parkwire-sim/1', signal, onProblem }).catch(
    () => {
      throw new UsageError('Stopped before it was let in.');
    },
  );
  console.log(`${id} was let in: lot ${assigned.lot}, slots ${assigned.slots.join(', ') || 'none yet'}`);
  if (assigned.slots.length === 0) throw new UsageError('It serves no slot yet; assign it some, then start it again.');
  const { secretFile: _, ...rest } = options;
  return boardsFromOptions({ ...rest, lot: assigned.lot, controller: id, secret, slots: assigned.slots.join(',') });
}
