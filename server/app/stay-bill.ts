import { type Bill, priceStay } from '../domain/bill.ts';
import { wallClock } from '../domain/calendar.ts';
import type { StayBasis } from '../domain/charge-basis.ts';
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
  const basis = basisOf(book, session, until);
  return basis && priceOf(book, session.lotId, basis);
}

/** What a stay's price up to a moment is worked out from; null where it has no tariff. */
export function basisOf(book: Pick<LotBook, 'lot'>, session: ParkingSession, until: number): StayBasis | null {
  const { tariffId, bookingId, addOns, startedAt: from } = session;
  if (tariffId === null) return null;
  const gaps = book.lot(session.lotId).settings.billsGaps ? [] : session.gaps;
  return { kind: 'stay', from, to: until, tariffId, bookingId, gaps, addOns };
}

/** The price of a stay as it was, or is, to be billed. */
export function priceOf(book: Pick<LotBook, 'lot' | 'tariff'>, lotId: string, basis: StayBasis): Bill | null {
  const tariff = book.tariff(basis.tariffId);
  return tariff && priceStay(basis, tariff, book.lot(lotId).timeZone, basis);
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
