import type { HistoryLine, Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import type { Slot } from '../ports/entities.ts';
import type { ListedBooking } from '../ports/repositories.ts';
import { RunningCosts } from '../running-cost.ts';
import { hourlyRate } from '../stay-bill.ts';
import { aheadLines } from './change-turns.ts';

/** What the turns answer that only look. */

const HISTORY_LINES = 5;

export async function slotsTurn(desk: DriverDesk, lot: Lot, boards: Map<string, Slot[]>): Promise<Reply> {
  desk.save();
  const slots = boards.get(lot.id) ?? (await desk.tx.slots.inLot(lot.id));
  boards.set(lot.id, slots);
  return {
    kind: 'slots',
    lotName: lot.name,
    slots: slots.map(({ code, state }) => ({ code, state })),
    ratePerHourMinor: hourlyRate(desk.book, lot, desk.now),
  };
}

export async function statusTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  const { driver } = client;
  const held = desk.booking(driver.id);
  const balanceMinor = desk.balance(driver.id, lot.currency);
  const ahead = await aheadLines(desk, driver.id);
  if (!held) return { kind: 'status-none', balanceMinor, ahead };
  const { reference, holdUntil, endsAt } = held;
  const code = await desk.codeOf(held.slotId);
  const session = desk.session(driver.id);
  if (!session) return { kind: 'status-reserved', slot: code, reference, holdUntil, endsAt, ahead };
  const { currency } = desk.book.lot(held.lotId);
  const stays = (await desk.tx.slots.byIds([session.slotId])).map((slot) => ({ slot, session }));
  const costMinor = (await RunningCosts.load(desk.tx, desk.book, stays, desk.now)).billOf(session)?.amountMinor ?? null;
  return {
    kind: 'status-active',
    slot: code,
    reference,
    since: session.startedAt,
    costMinor,
    balanceMinor: desk.balance(driver.id, currency),
    endsAt,
    overstay: desk.now >= endsAt,
    ahead,
  };
}

export function balanceTurn(desk: DriverDesk, client: Client, lot: Lot): Reply {
  const { promoMinor } = desk.wallet(client.driver.id, lot.currency);
  return { kind: 'balance', balanceMinor: desk.balance(client.driver.id, lot.currency), promoMinor };
}

/** What a booking cost in the end; null where nothing was to be paid. */
function paidFor({ state, chargedMinor, refundedMinor, feeMinor }: ListedBooking): number | null {
  if (state !== 'completed') return feeMinor > 0 ? feeMinor : null;
  return chargedMinor === null ? null : chargedMinor - refundedMinor;
}

export async function historyTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  const bookings = await desk.tx.bookings.list({
    driverId: client.driver.id,
    states: ['completed', 'cancelled', 'expired'],
    limit: HISTORY_LINES,
  });
  const stays = await desk.tx.sessions.ofDriver(client.driver.id, HISTORY_LINES * 2);
  const lines = bookings.map((booking): HistoryLine => {
    const stay = stays.find(({ bookingId }) => bookingId === booking.id);
    const outcome = booking.state === 'completed' || booking.state === 'cancelled' ? booking.state : 'expired';
    return {
      slot: booking.slotCode,
      reference: booking.reference,
      outcome,
      at: stay?.startedAt ?? booking.startsAt,
      durationSeconds: stay?.endedAt == null ? null : Math.round((stay.endedAt - stay.startedAt) / 1000),
      amountMinor: paidFor(booking),
      currency: desk.book.find(booking.lotId)?.currency ?? lot.currency,
    };
  });
  return { kind: 'history', lines };
}
