import type { ResponsePayload } from '../../shared/mqtt/payloads.ts';
import type { Effect, Flash, Publish, Running, Setup, SlotState, UpMessage } from './types.ts';

/**
 * One step in the making. The turn itself is mutable and never leaves the step; the values in it are replaced, never
 * edited, so the state that went in stays as it was.
 */
export interface Turn {
  readonly setup: Setup;
  readonly now: number;
  flash: Flash;
  running: Running;
  readonly effects: Effect[];
}

export function change(turn: Turn, part: Partial<Running>): void {
  turn.running = { ...turn.running, ...part };
}

export function changeFlash(turn: Turn, part: Partial<Flash>): void {
  turn.flash = { ...turn.flash, ...part };
}

export function changeSlot(turn: Turn, slot: string, part: Partial<SlotState>): void {
  const before = turn.running.slots[slot];
  if (before) change(turn, { slots: { ...turn.running.slots, [slot]: { ...before, ...part } } });
}

/** QoS and retain flag of each up topic, as in the table of PROTOCOL.md, "Connecting". */
const DELIVERY: Record<UpMessage['kind'], Pick<Publish, 'qos' | 'retain'>> = {
  status: { qos: 1, retain: true },
  event: { qos: 1, retain: false },
  occupancy: { qos: 1, retain: true },
  'led-reported': { qos: 1, retain: true },
  telemetry: { qos: 0, retain: false },
  response: { qos: 1, retain: false },
};

/** Offline, nothing is published: what matters is announced again on the next connection. */
export function publish(turn: Turn, message: UpMessage): void {
  if (!turn.running.connected) return;
  const delivery =
    turn.setup.isOld && message.kind === 'event' ? ({ qos: 0, retain: false } as const) : DELIVERY[message.kind];
  turn.effects.push({ type: 'publish', ...delivery, ...message });
}

const ANSWERS_KEPT = 32;

/** Answers a command, and remembers the answer for a repeat; offline it waits for the connection. */
export function respond(turn: Turn, payload: ResponsePayload): void {
  const others = turn.running.answered.filter((answer) => answer.commandId !== payload.commandId);
  change(turn, { answered: [...others, payload].slice(-ANSWERS_KEPT) });
  if (turn.running.connected) publish(turn, { kind: 'response', payload });
  else change(turn, { unsent: [...turn.running.unsent, payload].slice(-ANSWERS_KEPT) });
}

/** A clean end of this boot, which no will follows. */
export function sayGoodbye(turn: Turn): void {
  publish(turn, { kind: 'status', payload: { status: 'offline', bootId: turn.running.bootId } });
}

export function restartCleanly(turn: Turn): void {
  sayGoodbye(turn);
  turn.effects.push({ type: 'restart' });
}
