import { closeHold, type DueFee, heldBy, holdKey } from '../domain/deposit.ts';
import type { Lot } from '../domain/lot.ts';
import type { Repositories, StoredTransfer } from './ports/repositories.ts';
import type { Till } from './till.ts';

/**
 * Closes the deposit of a booking, if one is held: a fee of up to what is held is captured, the rest goes back to where
 * it came from. Answers what was captured.
 */
export async function closeDeposit(
  repositories: Repositories,
  till: Till,
  lot: Lot,
  booking: { id: string; driverId: string },
  how: 'release' | 'expire',
  fee: DueFee | null = null,
): Promise<number> {
  const { id: bookingId, driverId } = booking;
  const { currency } = lot;
  if ((await till.wallet(driverId, currency)).heldMinor === 0) return 0;
  const open = await repositories.wallets.openHold(bookingId);
  if (!open) return 0;
  const { transfers, captured } = closeHold({ bookingId, driverId, currency }, heldBy(open), how, fee);
  for (const transfer of transfers) await till.post(driverId, lot, transfer);
  return captured.promoMinor + captured.cashMinor;
}

/** Gives the deposit of a booking back that is over and costs nothing, in the unit that ends it. */
export async function releaseDeposit(
  repositories: Repositories,
  till: Till,
  lot: Lot,
  booking: { id: string; driverId: string },
  how: 'release' | 'expire' = 'release',
): Promise<void> {
  await closeDeposit(repositories, till, lot, booking, how);
}

/** What a booking's hold took and what was captured of it. */
export async function depositOf(
  repositories: Repositories,
  bookingId: string,
): Promise<{ held: StoredTransfer | null; capture: StoredTransfer | null }> {
  const transfers = await repositories.wallets.depositOf(bookingId);
  const held = transfers.find(({ key }) => key === holdKey(bookingId));
  const capture = transfers.find(({ kind }) => kind === 'capture');
  return { held: held ?? null, capture: capture ?? null };
}
