/** A half-open span of time `[from, to)`, in ms since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}
