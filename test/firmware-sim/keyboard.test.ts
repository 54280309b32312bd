import { expect } from 'chai';
import { Board } from '../../firmware-sim/board.ts';
import { actionOf } from '../../firmware-sim/cli/keys.ts';
import { renderRows } from '../../firmware-sim/cli/screen.ts';

const char = (sequence: string) => ({ sequence, name: sequence.toLowerCase() });

describe('the keys of the simulator', () => {
  const slots = ['A', 'R', 'Q', '2', 'B12'];

  it('take capital letters as slots and small ones as slots where they are no command', () => {
    expect(actionOf(char('A'), slots, 0)).to.deep.equal({ type: 'toggle', index: 0 });
    expect(actionOf(char('a'), slots, 0)).to.deep.equal({ type: 'toggle', index: 0 });
    expect(actionOf(char('R'), slots, 0)).to.deep.equal({ type: 'toggle', index: 1 });
    expect(actionOf(char('r'), slots, 0)).to.deep.equal({ type: 'reboot' });
    expect(actionOf(char('Q'), slots, 0)).to.deep.equal({ type: 'toggle', index: 2 });
    expect(actionOf(char('q'), slots, 0)).to.deep.equal({ type: 'quit' });
    expect(actionOf(char('p'), slots, 0)).to.deep.equal({ type: 'power' });
    expect(actionOf(char('?'), slots, 0)).to.deep.equal({ type: 'help' });
    expect(actionOf(char('z'), slots, 0)).to.equal(undefined);
  });

  it('take a digit as the slot of that code, else as the line', () => {
    expect(actionOf(char('2'), slots, 0)).to.deep.equal({ type: 'toggle', index: 3 });
    expect(actionOf(char('5'), slots, 0)).to.deep.equal({ type: 'toggle', index: 4 });
    expect(actionOf(char('9'), slots, 0)).to.equal(undefined);
    expect(actionOf(char('0'), slots, 0)).to.equal(undefined);
  });

  it('choose a line with the arrows, around the ends, and toggle it', () => {
    expect(actionOf({ name: 'up', sequence: '\u001b[A' }, slots, 0)).to.deep.equal({ type: 'select', index: 4 });
    expect(actionOf({ name: 'down', sequence: '\u001b[B' }, slots, 4)).to.deep.equal({ type: 'select', index: 0 });
    expect(actionOf({ name: 'space', sequence: ' ' }, slots, 2)).to.deep.equal({ type: 'toggle', index: 2 });
    expect(actionOf({ name: 'c', sequence: '\u0003', ctrl: true }, slots, 2)).to.deep.equal({ type: 'quit' });
  });
});

describe('the screen of the simulator', () => {
  it('shows code, car, LED, queue and connection of each slot', () => {
    const board = new Board({
      url: 'mqtt://127.0.0.1:1',
      lot: 'main',
      id: 'esp32-a',
      secret: 's',
      slots: ['A', 'B12'],
    });
    board.carIn('A');
    const snapshot = board.snapshot();
    const rows = snapshot.slots.map((slot) => ({ name: slot.slot, slot, board: snapshot }));
    const lit = {
      ...rows[1]!.slot,
      car: true,
      occupied: true,
      led: { color: 'red', pattern: 'blink', rev: 1 } as const,
    };
    rows[1] = { ...rows[1]!, slot: lit, board: { ...snapshot, powered: true, connected: true, queue: 3 } };
    expect(renderRows(rows, 0, false)).to.deep.equal([
      '> 1  A     [car] (not seen)  * LED off          queue 0  esp32-a switched off',
      '  2  B12   [car]             * LED red blink    queue 3  esp32-a online',
    ]);
    expect(renderRows(rows, 0, true)[1]).to.include('\u001b[5;31m● LED red blink');
  });
});
