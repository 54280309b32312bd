import { type Booking, window } from '../domain/booking.ts';
import { overlaps } from '../domain/interval.ts';
import type { Repositories } from './ports/repositories.ts';

/** When, within a booking's window, something else begins that was booked on its slot or by its driver; else its end. */
export async function bookedNext(repositories: Repositories, booking: Booking): Promise<number> {
  const span = window(booking);
  const onSlot = await repositories.bookings.liveOfSlots([booking.slotId], span);
  const own = await repositories.bookings.liveOfDrivers([booking.driverId]);
  const others = [...onSlot, ...own].filter((other) => other.id !== booking.id && overlaps(window(other), span));
  return Math.min(span.to, ...others.map(({ startsAt }) => startsAt));
}
