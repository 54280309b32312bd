import type { Message, MessageStatus } from '../../server/app/ports/entities.ts';
import type { Tx } from '../../server/app/ports/unit-of-work.ts';
import { BOOKING_STEPS } from '../../server/chat/booking-step.ts';
import type { Booking } from '../../server/domain/booking.ts';
import { charge, fee, reversal, type TransferDraft } from '../../server/domain/ledger.ts';
import type { Lot } from '../../server/domain/lot.ts';
import type { ParkingSession } from '../../server/domain/parking-session.ts';
import { type Paid, refund } from '../../server/domain/refund.ts';
import { addDriver, booking, LOT, message, OPERATOR, session, slot } from './db-world.ts';

/** A random past of some lots, and the same as plain arrays for whoever counts by hand. */

export const PAST = { from: Date.UTC(2026, 2, 10), to: Date.UTC(2026, 3, 20) };
const DAY = 86_400_000;
const DRIVERS = 6;
/** Clocks are changed in three of them within the past: by an hour, by half an hour, and at midnight. */
export const LOTS: readonly Lot[] = [
  ['berlin', 'Europe/Berlin'],
  ['howe', 'Australia/Lord_Howe'],
  ['santiago', 'America/Santiago'],
  ['delhi', 'Asia/Kolkata'],
].map(([code, timeZone]) => ({ ...LOT, id: `lot-${code}`, code: code!, name: code!, timeZone: timeZone! }));

export interface PastSlot {
  readonly id: string;
  readonly code: string;
  readonly lotId: string;
  readonly retiredAt: number | null;
}

export interface PastTransfer {
  readonly createdAt: number;
  readonly lotId: string;
  readonly slotId: string;
  readonly draft: TransferDraft;
}

export interface Past {
  readonly slots: PastSlot[];
  readonly stays: ParkingSession[];
  readonly bookings: Booking[];
  readonly transfers: PastTransfer[];
  readonly messages: Message[];
}

/** The same numbers for the same seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function makePast(seed: number): Past {
  const draw = chance(seed);
  const past: Past = { slots: [], stays: [], bookings: [], transfers: [], messages: [] };
  for (const lot of LOTS) {
    for (let n = 1; n <= 3; n++) {
      const retiredAt = n === 3 ? PAST.from + 20 * DAY + draw(DAY) : null;
      const place = { id: `${lot.id}-${n}`, code: `A${n}`, lotId: lot.id, retiredAt };
      past.slots.push(place);
      stand(past, place, draw);
      bookAt(past, place, draw);
    }
  }
  pay(past, draw);
  talk(past, draw);
  return past;
}

/** One car after the other; the last one may stand there still. */
function stand({ stays }: Past, { id, lotId, retiredAt }: PastSlot, draw: (below: number) => number): void {
  const end = retiredAt ?? PAST.to;
  let at = PAST.from + draw(DAY);
  for (let n = 1; at < end; n++) {
    const length = draw(5) === 0 ? draw(4 * DAY) : draw(3) * draw(3_600_000);
    const isOpen = retiredAt === null && at + length >= end;
    if (!isOpen && at + length > end) return;
    const endedAt = isOpen ? null : at + length;
    stays.push(session({ id: `${id}-p${n}`, lotId, slotId: id, startedAt: at, endedAt, endReason: 'vacated' }));
    if (isOpen) return;
    // Sometimes the next one comes in the very moment.
    at += length + (draw(4) === 0 ? 0 : draw(DAY));
  }
}

function bookAt({ bookings }: Past, { id, lotId }: PastSlot, draw: (below: number) => number): void {
  for (let n = 1; n <= 40; n++) {
    const startsAt = PAST.from + draw(PAST.to - PAST.from);
    const endsAt = startsAt + 3_600_000;
    const how = draw(4);
    const ended = [
      { state: 'completed', endReason: 'departed', endedAt: endsAt + draw(7_200_000) - 3_600_000 },
      { state: 'expired', endReason: 'no-show', endedAt: endsAt },
      { state: 'cancelled', endReason: 'cancelled-by-driver', endedAt: startsAt - draw(3_600_000) },
      { state: 'expired', endReason: 'wait-lapsed', endedAt: endsAt },
    ] as const;
    bookings.push(
      booking({
        ...{ id: `${id}-b${n}`, lotId, slotId: id, driverId: `d${draw(DRIVERS) + 1}`, isCurrent: false },
        ...{ startsAt, endsAt, holdUntil: endsAt, createdAt: startsAt, ...ended[how]! },
      }),
    );
  }
}

/** Charges with tax and fees; some are given back in part, or taken back whole. */
function pay({ stays, bookings, transfers }: Past, draw: (below: number) => number): void {
  const rich = { cashMinor: 1_000_000, promoMinor: 0 };
  const spread = () => PAST.from + draw(PAST.to - PAST.from);
  const post = (of: { lotId: string; slotId: string }, draft: TransferDraft, createdAt = spread()) => {
    transfers.push({ createdAt, lotId: of.lotId, slotId: of.slotId, draft });
  };
  const undo = (of: { lotId: string; slotId: string }, draft: TransferDraft) => {
    const id = draft.key;
    const fate = draw(4);
    if (fate === 0) post(of, reversal({ ...draft, id }, 'wrong'));
    if (fate === 1) post(of, refund(paidBy(draft), 1 + draw(20), `r:${id}`, 'sorry'));
  };
  for (const stay of stays) {
    if (stay.endedAt === null) continue;
    const taxMinor = draw(3) * 7;
    const driverId = `d${draw(DRIVERS) + 1}`;
    const draft = charge(driverId, 50 + draw(500), 'USD', stay, rich, { taxMinor });
    post(stay, draft, stay.endedAt);
    undo(stay, draft);
  }
  for (const one of bookings) {
    if (draw(3) > 0) continue;
    const { id: bookingId, reference, driverId } = one;
    const draft = fee(driverId, 30 + draw(100), 'USD', { bookingId, reference, why: 'no-show' }, rich);
    post(one, draft);
    undo(one, draft);
  }
}

function paidBy(draft: TransferDraft): Paid {
  const into = (kind: string) =>
    draft.postings.reduce((sum, { account, amountMinor }) => sum + (account.kind === kind ? amountMinor : 0), 0);
  return {
    ...{ transferId: draft.key, driverId: draft.driverId, currency: 'USD', sessionId: draft.sessionId },
    bookingId: draft.bookingId ?? null,
    taken: { cashMinor: -into('cash'), promoMinor: 0 },
    revenueMinor: into('revenue'),
    taxMinor: into('tax'),
    returned: { cashMinor: 0, promoMinor: 0 },
    taxReturnedMinor: 0,
  };
}

function talk({ messages }: Past, draw: (below: number) => number): void {
  const pick = <T>(some: readonly T[]): T => some[draw(some.length)]!;
  for (let n = 1; n <= 600; n++) {
    const createdAt = PAST.from + draw(PAST.to - PAST.from);
    const driver = draw(DRIVERS) + 1;
    const who = {
      identityId: `i${driver}`,
      driverId: `d${driver}`,
      transport: pick(['twilio', 'meta', 'phone'] as const),
    } as const;
    const lotId = draw(5) === 0 ? null : pick(LOTS).id;
    const asked = { ...who, id: `m${n}`, direction: 'inbound', status: 'received', kind: 'text', createdAt } as const;
    messages.push(message({ ...asked, externalId: `x${n}` }));
    if (draw(6) === 0) continue;
    const status = pick<MessageStatus>(['queued', 'sending', 'sent', 'delivered', 'read', 'failed']);
    const step = draw(2) === 0 ? pick(BOOKING_STEPS) : null;
    const said = {
      status,
      reason: status === 'failed' ? 'no way' : null,
      kind: pick(['ask', 'bill', 'menu']),
      lotId,
      step,
    };
    messages.push(message({ ...who, id: `r${n}`, inReplyTo: `m${n}`, createdAt: createdAt + draw(3000), ...said }));
  }
}

/** Writes it all down, over what `openWorld` furnished. */
export async function writePast(tx: Tx, past: Past): Promise<void> {
  for (const lot of LOTS) tx.lots.add(lot, PAST.from);
  for (let n = 4; n <= DRIVERS; n++) addDriver(tx, n);
  past.slots.forEach(({ id, code, lotId }, position) => {
    tx.slots.add(slot({ id, code, lotId, position }));
  });
  for (const one of past.stays) tx.sessions.save(one);
  for (const one of past.bookings) tx.bookings.save({ ...one, reference: one.id });
  for (const one of past.messages) tx.messages.add(one);
  for (const { draft, createdAt } of past.transfers)
    tx.ledger.post({ ...draft, id: draft.key, operatorId: OPERATOR, createdAt });
}
