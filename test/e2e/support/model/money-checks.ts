import { faultsOf } from '../../../support/books.ts';
import { DAY } from '../../../support/manual-clock.ts';
import { isLive } from './facts.ts';
import { CREDIT, DEPOSIT, DISPUTE_BELOW, DISPUTES_PER_MONTH, feeOf, priceOf } from './rules.ts';
import type { World } from './world.ts';

/** What is wrong with the money, by the model's own sums. */
export async function moneyFaults(world: World): Promise<string[]> {
  const found = await faultsOf(world.site.parkwire.storage);
  for (const driverId of world.driverIds)
    found.push(...walletFaults(world, driverId), ...disputeFaults(world, driverId));
  found.push(...runningFaults(world));
  const { bookings, holds } = world.now;
  for (const booking of bookings) {
    if (!isLive(booking) && holds.has(booking.id))
      found.push(`a deposit outlives the ${booking.state} booking ${booking.id}`);
    const was = world.before.bookings.find(({ id }) => id === booking.id);
    if (
      was?.state === 'reserved' &&
      booking.state === 'reserved' &&
      world.before.holds.has(booking.id) &&
      !holds.has(booking.id)
    )
      found.push(`the deposit of the reserved booking ${booking.id} is gone`);
  }
  return found;
}

/** What a stay has cost so far is what it would cost if it ended now. */
function runningFaults(world: World): string[] {
  const { now, site, board } = world;
  if (!board.isInStep) return [];
  return now.slots.flatMap(({ code, session }) => {
    const stay = now.stays.find(({ id }) => id === session?.id);
    if (!session || !stay || !board.isSupported(code)) return [];
    const price = priceOf({ ...stay, to: site.now() }, world.rateAt(stay.from));
    return session.costMinor === price ? [] : [`${code} has cost ${session.costMinor} so far, ${price} by the model`];
  });
}

/** Small bills are given back at once and whole, no other by itself; and so many a month. */
function disputeFaults({ now }: World, driverId: string): string[] {
  const disputes = now.disputes.filter((dispute) => dispute.driverId === driverId);
  const found: string[] = [];
  for (const { id, amountMinor, refundedMinor, decidedBy, openedAt } of disputes) {
    const isSmall = amountMinor < DISPUTE_BELOW;
    if (isSmall !== (decidedBy === 'policy')) found.push(`dispute ${id} of ${amountMinor} is decided by ${decidedBy}`);
    if (isSmall && refundedMinor !== amountMinor) found.push(`of dispute ${id} only ${refundedMinor} was given back`);
    const month = disputes.filter((other) => other.openedAt <= openedAt && other.openedAt > openedAt - 30 * DAY);
    if (month.length > DISPUTES_PER_MONTH) found.push(`${month.length} disputes within a month`);
  }
  return found;
}

/** Credit, top-ups and refunds, less charges, fees and what is held: that is what can be spent. */
function walletFaults(world: World, driverId: string): string[] {
  const { bookings, stays, wallets, holds } = world.now;
  const found: string[] = [];
  let expected = CREDIT + (world.topUps.get(driverId) ?? 0) + (world.writtenOff.get(driverId) ?? 0);
  const parts = [`credit ${expected}`];
  for (const stay of stays) {
    if (stay.driverId !== driverId || stay.to === null) continue;
    const price = priceOf({ ...stay, to: stay.to }, world.rateAt(stay.from));
    if (stay.chargedMinor !== price) found.push(`stay ${stay.id} was charged ${stay.chargedMinor}, it costs ${price}`);
    const returned = Math.min(world.stayRefunds.get(stay.id) ?? 0, price);
    world.stayRefunds.set(stay.id, returned);
    expected += returned - price;
    parts.push(`stay ${stay.id} -${price} +${returned}`);
  }
  let held = 0;
  for (const booking of bookings) {
    if (booking.driverId !== driverId) continue;
    if (holds.has(booking.id)) held += DEPOSIT;
    const history = { byRule: world.givenBackByRule.has(booking.id), missed: world.missed.get(booking.id) ?? 0 };
    const fee = feeOf(booking, history);
    const returned = world.feeRefunds.get(booking.id) ?? 0;
    if (returned > fee) found.push(`${returned} was given back of a fee of ${fee}`);
    expected += returned - fee;
    if (fee > 0) parts.push(`booking ${booking.id} -${fee} +${returned}`);
  }
  const wallet = wallets.get(driverId) ?? { cash: 0, promo: 0, held: 0 };
  if (wallet.held !== held) found.push(`${wallet.held} is held for ${driverId}, open deposits are ${held}`);
  const spendable = wallet.cash + wallet.promo;
  if (spendable !== expected - held) {
    found.push(
      `${driverId} can spend ${spendable}, the model says ${expected - held}: ${parts.join(', ')}, held -${held}`,
    );
  }
  return found;
}
