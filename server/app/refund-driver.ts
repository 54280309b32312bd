import { DomainError } from '../domain/errors.ts';
import { type Paid, refund, refundable, sharesOf } from '../domain/refund.ts';
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
  /** One payment by its transfer, or all that was paid for a booking: its stay, or a fee and what a deposit gave to it. */
  readonly payment: { readonly transferId: string } | { readonly bookingId: string };
  /** Left out: all that can still be given back. */
  readonly amountMinor: number | null;
  readonly reason: string;
  readonly requestId: string;
}

export interface Refunded {
  /** One for each payment of which something was given back, that of the latest payment first. */
  readonly transferIds: readonly [string, ...string[]];
  readonly amountMinor: number;
  readonly currency: string;
  readonly repeated: boolean;
}

const PAYMENTS: ReadonlySet<string> = new Set(['charge', 'fee', 'capture']);

/**
 * Gives a driver a part or all of what they paid back, into the wallet and to the source it came from; of several payments
 * the latest goes back first. Never more than was paid, whatever was asked at the same time. The same request again moves
 * nothing and answers the same.
 */
export async function refundDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: RefundRequest,
): Promise<Refunded> {
  return unitOfWork.run(async (tx) => {
    const { driverId, reason, requestId } = request;
    const [driver] = await tx.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    const [latest, ...earlier] = await paymentsOf(tx, request);
    if (!latest) throw new DomainError('transfer-unknown', 'the driver has made no such payment');
    const payments = [latest, ...earlier];
    const { currency } = latest;
    const book = await LotBook.load(tx);
    const lot = book.lots.find((each) => each.currency === currency);
    if (!lot) throw new DomainError('lot-unknown', `no lot uses ${currency}`);
    const till = new Settlement(tx, new Scenes(tx), book, ids, actor.now);
    // From here on nobody else gives anything back to this driver until we are done.
    await till.wallet(driverId, currency);
    const before = await refundsNamed(tx, requestId);
    if (before.length > 0) return repeatedOf(before, payments, request);
    const paid = await standing(tx, payments);
    const refundableMinor = paid.reduce((sum, each) => sum + refundable(each), 0);
    const amountMinor = request.amountMinor ?? refundableMinor;
    if (amountMinor > refundableMinor || amountMinor <= 0) throw tooMuch(payments, refundableMinor);
    let balanceMinor = 0;
    for (const [part, share] of sharesOf(paid, amountMinor).entries()) {
      const draft = refund(share.paid, share.amountMinor, partName(requestId, part), reason);
      balanceMinor = await till.post(driverId, lot, draft);
    }
    const transferIds = idsOf(await refundsNamed(tx, requestId));
    audit(tx, ids, actor, {
      action: 'wallet.refund',
      subject: driverId,
      before: { payments: payments.map(({ id }) => id), refundableMinor },
      after: { transferIds, amountMinor, currency, reason },
    });
    const identity = (await tx.drivers.identitiesOf([driverId]))[0];
    const reference = await referenceOf(tx, latest);
    const reply = { kind: 'refunded', amountMinor, balanceMinor, reason, reference } as const;
    if (identity) tell(tx, ids, actor.now, { identity, lot, reply, notBefore: actor.now, sessionId: null });
    return { transferIds, amountMinor, currency, repeated: false };
  });
}

/** What the driver paid and is asked to be given back, the latest first. */
async function paymentsOf(tx: Tx, { driverId, payment }: RefundRequest): Promise<StoredTransfer[]> {
  const found =
    'transferId' in payment ? await tx.ledger.byId(payment.transferId) : await tx.wallets.paymentsOf(payment.bookingId);
  return [found ?? []].flat().filter((each) => each.driverId === driverId && PAYMENTS.has(each.kind));
}

/** Those that were not taken back. */
async function standing(tx: Tx, payments: readonly StoredTransfer[]): Promise<Paid[]> {
  const found: Paid[] = [];
  for (const each of payments) if (!(await tx.wallets.isReversed(each.id))) found.push(await paidBy(tx, each));
  return found;
}

/**
 * What a request names the refund of each payment. Apart from the refunds that Parkwire makes itself: whatever staff call
 * theirs, it is none of those.
 */
function partName(requestId: string, part: number): string {
  return part === 0 ? `staff:${requestId}` : `staff/${part + 1}:${requestId}`;
}

async function refundsNamed(tx: Tx, requestId: string): Promise<StoredTransfer[]> {
  const found: StoredTransfer[] = [];
  for (;;) {
    const next = await tx.ledger.byKey(`refund:${partName(requestId, found.length)}`);
    if (!next) return found;
    found.push(next);
  }
}

function repeatedOf(
  before: readonly StoredTransfer[],
  payments: readonly StoredTransfer[],
  request: RefundRequest,
): Refunded {
  const amountMinor = before
    .flatMap(({ postings }) => postings)
    .reduce((sum, posting) => sum + (posting.account.owner === 'driver' ? posting.amountMinor : 0), 0);
  const isOfThese = before.every(({ refunds }) => payments.some(({ id }) => id === refunds));
  if (!isOfThese || (request.amountMinor !== null && request.amountMinor !== amountMinor))
    throw new DomainError('idempotency-conflict', `the request ${request.requestId} was for another refund`);
  return { transferIds: idsOf(before), amountMinor, currency: before[0]?.currency ?? '', repeated: true };
}

function idsOf(refunds: readonly StoredTransfer[]): [string, ...string[]] {
  const [first, ...others] = refunds.map(({ id }) => id);
  if (first === undefined) throw new DomainError('internal', 'the refund was not written');
  return [first, ...others];
}

function tooMuch(payments: readonly StoredTransfer[], leftMinor: number): DomainError {
  const named = payments.map(({ id }) => id).join(', ');
  return new DomainError('refund-too-large', `of transfer ${named} ${leftMinor} can be given back`, { leftMinor });
}

/** How the driver knows the payment: by the booking it was for. */
async function referenceOf(tx: Tx, payment: StoredTransfer): Promise<string> {
  const [session] = payment.sessionId === null ? [] : await tx.sessions.byIds([payment.sessionId]);
  const bookingId = payment.bookingId ?? session?.bookingId ?? null;
  const [booking] = bookingId === null ? [] : await tx.bookings.byIds([bookingId]);
  return booking?.reference ?? payment.id;
}
