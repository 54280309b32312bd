import { type Bill, priceStay } from '../domain/bill.ts';
import { wallClock } from '../domain/calendar.ts';
import type { Lot } from '../domain/lot.ts';
import type { ParkingSession } from '../domain/parking-session.ts';
import { rateFor } from '../domain/priced-spans.ts';
import type { Tariff } from '../domain/tariff.ts';
import type { LotBook } from './lot-book.ts';

/**
 * What a stay costs up to a moment: the running cost and the final bill are this one function. Null where the stay has
 * no tariff: then nothing may be priced.
 */
export function billOf(book: Pick<LotBook, 'lot' | 'tariff'>, session: ParkingSession, until: number): Bill | null {
  const tariff = book.tariff(session.tariffId);
  if (!tariff) return null;
  const { timeZone, settings } = book.lot(session.lotId);
  const stay = { from: session.startedAt, to: until };
  const gaps = settings.billsGaps ? [] : session.gaps;
  return priceStay(stay, tariff, timeZone, { addOns: session.addOns, gaps });
}

/** The tariff of a stay that is to be a driver's: its own, or that of its beginning; null where there is none. */
export function tariffOf(book: LotBook, { tariffId, lotId, startedAt }: ParkingSession): Tariff | null {
  return book.tariff(tariffId) ?? book.tariffAt(lotId, startedAt);
}

/** The price of an hour that begins now; null where time is not sold by the hour now, or there is no tariff. */
export function hourlyRate(book: LotBook, lot: Lot, now: number): number | null {
  const tariff = book.tariffAt(lot.id, now);
  if (!tariff) return null;
  const { weekday, minuteOfDay } = wallClock(now, lot.timeZone);
  const { price } = rateFor(tariff, weekday, minuteOfDay);
  return price.kind === 'time' ? (price.steps[0]?.ratePerHourMinor ?? null) : null;
}
