/**
 * Control mode, for a parent process: JSON config on the first line of stdin, one command per further line, one JSON line
 * in answer to each, and JSON lines for what happens in between. It ends with its stdin, so it never outlives its parent.
 */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Board } from '../board.ts';
import type { BoardChange } from '../board-snapshot.ts';
import { drive, type Fleet } from '../fleet.ts';
import { openSession, problemLine, refusal, type Session } from './session.ts';
import { boardsFromJson, type CliOptions, UsageError } from './settings.ts';

const HELP =
  'the commands are: in <slot> or cover <slot>, out <slot> or clear <slot>, pull, plug, reboot <controller>, status, quit';

export function runControl(input: Readable, output: Writable, options: CliOptions, stop: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    let session: Session | undefined;
    let over = false;
    const say = (line: object): void => {
      if (output.writable) output.write(`${JSON.stringify(line)}\n`);
    };
    const finish = (code: number): void => {
      over = true;
      if (session) session.end(code);
      else resolve(code);
    };
    // A parent that died leaves a broken pipe; the end of stdin says the same.
    output.on('error', () => finish(0));
    stop.addEventListener('abort', () => finish(0));

    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on('close', () => finish(0));
    lines.on('line', (text) => {
      const line = text.trim();
      if (over || line === '') return;
      if (session) {
        const answer = answerTo(line, session.fleet);
        say(answer);
        if ('bye' in answer) finish(0);
        return;
      }
      try {
        session = begin(line, options, say, () => {
          over = true;
        });
        void session.ended.then((code) => {
          lines.close();
          resolve(code);
        });
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        say({ ok: false, error: error.message });
        finish(1);
      }
    });
  });
}

function begin(line: string, options: CliOptions, say: (line: object) => void, ending: () => void): Session {
  const boards = boardsFromJson(line, options);
  say({ event: 'ready', controllers: boards.map(({ id }) => id) });
  return openSession(boards, options, {
    change: (board, change) => {
      const news = newsOf(board, change, options.url);
      if (news) say(news);
    },
    refused: (board, problem) => {
      ending();
      say({ ok: false, error: refusal(board, problem) });
    },
  });
}

function newsOf(board: Board, change: BoardChange, url: string): object | undefined {
  const controller = board.id;
  switch (change.type) {
    case 'online':
    case 'offline':
      return { event: change.type, controller };
    case 'occupancy':
      return { event: 'occupancy', slot: change.slot, occupied: change.occupied, controller };
    case 'led':
      return { event: 'led', slot: change.slot, color: change.led.color, pattern: change.led.pattern, controller };
    case 'problem':
      return { event: 'problem', controller, message: problemLine(board, url, change.problem) };
    case 'power':
    case 'queue':
    case 'stored':
    case 'dropped':
      return undefined;
  }
}

const MOVES: Readonly<Record<string, 'in' | 'out'>> = { in: 'in', cover: 'in', out: 'out', clear: 'out' };

function answerTo(line: string, fleet: Fleet): object {
  const [verb, name, ...rest] = line.split(/\s+/);
  try {
    if (rest.length > 0) throw new RangeError(HELP);
    if (verb === 'status' && name === undefined) {
      return { ok: true, controllers: fleet.boards.map((board) => board.snapshot()) };
    }
    if (verb === 'quit' && name === undefined) return { ok: true, bye: true };
    // `in` and `out` of cars; `cover` and `clear` of sensors, as the firmware on a host is told.
    const move = MOVES[verb ?? ''];
    if (move !== undefined && name !== undefined) {
      drive(fleet.place(name), move);
      return { ok: true, slot: name, car: move === 'in' };
    }
    if ((verb === 'pull' || verb === 'plug') && name === undefined) {
      for (const board of fleet.boards)
        if (verb === 'pull') board.powerOff();
        else board.powerOn();
      return { ok: true };
    }
    if (verb === 'reboot' && name !== undefined) {
      fleet.board(name).reboot();
      return { ok: true, controller: name };
    }
    throw new RangeError(HELP);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, error: error.message };
  }
}
