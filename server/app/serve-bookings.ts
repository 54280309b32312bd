import type { Alternatives } from '../domain/alternatives.ts';
import type { Booking } from '../domain/booking.ts';
import { DomainError } from '../domain/errors.ts';
import type { Interval } from '../domain/interval.ts';
import type { Lot } from '../domain/lot.ts';
import { type Actor, audit } from './audit.ts';
import { type BookingOutcome, type BookingWish, bookSlot, spanToLoad } from './book-slot.ts';
import { cancelBooking } from './cancel-booking.ts';
import { type BookingChange, type ChangeOutcome, changeBooking, loadForChange } from './change-booking.ts';
import { clientById } from './client-by-id.ts';
import { type Client, DriverDesk } from './driver-desk.ts';
import { type Contact, enrolDrivers, enrolledOf } from './enrol-drivers.ts';
import { findAlternatives, offeredPlaces } from './find-alternatives.ts';
import { lockForDeposit } from './hold-deposit.ts';
import { LotBook } from './lot-book.ts';
import { lotByCode } from './manage-lots.ts';
import { tell } from './notices.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { type BookingSeen, requireUnchanged } from './require-unchanged.ts';
import { type RuleCodes, runAgainstRivals } from './run-against-rivals.ts';
import { type BookingView, bookingView } from './serve-drivers.ts';
import { tellWithdrawal } from './tell-withdrawal.ts';

/** What staff do with drivers' bookings, by the same use-cases as the chat. */

export type BookingRequest = { readonly lotCode: string; readonly slotCode: string } & BookingWish &
  ({ readonly driverId: string } | { readonly contact: Contact });

/** Books for a driver who is known, or for a contact who becomes a guest. */
export async function bookForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: BookingRequest,
): Promise<BookingView> {
  const bookingId = await runAgainstRivals(
    unitOfWork,
    async (tx: Tx) => {
      const book = await LotBook.load(tx);
      const lot = book.byCode(request.lotCode);
      if (!lot) throw new DomainError('lot-unknown', `there is no lot ${request.lotCode}`);
      const client = 'driverId' in request ? await clientById(tx, request.driverId) : await guest(tx, request.contact);
      const desk = new DriverDesk(tx, ids, actor.now, book);
      await desk.load([client]);
      await desk.welcomeTo(lot, client);
      await desk.loadNoShows([client.identity.id], actor.now - lot.settings.noShowDays * 86_400_000);
      await desk.loadSlots([{ lotId: lot.id, code: request.slotCode }], spanToLoad(actor.now, lot, request));
      await lockForDeposit(desk, client, lot);
      const outcome = bookSlot(desk, client, lot, request.slotCode, 'api', request);
      if (!outcome.ok) throw await refusal(desk, lot, client.driver.id, request.slotCode, outcome, null);
      desk.save();
      const { booking } = outcome;
      audit(tx, ids, actor, { action: 'booking.create', subject: booking.id, before: null, after: booking });
      return booking.id;

      async function guest(inTx: Tx, contact: Contact): Promise<Client> {
        return enrolledOf(await enrolDrivers(inTx, ids, actor.now, [contact], () => lot), contact);
      }
    },
    BOOKING_RULES,
  );
  return bookingView(unitOfWork, bookingId);
}

/** Makes a booking longer or shorter, begin at another time, or be on another slot; the driver is told. */
export async function changeForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  id: string,
  change: BookingChange,
  seen: BookingSeen | null = null,
): Promise<BookingView> {
  await runAgainstRivals(
    unitOfWork,
    async (tx: Tx) => {
      const { desk, booking } = await open(tx, ids, actor, id, change);
      requireUnchanged(booking, desk.scenes.get(booking.slotId).slot.code, seen);
      const lot = desk.book.lot(booking.lotId);
      const slotCode = change.slotCode ?? desk.scenes.get(booking.slotId).slot.code;
      const outcome = changeBooking(desk, lot, booking, change);
      if (!outcome.ok) throw await refusal(desk, lot, booking.driverId, slotCode, outcome, booking);
      desk.save();
      const { before, booking: after } = outcome;
      audit(tx, ids, actor, { action: 'booking.change', subject: id, before, after });
      const { slotId, reference, startsAt, endsAt, state } = after;
      const slot = desk.scenes.get(slotId).slot.code;
      tell(tx, ids, actor.now, {
        identity: await desk.settlement.identity(after.identityId),
        lot,
        reply: { kind: 'booking-changed', slot, reference, startsAt, endsAt, isParked: state === 'active' },
        notBefore: actor.now,
        sessionId: null,
      });
    },
    BOOKING_RULES,
  );
  return bookingView(unitOfWork, id);
}

/** Gives a booking back; free of charge unless the driver asked for it and the lot's rule is to be followed. */
export async function cancelForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  id: string,
  byRule = false,
  seen: BookingSeen | null = null,
): Promise<BookingView> {
  await runAgainstRivals(unitOfWork, async (tx: Tx) => {
    const { desk, booking } = await open(tx, ids, actor, id, {});
    requireUnchanged(booking, desk.scenes.get(booking.slotId).slot.code, seen);
    if (booking.state === 'active') throw new DomainError('stay-has-begun', `the car of ${booking.reference} is there`);
    const { booking: cancelled, feeMinor } = await cancelBooking(desk, booking, 'staff', !byRule);
    const slot = desk.scenes.get(booking.slotId).slot.code;
    const lot = desk.book.lot(booking.lotId);
    if (byRule) {
      const { reference, identityId } = booking;
      tell(tx, ids, actor.now, {
        identity: await desk.settlement.identity(identityId),
        lot,
        reply: { kind: 'cancelled', slot, reference, feeMinor },
        notBefore: actor.now,
        sessionId: null,
      });
    } else await tellWithdrawal(tx, ids, actor.now, { booking, slotCode: slot, lot, reason: 'staff' });
    desk.save();
    audit(tx, ids, actor, { action: 'booking.cancel', subject: id, before: booking, after: cancelled });
  });
  return bookingView(unitOfWork, id);
}

/** The slots of a lot that nobody holds in a window, in the order of their positions. */
export async function availability(
  unitOfWork: UnitOfWork,
  lotCode: string,
  span: Interval,
  now: number,
): Promise<string[]> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const places = await offeredPlaces(look, lot, await look.slots.inLot(lot.id), span, now);
    return places.filter(({ busy }) => busy.length === 0).map(({ code }) => code);
  });
}

/** The rules of the database on live bookings, as PostgreSQL and as SQLite name them. */
/** What a rival who was faster means, by the rule of the storage that says so. */
export const BOOKING_RULES: RuleCodes = [
  ...(['bookings_no_overlap_slot', 'bookings_one_current_per_slot', 'bookings.slot_id'] as const).map(
    (rule) => [rule, 'slot-taken', 'the slot was taken at the same moment'] as const,
  ),
  ...(['bookings_no_overlap_driver', 'bookings_one_current_per_driver', 'bookings.driver_id'] as const).map(
    (rule) => [rule, 'bookings-overlap', 'the driver booked at the same moment'] as const,
  ),
];

/** A live booking with what a change of it touches, the driver locked. */
async function open(
  tx: Tx,
  ids: Ids,
  actor: Actor,
  id: string,
  change: BookingChange,
): Promise<{ desk: DriverDesk; booking: Booking }> {
  const [found] = await tx.bookings.byIds([id]);
  if (!found) throw new DomainError('booking-unknown', `there is no booking ${id}`);
  await clientById(tx, found.driverId);
  const desk = new DriverDesk(tx, ids, actor.now, await LotBook.load(tx));
  const lot = desk.book.lot(found.lotId);
  await loadForChange(desk, lot, found, change);
  // Read again under the locks.
  const [booking] = await tx.bookings.byIds([id]);
  const isLive = booking?.state === 'reserved' || booking?.state === 'active';
  if (!booking || !isLive || booking.slotId !== found.slotId)
    throw new DomainError('booking-not-live', `booking ${found.reference} is over`);
  return { desk, booking };
}

/** What `detail` says of each refusal, for people; `code` is for programs. */
const WHY: Readonly<Record<string, string>> = {
  'slot-taken': 'it is taken at that time',
  'slot-has-car': 'a car stands on it',
  'slot-not-offered': 'it is out of service, or nobody knows whether it is free',
  'driver-blocked': 'the driver is blocked',
  'already-booked': 'the driver has a booking already',
  'bookings-overlap': 'the driver has a booking at that time',
  'too-many-bookings': 'the driver has as many bookings as the car park allows',
  'already-parked': 'the driver is parked already',
  'balance-too-low': 'the wallet holds too little',
  'too-many-no-shows': 'the driver did not come too often',
  'tariff-missing': 'the car park has no tariff then',
};

/** A refusal with what could be had instead. */
async function refusal(
  desk: DriverDesk,
  lot: Lot,
  driverId: string,
  slotCode: string,
  refused: Extract<BookingOutcome | ChangeOutcome, { ok: false }>,
  changed: Booking | null,
): Promise<DomainError> {
  const { ok: _, code, ...details } = refused;
  const sentence = `slot ${slotCode} was not booked: ${WHY[code] ?? code}`;
  // Only closing time leaves times that could be had instead; the other limits are the lot's own.
  if ('fault' in refused && refused.fault !== 'closed')
    return new DomainError(code, `${sentence}, ${refused.fault}`, details);
  if (!('window' in refused)) return new DomainError(code, sentence, details);
  const parked = changed?.state === 'active';
  const alternatives: Alternatives = parked
    ? { slots: [], times: [{ from: changed.startsAt, to: desk.diary.roomUntil(changed, refused.window) }] }
    : await findAlternatives(desk, lot, driverId, slotCode, refused.window, changed?.id ?? null);
  return new DomainError(code, 'fault' in refused ? `${sentence}, ${refused.fault}` : sentence, {
    ...details,
    alternatives,
  });
}
