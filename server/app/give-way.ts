import type { Obstacle } from '../domain/activation.ts';
import type { Booking } from '../domain/booking.ts';
import type { DriverDesk } from './driver-desk.ts';

/** The attendants see on the slot which booking had to give way there, until the slot can be had again. */
export function giveWay(desk: DriverDesk, booking: Booking, movedTo: string | null, obstacle: Obstacle): void {
  const { slot } = desk.scenes.get(booking.slotId);
  const displaced = { reference: booking.reference, movedTo, obstacle, at: desk.now };
  desk.scenes.update(slot.id, { slot: { ...slot, displaced } });
}
