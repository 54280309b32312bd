import type { Reply } from '../../chat/reply.ts';
import { type Booking, disclaim, immediateWindow, returnToReserved } from '../../domain/booking.ts';
import { isOpen, type ParkingSession } from '../../domain/parking-session.ts';
import { slotState } from '../../domain/slot.ts';
import { auditBooking } from '../audit.ts';
import { releaseDeposit } from '../deposits.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { factsOf } from '../scenes.ts';

const DAY_MS = 86_400_000;

/**
 * How long after its end a stay can still be disowned: whoever reads the bill the next morning is in time, and the
 * attendant may still find out whose car it was.
 */
const AFTER_THE_END_MS = DAY_MS;

/** Every bill taken back is a car that nobody pays for: so often in so many days the driver's word alone is enough. */
const MOST_BILLS = 3;
const BILLS_DAYS = 30;

/** The car on my slot is not mine, or was not. */
export async function notMeTurn(desk: DriverDesk, client: Client): Promise<Reply> {
  const mine = desk.session(client.driver.id);
  return mine ? beforeTheBill(desk, client, mine) : afterTheBill(desk, client);
}

/** The booking waits again, and the car is one nobody accounts for. */
async function beforeTheBill(desk: DriverDesk, client: Client, mine: ParkingSession): Promise<Reply> {
  await desk.scenes.load([mine.slotId]);
  const { slot, session, booking } = desk.scenes.get(mine.slotId);
  if (session?.id !== mine.id || !isOpen(session) || booking?.id !== session.bookingId || booking?.state !== 'active') {
    return { kind: 'not-me-nothing' };
  }
  const waiting = await waitingAgain(desk, booking);
  // Where the next booking has begun there is nothing left to wait for.
  const isHeld = waiting.holdUntil > desk.now;
  const after = isHeld ? waiting : disclaim(booking, desk.now);
  const disowned = { driverId: client.driver.id, at: desk.now, returnedMinor: null };
  desk.scenes.update(slot.id, {
    session: { ...session, bookingId: null, driverId: null, disowned },
    booking: after,
  });
  noteDisowned(desk, booking, after);
  desk.noteSession(client.driver.id, null);
  if (!isHeld) await releaseDeposit(desk.tx, desk.settlement, desk.book.lot(booking.lotId), booking);
  return { kind: 'not-me-done', slot: slot.code, holdUntil: isHeld ? waiting.holdUntil : null };
}

/** The money comes back, and the booking waits again if its time runs and its slot is still to be had. */
async function afterTheBill(desk: DriverDesk, client: Client): Promise<Reply> {
  const { tx, now, scenes } = desk;
  const driverId = client.driver.id;
  const latest = await tx.sessions.latestOfDriver(driverId);
  if (!latest) return { kind: 'not-me-nothing' };
  await scenes.load([latest.slotId]);
  // As it is now that nobody else can change it.
  const [stay] = await tx.sessions.byIds([latest.id]);
  if (stay?.driverId !== driverId || stay.endedAt === null || stay.endedAt < now - AFTER_THE_END_MS) {
    return { kind: 'not-me-nothing' };
  }
  const { slot } = scenes.get(stay.slotId);
  if ((await tx.sessions.billsDisowned(driverId, now - BILLS_DAYS * DAY_MS)) >= MOST_BILLS) {
    return { kind: 'not-me-limit', slot: slot.code, count: MOST_BILLS, days: BILLS_DAYS };
  }
  const lot = desk.book.lot(slot.lotId);
  const { amountMinor: returnedMinor, balanceMinor } = await desk.settlement.disown(stay, driverId);
  desk.noteBalance(driverId, lot.currency, balanceMinor);
  const holdUntil = await holdAgain(desk, driverId, stay);
  const { startedAt: from, endedAt: to } = stay;
  return { kind: 'not-me-returned', slot: slot.code, from, to, returnedMinor, balanceMinor, holdUntil };
}

/** Until when the slot is held for the driver again; null where it is not, and the booking is over at no charge. */
async function holdAgain(desk: DriverDesk, driverId: string, stay: ParkingSession): Promise<number | null> {
  const { tx, now, scenes } = desk;
  const [booking] = stay.bookingId ? await tx.bookings.byIds([stay.bookingId]) : [];
  if (!booking) return null;
  const scene = scenes.get(stay.slotId);
  const isFree = slotState(factsOf(scene)) === 'free';
  if (now >= booking.endsAt || !isFree || desk.booking(driverId) !== null) {
    const over = disclaim(booking, now);
    tx.bookings.save(over);
    logDisowned(desk, booking, over);
    return null;
  }
  const waiting = await waitingAgain(desk, booking);
  const isHeld = waiting.holdUntil > now;
  const after = isHeld ? waiting : disclaim(booking, now);
  scenes.update(stay.slotId, { booking: after });
  noteDisowned(desk, booking, after);
  return isHeld ? waiting.holdUntil : null;
}

function noteDisowned(desk: DriverDesk, before: Booking, after: Booking): void {
  desk.noteBooking(after);
  logDisowned(desk, before, after);
}

function logDisowned(desk: DriverDesk, before: Booking, after: Booking): void {
  auditBooking(desk.tx, desk.ids, 'driver', desk.now, { action: 'booking.disown', before, after });
}

/** The booking held for a while longer, but not into what is booked next on its slot or by its driver. */
async function waitingAgain(desk: DriverDesk, booking: Booking): Promise<Booking> {
  const { settings } = desk.book.lot(booking.lotId);
  // From its end on: what lies between that and now may be booked too, by somebody whose turn has not come yet.
  const from = Math.min(desk.now, booking.endsAt);
  const again = { from, to: Math.max(booking.endsAt, immediateWindow(desk.now, settings).to) };
  await desk.diary.loadSlots([booking.slotId], again);
  return returnToReserved(booking, desk.now, settings, desk.diary.roomUntil(booking, again));
}
