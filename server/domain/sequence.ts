/** How far the events of a boot can be applied, in order and without a gap. */

export interface Progress {
  /** Everything below this number that is not here never will be. */
  readonly baseSeq: number;
  /** Every event from the base up to here is applied. */
  readonly ackedSeq: number;
}

export interface Ready {
  readonly seq: number;
  /** Events right before this one are lost. */
  readonly afterLoss: boolean;
}

export interface Advance {
  readonly ready: readonly Ready[];
  /** Stretches that will never come, first and last number. */
  readonly lost: readonly (readonly [number, number])[];
  readonly ackedSeq: number;
}

/**
 * Which of the stored events can be applied now. An event behind a gap waits, unless the gap lies below the base: then
 * what is missing is lost. Numbers at or below `ackedSeq` are ignored.
 */
export function advance(progress: Progress, stored: readonly number[]): Advance {
  const waiting = [...new Set(stored)].filter((seq) => seq > progress.ackedSeq).sort((a, b) => a - b);
  const ready: Ready[] = [];
  const lost: (readonly [number, number])[] = [];
  let acked = progress.ackedSeq;
  let afterLoss = false;
  const loseUpTo = (last: number): void => {
    if (last <= acked) return;
    lost.push([acked + 1, last]);
    acked = last;
    afterLoss = true;
  };
  for (const seq of waiting) {
    if (seq !== acked + 1) loseUpTo(Math.min(seq, progress.baseSeq) - 1);
    if (seq !== acked + 1) break;
    ready.push({ seq, afterLoss });
    afterLoss = false;
    acked = seq;
  }
  loseUpTo(Math.min(progress.baseSeq - 1, (waiting.find((seq) => seq > acked) ?? Number.POSITIVE_INFINITY) - 1));
  return { ready, lost, ackedSeq: acked };
}
