import type { StaffSlot } from '../../chat/staff/staff-reply.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Actor } from '../audit.ts';
import { type BoardLook, boardOf, type SlotLook } from '../board-view.ts';
import type { LotBook } from '../lot-book.ts';
import { partOf } from '../part-of-unit.ts';
import type { Ids } from '../ports/ids.ts';
import type { LinkedPhone } from '../ports/staff-phone-repository.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { CONVERSATION_MS } from '../turn/answer.ts';

/** What a turn of staff works with. */
export interface StaffDesk {
  readonly tx: Tx;
  /** For the use-cases of the board, as parts of this unit. */
  readonly part: UnitOfWork;
  readonly ids: Ids;
  readonly now: number;
  readonly book: LotBook;
  readonly phone: LinkedPhone;
  readonly actor: Actor;
  /** The lot whose own number was written to. */
  readonly numberLotId: string | null;
}

export function openDesk(parts: Pick<StaffDesk, 'tx' | 'ids' | 'now' | 'book' | 'phone' | 'numberLotId'>): StaffDesk {
  const { tx, phone, now } = parts;
  return { ...parts, part: partOf(tx), actor: { staffId: phone.staffId, now } };
}

/** The lot that is named; else the one spoken of just now; else the number's, the one spoken of last, or the only one. */
export function lotFor({ book, phone, now, numberLotId }: StaffDesk, named: string | null): Lot | null {
  if (named !== null) return book.byCode(named) ?? null;
  const last = book.find(phone.lotId);
  const isRecent = now - phone.usedAt < CONVERSATION_MS;
  const spokenOf = (isRecent ? last : undefined) ?? book.find(numberLotId) ?? last;
  return spokenOf ?? book.only ?? null;
}

export async function boardFor({ part, now }: StaffDesk, lot: Lot): Promise<BoardLook> {
  const look = await boardOf(part, lot.code, now);
  if (!look) throw new DomainError('lot-unknown', `there is no lot ${lot.code}`);
  return look;
}

/** A slot as the board shows it, or null. */
export async function slotFor(desk: StaffDesk, lot: Lot, code: string): Promise<SlotLook | null> {
  return (await boardFor(desk, lot)).slots.find(({ slot }) => slot.code === code) ?? null;
}

export function staffSlot({ slot, driver, booking, session }: SlotLook): StaffSlot {
  return {
    code: slot.code,
    state: slot.state,
    driver: driver?.displayName ?? null,
    phone: driver?.phone ?? null,
    plate: driver?.plate ?? null,
    stay: session ? { since: session.startedAt, costMinor: session.costMinor, isOver: session.overstay } : null,
    booking: booking ? { reference: booking.reference, startsAt: booking.startsAt, endsAt: booking.endsAt } : null,
  };
}
