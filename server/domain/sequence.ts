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
 * what is missing is lost. A loss is counted only together with the event that comes right after it, so that this event
 * always carries `afterLoss`, whatever the batches. Numbers at or below `ackedSeq` are ignored.
 */
export function advance(progress: Progress, stored: readonly number[]): Advance {
  const waiting = [...new Set(stored)].filter((seq) => seq > progress.ackedSeq).sort((a, b) => a - b);
  const ready: Ready[] = [];
  const lost: (readonly [number, number])[] = [];
  let acked = progress.ackedSeq;
  for (const seq of waiting) {
    const afterLoss = seq !== acked + 1;
    if (afterLoss && seq > progress.baseSeq) break;
    if (afterLoss) lost.push([acked + 1, seq - 1]);
    ready.push({ seq, afterLoss });
    acked = seq;
  }
  return { ready, lost, ackedSeq: acked };
}
