/** All that one board says over a stretch of virtual time, the same for the same seed. */
import { Board } from './board.ts';
import type { Faults } from './faults/faults.ts';
import { drive } from './fleet.ts';
import { inMemory } from './memory-link.ts';
import { seededBootIds, seedFor } from './random.ts';
import { movements, type Traffic } from './scenarios.ts';
import { VirtualTime } from './virtual-time.ts';

export interface TraceOptions {
  readonly seed: number;
  readonly slots: readonly string[];
  readonly faults?: Faults;
  readonly traffic: Traffic;
  readonly forMs: number;
}

/** Where the virtual time begins, UTC. */
const BEGINS = Date.UTC(2026, 0, 5);

/** A line for each message as it leaves: milliseconds since the beginning, QoS and retain flag, topic, payload. */
export function trace({ seed, slots, faults, traffic, forMs }: TraceOptions): string[] {
  const lines: string[] = [];
  const clock = new VirtualTime();
  const board = new Board({
    ...{ url: 'mqtt://memory', lot: 'main', id: 'esp32-a', secret: 'none', slots, seed, clock },
    utc: () => BEGINS + clock.now(),
    newBootId: seededBootIds(seedFor(seed, 'boots')),
    connect: inMemory(
      () => BEGINS + clock.now(),
      ({ topic, body, qos, retain }) => lines.push(`${clock.now()} ${qos}${retain ? 'r' : ''} ${topic} ${body}`),
    ),
    ...(faults ? { faults } : {}),
  });
  board.powerOn();
  for (const { atMs, slot, move } of movements(traffic, slots, seed)) {
    if (atMs > forMs) break;
    clock.advanceTo(atMs);
    drive({ board, slot, name: slot }, move);
  }
  clock.advanceTo(forMs);
  return lines;
}
