import { DomainError } from '../domain/errors.ts';
import { spendable, topUp } from '../domain/ledger.ts';
import { tellAsker } from './pay-by-link.ts';
import { providerAmount } from './payment-units.ts';
import type { Ids } from './ports/ids.ts';
import { isConstraint } from './ports/storage-errors.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/** What the provider says was paid. */
export interface Payment {
  /** Our request, as the page was made for it. */
  readonly requestId: string;
  readonly providerId: string;
  readonly paymentId: string;
  /** As the provider counts it. */
  readonly amount: number;
  readonly currency: string;
}

/**
 * Puts a payment into the wallet it was asked for, once however often it is reported, and sends the receipt. What does
 * not fit the request is refused: then somebody has to look.
 */
export async function settlePayment(
  unitOfWork: UnitOfWork,
  ids: Ids,
  now: number,
  payment: Payment,
): Promise<'credited' | 'repeated'> {
  const settle = () => unitOfWork.run((tx) => credit(tx, ids, now, payment));
  try {
    return await settle();
  } catch (error) {
    // The same report, handled by another process at the same moment: now it is seen.
    if (isConstraint(error, 'transfers')) return settle();
    throw error;
  }
}

async function credit(tx: Tx, ids: Ids, now: number, payment: Payment): Promise<'credited' | 'repeated'> {
  const request = await tx.topUps.byId(payment.requestId);
  if (!request) throw mismatch(payment, 'nobody asked for it');
  const expected = providerAmount(request.amountMinor, request.currency);
  if (payment.amount !== expected || payment.currency !== request.currency)
    throw mismatch(payment, `${expected} ${request.currency} was asked for`);
  if (request.providerId !== null && request.providerId !== payment.providerId)
    throw mismatch(payment, 'another page was made for it');
  const [driver] = await tx.drivers.byIds([request.driverId]);
  if (!driver) throw mismatch(payment, 'its driver is not there');
  const { currency, amountMinor } = request;
  const note = `card payment ${payment.paymentId}`;
  const draft = topUp(driver.id, amountMinor, currency, `stripe:${payment.paymentId}`, note);
  const { providerId, paymentId } = payment;
  if (!(await tx.topUps.move(request.id, ['asked', 'open', 'failed'], { status: 'paid', providerId, paymentId }))) {
    if (await tx.ledger.byKey(draft.key)) return 'repeated';
    throw mismatch(payment, 'it was paid already by another payment');
  }
  tx.ledger.openDriverAccounts(driver.id, driver.operatorId, currency);
  tx.ledger.post({ ...draft, id: ids.next(), operatorId: driver.operatorId, createdAt: now });
  const wallet = (await tx.ledger.wallets([driver.id])).find((each) => each.currency === currency);
  const balanceMinor = wallet ? spendable(wallet.wallet) : amountMinor;
  const reference = payment.paymentId.slice(-8).toUpperCase();
  await tellAsker(tx, ids, now, request, { kind: 'top-up-receipt', amountMinor, balanceMinor, reference });
  return 'credited';
}

function mismatch({ requestId, paymentId, amount, currency }: Payment, why: string): DomainError {
  return new DomainError(
    'payment-mismatch',
    `payment ${paymentId} of ${amount} ${currency} for request ${requestId} does not fit: ${why}`,
  );
}
