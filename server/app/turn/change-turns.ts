import type { AheadLine, Reply } from '../../chat/reply.ts';
import { type Booking, window } from '../../domain/booking.ts';
import { bookingFee } from '../../domain/booking-fee.ts';
import type { Lot } from '../../domain/lot.ts';
import { auditBooking } from '../audit.ts';
import { cancelBooking } from '../cancel-booking.ts';
import { type BookingChange, changeBooking, loadForChange, resized } from '../change-booking.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { findAlternatives } from '../find-alternatives.ts';

/** What the turns that change a booking answer. A question's answer, a yes, comes back as the command in `pending`. */
export interface ChangeAnswer {
  readonly reply: Reply;
  /** The lot of the booking, in whose currency and time the reply is told. */
  readonly about?: Lot;
  readonly pending: string | null;
}

const plain = (reply: Reply, about?: Lot): ChangeAnswer => ({ reply, pending: null, ...(about ? { about } : {}) });

/** The booking meant: the one named; else the current one; else the next. */
function meant(desk: DriverDesk, driverId: string, reference: string | null): Booking | null {
  const live = desk.diary.ofDriver(driverId);
  if (reference !== null) return live.find((booking) => booking.reference === reference) ?? null;
  return desk.booking(driverId) ?? live[0] ?? null;
}

/** The lot of the booking that a change without a reference is about. */
export function lotOfBooking(desk: DriverDesk, { driver }: Client): Lot | undefined {
  return desk.book.find(meant(desk, driver.id, null)?.lotId ?? null);
}

/**
 * Gives a booking back. What costs a fee, and which of several for later is meant, is asked first; `isAgreed` where the
 * driver has said yes to that.
 */
export async function cancelTurn(
  desk: DriverDesk,
  client: Client,
  reference: string | null,
  isAgreed: boolean,
): Promise<ChangeAnswer> {
  const { id: driverId } = client.driver;
  const held = meant(desk, driverId, reference);
  if (!held)
    return plain(reference === null ? { kind: 'nothing-to-cancel' } : { kind: 'reference-unknown', reference });
  await desk.scenes.load([held.slotId]);
  const { slot, booking: current } = desk.scenes.get(held.slotId);
  const booking = current?.id === held.id ? current : await aheadUnderLock(desk, held);
  if (!booking) return plain({ kind: 'nothing-to-cancel' });
  if (booking.state === 'active') return plain({ kind: 'cancel-too-late', slot: slot.code });
  const lot = desk.book.lot(booking.lotId);
  const feeMinor = bookingFee(booking, desk.now, 'cancel', lot.settings);
  if (!isAgreed) {
    const { startsAt, reference: named } = booking;
    return {
      reply: { kind: 'cancel-asked', slot: slot.code, reference: named, startsAt, feeMinor },
      about: lot,
      pending: `cancel ${named}`,
    };
  }
  const cancelled = await cancelBooking(desk, booking, 'driver', false);
  const change = { action: 'booking.cancel', before: booking, after: cancelled.booking } as const;
  auditBooking(desk.tx, desk.ids, 'driver', desk.now, change);
  const { reference: given } = booking;
  return plain({ kind: 'cancelled', slot: slot.code, reference: given, feeMinor: cancelled.feeMinor }, lot);
}

/**
 * A booking that does not hold its slot now, as it is since the slot is locked: what was read before may have ended, or be
 * on another slot, by now. Null where it is so.
 */
async function aheadUnderLock(desk: DriverDesk, found: Booking): Promise<Booking | null> {
  await desk.diary.loadSlots([found.slotId], window(found));
  const booking = desk.diary.find(found.id);
  return booking?.slotId === found.slotId && !booking.isCurrent ? booking : null;
}

/** Makes a booking longer or shorter. */
export async function resizeTurn(
  desk: DriverDesk,
  client: Client,
  verb: 'extend' | 'shorten',
  minutes: number | null,
  unclear: 'end' | 'long' | null = null,
): Promise<Reply> {
  const booking = meant(desk, client.driver.id, null);
  if (!booking) return { kind: 'nothing-to-change' };
  if (minutes === null) return { kind: 'how-long', verb, unclear };
  const to = resized(booking, verb === 'extend' ? minutes : -minutes, desk.now);
  return changeTurn(desk, booking, { to });
}

/** Takes another slot for a booking whose car is not there yet. */
export async function moveTurn(desk: DriverDesk, client: Client, code: string | null): Promise<Reply> {
  const booking = meant(desk, client.driver.id, null);
  if (!booking) return { kind: 'nothing-to-change' };
  const { lotId, startsAt, endsAt } = booking;
  if (code !== null) return changeTurn(desk, booking, { slotCode: code });
  const slot = await desk.codeOf(booking.slotId);
  const lot = desk.book.lot(lotId);
  const span = { from: startsAt, to: endsAt };
  const { slots } = await findAlternatives(desk, lot, booking.driverId, slot, span, booking.id);
  const free = [...slots].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return { kind: 'which-slot', purpose: 'move', free };
}

async function changeTurn(desk: DriverDesk, found: Booking, change: BookingChange): Promise<Reply> {
  const lot = desk.book.lot(found.lotId);
  await loadForChange(desk, lot, found, change);
  const scene = desk.scenes.get(found.slotId);
  const booking = scene.booking?.id === found.id ? scene.booking : await aheadUnderLock(desk, found);
  if (!booking) return { kind: 'nothing-to-change' };
  const outcome = changeBooking(desk, lot, booking, change);
  if (outcome.ok) {
    const { before, booking: after } = outcome;
    auditBooking(desk.tx, desk.ids, 'driver', desk.now, { action: 'booking.change', before, after });
    const { slotId, reference, startsAt, endsAt, state } = outcome.booking;
    const { code } = desk.scenes.get(slotId).slot;
    return { kind: 'booking-changed', slot: code, reference, startsAt, endsAt, isParked: state === 'active' };
  }
  const slot = change.slotCode ?? scene.slot.code;
  switch (outcome.code) {
    case 'slot-unknown': {
      const slots = await desk.tx.slots.inLot(lot.id);
      return { kind: 'slot-unknown', asked: slot, slots: slots.map(({ code }) => code) };
    }
    case 'stay-has-begun':
      return { kind: 'move-too-late', slot: scene.slot.code };
    case 'booking-not-live':
    case 'booking-has-begun':
      return { kind: 'nothing-to-change' };
    case 'window-refused':
      return { kind: 'window-refused', fault: outcome.fault, ...limitsOf(lot) };
    case 'bookings-overlap': {
      const { slotId, reference, startsAt } = outcome.booking;
      return { kind: 'bookings-overlap', slot: await desk.codeOf(slotId), reference, startsAt };
    }
    case 'slot-taken':
    case 'slot-has-car':
    case 'slot-not-offered': {
      if (change.slotCode === undefined) {
        const span = { from: booking.startsAt, to: outcome.window.to };
        const until = desk.diary.roomUntil(booking, span);
        return { kind: 'extend-blocked', slot, until, now: booking.endsAt };
      }
      const instead = await findAlternatives(desk, lot, booking.driverId, slot, outcome.window, booking.id);
      return { kind: 'window-taken', slot, ...outcome.window, slots: [...instead.slots], times: [], verb: 'move' };
    }
  }
}

/** What a lot says of the windows it takes. */
export function limitsOf({
  settings,
}: {
  settings: { minimumMinutes: number; maximumMinutes: number; bookAheadDays: number };
}) {
  const { minimumMinutes, maximumMinutes, bookAheadDays } = settings;
  return { minimumSeconds: minimumMinutes * 60, maximumSeconds: maximumMinutes * 60, aheadDays: bookAheadDays };
}

/** The driver's bookings for later, as the chat names them. */
export async function aheadLines(desk: DriverDesk, driverId: string): Promise<AheadLine[]> {
  const lines: AheadLine[] = [];
  for (const { slotId, reference, startsAt, endsAt } of desk.diary.ahead(driverId)) {
    lines.push({ slot: await desk.codeOf(slotId), reference, startsAt, endsAt });
  }
  return lines;
}
