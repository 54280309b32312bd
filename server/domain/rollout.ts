/** How a firmware image goes onto the boards of a lot, one at a time. */

export type RolloutState = 'running' | 'stopped' | 'done' | 'cancelled';

/** `sent`: it is this board's turn, and how it ends is not known yet. `skipped`: it is no controller of the lot any more. */
export type RolloutBoardState = 'waiting' | 'sent' | 'updated' | 'failed' | 'skipped';

/**
 * Why it ended as it did. `already`: it ran that version before its turn. `rejected`: the board said no, in `detail` why. `no-answer`: it
 * did not answer while the command was valid. `no-restart`: it took the image and never booted. `not-back`: it was not heard again.
 * `other-version`: it came back with what `detail` names. `removed`: it is no controller any more.
 */
export type RolloutReason =
  | 'already'
  | 'rejected'
  | 'no-answer'
  | 'no-restart'
  | 'not-back'
  | 'other-version'
  | 'removed';

/** A board as it is now: it is in the lot, and this is what it last said of itself. */
export interface BoardNow {
  readonly isOnline: boolean;
  readonly bootId: string | null;
  readonly fw: string | null;
}

/** The command as it stands. */
export interface UpdateNow {
  readonly status: 'waiting' | 'sent' | 'accepted' | 'done' | 'rejected' | 'expired';
  readonly detail: string | null;
  readonly expiresAt: number;
}

export interface Turn {
  /** The boot that it was in when its turn came. */
  readonly bootId: string | null;
  /** When the command went out; null while it has not. */
  readonly toldAt: number | null;
}

export type Outcome =
  | { readonly state: 'updated'; readonly reason: null; readonly detail: null }
  | { readonly state: 'failed'; readonly reason: RolloutReason; readonly detail: string | null }
  | { readonly state: 'skipped'; readonly reason: 'removed'; readonly detail: null }
  /** It never got to hear of it: its turn comes again. */
  | { readonly state: 'waiting'; readonly reason: null; readonly detail: null };

const failed = (reason: RolloutReason, detail: string | null = null): Outcome => ({ state: 'failed', reason, detail });

/**
 * How a board's turn ends; null while that is open. What the board runs is the proof, once it has said `done`, or when its time is over: an
 * answer can be lost on its way, and a board on trial still may fall back.
 */
export function outcomeOf(
  version: string,
  turn: Turn,
  board: BoardNow | null,
  command: UpdateNow | null,
  { now, deadline }: { readonly now: number; readonly deadline: number },
): Outcome | null {
  if (!board) return { state: 'skipped', reason: 'removed', detail: null };
  if (command?.status === 'rejected') return failed('rejected', command.detail);
  const isBack = board.isOnline && board.bootId !== turn.bootId;
  const runsIt = isBack && board.fw === version;
  const isOver = now >= deadline;
  if (runsIt && (command?.status === 'done' || isOver)) return { state: 'updated', reason: null, detail: null };
  if (isBack && (command?.status === 'done' || isOver)) return failed('other-version', board.fw);
  if (turn.toldAt === null) {
    const isGone = !board.isOnline || !command || command.status === 'expired' || command.expiresAt <= now;
    return isGone ? { state: 'waiting', reason: null, detail: null } : null;
  }
  if (command?.status === 'expired' && !isBack) return failed('no-answer');
  if (!isOver) return null;
  return failed(board.isOnline ? 'no-restart' : 'not-back');
}

/** What a board that waits is in for, when none has its turn. */
export function turnOf(version: string, board: BoardNow | null): 'removed' | 'already' | 'go' | 'wait' {
  if (!board) return 'removed';
  if (board.fw === version) return 'already';
  return board.isOnline ? 'go' : 'wait';
}
