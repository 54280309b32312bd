/** The small live display of keyboard mode, as lines of text. */
import type { LedState } from '../../shared/led.ts';
import type { BoardSnapshot, SlotSnapshot } from '../board-snapshot.ts';

export interface Row {
  readonly name: string;
  readonly slot: SlotSnapshot;
  readonly board: BoardSnapshot;
}

const ANSI: Record<LedState['color'], string> = {
  green: '32',
  blue: '34',
  red: '31',
  amber: '33',
  white: '97',
  off: '90',
};

export function renderRows(rows: readonly Row[], selected: number, colour: boolean): string[] {
  const width = Math.max(4, ...rows.map(({ name }) => name.length));
  return rows.map(({ name, slot, board }, index) => {
    const mark = index === selected ? '>' : ' ';
    const number = index < 9 ? String(index + 1) : ' ';
    const online = board.connected ? 'online' : board.powered ? 'connecting' : 'switched off';
    return `${mark} ${number}  ${name.padEnd(width)}  ${car(slot)}  ${led(slot.led, colour)}  queue ${board.queue}  ${board.id} ${online}`;
  });
}

/** The car that stands there, and what the board has made of it where that differs. */
function car({ car, occupied }: SlotSnapshot): string {
  const seen = occupied === undefined ? '(not seen)' : car === occupied ? '' : '(settling)';
  return `${car ? '[car]' : '[   ]'} ${seen.padEnd(10)}`;
}

function led({ color, pattern }: LedState, colour: boolean): string {
  const text = `LED ${color}${pattern === 'blink' ? ' blink' : ''}`.padEnd(15);
  return colour ? `\u001b[${pattern === 'blink' ? '5;' : ''}${ANSI[color]}m● ${text}\u001b[0m` : `* ${text}`;
}
