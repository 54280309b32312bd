/** Several boards run together, as the CLI and a demo need them: found by slot, driven by a scenario. */
import type { Board } from './board.ts';
import type { BoardChange } from './board-snapshot.ts';
import type { Clock } from './clock.ts';
import type { Movement } from './scenarios.ts';

export interface Place {
  readonly board: Board;
  readonly slot: string;
  /** How it is named in this fleet: `A`, or `esp32-a/A` where several controllers have an A. */
  readonly name: string;
}

export class Fleet {
  readonly boards: readonly Board[];
  readonly places: readonly Place[];

  constructor(boards: readonly Board[]) {
    this.boards = boards;
    const all = boards.flatMap((board) => board.slots.map((slot) => ({ board, slot })));
    this.places = all.map(({ board, slot }) => {
      const shared = all.filter((other) => other.slot === slot).length > 1;
      return { board, slot, name: shared ? `${board.id}/${slot}` : slot };
    });
  }

  powerOn(): void {
    for (const board of this.boards) board.powerOn();
  }

  async stop(): Promise<void> {
    await Promise.all(this.boards.map((board) => board.stop()));
  }

  /** A place by `A` or `esp32-a/A`; throws a sentence that says why not. */
  place(name: string): Place {
    const found = this.places.filter(({ board, slot }) => name === slot || name === `${board.id}/${slot}`);
    const [first, second] = found;
    if (!first) throw new RangeError(`no controller here serves slot ${name}`);
    if (second) throw new RangeError(`slot ${name} is on several controllers: say ${first.name} or ${second.name}`);
    return first;
  }

  board(id: string): Board {
    const board = this.boards.find((each) => each.id === id);
    if (!board) throw new RangeError(`there is no controller ${id} here`);
    return board;
  }

  onChange(listener: (board: Board, change: BoardChange) => void): void {
    for (const board of this.boards) board.onChange((change) => listener(board, change));
  }

  /** Plays movements (whose slots are names of places) in real or injected time; the returned function ends it. */
  play(movements: Iterator<Movement, void>, clock: Clock): () => void {
    const startedAt = clock.now();
    let cancel = (): void => {};
    const next = (): void => {
      const { value: movement } = movements.next();
      if (!movement) return;
      cancel = clock.schedule(
        () => {
          drive(this.place(movement.slot), movement.move);
          next();
        },
        Math.max(0, startedAt + movement.atMs - clock.now()),
      );
    };
    next();
    return () => cancel();
  }
}

export function drive({ board, slot }: Place, move: 'in' | 'out'): void {
  if (move === 'in') board.carIn(slot);
  else board.carOut(slot);
}
