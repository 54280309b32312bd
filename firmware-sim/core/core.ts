/**
 * The controller as a pure function: (state, event) → state and effects. It has no clock and no chance in it, so the same
 * events give the same trace.
 */
import { announce } from './announce.ts';
import { endIdentifying, obey } from './commands.ts';
import { reportLeds } from './led.ts';
import { acknowledge, append, forgetFloors, MAX_CREDIT_MS, pump, raiseFloor, sendDueAt } from './queue.ts';
import { changeDueAt, observe } from './sensor.ts';
import { change, changeFlash, changeSlot, publish, respond, sayGoodbye, type Turn } from './turn.ts';
import type {
  BoardConfig,
  CoreEvent,
  CoreState,
  DownMessage,
  Effect,
  Flash,
  Running,
  Setup,
  SlotState,
} from './types.ts';
import { bootImage, fetched } from './update.ts';

export const DEFAULT_CONFIG: BoardConfig = {
  dwellInMs: 3000,
  dwellOutMs: 5000,
  hysteresisCm: 10,
  occupiedBelowCm: 100,
  telemetryS: 60,
};

export const QUEUE_SIZE = 256;

export function blankFlash(config: Partial<BoardConfig> = {}): Flash {
  return { queue: [], floors: {}, owed: [], config: { ...DEFAULT_CONFIG, ...config } };
}

/** A board before its first boot; `flash` is what an earlier life of it persisted. */
export function unpowered(setup: Setup, flash: Flash = blankFlash()): CoreState {
  return { setup, flash };
}

export interface Step {
  readonly state: CoreState;
  readonly effects: readonly Effect[];
}

export function step(state: CoreState, event: CoreEvent): Step {
  if (event.type === 'boot') return boot(state, event.bootId, event.uptimeMs, event.rollsBack !== true);
  if (!state.running) return { state, effects: [] };
  const now = Math.max(state.running.uptimeMs, event.uptimeMs);
  const turn = begin(state, { ...state.running, uptimeMs: now });
  apply(turn, event);
  return finish(state, turn);
}

/** Memory is gone, flash is kept; events of earlier boots keep their `bootId` and `seq`. */
function boot(state: CoreState, bootId: string, uptimeMs: number, imageStarts: boolean): Step {
  const slots = state.setup.slots.map((slot): [string, SlotState] => [slot, { sensor: {}, lastSeq: 0, isDue: false }]);
  const turn = begin(state, {
    bootId,
    uptimeMs,
    connected: false,
    nextSeq: 1,
    ackedSeq: 0,
    slots: Object.fromEntries(slots),
    sentAt: [],
    creditMs: MAX_CREDIT_MS,
    creditAtMs: uptimeMs,
    identifying: [],
    answered: [],
    unsent: [],
    telemetryAtMs: uptimeMs + state.flash.config.telemetryS * 1000,
  });
  forgetFloors(turn);
  bootImage(turn, imageStarts);
  for (const answer of turn.flash.owed) respond(turn, answer);
  return finish(state, turn);
}

function begin(state: CoreState, running: Running): Turn {
  return { setup: state.setup, now: running.uptimeMs, flash: state.flash, running, effects: [] };
}

/** Flash is written before anything leaves the board. */
function finish(before: CoreState, { setup, flash, running, effects }: Turn): Step {
  const persist: Effect[] = flash === before.flash ? [] : [{ type: 'persist', flash }];
  return { state: { setup, flash, running }, effects: [...persist, ...effects] };
}

function apply(turn: Turn, event: Exclude<CoreEvent, { type: 'boot' }>): void {
  switch (event.type) {
    case 'connected':
      connected(turn);
      break;
    case 'disconnected':
      change(turn, { connected: false });
      break;
    case 'reading':
      reading(turn, event.slot, event.distanceCm);
      break;
    case 'message':
      message(turn, event.message);
      break;
    case 'tick':
      tick(turn);
      break;
    case 'fetched':
      fetched(turn, event.commandId, event.failure);
      break;
    case 'synced':
      if (!turn.setup.isOld) change(turn, { bootedAtUtcMs: event.utcMs - turn.now });
      break;
    case 'shutdown':
      sayGoodbye(turn);
  }
}

function connected(turn: Turn): void {
  const { unsent } = turn.running;
  change(turn, { connected: true, unsent: [] });
  announce(turn);
  for (const payload of unsent) publish(turn, { kind: 'response', payload });
  if (turn.flash.owed.length > 0) changeFlash(turn, { owed: [] });
}

function reading(turn: Turn, slot: string, distanceCm: number): void {
  const state = turn.running.slots[slot];
  if (!state) return;
  const { sensor, detection } = observe(state.sensor, distanceCm, turn.now, turn.flash.config);
  if (sensor !== state.sensor) changeSlot(turn, slot, { sensor });
  if (!detection) return;
  append(turn, slot, detection);
  pump(turn);
}

function message(turn: Turn, down: DownMessage): void {
  switch (down.kind) {
    case 'ack':
      acknowledge(turn, down.payload.bootId, down.payload.seq);
      pump(turn);
      break;
    case 'welcome':
      welcome(turn, down.payload);
      break;
    case 'led-desired':
      if (!turn.running.slots[down.slot]) return;
      changeSlot(turn, down.slot, { desired: down.payload });
      reportLeds(turn, [down.slot]);
      break;
    case 'command':
      obey(turn, down.payload, down.retained);
  }
}

/**
 * Carries the server's time and an acknowledgement. One that acknowledges less than we were acknowledged before comes
 * from a server whose database was restored: what we no longer have will never come, and unless we say so every later
 * event would wait behind that gap for ever.
 */
function welcome(
  turn: Turn,
  { bootId, serverTime, ackSeq }: { bootId: string; serverTime: string; ackSeq: number },
): void {
  if (bootId === turn.running.bootId) {
    const timeMs = Date.parse(serverTime);
    if (!Number.isNaN(timeMs)) change(turn, { serverTime: { timeMs, uptimeMs: turn.now } });
    if (ackSeq < turn.running.ackedSeq) raiseFloor(turn, bootId, turn.running.ackedSeq + 1);
  }
  acknowledge(turn, bootId, ackSeq);
  pump(turn);
}

function tick(turn: Turn): void {
  endIdentifying(turn);
  if (turn.now >= turn.running.telemetryAtMs) telemetry(turn);
  pump(turn);
}

function telemetry(turn: Turn): void {
  const { rssi } = turn.setup;
  publish(turn, {
    kind: 'telemetry',
    payload: {
      bootId: turn.running.bootId,
      uptimeMs: turn.now,
      ...(turn.setup.isOld ? {} : { queue: turn.flash.queue.length }),
      ...(rssi === undefined ? {} : { rssi }),
    },
  });
  change(turn, { telemetryAtMs: turn.now + turn.flash.config.telemetryS * 1000 });
}

/** The uptime by which the board must read its sensors and tick again, if nothing else happens before. */
export function nextDeadline(state: CoreState): number | undefined {
  const { running } = state;
  if (!running) return undefined;
  const changes = Object.values(running.slots).map(({ sensor }) => changeDueAt(sensor, state.flash.config));
  const identifying = running.identifying.map((each) => each.untilMs);
  const due = [running.telemetryAtMs, sendDueAt(state), ...changes, ...identifying];
  return Math.min(...due.filter((at) => at !== undefined));
}
