/** A half-open span of time `[from, to)`, in ms since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Two half-open spans overlap when they share an instant; touching ends do not. An empty span overlaps nothing. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < a.to && b.from < b.to && a.from < b.to && b.from < a.to;
}
