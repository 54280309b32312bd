import type { BoardDelta, BoardDigest, BoardSnapshot, PlanView, SlotView } from '../../../shared/live/board-events.ts';

/** What the board holds of one lot. Never changed in place, so that an unchanged slot keeps its identity and is not drawn again. */
export interface BoardState {
  readonly lot: BoardSnapshot['lot'] | null;
  readonly slots: ReadonlyMap<string, SlotView>;
  /** The slots' codes in the order people read them. */
  readonly order: readonly string[];
  readonly plan: PlanView;
  /** The sum of the versions held, which is what a digest's version is compared with. */
  readonly version: number;
  /** The server's time of the newest thing heard; null before the first snapshot. */
  readonly at: string | null;
  /** Deltas heard since a snapshot was asked for: they may be newer than it. Null while none is asked for. */
  readonly sinceJoin: readonly BoardDelta[] | null;
}

export type BoardEvent =
  | { kind: 'joining' }
  | { kind: 'snapshot'; snapshot: BoardSnapshot }
  | { kind: 'delta'; delta: BoardDelta }
  | { kind: 'digest'; digest: BoardDigest };

export const emptyBoard: BoardState = {
  lot: null,
  slots: new Map(),
  order: [],
  plan: { version: 0, image: null, places: {} },
  version: 0,
  at: null,
  sinceJoin: null,
};

const collator = new Intl.Collator('en', { numeric: true });

/** `B2` comes before `B12`. */
export function compareSlotCodes(a: string, b: string): number {
  return collator.compare(a, b);
}

/** The next state of the board. Events of another lot, still under way after a change of lot, are dropped. */
export function reduceBoard(state: BoardState, event: BoardEvent): BoardState {
  switch (event.kind) {
    case 'joining':
      return { ...state, sinceJoin: [] };
    case 'snapshot':
      return takeSnapshot(state, event.snapshot);
    case 'delta':
      return takeDelta(state, event.delta);
    case 'digest':
      return takeDigest(state, event.digest);
  }
}

/** Whether a digest says the same as what is held. */
export function inStep(state: BoardState, digest: BoardDigest): boolean {
  return state.lot?.code !== digest.lot || state.version === digest.version;
}

/**
 * A snapshot replaces everything, even by lower versions: a database restored from a backup must not leave the board
 * showing what no longer is. Only what arrived while it was being fetched may be newer.
 */
function takeSnapshot(state: BoardState, snapshot: BoardSnapshot): BoardState {
  const slots = new Map(snapshot.slots.map((slot) => [slot.code, keepIdentity(state.slots.get(slot.code), slot)]));
  let plan = keepIdentity(state.plan, snapshot.plan);
  for (const delta of state.sinceJoin ?? []) {
    if (delta.lot !== snapshot.lot.code) continue;
    apply(slots, delta);
    plan = newerOf(plan, delta.plan);
  }
  return {
    lot: snapshot.lot,
    slots,
    order: [...slots.keys()].sort(compareSlotCodes),
    plan,
    version: sumOfVersions(slots, plan),
    at: later(state.lot?.code === snapshot.lot.code ? state.at : null, snapshot.at),
    sinceJoin: null,
  };
}

function takeDelta(state: BoardState, delta: BoardDelta): BoardState {
  const sinceJoin = state.sinceJoin === null ? null : [...state.sinceJoin, delta];
  if (state.lot === null) return { ...state, sinceJoin };
  if (state.lot.code !== delta.lot) return { ...state, sinceJoin };
  const slots = new Map(state.slots);
  const changed = apply(slots, delta);
  const plan = newerOf(state.plan, delta.plan);
  const at = later(state.at, delta.at);
  if (!changed && plan === state.plan) return { ...state, at, sinceJoin };
  const isSame = slots.size === state.slots.size && state.order.every((code) => slots.has(code));
  const order = isSame ? state.order : [...slots.keys()].sort(compareSlotCodes);
  return { ...state, slots, order, plan, version: sumOfVersions(slots, plan), at, sinceJoin };
}

/** A digest moves the running costs, which are keyed by the session's id or by the slot's code. */
function takeDigest(state: BoardState, digest: BoardDigest): BoardState {
  if (state.lot?.code !== digest.lot) return state;
  let slots: Map<string, SlotView> | null = null;
  for (const [code, slot] of state.slots) {
    if (slot.session === null) continue;
    const costMinor = digest.costs[slot.session.id] ?? digest.costs[code];
    if (costMinor === undefined || costMinor === slot.session.costMinor) continue;
    slots ??= new Map(state.slots);
    slots.set(code, { ...slot, session: { ...slot.session, costMinor } });
  }
  return { ...state, slots: slots ?? state.slots, at: later(state.at, digest.at) };
}

/** Takes what changed and lets go of what is gone; answers whether anything did. */
function apply(slots: Map<string, SlotView>, { slots: views, gone = [] }: BoardDelta): boolean {
  let changed = false;
  for (const view of views) changed = putNewer(slots, view) || changed;
  for (const { code, version } of gone) {
    const held = slots.get(code);
    // A higher version is of a slot that has come back meanwhile.
    if (held !== undefined && held.version <= version) changed = slots.delete(code) || changed;
  }
  return changed;
}

function putNewer(slots: Map<string, SlotView>, slot: SlotView): boolean {
  const held = slots.get(slot.code);
  if (held !== undefined && held.version >= slot.version) return false;
  slots.set(slot.code, slot);
  return true;
}

/** Asking for the snapshot again must not redraw what did not change; costs move without a version. */
function keepIdentity<T>(held: T | undefined, heard: T): T {
  return held !== undefined && JSON.stringify(held) === JSON.stringify(heard) ? held : heard;
}

function newerOf(held: PlanView, heard: PlanView | undefined): PlanView {
  return heard !== undefined && heard.version > held.version ? heard : held;
}

function sumOfVersions(slots: ReadonlyMap<string, SlotView>, plan: PlanView): number {
  let sum = plan.version;
  for (const slot of slots.values()) sum += slot.version;
  return sum;
}

function later(a: string | null, b: string): string {
  return a !== null && Date.parse(a) > Date.parse(b) ? a : b;
}
