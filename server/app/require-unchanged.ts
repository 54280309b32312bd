import type { Booking } from '../domain/booking.ts';
import { DomainError } from '../domain/errors.ts';

/** How somebody saw a booking before they did something about it. */
export interface BookingSeen {
  readonly slotCode: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Left out where it does not matter for what they do. */
  readonly state?: Booking['state'];
}

/** Refuses where somebody else was faster; says how the booking is now. */
export function requireUnchanged(booking: Booking, slotCode: string, seen: BookingSeen | null): void {
  const { reference, startsAt, endsAt, state } = booking;
  const isSame =
    !seen ||
    (seen.slotCode === slotCode &&
      seen.startsAt === startsAt &&
      seen.endsAt === endsAt &&
      (seen.state ?? state) === state);
  if (isSame) return;
  const [from, to] = [startsAt, endsAt].map((at) => new Date(at).toISOString());
  throw new DomainError(
    'booking-changed',
    `${reference} was changed meanwhile: it is on ${slotCode}, ${from} to ${to}, ${state}`,
  );
}
