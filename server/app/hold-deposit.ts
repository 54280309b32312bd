import { heldBy, hold } from '../domain/deposit.ts';
import type { Lot } from '../domain/lot.ts';
import type { Client, DriverDesk } from './driver-desk.ts';

/** Before a booking that needs a deposit: locks the wallet, so that what the booking is refused or taken by is true. */
export async function lockForDeposit(desk: DriverDesk, { driver }: Client, lot: Lot): Promise<void> {
  if (lot.settings.depositMinor === 0) return;
  const locked = await desk.tx.ledger.lockWallets([driver.id], lot.currency);
  const wallet = locked.get(driver.id);
  if (wallet) desk.noteWallet(driver.id, lot.currency, wallet);
}

/** Holds the lot's deposit for a new booking, in its unit. The wallet has been found to have it. */
export function holdDeposit(desk: DriverDesk, lot: Lot, booking: { id: string; driverId: string }): void {
  const { depositMinor } = lot.settings;
  if (depositMinor === 0) return;
  const { id: bookingId, driverId } = booking;
  const { currency, operatorId } = lot;
  const wallet = desk.wallet(driverId, currency);
  const draft = hold({ bookingId, driverId, currency }, depositMinor, wallet);
  desk.tx.ledger.post({ ...draft, id: desk.ids.next(), operatorId, createdAt: desk.now });
  const { promoMinor, cashMinor } = heldBy(draft);
  desk.noteWallet(driverId, currency, {
    promoMinor: wallet.promoMinor - promoMinor,
    cashMinor: wallet.cashMinor - cashMinor,
  });
}
