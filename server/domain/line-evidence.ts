import type { Interval } from './interval.ts';

/** Something that was seen, or a boot that vouched for what it had said. */
export interface Witness {
  readonly id: string;
  /** When it was seen; of a boot that vouches, up to when. */
  readonly at: number;
  /** Vouches for everything up to its moment, not for that moment alone. */
  readonly vouches: boolean;
}

/**
 * What a span of a stay rests on: what was seen in it, what was seen last before it and first after it, and the boots
 * that vouch for its time.
 */
export function witnessesOf({ from, to }: Interval, witnesses: readonly Witness[]): string[] {
  const seen = witnesses.filter(({ vouches }) => !vouches).sort((a, b) => a.at - b.at);
  const before = seen.findLast(({ at }) => at <= from);
  const after = seen.find(({ at }) => at >= to);
  const within = seen.filter(({ at }) => at > from && at < to);
  const vouching = witnesses.filter(({ vouches, at }) => vouches && at > from);
  const all = [...(before ? [before] : []), ...within, ...(after && after !== before ? [after] : []), ...vouching];
  return all.map(({ id }) => id);
}
