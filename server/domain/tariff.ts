import { startOfNextDay } from './calendar.ts';
import type { Interval } from './interval.ts';
import { roundHalfUp } from './money.ts';

/** What a stay costs. A change is a new version, for stays that begin after it. */
export interface Tariff {
  readonly id: string;
  readonly lotId: string;
  readonly version: number;
  readonly ratePerHourMinor: number;
  /** Time is sold in started increments of this length. */
  readonly incrementSeconds: number;
  /** A stay up to this long is free; a longer one is billed from its start. */
  readonly graceSeconds: number;
  /** The most a calendar day of the lot costs; null for no cap. */
  readonly dailyCapMinor: number | null;
  /** ms since the epoch. */
  readonly effectiveFrom: number;
}

/** One calendar day of a stay. */
export interface BillLine {
  readonly from: number;
  readonly to: number;
  readonly increments: number;
  readonly amountMinor: number;
  readonly capped: boolean;
}

export interface Bill {
  readonly amountMinor: number;
  readonly lines: readonly BillLine[];
}

const SECONDS_PER_HOUR = 3600;

/**
 * Prices a stay. Increments run on from the start of the stay, and each belongs to the day in which it begins; each
 * day is rounded once, half up, and then capped. A stay that ends before it begins costs nothing.
 */
export function priceStay(stay: Interval, tariff: Tariff, timeZone: string): Bill {
  const length = stay.to - stay.from;
  if (length <= tariff.graceSeconds * 1000 || length <= 0) return { amountMinor: 0, lines: [] };
  const incrementMs = tariff.incrementSeconds * 1000;
  const total = Math.ceil(length / incrementMs);
  const lines: BillLine[] = [];
  let sold = 0;
  let from = stay.from;
  while (sold < total) {
    const dayEnd = startOfNextDay(from, timeZone);
    const soldByDayEnd = Math.min(total, Math.ceil((dayEnd - stay.from) / incrementMs));
    const increments = soldByDayEnd - sold;
    // The last increment may begin before midnight and the stay end after it.
    const to = soldByDayEnd === total ? stay.to : dayEnd;
    if (increments > 0) lines.push(dayLine({ from, to }, increments, tariff));
    sold = soldByDayEnd;
    from = dayEnd;
  }
  return { amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0), lines };
}

function dayLine(day: Interval, increments: number, tariff: Tariff): BillLine {
  const uncapped = roundHalfUp(
    BigInt(increments) * BigInt(tariff.incrementSeconds) * BigInt(tariff.ratePerHourMinor),
    BigInt(SECONDS_PER_HOUR),
  );
  const capped = tariff.dailyCapMinor !== null && uncapped > tariff.dailyCapMinor;
  return { ...day, increments, amountMinor: capped ? (tariff.dailyCapMinor ?? uncapped) : uncapped, capped };
}
