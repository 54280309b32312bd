import { DomainError } from '../domain/errors.ts';
import { refund, refundable } from '../domain/refund.ts';
import { type Actor, audit } from './audit.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Ids } from './ports/ids.ts';
import type { StoredTransfer } from './ports/repositories.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { paidBy } from './refunds.ts';
import { Scenes } from './scenes.ts';
import { Settlement } from './settlement.ts';

export interface RefundRequest {
  readonly driverId: string;
  /** The payment by its transfer, or the booking whose stay or fee was paid. */
  readonly payment: { readonly transferId: string } | { readonly bookingId: string };
  /** Left out: all that can still be given back. */
  readonly amountMinor: number | null;
  readonly reason: string;
  readonly requestId: string;
}

export interface Refunded {
  readonly transferId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly repeated: boolean;
}

const PAYMENTS: ReadonlySet<string> = new Set(['charge', 'fee', 'capture']);

/**
 * Gives a driver a part or all of a payment back, into the wallet and to the source it came from. Never more than was
 * paid, whatever was asked at the same time. The same request again moves nothing and answers the same.
 */
export async function refundDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: RefundRequest,
): Promise<Refunded> {
  return unitOfWork.run(async (tx) => {
    const { driverId, reason } = request;
    const [driver] = await tx.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    const payment = await paymentOf(tx, request);
    const book = await LotBook.load(tx);
    const lot = book.lots.find(({ currency }) => currency === payment.currency);
    if (!lot) throw new DomainError('lot-unknown', `no lot uses ${payment.currency}`);
    const till = new Settlement(tx, new Scenes(tx), book, ids, actor.now);
    // From here on nobody else gives anything back to this driver until we are done.
    await till.wallet(driverId, payment.currency);
    // Apart from the refunds that Parkwire makes itself: whatever staff name theirs, it is none of those.
    const named = `staff:${request.requestId}`;
    const known = await tx.ledger.byKey(`refund:${named}`);
    if (known) return repeatedOf(known, payment, request);
    if (await tx.wallets.isReversed(payment.id)) throw tooMuch(payment, 0);
    const paid = await paidBy(tx, payment);
    const left = refundable(paid);
    const amountMinor = request.amountMinor ?? left;
    if (amountMinor > left || amountMinor <= 0) throw tooMuch(payment, left);
    const balanceMinor = await till.post(driverId, lot, refund(paid, amountMinor, named, reason));
    const posted = await tx.ledger.byKey(`refund:${named}`);
    if (!posted) throw new DomainError('internal', 'the refund was not written');
    audit(tx, ids, actor, {
      action: 'wallet.refund',
      subject: driverId,
      before: { transferId: payment.id, refundableMinor: left },
      after: { transferId: posted.id, amountMinor, currency: payment.currency, reason },
    });
    const identity = (await tx.drivers.identitiesOf([driverId]))[0];
    const reference = await referenceOf(tx, payment);
    const reply = { kind: 'refunded', amountMinor, balanceMinor, reason, reference } as const;
    if (identity) tell(tx, ids, actor.now, { identity, lot, reply, notBefore: actor.now, sessionId: null });
    return { transferId: posted.id, amountMinor, currency: payment.currency, repeated: false };
  });
}

async function paymentOf(tx: Tx, { driverId, payment }: RefundRequest): Promise<StoredTransfer> {
  const found =
    'transferId' in payment
      ? await tx.ledger.byId(payment.transferId)
      : await tx.wallets.latestPaymentOf(payment.bookingId);
  if (!found || found.driverId !== driverId || !PAYMENTS.has(found.kind))
    throw new DomainError('transfer-unknown', 'the driver has made no such payment');
  return found;
}

function repeatedOf(known: StoredTransfer, payment: StoredTransfer, request: RefundRequest): Refunded {
  const amountMinor = known.postings.reduce(
    (sum, posting) => sum + (posting.account.owner === 'driver' ? posting.amountMinor : 0),
    0,
  );
  const isSame = known.refunds === payment.id && (request.amountMinor === null || request.amountMinor === amountMinor);
  if (!isSame) throw new DomainError('idempotency-conflict', `the request ${request.requestId} was for another refund`);
  return { transferId: known.id, amountMinor, currency: payment.currency, repeated: true };
}

function tooMuch(payment: StoredTransfer, leftMinor: number): DomainError {
  return new DomainError('refund-too-large', `of transfer ${payment.id} ${leftMinor} can be given back`, { leftMinor });
}

/** How the driver knows the payment: by the booking it was for. */
async function referenceOf(tx: Tx, payment: StoredTransfer): Promise<string> {
  const [session] = payment.sessionId === null ? [] : await tx.sessions.byIds([payment.sessionId]);
  const bookingId = payment.bookingId ?? session?.bookingId ?? null;
  const [booking] = bookingId === null ? [] : await tx.bookings.byIds([bookingId]);
  return booking?.reference ?? payment.id;
}
