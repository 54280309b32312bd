import type { Interval } from './interval.ts';

/** Why nothing supports a stretch of a stay: the board woke anew, or events of it are lost. */
export type GapCause = 'reboot' | 'loss';

/** A stretch of a stay that no observation supports. */
export interface Gap extends Interval {
  readonly cause: GapCause;
}

/** With one more gap: in order, and apart from each other. An empty one changes nothing. */
export function addGap(gaps: readonly Gap[], gap: Gap): readonly Gap[] {
  if (gap.to <= gap.from) return gaps;
  const sorted = [...coverGaps(gaps, gap), gap].sort((a, b) => a.from - b.from);
  const merged: Gap[] = [];
  for (const one of sorted) {
    const last = merged.at(-1);
    if (last && last.to === one.from && last.cause === one.cause) merged[merged.length - 1] = { ...last, to: one.to };
    else merged.push(one);
  }
  return merged;
}

/** What is left of the gaps where evidence covers a span. Returns the same object when it covers none of them. */
export function coverGaps(gaps: readonly Gap[], { from, to }: Interval): readonly Gap[] {
  if (!gaps.some((gap) => gap.from < to && from < gap.to)) return gaps;
  return gaps
    .flatMap((gap) => [
      { ...gap, to: Math.min(gap.to, from) },
      { ...gap, from: Math.max(gap.from, to) },
    ])
    .filter((gap) => gap.from < gap.to);
}

/** The parts of the gaps that lie within a span. */
export function gapsWithin(gaps: readonly Gap[], { from, to }: Interval): readonly Gap[] {
  return gaps
    .map((gap) => ({ ...gap, from: Math.max(gap.from, from), to: Math.min(gap.to, to) }))
    .filter((gap) => gap.from < gap.to);
}
