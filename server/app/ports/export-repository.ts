import type { Booking } from '../../domain/booking.ts';
import type { ParkingSession } from '../../domain/parking-session.ts';
import type { Message } from './entities.ts';
import type { StoredTransfer } from './stored-transfer.ts';

/** Which rows come next: those of a lot with a time from `after` on and before `to`, in ms since the epoch. */
export interface ExportPage {
  readonly lotId: string;
  /** The last row that is known already; the first page begins with its time and an empty id. */
  readonly after: { readonly at: number; readonly id: string };
  readonly to: number;
  readonly limit: number;
}

/** A row that is taken along, with the time it is found by. */
export interface Exported {
  readonly id: string;
  readonly at: number;
}

/** Whom a row is about; null where that is nobody, or not known any more. Phones in E.164. */
export interface ExportedDriver {
  readonly driverId: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly plate: string | null;
}

/** Found by when it was made. */
export interface ExportedBooking extends Exported, ExportedDriver {
  readonly booking: Booking;
  readonly slotCode: string;
  /** What its stays were charged; null where it had none. */
  readonly chargedMinor: number | null;
  /** `YYYY-MM-DD` in the lot. */
  readonly followUpDate: string | null;
}

/** Found by when it began. */
export interface ExportedStay extends Exported, ExportedDriver {
  readonly stay: ParkingSession;
  readonly slotCode: string;
  readonly reference: string | null;
}

/** Found by when it was written. */
export interface ExportedTransfer extends Exported, ExportedDriver {
  readonly kind: StoredTransfer['kind'];
  readonly currency: string;
  /** What it did to the driver's accounts in all, and to what is held of them. */
  readonly amountMinor: number;
  readonly heldMinor: number;
  readonly sessionId: string | null;
  /** Of the booking that it is for, also by its stay. */
  readonly reference: string | null;
  readonly reverses: string | null;
  readonly refunds: string | null;
  readonly note: string | null;
}

/** Found by when it came in or was written. */
export interface ExportedMessage extends Exported, ExportedDriver {
  readonly message: Message;
}

/**
 * What a lot has to tell, page by page, the oldest first. A transfer that is for no stay and no booking, as a top-up is,
 * belongs to every lot of its currency. A message belongs to a lot when its driver has booked or parked there or wrote
 * to the lot's own number; to the only lot in any case.
 */
export interface ExportRepository {
  bookings(page: ExportPage): Promise<ExportedBooking[]>;
  stays(page: ExportPage): Promise<ExportedStay[]>;
  transfers(page: ExportPage): Promise<ExportedTransfer[]>;
  messages(page: ExportPage): Promise<ExportedMessage[]>;
}

/** A booking as the file of its lot has it. */
export interface BookingLine {
  /** Its place among the lot's lines, from 1. */
  readonly line: number;
  readonly name: string;
  readonly phone: string | null;
  readonly startsAt: number;
  readonly slotCode: string;
  readonly addOns: Booking['addOns'];
  /** `YYYY-MM-DD` in the lot. */
  readonly followUpDate: string | null;
}

/** Which place each booking has in the file of its lot. A place once given stays. */
export interface BookingLineRepository {
  /** Whether a booking has no place yet. */
  anyWaiting(): Promise<boolean>;
  /**
   * Gives places to bookings that have none, in the order in which they were committed: one whose commit was answered
   * before another began comes first. Answers how many got one. One caller at a time.
   */
  number(limit: number): Promise<number>;
  /** Every lot, retired ones too, with how many places were given. */
  lots(): Promise<{ id: string; code: string; timeZone: string; lines: number }[]>;
  /** Those behind a place, in order. */
  after(lotId: string, line: number, limit: number): Promise<BookingLine[]>;
  /** Those that the file still has as they were before a driver was forgotten. */
  stale(lotId: string): Promise<BookingLine[]>;
  /** The file has these as they are now. */
  markFresh(lotId: string, lines: readonly number[]): Promise<void>;
}
