import type { Place, PlanView } from '../../../../../shared/live/board-events.ts';

type Places = PlanView['places'];

/** What was changed and is not saved: a slot's new place, or null where it is taken off the plan. */
export type Draft = Readonly<Record<string, Place | null>>;

/** A step back leads here. Many small moves of one slot by keyboard are one step. */
export interface History {
  readonly draft: Draft;
  readonly before: readonly Draft[];
  readonly last: string | null;
}

export const noHistory: History = { draft: {}, before: [], last: null };
const mostSteps = 200;

const isSame = (a: Place | null | undefined, b: Place | null | undefined): boolean =>
  (a ?? null) === (b ?? null) || (a != null && b != null && a[0] === b[0] && a[1] === b[1]);

const onPlan = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 10_000) / 10_000));
/** The nearest point that is on the plan. */
export const placeAt = (x: number, y: number): Place => [onPlan(x), onPlan(y)];

/** Where the slots are with what is not saved; only those that there are. */
export function placesWith(places: Places, draft: Draft, codes: readonly string[]): Places {
  const found = codes.flatMap((code) => {
    const place = code in draft ? draft[code] : places[code];
    return place == null ? [] : [[code, place] as const];
  });
  return Object.fromEntries(found);
}

/** `kind` names what may go on as the same step. */
export function move(history: History, saved: Places, code: string, to: Place | null, kind: string | null): History {
  const draft: Record<string, Place | null> = { ...history.draft, [code]: to };
  if (isSame(to, saved[code])) delete draft[code];
  const goesOn = kind !== null && kind === history.last;
  const before = goesOn ? history.before : [...history.before, history.draft].slice(-mostSteps);
  return { draft, before, last: kind };
}

export function stepBack(history: History): History {
  const draft = history.before.at(-1);
  return draft === undefined ? history : { draft, before: history.before.slice(0, -1), last: null };
}

/** Codes of the slots that are elsewhere than they were. */
export function movedBetween(before: Places, after: Places): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (code) => !isSame(before[code], after[code]),
  );
}

/** What is left of a draft on other places, and of slots that there are. */
export function onTop(draft: Draft, saved: Places, codes: readonly string[]): Draft {
  return Object.fromEntries(
    Object.entries(draft).filter(([code, place]) => codes.includes(code) && !isSame(place, saved[code])),
  );
}
