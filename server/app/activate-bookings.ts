import { type Activation, judgeDue, type Obstacle } from '../domain/activation.ts';
import { byDistance } from '../domain/alternatives.ts';
import { arrivalFrom, arrive, type Booking, type CallOffReason, callOff, isLive, window } from '../domain/booking.ts';
import { isOpen, type ParkingSession } from '../domain/parking-session.ts';
import { auditBooking } from './audit.ts';
import { releaseDeposit } from './deposits.ts';
import { DriverDesk } from './driver-desk.ts';
import { freeNext, offeredPlaces } from './find-alternatives.ts';
import { giveWay } from './give-way.ts';
import { LotBook } from './lot-book.ts';
import { type Notice, tell } from './notices.ts';
import type { Ids } from './ports/ids.ts';
import { isConstraint } from './ports/storage-errors.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { hourlyRate, tariffOf } from './stay-bill.ts';

const AT_ONCE = 500;
const MINUTE = 60_000;

/**
 * Gives bookings for later their slots when their time comes, or another slot where theirs cannot be had, and tells their
 * drivers. What has to wait waits for the next run. Each booking is a unit of its own and nothing depends on how often
 * this runs: missed runs are made up for, and one run too many finds nothing to do.
 */
export async function activateBookings(unitOfWork: UnitOfWork, ids: Ids, now: number): Promise<number> {
  const due = await unitOfWork.read(async (look) => {
    const lots = new Map((await look.lots.all()).map((lot) => [lot.id, lot]));
    const early = Math.max(0, ...[...lots.values()].map(({ settings }) => settings.earlyArrivalMinutes));
    const soon = await look.bookings.aheadBefore(now + early * MINUTE + 1, AT_ONCE);
    return soon.filter((booking) => {
      const lot = lots.get(booking.lotId);
      return lot !== undefined && now >= arrivalFrom(booking, lot.settings);
    });
  });
  let changed = 0;
  for (const { id } of due) {
    try {
      if (await unitOfWork.run((tx) => activateOne(tx, ids, now, id))) changed++;
    } catch (error) {
      // Somebody else was faster; the next run sees what they did.
      if (!isConstraint(error)) throw error;
    }
  }
  return changed;
}

async function activateOne(tx: Tx, ids: Ids, now: number, id: string): Promise<boolean> {
  const [before] = await tx.bookings.byIds([id]);
  if (!before) return false;
  const desk = new DriverDesk(tx, ids, now, await LotBook.load(tx));
  await desk.scenes.load([before.slotId]);
  // Read again under the slot's lock.
  const [booking] = await tx.bookings.byIds([id]);
  if (booking?.state !== 'reserved' || booking.isCurrent || booking.slotId !== before.slotId) return false;
  const [driverOn = null] = await tx.bookings.currentOfDrivers([booking.driverId]);
  const { slot, session, booking: holder } = desk.scenes.get(booking.slotId);
  const verdict = judgeDue(
    {
      booking,
      outOfService: slot.outOfService,
      health: slot.health,
      holder: holder && isLive(holder) ? holder : null,
      session: session && isOpen(session) ? session : null,
      driverOn,
    },
    now,
    desk.book.lot(booking.lotId).settings,
  );
  const done = await carryOut(desk, booking, driverOn, verdict);
  desk.save();
  return done;
}

async function carryOut(
  desk: DriverDesk,
  booking: Booking,
  driverOn: Booking | null,
  verdict: Activation,
): Promise<boolean> {
  switch (verdict.kind) {
    case 'wait':
      return false;
    case 'activate':
      desk.scenes.update(booking.slotId, { booking: { ...booking, isCurrent: true } });
      return true;
    case 'arrival':
      return arrival(desk, booking, verdict.session);
    case 'prolong':
      await prolong(desk, booking, verdict.current);
      return true;
    case 'driver-elsewhere':
      await end(desk, booking, 'driver-elsewhere');
      await notify(desk, booking, {
        kind: 'booking-unused',
        slot: desk.scenes.get(booking.slotId).slot.code,
        reference: booking.reference,
      });
      return true;
    case 'call-off':
      await cannotBeHad(desk, booking, verdict.obstacle);
      return true;
    case 'move':
      return moveOrElse(desk, booking, driverOn, verdict.obstacle, verdict.otherwise);
  }
}

/**
 * The car came after its booking's time had begun, and before we had noticed that it had. Without a price no stay begins:
 * the car stays one that nobody accounts for, and the booking waits for a tariff as long as the slot is held.
 */
async function arrival(desk: DriverDesk, booking: Booking, session: ParkingSession): Promise<boolean> {
  const { slot } = desk.scenes.get(booking.slotId);
  const lot = desk.book.lot(slot.lotId);
  const tariff = tariffOf(desk.book, session);
  if (!tariff) {
    if (desk.now < booking.holdUntil) return false;
    await end(desk, booking, 'slot-unavailable');
    await notify(desk, booking, { kind: 'slot-unavailable', slot: slot.code, reference: booking.reference, next: [] });
    return true;
  }
  const { id: bookingId, driverId, addOns } = booking;
  desk.scenes.update(slot.id, {
    session: { ...session, bookingId, driverId, tariffId: tariff.id, addOns },
    booking: arrive({ ...booking, isCurrent: true }, session.startedAt),
  });
  await notify(desk, booking, {
    kind: 'car-detected',
    slot: slot.code,
    at: session.startedAt,
    reference: booking.reference,
    ratePerHourMinor: hourlyRate(desk.book, lot, session.startedAt),
  });
  return true;
}

/** The same driver on the same slot: one stay, one booking, and the services of both. */
async function prolong(desk: DriverDesk, booking: Booking, current: Booking): Promise<void> {
  await end(desk, booking, 'taken-over');
  const { session } = desk.scenes.get(booking.slotId);
  const known = new Set(session?.addOns.map(({ code }) => code));
  const addOns = [...(session?.addOns ?? []), ...booking.addOns.filter(({ code }) => !known.has(code))];
  desk.scenes.update(booking.slotId, {
    booking: { ...current, endsAt: booking.endsAt },
    ...(session ? { session: { ...session, addOns } } : {}),
  });
  desk.scenes.touch(booking.slotId);
}

async function moveOrElse(
  desk: DriverDesk,
  booking: Booking,
  driverOn: Booking | null,
  obstacle: Obstacle,
  otherwise: 'wait' | 'activate' | 'call-off',
): Promise<boolean> {
  const { now, tx } = desk;
  const { slot } = desk.scenes.get(booking.slotId);
  const lot = desk.book.lot(slot.lotId);
  const others = (await tx.slots.inLot(lot.id)).filter(({ id }) => id !== slot.id);
  const span = { from: Math.min(now, booking.startsAt), to: booking.endsAt };
  const places = await offeredPlaces(tx, lot, others, span, now);
  for (const place of byDistance(places, slot.position)) {
    if (place.busy.length > 0) continue;
    await desk.scenes.load([place.id]);
    if (desk.scenes.get(place.id).slot.state !== 'free') continue;
    const moved = { ...booking, slotId: place.id, isCurrent: driverOn === null };
    if (moved.isCurrent) desk.scenes.update(place.id, { booking: moved });
    else tx.bookings.save(moved);
    const change = { action: 'booking.move', before: booking, after: moved, because: obstacle } as const;
    auditBooking(tx, desk.ids, 'system', now, change);
    giveWay(desk, booking, place.code, obstacle);
    await notify(desk, booking, {
      kind: 'booking-moved',
      from: slot.code,
      slot: place.code,
      reference: booking.reference,
      obstacle,
      startsAt: booking.startsAt,
      endsAt: booking.endsAt,
    });
    return true;
  }
  if (otherwise === 'wait') return false;
  if (otherwise === 'activate') {
    desk.scenes.update(slot.id, { booking: { ...booking, isCurrent: true } });
    return true;
  }
  await cannotBeHad(desk, booking, obstacle);
  return true;
}

async function cannotBeHad(desk: DriverDesk, booking: Booking, obstacle: Obstacle): Promise<void> {
  const { now, tx } = desk;
  const { slot } = desk.scenes.get(booking.slotId);
  const lot = desk.book.lot(slot.lotId);
  const others = (await tx.slots.inLot(lot.id)).filter(({ id }) => id !== slot.id);
  await end(desk, booking, 'slot-unavailable', obstacle);
  giveWay(desk, booking, null, obstacle);
  const next = await freeNext(tx, lot, others, window(booking), now);
  await notify(desk, booking, { kind: 'slot-unavailable', slot: slot.code, reference: booking.reference, next });
}

/** The booking came to nothing, and its deposit goes back at once. */
async function end(desk: DriverDesk, booking: Booking, reason: CallOffReason, because: string = reason): Promise<void> {
  const after = callOff(booking, desk.now, reason);
  desk.tx.bookings.save(after);
  auditBooking(desk.tx, desk.ids, 'system', desk.now, { action: 'booking.call-off', before: booking, after, because });
  await releaseDeposit(desk.tx, desk.settlement, desk.book.lot(booking.lotId), booking);
}

async function notify(desk: DriverDesk, booking: Booking, reply: Notice['reply']): Promise<void> {
  tell(desk.tx, desk.ids, desk.now, {
    identity: await desk.settlement.identity(booking.identityId),
    lot: desk.book.lot(booking.lotId),
    reply,
    notBefore: desk.now,
    sessionId: null,
  });
}
