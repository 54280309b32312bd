import { heldBy, type Sources, sourcesOf } from '../domain/deposit.ts';
import { chargeKey } from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';
import { givenBack, type Paid, refund, refundable, withdrawal, withdrawalKey } from '../domain/refund.ts';
import { depositOf } from './deposits.ts';
import type { Repositories, StoredTransfer } from './ports/repositories.ts';
import type { Till } from './till.ts';

/** What a payment took and what has been given back of it. Whoever moves money by it has locked the driver's wallet. */
export async function paidBy(repositories: Repositories, transfer: StoredTransfer): Promise<Paid> {
  const refunds = await repositories.wallets.refundsOf(transfer.id);
  const { bookingId = null } = transfer;
  return {
    transferId: transfer.id,
    driverId: transfer.driverId,
    currency: transfer.currency,
    sessionId: transfer.sessionId,
    bookingId,
    taken: await takenBy(repositories, transfer),
    revenueMinor: house(transfer, 'revenue'),
    taxMinor: house(transfer, 'tax'),
    returned: refunds.map(heldBy).reduce(less, { promoMinor: 0, cashMinor: 0 }),
    taxReturnedMinor: -refunds.reduce((sum, each) => sum + house(each, 'tax'), 0),
  };
}

/** A fee captured from a deposit came from where the deposit came from, promotional credit first. */
async function takenBy(repositories: Repositories, transfer: StoredTransfer): Promise<Sources> {
  if (transfer.kind !== 'capture' || !transfer.bookingId) return heldBy(transfer);
  const { held } = await depositOf(repositories, transfer.bookingId);
  const { promoMinor, cashMinor } = held ? heldBy(held) : { promoMinor: 0, cashMinor: 0 };
  return sourcesOf(house(transfer, 'revenue'), { promoMinor, cashMinor });
}

function house({ postings }: Pick<StoredTransfer, 'postings'>, kind: 'revenue' | 'tax'): number {
  return postings
    .filter(({ account }) => account.owner === 'house' && account.kind === kind)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

const less = (sum: Sources, each: Sources): Sources => ({
  promoMinor: sum.promoMinor - each.promoMinor,
  cashMinor: sum.cashMinor - each.cashMinor,
});

/** Before a charge is reversed, what was refunded of it is taken back: else the driver had it twice. Answers how much. */
export async function withdrawRefunds(
  repositories: Repositories,
  till: Till,
  lot: Lot,
  charge: StoredTransfer,
  why: string,
): Promise<number> {
  const wallet = await till.wallet(charge.driverId, lot.currency);
  const paid = await paidBy(repositories, charge);
  const returned = givenBack(paid);
  if (returned > 0) await till.post(charge.driverId, lot, withdrawal(paid, wallet, why));
  return returned;
}

/** Gives back whatever has not been given back of a payment; answers how much. */
export async function refundWhole(
  repositories: Repositories,
  till: Till,
  lot: Lot,
  payment: StoredTransfer,
  cause: string,
  note: string,
): Promise<number> {
  await till.wallet(payment.driverId, lot.currency);
  const paid = await paidBy(repositories, payment);
  const amountMinor = refundable(paid);
  if (amountMinor > 0) await till.post(payment.driverId, lot, refund(paid, amountMinor, cause, note));
  return Math.max(0, amountMinor);
}

/** What had been refunded of the charge of a stay's earlier settlement, and was taken back together with that charge. */
export async function withdrawnWith(repositories: Repositories, sessionId: string, revision: number): Promise<number> {
  const charge = await repositories.ledger.byKey(chargeKey({ id: sessionId, revision }));
  const withdrawn = charge && (await repositories.ledger.byKey(withdrawalKey(charge.id)));
  return withdrawn ? house(withdrawn, 'revenue') + house(withdrawn, 'tax') : 0;
}

/**
 * After a corrected charge: what had been refunded of the old one is given back of the new one, as far as it goes. Answers
 * how much.
 */
export async function refundAgain(
  repositories: Repositories,
  till: Till,
  lot: Lot,
  sessionId: string,
  wantedMinor: number,
  note: string,
): Promise<number> {
  const charge = wantedMinor > 0 ? await repositories.ledger.standingCharge(sessionId) : null;
  if (!charge) return 0;
  const paid = await paidBy(repositories, charge);
  const amountMinor = Math.min(wantedMinor, refundable(paid));
  if (amountMinor > 0) await till.post(charge.driverId, lot, refund(paid, amountMinor, `again:${charge.id}`, note));
  return Math.max(0, amountMinor);
}
