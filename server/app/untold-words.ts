import type { Reply } from '../chat/reply.ts';
import { spendable } from '../domain/ledger.ts';
import type { ParkingSession } from '../domain/parking-session.ts';
import { givenBack } from '../domain/refund.ts';
import { LotBook } from './lot-book.ts';
import { approvedFor, wordsOf } from './notices.ts';
import type { Message } from './ports/entities.ts';
import type { Repositories } from './ports/repositories.ts';
import { paidBy } from './refunds.ts';

/** What is told some time after it happened, and says what is in the wallet. */
const OF_MONEY: ReadonlySet<string> = new Set(['bill', 'bill-corrected', 'low-balance']);

/** A bill as it is told; null where there is none to tell. */
export function billReply(
  { startedAt: from, endedAt: to, chargedMinor }: ParkingSession,
  slot: string,
  refundedMinor: number,
  balanceMinor: number,
): Extract<Reply, { kind: 'bill' }> | null {
  if (to === null) return null;
  const durationSeconds = Math.round((to - from) / 1000);
  return { kind: 'bill', slot, from, to, durationSeconds, amountMinor: chargedMinor ?? 0, refundedMinor, balanceMinor };
}

/**
 * Messages that are about to be sent, those about a stay's money in the words of this moment: what was paid in or given
 * back since they were put by is in them. A warning that the wallet is low is withdrawn where it is not any more.
 */
export async function inWordsOfNow(
  repositories: Repositories,
  messages: readonly Message[],
  now: number,
): Promise<Message[]> {
  const about = messages.filter(({ kind, sessionId }) => sessionId !== null && OF_MONEY.has(kind));
  if (about.length === 0) return [...messages];
  const book = await LotBook.load(repositories);
  const sessions = await repositories.sessions.byIds(about.flatMap(({ sessionId }) => sessionId ?? []));
  const told: Message[] = [];
  for (const message of messages) {
    const session = sessions.find(({ id }) => id === message.sessionId);
    const isOfMoney = session !== undefined && OF_MONEY.has(message.kind);
    const current = isOfMoney ? await reworded(repositories, book, message, session, now) : message;
    if (current) told.push(current);
  }
  return told;
}

async function reworded(
  repositories: Repositories,
  book: LotBook,
  message: Message,
  session: ParkingSession,
  now: number,
): Promise<Message | null> {
  const lot = book.find(session.lotId);
  const { driverId } = session;
  const wallet = (await repositories.ledger.wallets(driverId === null ? [] : [driverId])).find(
    ({ currency }) => currency === lot?.currency,
  );
  if (!lot || !wallet) return message;
  const balanceMinor = spendable(wallet.wallet);
  const { minBalanceMinor } = lot.settings;
  if (message.kind === 'low-balance' && balanceMinor >= minBalanceMinor) {
    const reason = 'the balance is not low any more';
    await repositories.messages.settle(message.id, { status: 'failed', reason, at: now });
    return null;
  }
  const reply =
    message.kind === 'low-balance'
      ? ({ kind: 'low-balance', balanceMinor, neededMinor: minBalanceMinor } as const)
      : await billNow(repositories, message, session, balanceMinor);
  const [identity] = await repositories.drivers.identitiesByIds(
    message.identityId === null ? [] : [message.identityId],
  );
  if (!reply || !identity) return message;
  const driver = identity.driverName ?? identity.phone ?? identity.userId;
  const services = session.addOns.map(({ name }) => name);
  const subject = { driver, services, locale: identity.driverLocale ?? null };
  const body = wordsOf(reply, lot, now, subject);
  if (body === null || body === message.body) return message;
  await repositories.messages.reword(message.id, body, now);
  return { ...message, body, approved: approvedFor(reply, lot, now, subject) };
}

async function billNow(
  repositories: Repositories,
  { kind }: Message,
  session: ParkingSession,
  balanceMinor: number,
): Promise<Reply | null> {
  const [slot] = await repositories.slots.byIds([session.slotId]);
  const charge = await repositories.ledger.standingCharge(session.id);
  const bill = slot ? billReply(session, slot.code, 0, balanceMinor) : null;
  if (!bill) return null;
  if (kind === 'bill') return { ...bill, refundedMinor: charge ? givenBack(await paidBy(repositories, charge)) : 0 };
  if (session.toldMinor === null) return null;
  // What the correction itself gave back again belongs to what the stay costs by it; a refund that came later was told by itself.
  const again = charge ? await repositories.ledger.byKey(`refund:again:${charge.id}`) : null;
  const againMinor = (again?.postings ?? []).reduce(
    (sum, { account, amountMinor }) => sum + (account.owner === 'driver' ? amountMinor : 0),
    0,
  );
  const { refundedMinor: _, ...corrected } = bill;
  const amountMinor = bill.amountMinor - againMinor;
  return { ...corrected, kind: 'bill-corrected', amountMinor, previousMinor: session.toldMinor };
}
