/** The mode without keyboard or parent: prints what happens, a line each, until it is told to stop. */
import type { Board } from '../board.ts';
import type { BoardOptions } from '../board-options.ts';
import type { BoardChange } from '../board-snapshot.ts';
import { openSession, problemLine, refusal, type Session } from './session.ts';
import type { CliOptions } from './settings.ts';

export function runPlain(boards: readonly BoardOptions[], options: CliOptions): Session {
  return openSession(boards, options, {
    change: (board, change) => {
      const line = describe(board, change, options.url);
      if (line !== undefined) console.log(line);
    },
    refused: (board, problem) => console.error(refusal(board, problem)),
  });
}

function describe(board: Board, change: BoardChange, url: string): string | undefined {
  switch (change.type) {
    case 'online':
      return `${board.id}: connected to ${url}, serving ${board.slots.join(', ')}`;
    case 'offline':
      return `${board.id}: offline`;
    case 'occupancy':
      return `${board.id}: slot ${change.slot} ${change.occupied ? 'occupied' : 'vacated'}`;
    case 'led':
      return `${board.id}: slot ${change.slot} LED ${change.led.color} ${change.led.pattern}`;
    case 'problem':
      return problemLine(board, url, change.problem);
    case 'power':
    case 'queue':
    case 'stored':
    case 'dropped':
      return undefined;
  }
}
