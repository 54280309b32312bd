/** Keyboard mode: a live line per slot, and keys that drive cars. */
import { emitKeypressEvents } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import type { BoardOptions } from '../board-options.ts';
import { drive, type Fleet } from '../fleet.ts';
import { actionOf, KEY_HELP, type Key, type KeyAction } from './keys.ts';
import { type Row, renderRows } from './screen.ts';
import { openSession, problemLine, refusal, type Session } from './session.ts';
import { type CliOptions, UsageError } from './settings.ts';

interface View {
  selected: number;
  help: boolean;
  message: string;
  /** Lines on the terminal that the next drawing overwrites. */
  drawn: number;
}

export function runKeyboard(
  input: ReadStream,
  output: WriteStream,
  boards: readonly BoardOptions[],
  options: CliOptions,
): Session {
  if (!input.isTTY || !output.isTTY) throw new UsageError('--keyboard needs a terminal.');
  const view: View = { selected: 0, help: true, message: '', drawn: 0 };
  let session: Session | undefined;
  const redraw = (): void => {
    if (session) draw(output, session.fleet, view);
  };
  session = openSession(boards, options, {
    change: (board, change) => {
      if (change.type === 'problem') view.message = problemLine(board, options.url, change.problem);
      if (change.type === 'online') view.message = '';
      redraw();
    },
    refused: (board, problem) => {
      view.message = refusal(board, problem);
      redraw();
    },
  });
  const { fleet, end } = session;
  const names = fleet.places.map((place) => place.name);

  emitKeypressEvents(input);
  input.setRawMode(true);
  input.resume();
  const onKey = (_text: string | undefined, key: Key): void => {
    const action = actionOf(key, names, view.selected);
    if (!action) return;
    if (action.type === 'quit') {
      end(0);
      return;
    }
    perform(action, fleet, view);
    redraw();
  };
  input.on('keypress', onKey);
  input.once('end', () => end(0));
  void session.ended.then(() => {
    input.off('keypress', onKey);
    input.setRawMode(false);
    input.pause();
  });
  redraw();
  return session;
}

function perform(action: Exclude<KeyAction, { type: 'quit' }>, fleet: Fleet, view: View): void {
  if (action.type === 'toggle' || action.type === 'select') view.selected = action.index;
  const place = fleet.places[view.selected];
  if (!place) return;
  const { board, slot } = place;
  switch (action.type) {
    case 'toggle': {
      const car = board.snapshot().slots.find((each) => each.slot === slot)?.car;
      drive(place, car ? 'out' : 'in');
      break;
    }
    case 'reboot':
      board.reboot();
      break;
    case 'power':
      if (board.snapshot().powered) board.powerOff();
      else board.powerOn();
      break;
    case 'help':
      view.help = !view.help;
      break;
    case 'select':
      break;
  }
}

function draw(output: WriteStream, fleet: Fleet, view: View): void {
  const snapshots = new Map(fleet.boards.map((board) => [board, board.snapshot()]));
  const rows = fleet.places.flatMap(({ board, slot, name }): Row[] => {
    const snapshot = snapshots.get(board);
    const found = snapshot?.slots.find((each) => each.slot === slot);
    return snapshot && found ? [{ name, slot: found, board: snapshot }] : [];
  });
  const lines = [
    ...renderRows(rows, view.selected, output.hasColors()),
    ...(view.help ? ['', ...KEY_HELP] : []),
    view.message.slice(0, Math.max(0, output.columns - 1)),
  ];
  const up = view.drawn > 0 ? `\u001b[${view.drawn}A` : '';
  output.write(`${up}\r\u001b[J${lines.join('\n')}\n`);
  view.drawn = lines.length;
}
