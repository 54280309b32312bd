import { DomainError } from '../../domain/errors.ts';
import type { ControllerCommand } from '../ports/controller-care.ts';
import type { Ids } from '../ports/ids.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';

/** The links by which boards fetch an image: 256 random bits, stored hashed, good for one complete download. */

/** Makes the address that goes out with a command; null where boards cannot be told any. */
export interface LinkMaker {
  readonly ids: Ids;
  readonly passwords: Pick<Passwords, 'digest'>;
  /** Where boards reach us, without a slash at its end; null where nobody knows. */
  readonly base: () => string | null;
}

/**
 * The commands as they go out now: an `update` with a link of its own, which is in no log and in no row. One that is sent again gets
 * another link beside the first, by which the board may be fetching already. One that is not of a rollout any more does not go out.
 */
export async function withLinks(
  tx: Tx,
  { ids, passwords, base }: LinkMaker,
  commands: readonly ControllerCommand[],
  now: number,
): Promise<ControllerCommand[]> {
  const updates = commands.filter(({ name }) => name === 'update');
  if (updates.length === 0) return [...commands];
  const address = base();
  const boards = new Map(
    (await tx.rollouts.boardsOfCommands(updates.map(({ id }) => id))).map((b) => [b.commandId, b]),
  );
  const going: ControllerCommand[] = [];
  for (const command of commands) {
    if (command.name !== 'update') {
      going.push(command);
      continue;
    }
    const board = boards.get(command.id);
    const rollout = board?.state === 'sent' ? await tx.rollouts.byId(board.rolloutId) : null;
    if (!board || !rollout || address === null) continue;
    const token = Buffer.from(ids.random(32)).toString('base64url');
    const { imageId, backWithinMs } = rollout;
    const link = { tokenHash: passwords.digest(token), commandId: command.id, imageId };
    await tx.firmware.addLink({ ...link, expiresAt: now + backWithinMs, endedAt: null });
    if (board.toldAt === null) tx.rollouts.saveBoard({ ...board, toldAt: now });
    going.push({ ...command, args: { ...command.args, url: `${address}/firmware/${token}` } });
  }
  return going;
}

/** What a link leads to. */
export interface Download {
  readonly commandId: string;
  readonly version: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

interface Deps {
  readonly unitOfWork: UnitOfWork;
  readonly passwords: Pick<Passwords, 'digest'>;
}

/** Throws `firmware-link-over` where there is no such link, where it ran out, and where the image was fetched by it or the turn is over. */
export async function openLink({ unitOfWork, passwords }: Deps, token: string, now: number): Promise<Download> {
  const tokenHash = passwords.digest(token);
  return unitOfWork.read(async (look) => {
    const link = await look.firmware.link(tokenHash);
    const isGood = link !== null && link.endedAt === null && link.expiresAt > now;
    const [image] = isGood ? await look.firmware.imagesByIds([link.imageId]) : [];
    const bytes = image ? await look.firmware.bytesOf(image.id) : null;
    if (!link || !image || !bytes)
      throw new DomainError('firmware-link-over', 'this link leads nowhere, or not any more; each is good once');
    return { commandId: link.commandId, version: image.version, sha256: image.sha256, bytes };
  });
}

/**
 * Before the last piece goes out: answers whether it may. Of several that fetch at the same time only one gets it whole, and by whichever
 * link of the command that was, all are over.
 */
export async function useLink(unitOfWork: UnitOfWork, commandId: string, now: number): Promise<boolean> {
  return unitOfWork.run(async (tx) => (await tx.firmware.endLinks(commandId, now)) > 0);
}
