import { closeDeposit } from './deposits.ts';
import { LotBook } from './lot-book.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { Scenes } from './scenes.ts';
import { Settlement } from './settlement.ts';

const AT_ONCE = 100;

/**
 * Gives back what is still held for bookings that are over, whatever ended them: no deposit outlives its booking. Safe to
 * run as often as one likes, in any number of processes. Answers how many it looked at.
 */
export async function releaseDeposits(unitOfWork: UnitOfWork, ids: Ids, now: number): Promise<number> {
  const due = await unitOfWork.read((look) => look.wallets.holdsOfEnded(AT_ONCE));
  for (const { bookingId, driverId, currency, isExpired } of due) {
    await unitOfWork.run(async (tx) => {
      const book = await LotBook.load(tx);
      const lot = book.lots.find((each) => each.currency === currency);
      if (!lot) return;
      const till = new Settlement(tx, new Scenes(tx), book, ids, now);
      const how = isExpired ? 'expire' : 'release';
      await closeDeposit(tx, till, lot, { id: bookingId, driverId }, how);
    });
  }
  return due.length;
}
