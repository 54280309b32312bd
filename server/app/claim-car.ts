import { type Booking, immediateWindow, isLive, referenceFrom } from '../domain/booking.ts';
import type { Lot } from '../domain/lot.ts';
import { isOpen, type ParkingSession } from '../domain/parking-session.ts';
import type { Client, DriverDesk } from './driver-desk.ts';

export type ClaimOutcome =
  | { readonly ok: true; readonly session: ParkingSession; readonly booking: Booking }
  | { readonly ok: false; readonly code: 'slot-unknown' | 'no-car-there' | 'car-accounted-for' | 'tariff-missing' }
  | { readonly ok: false; readonly code: 'already-booked'; readonly booking: Booking };

/**
 * A driver says that a car nobody accounts for is theirs. The stay is theirs from its detection on, whatever their
 * balance, and also when staff have blocked them from booking: the car stands there already, and refusing would only mean
 * that nobody pays. The slot's scene and the driver must be loaded at the desk.
 */
export function claimCar(desk: DriverDesk, client: Client, lot: Lot, slotCode: string): ClaimOutcome {
  const scene = desk.scenes.find(lot.id, slotCode);
  if (!scene) return { ok: false, code: 'slot-unknown' };
  const held = desk.booking(client.driver.id);
  if (held) return { ok: false, code: 'already-booked', booking: held };
  const { session } = scene;
  if (!session || !isOpen(session)) return { ok: false, code: 'no-car-there' };
  // A slot that is booked is the booker's: whoever stands there by mistake has to move the car.
  if (session.driverId !== null || (scene.booking && isLive(scene.booking)))
    return { ok: false, code: 'car-accounted-for' };
  const tariffId = session.tariffId ?? desk.book.tariffAt(lot.id, session.startedAt)?.id ?? null;
  if (tariffId === null) return { ok: false, code: 'tariff-missing' };
  const span = immediateWindow(session.startedAt, lot.settings);
  const endsAt = Math.max(span.to, desk.now + 1);
  const booking: Booking = {
    id: desk.ids.next(),
    reference: referenceFrom(desk.ids.random(6)),
    lotId: lot.id,
    slotId: scene.slot.id,
    driverId: client.driver.id,
    identityId: client.identity.id,
    state: 'active',
    // From now on: the time before belongs to the stay, and may overlap what the driver had booked before.
    startsAt: Math.min(desk.now, endsAt - 1),
    endsAt,
    holdUntil: endsAt,
    createdAt: desk.now,
    arrivedAt: session.startedAt,
    endedAt: null,
    endReason: null,
    source: 'chat',
    addOns: [],
  };
  // Whoever said that it is not theirs, and now claims it, has thought better of it.
  const disowned = session.disowned?.driverId === client.driver.id ? null : session.disowned;
  const claimed: ParkingSession = { ...session, bookingId: booking.id, driverId: client.driver.id, tariffId, disowned };
  desk.scenes.update(scene.slot.id, { session: claimed, booking });
  desk.noteBooking(booking);
  desk.noteSession(client.driver.id, claimed);
  return { ok: true, session: claimed, booking };
}
