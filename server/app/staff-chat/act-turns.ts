import type { StaffReply } from '../../chat/staff/staff-reply.ts';
import type { Lot } from '../../domain/lot.ts';
import { minorOf } from '../../domain/money.ts';
import { observeByHand } from '../observe-by-hand.ts';
import { cancelForDriver } from '../serve-bookings.ts';
import { driverView, topUpWallet } from '../serve-drivers.ts';
import type { Pending } from './pending.ts';
import { type StaffDesk, slotFor, staffSlot } from './staff-desk.ts';

/** What comes of a command: words, and what waits for a yes. */
export interface Acted {
  readonly reply: StaffReply;
  readonly pending?: Pending;
}

/** As much as the board takes at once. */
const MOST_MINOR = 1_000_000_000;

/** A car came: an observation by hand, as on the board. */
export async function inTurn(desk: StaffDesk, lot: Lot, slotCode: string): Promise<Acted> {
  const look = await slotFor(desk, lot, slotCode);
  if (!look) return { reply: { kind: 'staff-slot-unknown', slot: slotCode, lotName: lot.name } };
  if (look.session) return { reply: { kind: 'staff-in-needless', slot: slotCode } };
  await observeByHand(desk.part, desk.ids, desk.actor, { lotCode: lot.code, slotCode, type: 'occupied' });
  const after = (await slotFor(desk, lot, slotCode)) ?? look;
  return { reply: { kind: 'staff-in', slot: staffSlot(after) } };
}

/** A car left, or a slot is to be free: both end something, so both ask first. */
export async function outTurn(desk: StaffDesk, lot: Lot, slotCode: string, mayCancel: boolean): Promise<Acted> {
  const look = await slotFor(desk, lot, slotCode);
  if (!look) return { reply: { kind: 'staff-slot-unknown', slot: slotCode, lotName: lot.name } };
  const { session, booking } = look;
  const slot = staffSlot(look);
  const at = { lot: lot.code, slot: slotCode };
  if (session) {
    const reply: StaffReply = { kind: 'staff-ask-out', slot, since: session.startedAt };
    return { reply, pending: { kind: 'out', ...at, sessionId: session.id } };
  }
  if (!booking || !mayCancel) return { reply: { kind: 'staff-nothing-there', slot } };
  const { id: bookingId, reference } = booking;
  const reply: StaffReply = { kind: 'staff-ask-cancel', slot, reference };
  return { reply, pending: { kind: 'cancel', ...at, bookingId, reference } };
}

/** Money that staff took on site: whose wallet it is and how much are read back before anything is moved. */
export async function topUpTurn(
  desk: StaffDesk,
  lot: Lot,
  { phone, amount, reason }: { phone: string; amount: string; reason: string | null },
): Promise<Acted> {
  const { currency } = lot;
  const amountMinor = minorOf(amount, currency);
  if (amountMinor === null || amountMinor < 1 || amountMinor > MOST_MINOR)
    return { reply: { kind: 'staff-amount-refused' } };
  const [driver, another] = await desk.tx.drivers.byPhone(phone);
  if (!driver || another) return { reply: { kind: 'staff-driver-unknown', phone, isSeveral: another !== undefined } };
  const { balanceMinor } = await balanceIn(desk, driver.id, currency);
  return {
    reply: { kind: 'staff-ask-top-up', driver: driver.displayName, phone, amountMinor, balanceMinor },
    pending: {
      kind: 'topup',
      lot: lot.code,
      driverId: driver.id,
      amountMinor,
      reason: (reason ?? 'top-up').slice(0, 200),
      requestId: desk.ids.next(),
    },
  };
}

/** Does what a yes is to, by the use-cases of the board. */
export async function carryOutPending(desk: StaffDesk, lot: Lot, pending: Pending): Promise<StaffReply> {
  const { part, ids, actor } = desk;
  switch (pending.kind) {
    case 'out': {
      const { slot: slotCode } = pending;
      const look = await slotFor(desk, lot, slotCode);
      if (look?.session?.id !== pending.sessionId) return { kind: 'staff-changed', slot: slotCode };
      await observeByHand(part, ids, actor, { lotCode: lot.code, slotCode, type: 'vacated' });
      return { kind: 'staff-out', slot: slotCode };
    }
    case 'cancel': {
      const look = await slotFor(desk, lot, pending.slot);
      const isSo = look?.booking?.id === pending.bookingId && look.session === null;
      if (!isSo) return { kind: 'staff-changed', slot: pending.slot };
      await cancelForDriver(part, ids, actor, pending.bookingId);
      return { kind: 'staff-cancelled', slot: pending.slot, reference: pending.reference };
    }
    case 'topup': {
      const { driverId, amountMinor, reason, requestId } = pending;
      const { currency } = lot;
      await topUpWallet(part, ids, actor, { driverId, amountMinor, reason, requestId, currency });
      const { driver, balanceMinor } = await balanceIn(desk, driverId, currency);
      return { kind: 'staff-topped-up', driver, amountMinor, balanceMinor };
    }
  }
}

/** A driver's name and balance in the currency; nothing where they have no wallet in it yet. */
async function balanceIn({ part }: StaffDesk, driverId: string, currency: string) {
  const view = await driverView(part, driverId, currency);
  const balanceMinor = view.currency === currency ? view.balanceMinor : 0;
  return { driver: view.driver.displayName, balanceMinor };
}
