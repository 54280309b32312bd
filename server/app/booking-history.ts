import type { Booking } from '../domain/booking.ts';
import { DomainError } from '../domain/errors.ts';
import type { Repositories, StoredTransfer } from './ports/repositories.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** More than any booking has. */
const MOST_CHANGES = 200;

/** Where and when a booking was, as far as a change touches it. */
export interface BookingPlace {
  readonly slot: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly state: string;
}

/** Something that was done to a booking: by whom, what was before and what was after. */
export interface BookingStep {
  readonly at: number;
  /** Of staff their id; else `driver` or `system`. */
  readonly by: string;
  readonly action: string;
  /** Why Parkwire did it by itself. */
  readonly because: string | null;
  readonly before: BookingPlace | null;
  readonly after: BookingPlace | null;
}

/** What became of a booking, and the money that moved for it beside that of its stays. */
export interface BookingHistory {
  readonly steps: readonly BookingStep[];
  readonly transfers: readonly StoredTransfer[];
}

/** The history of a booking, by its id. */
export async function bookingHistory(unitOfWork: UnitOfWork, id: string): Promise<BookingHistory> {
  return unitOfWork.read(async (look) => {
    if ((await look.bookings.byIds([id])).length === 0)
      throw new DomainError('booking-unknown', `there is no booking ${id}`);
    return historyOf(look, id);
  });
}

export async function historyOf(repositories: Repositories, bookingId: string): Promise<BookingHistory> {
  const entries = await repositories.staff.auditOf(bookingId, MOST_CHANGES);
  const slotIds = entries
    .flatMap(({ before, after }) => [before, after])
    .flatMap((one) => asBooking(one)?.slotId ?? []);
  const slots = await repositories.slots.byIds([...new Set(slotIds)]);
  const place = (value: unknown): BookingPlace | null => {
    const booking = asBooking(value);
    if (!booking) return null;
    const { slotId, startsAt, endsAt, state } = booking;
    return { slot: slots.find(({ id }) => id === slotId)?.code ?? '?', startsAt, endsAt, state };
  };
  const steps = entries.map(({ at, staffId, action, before, after }) => ({
    at,
    by: staffId,
    action,
    because: asBooking(after)?.because ?? null,
    before: place(before),
    after: place(after),
  }));
  return { steps, transfers: await repositories.ledger.ofBooking(bookingId) };
}

/** What the log kept of a booking; other entries about it keep other things. */
function asBooking(value: unknown): (Booking & { because?: string }) | null {
  return typeof value === 'object' && value !== null && 'slotId' in value && 'startsAt' in value
    ? (value as Booking & { because?: string })
    : null;
}
