import { DomainError } from '../domain/errors.ts';
import { spendable, topUp, topUpKey } from '../domain/ledger.ts';
import { type Actor, audit } from './audit.ts';
import { tell } from './notices.ts';
import type { Driver, Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { BookingFilter, BookingRepository, StoredTransfer } from './ports/repositories.ts';
import type { Look, Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { runAgainstRivals } from './run-against-rivals.ts';
import { currencyOfWallet, type WalletChoice } from './wallet-currency.ts';

/** What staff do for drivers. */

/** A driver as staff see one; the balance is of the first lot's currency where they have a wallet in it. */
export interface DriverView {
  readonly driver: Driver;
  readonly phone: string | null;
  readonly balanceMinor: number;
  readonly promoMinor: number;
  readonly currency: string;
  /** How channels know them, the first one first. */
  readonly identities: readonly Identity[];
  /** All of theirs: lots of several currencies each take from their own. */
  readonly wallets: readonly {
    readonly currency: string;
    readonly balanceMinor: number;
    readonly promoMinor: number;
  }[];
}

export type BookingView = Awaited<ReturnType<BookingRepository['list']>>[number];

export async function findDrivers(unitOfWork: UnitOfWork, phone: string | null): Promise<DriverView[]> {
  return unitOfWork.read(async (look) =>
    viewDrivers(look, phone === null ? await look.drivers.list(100) : await look.drivers.byPhone(phone)),
  );
}

/** Drivers as staff see them, with their wallets. */
export async function viewDrivers(look: Look, drivers: readonly Driver[], currency?: string): Promise<DriverView[]> {
  const ids = drivers.map(({ id }) => id);
  const wallets = await look.ledger.wallets(ids);
  const identities = await look.drivers.identitiesOf(ids);
  const asked = currency ?? (await look.lots.all())[0]?.currency ?? 'USD';
  return drivers.map((driver) => {
    const own = wallets.filter(({ driverId }) => driverId === driver.id);
    const wallet = own.find((each) => each.currency === asked) ?? own[0];
    const known = identities.filter(({ driverId }) => driverId === driver.id);
    return {
      driver,
      phone: known[0]?.phone ?? null,
      identities: known,
      wallets: own.map((each) => {
        const { promoMinor } = each.wallet;
        return { currency: each.currency, balanceMinor: spendable(each.wallet), promoMinor };
      }),
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

export interface TopUp extends WalletChoice {
  readonly amountMinor: number;
  readonly reason: string;
  readonly requestId: string;
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
    // Apart from the payments that the provider reports: whatever staff name theirs, it is none of those.
    const named = `staff:${request.requestId}`;
    const known = await tx.ledger.byKey(topUpKey(named));
    const currency = await currencyOfWallet(tx, request, known?.currency ?? null);
    const draft = topUp(driver.id, request.amountMinor, currency, named, request.reason);
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
      after: { transferId, amountMinor, currency, reason },
    });
    await tellReceipt(tx, ids, actor.now, { driverId: driver.id, currency, amountMinor, reference: request.requestId });
    return { transferId, currency, repeated: false };
  });
}

/** The driver's receipt for money that staff took. */
async function tellReceipt(
  tx: Tx,
  ids: Ids,
  now: number,
  paid: { driverId: string; currency: string; amountMinor: number; reference: string },
): Promise<void> {
  const { driverId, currency, amountMinor, reference } = paid;
  const [identity] = await tx.drivers.identitiesOf([driverId]);
  const lot = (await tx.lots.all()).find((each) => each.currency === currency);
  if (!identity || !lot) return;
  const wallet = (await tx.ledger.wallets([driverId])).find((each) => each.currency === currency);
  const balanceMinor = wallet ? spendable(wallet.wallet) : amountMinor;
  const reply = { kind: 'top-up-receipt', amountMinor, balanceMinor, reference } as const;
  tell(tx, ids, now, { identity, lot, reply, notBefore: now, sessionId: null });
}

export async function bookingView(unitOfWork: UnitOfWork, id: string): Promise<BookingView> {
  const [view] = await listBookings(unitOfWork, { id, limit: 1 });
  if (!view) throw new DomainError('booking-unknown', `there is no booking ${id}`);
  return view;
}

export async function listBookings(unitOfWork: UnitOfWork, filter: BookingFilter): Promise<BookingView[]> {
  return unitOfWork.read((look) => look.bookings.list(filter));
}
