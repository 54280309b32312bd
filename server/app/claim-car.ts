import {
  arrivalFrom,
  arrive,
  type Booking,
  type BookingSource,
  immediateWindow,
  isLive,
  referenceFrom,
} from '../domain/booking.ts';
import type { Lot } from '../domain/lot.ts';
import { isOpen, type ParkingSession } from '../domain/parking-session.ts';
import type { Client, DriverDesk } from './driver-desk.ts';
import type { Scene } from './scenes.ts';
import { tariffOf } from './stay-bill.ts';

export type ClaimOutcome =
  | { readonly ok: true; readonly session: ParkingSession; readonly booking: Booking }
  | { readonly ok: false; readonly code: 'slot-unknown' | 'no-car-there' | 'car-accounted-for' | 'tariff-missing' }
  | { readonly ok: false; readonly code: 'already-booked'; readonly booking: Booking };

/**
 * A driver says that a car nobody accounts for is theirs. The stay is theirs from its detection on, whatever their
 * balance, and also when staff have blocked them from booking: the car stands there already, and refusing would only mean
 * that nobody pays. A booking of theirs on this slot that begins soon is what they came for. The slot's scene and diary
 * and the driver must be loaded at the desk.
 */
export function claimCar(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
  slotCode: string,
  source: BookingSource = 'chat',
): ClaimOutcome {
  const scene = desk.scenes.find(lot.id, slotCode);
  if (!scene) return { ok: false, code: 'slot-unknown' };
  const { session } = scene;
  const held = desk.booking(client.driver.id);
  if (held) {
    const isTheirs = session !== null && isOpen(session) && session.driverId === null && scene.booking?.id === held.id;
    // They came before the slot was theirs, or were taken for somebody else: the car is the one it waits for.
    if (isTheirs && held.state === 'reserved') {
      const tariff = tariffOf(desk.book, session);
      if (!tariff) return { ok: false, code: 'tariff-missing' };
      return claim(desk, scene, session, tariff.id, arrive(held, session.startedAt));
    }
    return { ok: false, code: 'already-booked', booking: held };
  }
  if (!session || !isOpen(session)) return { ok: false, code: 'no-car-there' };
  // A slot that is booked is the booker's: whoever stands there by mistake has to move the car.
  if (session.driverId !== null || (scene.booking && isLive(scene.booking)))
    return { ok: false, code: 'car-accounted-for' };
  const tariff = tariffOf(desk.book, session);
  if (!tariff) return { ok: false, code: 'tariff-missing' };
  const { to } = immediateWindow(session.startedAt, lot.settings);
  const span = { from: desk.now, to: Math.max(to, desk.now + 1) };
  const next = desk.diary.onSlot(scene.slot.id, span)[0];
  if (next?.driverId === client.driver.id && desk.now >= arrivalFrom(next, lot.settings))
    return claim(desk, scene, session, tariff.id, arrive({ ...next, isCurrent: true }, session.startedAt));
  // Somebody's time on the slot has begun: they are being moved this very moment.
  if (next && next.startsAt <= desk.now) return { ok: false, code: 'car-accounted-for' };
  const [own] = desk.diary.ofDriverIn(client.driver.id, span);
  if (own && own.startsAt <= desk.now) return { ok: false, code: 'already-booked', booking: own };
  const endsAt = Math.min(span.to, next?.startsAt ?? span.to, own?.startsAt ?? span.to);
  const booking: Booking = {
    id: desk.ids.next(),
    reference: referenceFrom(desk.ids.random(6)),
    lotId: lot.id,
    slotId: scene.slot.id,
    driverId: client.driver.id,
    identityId: client.identity.id,
    state: 'active',
    isCurrent: true,
    // From now on: the time before belongs to the stay, and may overlap what the driver had booked before.
    startsAt: Math.min(desk.now, endsAt - 1),
    endsAt,
    holdUntil: endsAt,
    createdAt: desk.now,
    arrivedAt: session.startedAt,
    endedAt: null,
    endReason: null,
    source,
    addOns: [],
    notes: null,
  };
  return claim(desk, scene, session, tariff.id, booking);
}

function claim(
  desk: DriverDesk,
  scene: Scene,
  session: ParkingSession,
  tariffId: string,
  booking: Booking,
): ClaimOutcome {
  const { id: bookingId, driverId, addOns } = booking;
  // Whoever said that it is not theirs, and now claims it, has thought better of it.
  const disowned = session.disowned?.driverId === driverId ? null : session.disowned;
  const claimed: ParkingSession = { ...session, bookingId, driverId, tariffId, addOns, disowned };
  desk.scenes.update(scene.slot.id, { session: claimed, booking });
  desk.noteBooking(booking);
  desk.noteSession(driverId, claimed);
  return { ok: true, session: claimed, booking };
}
