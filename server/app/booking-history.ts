import { type Booking, isLive } from '../domain/booking.ts';
import { DomainError } from '../domain/errors.ts';
import type { Repositories, StoredTransfer } from './ports/repositories.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import {
  type ControllerSpan,
  controllersDuring,
  MOST_OBSERVATIONS,
  type TimelineObservation,
  withId,
} from './slot-evidence.ts';

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

/** What was done to a booking, and the money that moved for it beside that of its stays. */
export interface BookingSteps {
  readonly steps: readonly BookingStep[];
  readonly transfers: readonly StoredTransfer[];
}

/** What became of a booking, and what was seen on its slot from when it was made to its end. */
export interface BookingHistory extends BookingSteps {
  /** When it was made. */
  readonly createdAt: number;
  readonly observations: readonly TimelineObservation[];
  readonly controllers: readonly ControllerSpan[];
}

/** The history of a booking, by its id. */
export async function bookingHistory(unitOfWork: UnitOfWork, id: string, now: number): Promise<BookingHistory> {
  return unitOfWork.read(async (look) => {
    const [booking] = await look.bookings.byIds([id]);
    if (!booking) throw new DomainError('booking-unknown', `there is no booking ${id}`);
    const { createdAt, endedAt, slotId } = booking;
    const span = { from: createdAt, to: isLive(booking) ? now : (endedAt ?? now) };
    const observations = await look.evidence.observations(slotId, span, MOST_OBSERVATIONS);
    const { spans } = await controllersDuring(look, slotId, span);
    return { createdAt, ...(await stepsOf(look, id)), observations: observations.map(withId), controllers: spans };
  });
}

/** What was done to a booking, as one unit of work or one look sees it. */
export async function stepsOf(repositories: Repositories, bookingId: string): Promise<BookingSteps> {
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
