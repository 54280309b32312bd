import type { Place, PlanView } from '../../../../shared/live/board-events.ts';

/** Where something is on the plan. */
export interface Point {
  readonly code: string;
  readonly place: Place;
}

/** The slots that are on the plan, in the order they are given. */
export function pointsOf(codes: readonly string[], places: PlanView['places']): Point[] {
  return codes.flatMap((code) => {
    const place = places[code];
    return place === undefined ? [] : [{ code, place }];
  });
}

/** With more slots than these, marks are small. */
const manySlots = 60;

/** How marks are drawn: small where there are many, and about how wide in rem, which follows from the longest code. */
export function marksFor(points: readonly Point[]): { isSmall: boolean; rem: number } {
  const isSmall = points.length > manySlots;
  const longest = Math.max(...points.map(({ code }) => code.length), 1);
  return { isSmall, rem: isSmall ? Math.max(2.1, 0.6 + 0.5 * longest) : Math.max(2.6, 1 + 0.6 * longest) };
}

/** What the arrows mean, as a step to the right and one down. */
export const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Which slot a key leads to: an arrow to the nearest in its direction, where what lies aside counts double; Page Up and Page Down to the one
 * before and after by code, so that every slot is reached. Null where the key is none of the plan's. `ratio` is width by height.
 */
export function pointByKey(key: string, points: readonly Point[], from: string, ratio: number): string | null {
  const index = points.findIndex(({ code }) => code === from);
  const here = points[index];
  if (here === undefined) return null;
  const at = (place: number) => points[Math.min(points.length - 1, Math.max(0, place))]?.code ?? null;
  if (key === 'Home') return at(0);
  if (key === 'End') return at(points.length - 1);
  if (key === 'PageUp') return at(index - 1);
  if (key === 'PageDown') return at(index + 1);
  const arrow = arrows[key];
  if (arrow === undefined) return null;
  let best = { code: here.code, cost: Number.POSITIVE_INFINITY };
  for (const { code, place } of points) {
    const right = (place[0] - here.place[0]) * ratio;
    const down = place[1] - here.place[1];
    const along = right * arrow[0] + down * arrow[1];
    const aside = Math.abs(right * arrow[1]) + Math.abs(down * arrow[0]);
    const cost = along + 2 * aside;
    if (along > 0.001 && cost < best.cost) best = { code, cost };
  }
  return best.code;
}

export const zooms = [1, 1.5, 2, 3, 4, 6] as const;
export type Zoom = (typeof zooms)[number];
/** A tenth of the slots may overlap others: a plan that fits is worth more. */
const mayOverlap = 0.1;

/** How much larger than fitting the plan begins, so that most marks of a size in pixels can be told apart. */
export function zoomToBegin(points: readonly Point[], width: number, height: number, mark: number): Zoom {
  const gaps = points.map(({ place: [x, y] }) =>
    Math.min(
      ...points.map(
        ({ place }) => Math.max(Math.abs(place[0] - x) * width, Math.abs(place[1] - y) * height) || Infinity,
      ),
    ),
  );
  const gap = gaps.sort((a, b) => a - b)[Math.floor(gaps.length * mayOverlap)] ?? Number.POSITIVE_INFINITY;
  return zooms.find((zoom) => gap * zoom >= mark) ?? 4;
}
