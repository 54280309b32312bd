import { DomainError } from '../domain/errors.ts';
import { isOpen } from '../domain/parking-session.ts';
import { type Actor, audit } from './audit.ts';
import { bringBackSlots } from './bring-back-slots.ts';
import { lockLot, newSlot } from './manage-lots.ts';
import type { Slot } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/**
 * Says which slots a lot has: those that are not named are retired, new ones stand behind the others, and one that was
 * retired comes back. Nothing happens where one to be retired is in use. Throws `slot-has-car`, `slot-taken`, `slot-served`.
 */
export async function chooseSlots(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  codes: readonly string[],
): Promise<Slot[]> {
  return unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const before = await tx.slots.inLot(lot.id);
    const leaving = await tx.slots.lockByIds(before.filter(({ code }) => !codes.includes(code)).map(({ id }) => id));
    await refuseUsed(tx, leaving, actor.now);
    await tx.slots.retire(
      leaving.map(({ id }) => id),
      actor.now,
    );
    const coming = codes.filter((code) => before.every((slot) => slot.code !== code));
    const restored = (await bringBackSlots(tx, lot.id, coming, actor.now)).map(({ code }) => code);
    const last = before.reduce((highest, { position }) => Math.max(highest, position), -1);
    coming
      .filter((code) => !restored.includes(code))
      .forEach((code, index) => {
        tx.slots.add(newSlot(ids, lot.id, code, last + 1 + index, actor.now));
      });
    const after = await tx.slots.inLot(lot.id);
    if (leaving.length > 0 || coming.length > 0) {
      const codesOf = (slots: readonly Slot[]) => slots.map(({ code }) => code);
      const entry = { action: 'slots.choose', subject: lotCode, lotId: lot.id };
      audit(tx, ids, actor, { ...entry, before: codesOf(before), after: codesOf(after) });
    }
    return after;
  });
}

/** A slot that stands for something that goes on cannot go. */
async function refuseUsed(tx: Tx, slots: readonly Slot[], now: number): Promise<void> {
  const ofSlots = slots.map(({ id }) => id);
  const sessions = await tx.sessions.byIds(slots.flatMap(({ sessionId }) => sessionId ?? []));
  const withCar = slots.filter(({ id }) => sessions.some((session) => session.slotId === id && isOpen(session)));
  refuse(withCar, 'slot-has-car', 'a car stands on');
  const ever = { from: now, to: Number.MAX_SAFE_INTEGER };
  const bookings = ofSlots.length === 0 ? [] : await tx.bookings.liveOfSlots(ofSlots, ever);
  const booked = slots.filter(({ id, bookingId }) => bookingId !== null || bookings.some((one) => one.slotId === id));
  refuse(booked, 'slot-taken', 'there are bookings on');
  const served = slots.filter(({ controllerId }) => controllerId !== null);
  refuse(served, 'slot-served', 'a controller serves');
}

function refuse(slots: readonly Slot[], code: 'slot-has-car' | 'slot-taken' | 'slot-served', why: string): void {
  const codes = slots.map((slot) => slot.code);
  if (codes.length > 0) throw new DomainError(code, `${why} ${codes.join(', ')}`, { slots: codes });
}
