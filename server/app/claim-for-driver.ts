import { DomainError } from '../domain/errors.ts';
import { isOpen } from '../domain/parking-session.ts';
import { type Actor, audit } from './audit.ts';
import { spanToLoad } from './book-slot.ts';
import { type ClaimOutcome, claimCar } from './claim-car.ts';
import { clientById } from './client-by-id.ts';
import { DriverDesk } from './driver-desk.ts';
import { type Contact, enrolDrivers, enrolledOf } from './enrol-drivers.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { runAgainstRivals } from './run-against-rivals.ts';
import { RunningCosts } from './running-cost.ts';
import { BOOKING_RULES } from './serve-bookings.ts';
import { type BookingView, bookingView } from './serve-drivers.ts';

export type ClaimRequest = {
  readonly lotCode: string;
  readonly slotCode: string;
  /** The stay that the attendant saw there. */
  readonly seenSessionId?: string;
} & ({ readonly driverId: string } | { readonly contact: Contact });

/**
 * Staff say whose car it is that nobody accounts for: the stay is that driver's from its detection on, and is charged when the car
 * leaves, as if they had said so themselves. The driver is told, and can say that it is not theirs.
 */
export async function claimForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: ClaimRequest,
): Promise<BookingView> {
  const { lotCode, slotCode, seenSessionId } = request;
  const bookingId = await runAgainstRivals(
    unitOfWork,
    async (tx) => {
      const book = await LotBook.load(tx);
      const lot = book.byCode(lotCode);
      if (!lot) throw new DomainError('lot-unknown', `there is no lot ${lotCode}`);
      const client =
        'driverId' in request
          ? await clientById(tx, request.driverId)
          : enrolledOf(await enrolDrivers(tx, ids, actor.now, [request.contact], () => lot), request.contact);
      const desk = new DriverDesk(tx, ids, actor.now, book);
      await desk.load([client]);
      await desk.welcomeTo(lot, client);
      await desk.loadSlots([{ lotId: lot.id, code: slotCode }], spanToLoad(actor.now, lot));
      const standing = desk.scenes.find(lot.id, slotCode)?.session;
      const stands = standing && isOpen(standing) ? standing.id : null;
      if (seenSessionId !== undefined && seenSessionId !== stands)
        throw new DomainError('slot-changed', `another car, or none, stands on ${slotCode} by now`);
      const outcome = claimCar(desk, client, lot, slotCode, 'api');
      if (!outcome.ok) throw refusalOf(outcome, slotCode);
      const { session, booking } = outcome;
      const { slot } = desk.scenes.get(session.slotId);
      const costs = await RunningCosts.load(tx, book, [{ slot, session }], actor.now);
      desk.save();
      audit(tx, ids, actor, { action: 'booking.create', subject: booking.id, before: null, after: booking });
      const costMinor = costs.billOf(session)?.amountMinor ?? null;
      const reply = { kind: 'parked', slot: slotCode, since: session.startedAt, costMinor } as const;
      tell(tx, ids, actor.now, {
        identity: await desk.settlement.identity(booking.identityId),
        lot,
        reply: { ...reply, reference: booking.reference },
        notBefore: actor.now,
        sessionId: null,
      });
      return booking.id;
    },
    BOOKING_RULES,
  );
  return bookingView(unitOfWork, bookingId);
}

function refusalOf(outcome: Extract<ClaimOutcome, { ok: false }>, slotCode: string): DomainError {
  switch (outcome.code) {
    case 'slot-unknown':
      return new DomainError('slot-unknown', `there is no slot ${slotCode}`);
    case 'no-car-there':
      return new DomainError('no-car-there', `no car stands on ${slotCode}`);
    case 'car-accounted-for':
      return new DomainError('slot-taken', `the car on ${slotCode} is accounted for, or the slot is booked`);
    case 'already-booked':
      return new DomainError('already-booked', `the driver has booking ${outcome.booking.reference} already`);
    case 'tariff-missing':
      return new DomainError('tariff-missing', 'the lot has no tariff for that stay');
  }
}
