import type { BookingWas } from '../../../shared/http/bookings.ts';
import type { BookingSeen } from '../../app/require-unchanged.ts';

/** How a request says that its sender saw the booking; null where it does not say. */
export function seenOf(was: BookingWas): BookingSeen | null {
  if (!was) return null;
  const { slot, startsAt, endsAt, state } = was;
  const window = { slotCode: slot, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
  return state === undefined ? window : { ...window, state };
}
