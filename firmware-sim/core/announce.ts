/** What a board says of itself when it connects and on `resync`: PROTOCOL.md, "Commands" and "Connecting". */
import { reportLeds } from './led.ts';
import { floorOf, pump, rewind } from './queue.ts';
import { changeSlot, publish, type Turn } from './turn.ts';
import { firmwareOf } from './update.ts';

/** Status and LEDs, then what is unacknowledged, oldest first; each occupancy behind the event that it rests on. */
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
  reportLeds(turn, turn.setup.slots);
  rewind(turn);
  for (const slot of turn.setup.slots) changeSlot(turn, slot, { isDue: true });
  pump(turn);
}
