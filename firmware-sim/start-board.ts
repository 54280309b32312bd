import { Board } from './board.ts';
import type { BoardOptions } from './board-options.ts';
import type { BoardChange } from './board-snapshot.ts';

/** The broker does not accept the board's id and secret, or grants it no subscriptions: trying again will not help. */
export class BoardRefusedError extends Error {
  override readonly name = 'BoardRefusedError';
}

/**
 * Powers a board on and resolves when it is connected for the first time. A broker that cannot be reached is tried
 * again and again, as a real board would; one that refuses the board makes this fail.
 */
export async function startBoard(
  options: BoardOptions & { readonly onChange?: (change: BoardChange) => void },
): Promise<Board> {
  const board = new Board(options);
  if (options.onChange) board.onChange(options.onChange);
  board.powerOn();
  try {
    await whenOnline(board);
  } catch (error) {
    board.powerOff();
    throw error;
  }
  return board;
}

/** Resolves as soon as the board is connected; fails when the broker refuses it. */
export function whenOnline(board: Board): Promise<void> {
  if (board.snapshot().connected) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const off = board.onChange((change) => {
      if (change.type === 'online') {
        off();
        resolve();
      } else if (change.type === 'problem' && isRefusal(change.problem.kind)) {
        off();
        reject(new BoardRefusedError(`controller ${board.id} was refused by the broker: ${change.problem.detail}`));
      }
    });
  });
}

function isRefusal(kind: string): boolean {
  return kind === 'refused' || kind === 'denied';
}
