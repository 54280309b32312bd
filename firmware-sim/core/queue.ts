/** The queue of unacknowledged events: PROTOCOL.md, "Boot identity, sequence, acknowledgement". */
import type { Detection } from './sensor.ts';
import { change, changeFlash, changeSlot, publish, type Turn } from './turn.ts';
import type { CoreState, Flash, StoredEvent } from './types.ts';

export const MAX_IN_FLIGHT = 16;
export const RESEND_AFTER_MS = 10_000;

/**
 * At most 20 events a second on average: each sending costs 50 ms of credit, which grows with uptime. A full window may
 * leave at once; above the rate the server would drop them unacknowledged, and each drop costs 10 s.
 */
const EVENT_COST_MS = 50;
export const MAX_CREDIT_MS = MAX_IN_FLIGHT * EVENT_COST_MS;

/** Stores a detection as the next event of this boot; a full queue drops its oldest event and remembers the floor. */
export function append(turn: Turn, slot: string, detection: Detection): void {
  const { bootId, nextSeq } = turn.running;
  const event: StoredEvent = {
    bootId,
    seq: nextSeq,
    slot,
    type: detection.occupied ? 'occupied' : 'vacated',
    uptimeMs: detection.uptimeMs,
    ...(detection.initial ? { initial: true } : {}),
    ...momentOf(turn, detection.uptimeMs),
    distanceCm: detection.distanceCm,
  };
  changeFlash(turn, { queue: [...turn.flash.queue, event] });
  changeSlot(turn, slot, { lastSeq: nextSeq, isDue: true });
  change(turn, { nextSeq: nextSeq + 1 });
  while (turn.flash.queue.length > turn.setup.queueSize) dropOldest(turn);
}

/** When it happened by UTC, as far as a time server was heard in this boot; years that JSON's dates cannot say are left out. */
function momentOf({ running }: Turn, uptimeMs: number): { at?: string } {
  if (running.bootedAtUtcMs === undefined) return {};
  const at = new Date(running.bootedAtUtcMs + uptimeMs);
  return Number.isNaN(at.getTime()) ? {} : { at: at.toISOString() };
}

function dropOldest(turn: Turn): void {
  const [dropped, ...queue] = turn.flash.queue;
  if (!dropped) return;
  changeFlash(turn, { queue });
  raiseFloor(turn, dropped.bootId, dropped.seq + 1);
  change(turn, { sentAt: turn.running.sentAt.slice(1) });
  forgetFloors(turn);
}

export function raiseFloor(turn: Turn, bootId: string, oldestSeq: number): void {
  if ((turn.flash.floors[bootId] ?? 1) >= oldestSeq) return;
  changeFlash(turn, { floors: { ...turn.flash.floors, [bootId]: oldestSeq } });
}

/** A floor is stated as long as its boot runs or has something left to send. */
export function forgetFloors(turn: Turn): void {
  const alive = new Set([turn.running.bootId, ...turn.flash.queue.map((event) => event.bootId)]);
  const entries = Object.entries(turn.flash.floors);
  const kept = entries.filter(([bootId]) => alive.has(bootId));
  if (kept.length < entries.length) changeFlash(turn, { floors: Object.fromEntries(kept) });
}

/** Drops every event of that boot up to `seq`: an `ack` is cumulative within its boot and says nothing of another. */
export function acknowledge(turn: Turn, bootId: string, seq: number): void {
  const covered = (event: StoredEvent): boolean => event.bootId === bootId && event.seq <= seq;
  const { queue } = turn.flash;
  if (queue.some(covered)) {
    change(turn, { sentAt: turn.running.sentAt.filter((_, index) => !covered(queue[index] as StoredEvent)) });
    changeFlash(turn, { queue: queue.filter((event) => !covered(event)) });
    forgetFloors(turn);
  }
  if (bootId === turn.running.bootId) {
    change(turn, { ackedSeq: Math.max(turn.running.ackedSeq, Math.min(seq, turn.running.nextSeq - 1)) });
  }
}

/** Everything in flight is to be sent again, from the oldest on: after a reconnect and on `resync`. */
export function rewind(turn: Turn): void {
  change(turn, { sentAt: [] });
}

/** Sends what may be sent now: what was never sent and fits the window, and what went unacknowledged for 10 s. */
export function pump(turn: Turn): void {
  if (!turn.running.connected) return;
  refill(turn);
  sendEvents(turn);
  reportOccupancies(turn);
}

function sendEvents(turn: Turn): void {
  const window = turn.flash.queue.slice(0, MAX_IN_FLIGHT);
  for (const [index, event] of window.entries()) {
    const sentAt = turn.running.sentAt[index];
    if (sentAt !== undefined && turn.now - sentAt < RESEND_AFTER_MS) continue;
    if (turn.running.creditMs < EVENT_COST_MS) return;
    publish(turn, {
      kind: 'event',
      payload: { ...event, sentUptimeMs: sentUptimeOf(turn, event), ...floorOf(turn.flash, event.bootId) },
    });
    const sent = [...turn.running.sentAt];
    sent[index] = turn.now;
    change(turn, { sentAt: sent, creditMs: turn.running.creditMs - EVENT_COST_MS });
  }
}

/**
 * How long an earlier boot would be up by now nobody can know without a clock. It is as long at least as this one has run
 * since; never more than the truth, so that the server's smallest offset of that boot cannot be spoiled by it.
 */
function sentUptimeOf(turn: Turn, event: StoredEvent): number {
  return event.bootId === turn.running.bootId ? turn.now : event.uptimeMs + turn.now;
}

/** Publishes the snapshots that are due; a sensor not yet read in this boot has none. */
function reportOccupancies(turn: Turn): void {
  const { bootId } = turn.running;
  for (const [slot, { isDue, lastSeq, sensor }] of Object.entries(turn.running.slots)) {
    if (!isDue || sensor.occupied === undefined || isUnsent(turn, lastSeq)) continue;
    publish(turn, { kind: 'occupancy', slot, payload: { occupied: sensor.occupied, bootId, seq: lastSeq } });
    changeSlot(turn, slot, { isDue: false });
  }
}

/** An event of this boot that is kept and has not left on this connection. */
function isUnsent({ flash, running }: Turn, seq: number): boolean {
  const index = flash.queue.findIndex((event) => event.bootId === running.bootId && event.seq === seq);
  return index >= 0 && running.sentAt[index] === undefined;
}

function refill(turn: Turn): void {
  const { creditMs, creditAtMs } = turn.running;
  if (turn.now === creditAtMs) return;
  change(turn, { creditMs: Math.min(MAX_CREDIT_MS, creditMs + turn.now - creditAtMs), creditAtMs: turn.now });
}

/** When `pump` will next have something to send, if nothing else happens. */
export function sendDueAt({ flash, running }: CoreState): number | undefined {
  if (!running?.connected) return undefined;
  const window = Math.min(flash.queue.length, MAX_IN_FLIGHT);
  if (window === 0) return undefined;
  const due = window > running.sentAt.length ? running.uptimeMs : Math.min(...running.sentAt) + RESEND_AFTER_MS;
  return Math.max(due, running.creditAtMs + Math.max(0, EVENT_COST_MS - running.creditMs));
}

/** The `oldestSeq` of a boot, when something of it will never come. */
export function floorOf(flash: Flash, bootId: string): { oldestSeq?: number } {
  const oldestSeq = flash.floors[bootId];
  return oldestSeq === undefined ? {} : { oldestSeq };
}
