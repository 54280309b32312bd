/** What an LED shows and what is reported of it: PROTOCOL.md, "LED". */
import type { LedState } from '../../shared/led.ts';
import { publish, type Turn } from './turn.ts';
import type { CoreState } from './types.ts';

/**
 * The last desired state received, whatever its revision; white blinking while an identify command runs, under the same
 * revision, because `rev` names the desired state and not the look. Dark until something was received in this boot.
 */
export function shown({ running }: Pick<CoreState, 'running'>, slot: string): LedState {
  const desired = running?.slots[slot]?.desired ?? { color: 'off', pattern: 'solid', rev: 0 };
  const identifying = running?.identifying.some((each) => each.slots.includes(slot)) ?? false;
  return identifying ? { color: 'white', pattern: 'blink', rev: desired.rev } : desired;
}

export function reportLeds(turn: Turn, slots: readonly string[]): void {
  for (const slot of slots) publish(turn, { kind: 'led-reported', slot, payload: shown(turn, slot) });
}
