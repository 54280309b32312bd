import type { Reply } from '../../chat/reply.ts';
import type { Receipt } from '../../chat/wallet-reply.ts';
import type { Lot } from '../../domain/lot.ts';
import { minorOf } from '../../domain/money.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { providerAmount } from '../payment-units.ts';
import { billOf } from '../stay-bill.ts';

const HOUR_MS = 3_600_000;
/** So many links within an hour are enough for anybody. */
const MOST_LINKS_AN_HOUR = 5;

/** What the turns about money answer. */

/**
 * Asks for a link to pay by. The link is made outside the unit, from the row written here, and comes in a message of its
 * own; without an amount the driver is told how it goes.
 */
export async function topUpTurn(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
  amount: string | null,
  paysByLink: boolean,
): Promise<Reply> {
  const { currency } = lot;
  const { topUpLeastMinor: leastMinor, topUpMostMinor: mostMinor } = lot.settings;
  const isOffered = paysByLink && providerAmount(leastMinor, currency) !== null;
  if (amount === null || !isOffered) {
    const balanceMinor = desk.balance(client.driver.id, currency);
    return { kind: 'top-up', balanceMinor, paysByLink: isOffered, exampleMinor: Math.min(4 * leastMinor, mostMinor) };
  }
  const amountMinor = minorOf(amount, currency);
  const isWithin = amountMinor !== null && amountMinor >= leastMinor && amountMinor <= mostMinor;
  if (!isWithin || providerAmount(amountMinor, currency) === null)
    return { kind: 'top-up-amount', leastMinor, mostMinor };
  const { driver, identity } = client;
  if ((await desk.tx.topUps.countSince(driver.id, desk.now - HOUR_MS)) >= MOST_LINKS_AN_HOUR)
    return { kind: 'top-up-too-often' };
  desk.tx.topUps.add({
    id: desk.ids.next(),
    driverId: driver.id,
    identityId: identity.id,
    lotId: lot.id,
    currency,
    amountMinor,
    status: 'asked',
    providerId: null,
    paymentId: null,
    attempts: 0,
    notBefore: desk.now,
    createdAt: desk.now,
  });
  return { kind: 'top-up-link-follows', amountMinor };
}

/** The last bill with its lines, worked out again from the tariff of that stay, and the balance. */
export async function receiptTurn(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
): Promise<{ reply: Reply; about: Lot | undefined }> {
  const { driver } = client;
  const stay = await desk.tx.stayWatch.lastEnded(driver.id);
  const at = stay ? desk.book.find(stay.lotId) : undefined;
  const balanceMinor = desk.balance(driver.id, (at ?? lot).currency);
  const bill = stay && stay.endedAt !== null ? billOf(desk.book, stay, stay.endedAt) : null;
  if (!stay || stay.endedAt === null || !bill || !at) {
    return { reply: { kind: 'receipt', receipt: null, balanceMinor }, about: at };
  }
  const [booking] = stay.bookingId === null ? [] : await desk.tx.bookings.byIds([stay.bookingId]);
  const receipt: Receipt = {
    slot: stay.slotCode,
    reference: booking?.reference ?? null,
    from: stay.startedAt,
    to: stay.endedAt,
    durationSeconds: Math.round((stay.endedAt - stay.startedAt) / 1000),
    amountMinor: bill.amountMinor,
    taxMinor: bill.taxMinor,
    lines: bill.lines.map(({ kind, name, from, to, amountMinor }) => ({ kind, name, from, to, amountMinor })),
  };
  return { reply: { kind: 'receipt', receipt, balanceMinor }, about: at };
}
