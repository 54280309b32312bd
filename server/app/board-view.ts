import { isLive } from '../domain/booking.ts';
import { isOpen } from '../domain/parking-session.ts';
import { type PlanLook, planLook } from './floor-plan.ts';
import { LotBook } from './lot-book.ts';
import type { Slot } from './ports/entities.ts';
import type { Look, UnitOfWork } from './ports/unit-of-work.ts';
import { RunningCosts } from './running-cost.ts';

/** One slot as the board shows it. Times in ms since the epoch. */
export interface SlotLook {
  readonly lotId: string;
  readonly slot: Slot;
  readonly controller: {
    id: string;
    status: 'never-seen' | 'online' | 'offline' | 'lost';
    lastSeenAt: number | null;
  } | null;
  readonly driver: { id: string; displayName: string; phone: string | null; plate: string | null } | null;
  readonly booking: {
    id: string;
    reference: string;
    state: 'reserved' | 'active';
    startsAt: number;
    endsAt: number;
    holdUntil: number;
    notes: string | null;
    services: string[];
  } | null;
  readonly session: { id: string; startedAt: number; costMinor: number | null; overstay: boolean } | null;
  /** The last stay, where its driver got the money back because the car was not theirs. */
  readonly disowned: {
    startedAt: number;
    endedAt: number;
    at: number;
    by: { displayName: string; phone: string | null };
  } | null;
}

export interface BoardLook {
  readonly lot: { code: string; name: string; timeZone: string; currency: string };
  /** The sum of the versions of the slots and of the plan: it grows with every change of any of them. */
  readonly version: number;
  readonly at: number;
  readonly slots: readonly SlotLook[];
  readonly plan: PlanLook;
}

/** Everything the board shows of a lot, or null where there is no such lot. */
export async function boardOf(unitOfWork: UnitOfWork, lotCode: string, now: number): Promise<BoardLook | null> {
  return unitOfWork.read(async (look) => {
    const lot = await look.lots.byCode(lotCode);
    if (!lot) return null;
    const inLot = await look.slots.inLot(lot.id);
    const slots = await slotLooks(look, inLot, now);
    const plan = planLook(await look.plans.ofLot(lot.id), inLot);
    const { code, name, timeZone, currency } = lot;
    const version = slots.reduce((sum, { slot }) => sum + slot.version, plan.version);
    return { lot: { code, name, timeZone, currency }, version, at: now, slots, plan };
  });
}

/** The slots that changed, with their lots' codes, and which of them were retired. */
export async function changedSlots(
  unitOfWork: UnitOfWork,
  slotIds: readonly string[],
  now: number,
): Promise<{ lotCode: string; slot: SlotLook; isGone: boolean }[]> {
  return unitOfWork.read(async (look) => {
    const lots = new Map((await look.lots.all()).map((lot) => [lot.id, lot.code]));
    const slots = await slotLooks(look, await look.slots.byIds(slotIds), now);
    const gone = new Set(await look.slots.retiredOf(slotIds));
    return slots.map((each) => {
      return { lotCode: lots.get(each.slot.lotId) ?? '', slot: each, isGone: gone.has(each.slot.id) };
    });
  });
}

async function slotLooks(look: Look, slots: readonly Slot[], now: number): Promise<SlotLook[]> {
  const book = await LotBook.load(look);
  const present = <T>(values: readonly (T | null | undefined)[]): T[] =>
    values.filter((value): value is T => value != null);
  const latest = await look.sessions.byIds(present(slots.map(({ sessionId }) => sessionId)));
  const sessions = new Map(latest.filter(isOpen).map((s) => [s.id, s]));
  const freed = new Map(latest.filter((s) => !isOpen(s) && s.disowned?.returnedMinor != null).map((s) => [s.id, s]));
  const bookings = new Map(
    (await look.bookings.byIds(present(slots.map(({ bookingId }) => bookingId)))).filter(isLive).map((b) => [b.id, b]),
  );
  const driverIds = [
    ...present([...sessions.values()].map(({ driverId }) => driverId)),
    ...[...bookings.values()].map(({ driverId }) => driverId),
    ...present([...freed.values()].map(({ disowned }) => disowned?.driverId)),
  ];
  const drivers = new Map((await look.drivers.byIds(driverIds)).map((driver) => [driver.id, driver]));
  const phones = new Map((await look.drivers.identitiesOf(driverIds)).map(({ driverId, phone }) => [driverId, phone]));
  const controllers = new Map(
    (await look.controllers.byIds(present(slots.map(({ controllerId }) => controllerId)))).map((c) => [c.id, c]),
  );
  const stays = slots.flatMap((slot) => {
    const session = sessions.get(slot.sessionId ?? '');
    return session ? [{ slot, session }] : [];
  });
  const costs = await RunningCosts.load(look, book, stays, now);
  return slots.map((slot): SlotLook => {
    const session = sessions.get(slot.sessionId ?? '') ?? null;
    const booking = bookings.get(slot.bookingId ?? '') ?? null;
    const driver = drivers.get(session?.driverId ?? booking?.driverId ?? '');
    const { startedAt, endedAt, disowned } = freed.get(slot.sessionId ?? '') ?? {};
    const by = disowned && drivers.get(disowned.driverId);
    const controller = controllers.get(slot.controllerId ?? '');
    return {
      lotId: slot.lotId,
      slot,
      controller: controller
        ? { id: controller.id, status: controller.status, lastSeenAt: controller.lastSeenAt }
        : null,
      driver: driver
        ? {
            id: driver.id,
            displayName: driver.displayName,
            phone: phones.get(driver.id) ?? driver.contactPhone,
            plate: driver.plate,
          }
        : null,
      booking: booking
        ? {
            id: booking.id,
            reference: booking.reference,
            state: booking.state === 'active' ? 'active' : 'reserved',
            startsAt: booking.startsAt,
            endsAt: booking.endsAt,
            holdUntil: booking.holdUntil,
            notes: booking.notes,
            services: booking.addOns.map(({ name }) => name),
          }
        : null,
      session: session
        ? {
            id: session.id,
            startedAt: session.startedAt,
            costMinor: costs.billOf(session)?.amountMinor ?? null,
            overstay: booking?.state === 'active' && now >= booking.endsAt,
          }
        : null,
      disowned:
        startedAt !== undefined && endedAt != null && disowned && by
          ? {
              startedAt,
              endedAt,
              at: disowned.at,
              by: { displayName: by.displayName, phone: phones.get(by.id) ?? null },
            }
          : null,
    };
  });
}
