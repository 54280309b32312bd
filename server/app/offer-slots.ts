import type { Reply, WaitRefusal } from '../chat/reply.ts';
import type { Booking } from '../domain/booking.ts';
import { type BookingOutcome, bookSlot, spanToLoad } from './book-slot.ts';
import { clientById } from './client-by-id.ts';
import { DriverDesk } from './driver-desk.ts';
import { lockForDeposit } from './hold-deposit.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { WaitingEntry } from './ports/reminding.ts';
import { isConstraint } from './ports/storage-errors.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

type RefusalCode = Extract<BookingOutcome, { ok: false }>['code'];

/** Whose fault a refusal is: the next slot is tried, the next driver, or nothing can be offered at this lot now. */
const BLAME: Readonly<Record<RefusalCode, 'slot' | 'lot' | WaitRefusal>> = {
  'slot-unknown': 'slot',
  'slot-taken': 'slot',
  'slot-has-car': 'slot',
  'slot-not-offered': 'slot',
  'window-refused': 'slot',
  'tariff-missing': 'lot',
  'already-booked': 'already-booked',
  'bookings-overlap': 'already-booked',
  'too-many-bookings': 'already-booked',
  'already-parked': 'already-parked',
  'balance-too-low': 'balance-too-low',
  'too-many-no-shows': 'too-many-no-shows',
  'driver-blocked': 'driver-blocked',
};

/** What the first in line came to: served or gone, so that the next one is first; or nothing is to be given away. */
type Step = 'next' | 'nothing';

/**
 * Gives every free slot to the first in its lot's line, as a booking with a short hold, and tells the driver. Any number
 * of these may run at once: the first in line is locked, then the slot, and the database refuses what slips through.
 * Answers how many were served or sent away.
 */
export async function offerSlots(unitOfWork: UnitOfWork, ids: Ids, clock: Clock): Promise<number> {
  const lotIds = await unitOfWork.read((look) => look.waiting.lotsToServe());
  let steps = 0;
  for (const lotId of lotIds) while ((await serveFirst(unitOfWork, ids, clock, lotId)) === 'next') steps++;
  return steps;
}

async function serveFirst(unitOfWork: UnitOfWork, ids: Ids, clock: Clock, lotId: string): Promise<Step> {
  try {
    return await unitOfWork.run((tx) => serve(tx, ids, clock.now(), lotId));
  } catch (error) {
    // Somebody was faster in between: who comes next sees what they stored.
    if (isConstraint(error)) return 'nothing';
    throw error;
  }
}

async function serve(tx: Tx, ids: Ids, now: number, lotId: string): Promise<Step> {
  const [first] = await tx.waiting.line(lotId, 1);
  if (!first) return 'nothing';
  const client = await clientById(tx, first.driverId, first.identityId);
  // Read again now that the driver is locked: another process may have served this one meanwhile.
  if ((await tx.waiting.byId(first.id))?.endedAt !== null) return 'next';
  const book = await LotBook.load(tx);
  const lot = book.lot(lotId);
  const desk = new DriverDesk(tx, ids, now, book);
  await desk.load([client]);
  await desk.loadNoShows([client.identity.id], now - lot.settings.noShowDays * 86_400_000);
  for (const { code, state } of await tx.slots.inLot(lotId)) {
    if (state !== 'free') continue;
    await desk.loadSlots([{ lotId, code }], spanToLoad(now, lot));
    await lockForDeposit(desk, client, lot);
    const outcome = bookSlot(desk, client, lot, code, 'waiting-list');
    if (outcome.ok) {
      await offer(desk, first, outcome.booking, code);
      return 'next';
    }
    const blame = BLAME[outcome.code];
    if (blame === 'slot') continue;
    if (blame === 'lot') return 'nothing';
    await tx.waiting.end(first.id, { endedAt: now, endReason: 'refused', bookingId: null });
    await tellFirst(desk, first, { kind: 'wait-dropped', lotName: lot.name, reason: blame });
    return 'next';
  }
  return 'nothing';
}

async function offer(desk: DriverDesk, first: WaitingEntry, booked: Booking, slot: string): Promise<void> {
  const { settings, name: lotName } = desk.book.lot(first.lotId);
  const holdUntil = Math.min(booked.holdUntil, desk.now + settings.waitHoldMinutes * 60_000);
  const booking: Booking = { ...booked, holdUntil };
  desk.scenes.update(booking.slotId, { booking });
  desk.save();
  await desk.tx.waiting.end(first.id, { endedAt: desk.now, endReason: 'offered', bookingId: booking.id });
  await tellFirst(desk, first, { kind: 'wait-offer', slot, lotName, reference: booking.reference, holdUntil });
}

async function tellFirst(desk: DriverDesk, first: WaitingEntry, reply: Reply): Promise<void> {
  tell(desk.tx, desk.ids, desk.now, {
    identity: await desk.settlement.identity(first.identityId),
    lot: desk.book.lot(first.lotId),
    reply,
    notBefore: desk.now,
    sessionId: null,
  });
}
