import type { Board } from '../../firmware-sim/board.ts';
import type { StoredEvent } from '../../firmware-sim/core/types.ts';
import type { ParkClock } from './park-clock.ts';

/** An event as its board stored it, and when it really was. */
export interface Truth {
  readonly boardId: string;
  readonly event: StoredEvent;
  readonly at: number;
  /** Given up by a full flash before anybody had acknowledged it. */
  isDropped: boolean;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the boards themselves know: every event that was ever stored, and when each board had power. */
export class Ledger {
  readonly events = new Map<string, Truth>();
  /** By board, the stretches without power. */
  readonly dark = new Map<string, { from: number; to: number }[]>();

  watch(board: Board, clock: ParkClock): void {
    const dark: { from: number; to: number }[] = [];
    this.dark.set(board.id, dark);
    board.onChange((change) => {
      if (change.type === 'stored') {
        const { event, happenedAt } = change;
        const at = clock.at(happenedAt);
        this.events.set(keyOf(board.id, event), { boardId: board.id, event, at, isDropped: false });
      } else if (change.type === 'dropped') {
        const truth = this.events.get(keyOf(board.id, change.event));
        if (truth) truth.isDropped = true;
      } else if (change.type === 'power') {
        if (change.isOn) dark.push({ from: dark.pop()?.from ?? clock.now(), to: clock.now() });
        else dark.push({ from: clock.now(), to: Number.POSITIVE_INFINITY });
      }
    });
  }

  /** When a sensor saw a car on a slot, by what its board stored; what it could not see is left out. */
  seen(slot: string): Span[] {
    const events = [...this.events.values()]
      .filter(({ event }) => event.slot === slot)
      .sort((one, two) => one.at - two.at);
    const spans: Span[] = [];
    for (const [index, { event, at, boardId }] of events.entries()) {
      if (event.type !== 'occupied') continue;
      const next = events[index + 1];
      const end = next?.at ?? Number.POSITIVE_INFINITY;
      const failed = this.dark.get(boardId)?.find((dark) => {
        // A boot's first words come at the very moment at which the power is back.
        const isOver = event.initial === true && dark.to <= at;
        return dark.from >= at && dark.from < end && !isOver;
      });
      spans.push({ from: at, to: Math.min(end, failed?.from ?? end) });
    }
    return spans;
  }
}

export const keyOf = (boardId: string, { bootId, seq }: { bootId: string; seq: number }): string =>
  `${boardId}/${bootId}/${seq}`;
