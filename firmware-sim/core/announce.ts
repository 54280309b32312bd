/** What a board says of itself when it connects and on `resync`: PROTOCOL.md, "Commands" and "Connecting". */
import { reportLeds } from './led.ts';
import { floorOf, pump, rewind } from './queue.ts';
import { publish, type Turn } from './turn.ts';
import { firmwareOf } from './update.ts';

/** Status, all occupancy and LEDs, then what is unacknowledged, oldest first. */
export function announce(turn: Turn): void {
  const { bootId } = turn.running;
  publish(turn, {
    kind: 'status',
    payload: {
      status: 'online',
      bootId,
      fw: firmwareOf(turn),
      protocol: 1,
      slots: [...turn.setup.slots],
      uptimeMs: turn.now,
      ...floorOf(turn.flash, bootId),
    },
  });
  for (const slot of turn.setup.slots) reportOccupancy(turn, slot);
  reportLeds(turn, turn.setup.slots);
  rewind(turn);
  pump(turn);
}

/** The retained snapshot of a slot; a sensor not yet read in this boot has none. */
export function reportOccupancy(turn: Turn, slot: string): void {
  const state = turn.running.slots[slot];
  if (state?.sensor.occupied === undefined) return;
  publish(turn, {
    kind: 'occupancy',
    slot,
    payload: { occupied: state.sensor.occupied, bootId: turn.running.bootId, seq: state.lastSeq },
  });
}
