import type { LedState } from '../shared/led.ts';
import type { Flash, StoredEvent } from './core/types.ts';
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
  | { readonly type: 'power'; readonly isOn: boolean }
  | { readonly type: 'queue'; readonly length: number }
  /** An event is in flash from now on; `happenedAt` is by the board's own clock, as `now` of it tells. */
  | { readonly type: 'stored'; readonly event: StoredEvent; readonly happenedAt: number }
  /** One that nobody has acknowledged was given up, because flash is full. */
  | { readonly type: 'dropped'; readonly event: StoredEvent }
  | { readonly type: 'problem'; readonly problem: LinkProblem };

/** What there is to tell of between two snapshots of one board. */
export function changesBetween(before: BoardSnapshot, after: BoardSnapshot): BoardChange[] {
  const changes: BoardChange[] = [];
  if (before.powered !== after.powered) changes.push({ type: 'power', isOn: after.powered });
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

/** What a step in which a board looked at a sensor did to the events that it keeps. */
export function eventsBetween(before: Flash, after: Flash, bootedAt: number): BoardChange[] {
  // A step replaces queues, and keeps the events in them.
  const stored = after.queue.filter((event) => !before.queue.includes(event));
  const dropped = before.queue.filter((event) => !after.queue.includes(event));
  return [
    ...stored.map((event): BoardChange => ({ type: 'stored', event, happenedAt: bootedAt + event.uptimeMs })),
    ...dropped.map((event): BoardChange => ({ type: 'dropped', event })),
  ];
}
