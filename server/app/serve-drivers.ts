import { type Booking, cancel } from '../domain/booking.ts';
import { DomainError } from '../domain/errors.ts';
import { spendable, topUp, topUpKey } from '../domain/ledger.ts';
import { type Actor, audit } from './audit.ts';
import { bookSlot } from './book-slot.ts';
import { type Client, DriverDesk } from './driver-desk.ts';
import { type Contact, enrolDrivers, enrolledOf } from './enrol-drivers.ts';
import { LotBook } from './lot-book.ts';
import type { Driver } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { BookingFilter, BookingRepository, StoredTransfer } from './ports/repositories.ts';
import type { Look, Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { type RuleCodes, runAgainstRivals } from './run-against-rivals.ts';
import { tellWithdrawal } from './tell-withdrawal.ts';

/** What staff do for drivers. */

/** A driver as staff see one; the balance is of the first lot's currency where they have a wallet in it. */
export interface DriverView {
  readonly driver: Driver;
  readonly phone: string | null;
  readonly balanceMinor: number;
  readonly promoMinor: number;
  readonly currency: string;
}

export type BookingView = Awaited<ReturnType<BookingRepository['list']>>[number];

export async function findDrivers(unitOfWork: UnitOfWork, phone: string | null): Promise<DriverView[]> {
  return unitOfWork.read(async (look) =>
    viewDrivers(look, phone === null ? await look.drivers.list(100) : await look.drivers.byPhone(phone)),
  );
}

async function viewDrivers(look: Look, drivers: readonly Driver[], currency?: string): Promise<DriverView[]> {
  const ids = drivers.map(({ id }) => id);
  const wallets = await look.ledger.wallets(ids);
  const identities = await look.drivers.identitiesOf(ids);
  const asked = currency ?? (await look.lots.all())[0]?.currency ?? 'USD';
  return drivers.map((driver) => {
    const own = wallets.filter(({ driverId }) => driverId === driver.id);
    const wallet = own.find((each) => each.currency === asked) ?? own[0];
    const phone = identities.find(({ driverId }) => driverId === driver.id)?.phone ?? null;
    return {
      driver,
      phone,
      balanceMinor: wallet ? spendable(wallet.wallet) : 0,
      promoMinor: wallet?.wallet.promoMinor ?? 0,
      currency: wallet?.currency ?? asked,
    };
  });
}

export async function driverView(unitOfWork: UnitOfWork, driverId: string, currency?: string): Promise<DriverView> {
  return unitOfWork.read(async (look) => {
    const [view] = await viewDrivers(look, await look.drivers.byIds([driverId]), currency);
    if (!view) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    return view;
  });
}

export async function transfersOf(unitOfWork: UnitOfWork, driverId: string): Promise<StoredTransfer[]> {
  return unitOfWork.read(async (look) => {
    if ((await look.drivers.byIds([driverId])).length === 0) {
      throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    }
    return look.ledger.ofDriver(driverId, 200);
  });
}

export interface TopUp {
  readonly driverId: string;
  readonly amountMinor: number;
  readonly reason: string;
  readonly requestId: string;
  readonly currency?: string;
  readonly lotCode?: string;
}

/**
 * Puts money into a wallet. `requestId` names the payment: the same one again moves nothing and answers the same; with
 * another amount it is refused. A driver with wallets in several currencies is topped up in one that the request names,
 * itself or by a lot.
 */
export async function topUpWallet(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: TopUp,
): Promise<{ transferId: string; currency: string; repeated: boolean }> {
  return runAgainstRivals(unitOfWork, async (tx) => {
    const [driver] = await tx.drivers.byIds([request.driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${request.driverId}`);
    const known = await tx.ledger.byKey(topUpKey(request.requestId));
    const currency = await topUpCurrency(tx, request, known?.currency ?? null);
    const draft = topUp(driver.id, request.amountMinor, currency, request.requestId, request.reason);
    if (known) {
      if (known.inputHash !== tx.ledger.hashOf(draft)) {
        throw new DomainError('idempotency-conflict', `the request ${request.requestId} was for another top-up`);
      }
      return { transferId: known.id, currency, repeated: true };
    }
    tx.ledger.openDriverAccounts(driver.id, driver.operatorId, currency);
    const transferId = ids.next();
    tx.ledger.post({ ...draft, id: transferId, operatorId: driver.operatorId, createdAt: actor.now });
    const { amountMinor, reason } = request;
    audit(tx, ids, actor, {
      action: 'wallet.top-up',
      subject: driver.id,
      before: null,
      after: { amountMinor, currency, reason },
    });
    return { transferId, currency, repeated: false };
  });
}

/** The currency that was asked for; else that of the same request before, the driver's only wallet, or every lot. */
async function topUpCurrency(tx: Tx, request: TopUp, before: string | null): Promise<string> {
  const lots = await tx.lots.all();
  const wallets = (await tx.ledger.wallets([request.driverId])).map(({ currency }) => currency);
  const ofLots = lots.map(({ currency }) => currency);
  let { currency } = request;
  if (request.lotCode !== undefined) {
    const lot = lots.find(({ code }) => code === request.lotCode);
    if (!lot) throw new DomainError('lot-unknown', `there is no lot ${request.lotCode}`);
    if (currency !== undefined && currency !== lot.currency)
      throw new DomainError('invalid-request', `currency: lot ${lot.code} takes ${lot.currency}`);
    currency = lot.currency;
  }
  if (currency !== undefined) {
    if (![...wallets, ...ofLots].includes(currency))
      throw new DomainError('invalid-request', `currency: no lot takes ${currency}`);
    return currency;
  }
  if (before !== null) return before;
  const [one, another] = new Set(wallets.length > 0 ? wallets : ofLots);
  if (one === undefined) throw new DomainError('lot-unknown', 'there is no lot whose currency could be used');
  if (another !== undefined) throw new DomainError('invalid-request', 'currency or lot: say which wallet');
  return one;
}

/** The rules of the database on live bookings, as PostgreSQL and as SQLite name them. */
const BOOKING_RULES: RuleCodes = [
  ...(['bookings_no_overlap_slot', 'bookings_one_current_per_slot', 'bookings.slot_id'] as const).map(
    (rule) => [rule, 'slot-taken', 'the slot was taken at the same moment'] as const,
  ),
  ...(['bookings_no_overlap_driver', 'bookings_one_current_per_driver', 'bookings.driver_id'] as const).map(
    (rule) => [rule, 'already-booked', 'the driver booked at the same moment'] as const,
  ),
];

/** Books for a driver who is known, or for a contact who becomes a guest, by the same use-case as the chat. */
export async function bookForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request:
    | { lotCode: string; slotCode: string; driverId: string }
    | { lotCode: string; slotCode: string; contact: Contact },
): Promise<BookingView> {
  const take = async (tx: Tx): Promise<string> => {
    const book = await LotBook.load(tx);
    const lot = book.byCode(request.lotCode);
    if (!lot) throw new DomainError('lot-unknown', `there is no lot ${request.lotCode}`);
    const client = 'driverId' in request ? await clientById(tx, request.driverId) : await guest(tx, request.contact);
    const desk = new DriverDesk(tx, ids, actor.now, book);
    await desk.load([client]);
    await desk.welcomeTo(lot, client);
    await desk.loadNoShows([client.identity.id], actor.now - lot.settings.noShowDays * 86_400_000);
    await desk.scenes.loadByCodes([{ lotId: lot.id, code: request.slotCode }]);
    const outcome = bookSlot(desk, client, lot, request.slotCode, 'api');
    if (!outcome.ok) {
      const { ok: _, code, ...details } = outcome;
      throw new DomainError(code, `slot ${request.slotCode} was not booked: ${code}`, details);
    }
    desk.save();
    const { booking } = outcome;
    audit(tx, ids, actor, { action: 'booking.create', subject: booking.id, before: null, after: booking });
    return booking.id;

    async function guest(inTx: Tx, contact: Contact): Promise<Client> {
      return enrolledOf(await enrolDrivers(inTx, ids, actor.now, [contact], () => lot), contact);
    }
  };
  return bookingView(unitOfWork, await runAgainstRivals(unitOfWork, take, BOOKING_RULES));
}

async function clientById(tx: Tx, driverId: string): Promise<Client> {
  const [driver] = await tx.drivers.byIds([driverId]);
  const [first] = await tx.drivers.identitiesOf([driverId]);
  if (!driver || !first) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
  const [locked] = await tx.drivers.lockByIdentities([first]);
  return { driver, identity: locked?.identity ?? first, welcome: null };
}

export async function bookingView(unitOfWork: UnitOfWork, id: string): Promise<BookingView> {
  const [view] = await listBookings(unitOfWork, { id, limit: 1 });
  if (!view) throw new DomainError('booking-unknown', `there is no booking ${id}`);
  return view;
}

export async function listBookings(unitOfWork: UnitOfWork, filter: BookingFilter): Promise<BookingView[]> {
  return unitOfWork.read((look) => look.bookings.list(filter));
}

export async function cancelForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  id: string,
): Promise<BookingView> {
  await unitOfWork.run(async (tx) => {
    const [found] = await tx.bookings.byIds([id]);
    if (!found) throw new DomainError('booking-unknown', `there is no booking ${id}`);
    const desk = new DriverDesk(tx, ids, actor.now, await LotBook.load(tx));
    await desk.scenes.load([found.slotId]);
    const { slot, booking } = desk.scenes.get(found.slotId);
    if (booking?.id !== id) throw new DomainError('booking-not-live', `booking ${found.reference} is over`);
    if (booking.state === 'active') throw new DomainError('stay-has-begun', `the car of ${found.reference} is there`);
    const cancelled: Booking = cancel(booking, actor.now, 'staff');
    desk.scenes.update(slot.id, { booking: cancelled });
    desk.save();
    const lot = desk.book.lot(slot.lotId);
    await tellWithdrawal(tx, ids, actor.now, { booking, slotCode: slot.code, lot, reason: 'staff' });
    audit(tx, ids, actor, { action: 'booking.cancel', subject: id, before: booking, after: cancelled });
  });
  return bookingView(unitOfWork, id);
}
