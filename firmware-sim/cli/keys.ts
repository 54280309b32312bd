/**
 * What a key means in keyboard mode. Slot codes are capital letters and digits, so commands are lower case or signs: a
 * capital letter is always a slot, and so is a small one that is no command.
 */
export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
}

export type KeyAction =
  | { readonly type: 'toggle'; readonly index: number }
  | { readonly type: 'select'; readonly index: number }
  | { readonly type: 'reboot' | 'power' | 'help' | 'quit' };

const COMMANDS: ReadonlyMap<string, KeyAction['type'] & ('reboot' | 'power' | 'help' | 'quit')> = new Map([
  ['r', 'reboot'],
  ['p', 'power'],
  ['?', 'help'],
  ['q', 'quit'],
]);

export const KEY_HELP = [
  '1-9           car in or out of the slot with that code, else of that line',
  'A-Z (Shift)   car in or out of that slot; without Shift too, except p, q and r',
  'up, down      choose a line',
  'space, enter  car in or out of the chosen slot',
  'r             reboot the controller of the chosen slot (power cut, events are kept)',
  'p             switch that controller off or on',
  '?             this help',
  'q, Ctrl-C     quit',
];

export function actionOf(key: Key, slots: readonly string[], selected: number): KeyAction | undefined {
  if (key.ctrl) return key.name === 'c' ? { type: 'quit' } : undefined;
  const count = slots.length;
  if (key.name === 'up') return { type: 'select', index: (selected + count - 1) % count };
  if (key.name === 'down') return { type: 'select', index: (selected + 1) % count };
  if (key.name === 'space' || key.name === 'return' || key.name === 'enter') return { type: 'toggle', index: selected };

  const char = key.sequence ?? '';
  const command = COMMANDS.get(char);
  if (command) return { type: command };
  if (!/^[A-Za-z0-9]$/.test(char)) return undefined;
  const named = slots.indexOf(char.toUpperCase());
  if (named >= 0) return { type: 'toggle', index: named };
  const line = /^[1-9]$/.test(char) ? Number(char) - 1 : -1;
  return line >= 0 && line < count ? { type: 'toggle', index: line } : undefined;
}
