import type { LedState } from '../shared/led.ts';
import type { LinkProblem } from './link.ts';

export interface SlotSnapshot {
  readonly slot: string;
  /** Whether a car really stands there, whatever the board has made of it. */
  readonly car: boolean;
  /** What the board has settled on; undefined while it is off or has not looked yet. */
  readonly occupied: boolean | undefined;
  readonly led: LedState;
}

export interface BoardSnapshot {
  readonly id: string;
  readonly lot: string;
  readonly powered: boolean;
  readonly connected: boolean;
  readonly bootId: string | undefined;
  /** Events kept until the server acknowledges them. */
  readonly queue: number;
  readonly slots: readonly SlotSnapshot[];
}

export type BoardChange =
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  | { readonly type: 'occupancy'; readonly slot: string; readonly occupied: boolean }
  | { readonly type: 'led'; readonly slot: string; readonly led: LedState }
  | { readonly type: 'queue'; readonly length: number }
  | { readonly type: 'problem'; readonly problem: LinkProblem };

/** What there is to tell of between two snapshots of one board. */
export function changesBetween(before: BoardSnapshot, after: BoardSnapshot): BoardChange[] {
  const changes: BoardChange[] = [];
  if (before.connected !== after.connected) changes.push({ type: after.connected ? 'online' : 'offline' });
  for (const [index, { slot, occupied, led }] of after.slots.entries()) {
    const was = before.slots[index];
    if (occupied !== undefined && occupied !== was?.occupied) changes.push({ type: 'occupancy', slot, occupied });
    if (led.color !== was?.led.color || led.pattern !== was.led.pattern || led.rev !== was.led.rev) {
      changes.push({ type: 'led', slot, led });
    }
  }
  if (before.queue !== after.queue) changes.push({ type: 'queue', length: after.queue });
  return changes;
}
