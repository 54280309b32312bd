import { STEPS, type Step } from './dialogue/booking-form.ts';
import { coreOf, type Reply } from './reply.ts';

/** On the way to a booking: the steps in the order in which they are asked, and that it was made. */
export const BOOKING_STEPS = [...STEPS, 'booked'] as const;
export type BookingStep = Step | 'booked';

/** How far on the way to a booking a reply is; null for one that is not on it. */
export function bookingStepOf(reply: Reply): BookingStep | null {
  const core = coreOf(reply);
  switch (core.kind) {
    case 'ask':
      return core.step;
    case 'which-slot':
      return core.purpose === 'book' ? 'slot' : null;
    case 'booking-summary':
      return 'confirm';
    case 'booked':
      return 'booked';
    default:
      return null;
  }
}
