import { type Alternatives, NO_ALTERNATIVES, nearestSlots, nearestTimes, type Place } from '../domain/alternatives.ts';
import { arrivalFrom, isLive, window } from '../domain/booking.ts';
import type { Interval } from '../domain/interval.ts';
import type { Lot } from '../domain/lot.ts';
import { isOpenFor } from '../domain/opening-hours.ts';
import type { DriverDesk } from './driver-desk.ts';
import type { Slot } from './ports/entities.ts';
import type { Repositories } from './ports/repositories.ts';

const REACH_MS = 24 * 3_600_000;

/**
 * What a driver could have instead of a window on a slot: the nearest slots for the same window and the nearest times on
 * the same slot. `bookingId` names a booking that is to be changed: its own window is no obstacle.
 */
export async function findAlternatives(
  desk: DriverDesk,
  lot: Lot,
  driverId: string,
  slotCode: string,
  asked: Interval,
  bookingId: string | null = null,
): Promise<Alternatives> {
  desk.save();
  const slots = await desk.tx.slots.inLot(lot.id);
  const target = slots.find(({ code }) => code === slotCode);
  if (!target) return NO_ALTERNATIVES;
  const reach = { from: Math.min(desk.now, asked.from - REACH_MS), to: asked.to + REACH_MS };
  await desk.diary.loadSlots([target.id], reach);
  const own = desk.diary
    .ofDriver(driverId)
    .filter(({ id }) => id !== bookingId)
    .map(window);
  const held = desk.diary.onSlot(target.id, reach).filter(({ id }) => id !== bookingId);
  const { openingHours } = lot.settings;
  const times = target.outOfService
    ? []
    : nearestTimes([...held.map(window), ...own], asked, desk.now, { openingHours, timeZone: lot.timeZone });
  const others = slots.filter(({ id }) => id !== target.id);
  const places = isOpenFor(openingHours, lot.timeZone, asked)
    ? await offeredPlaces(desk.tx, lot, others, asked, desk.now)
    : [];
  return { slots: nearestSlots(places, target.position, asked), times };
}

/** The slots that could be booked for a window, as far as slots themselves go, with what holds them within it. */
export async function offeredPlaces(
  repositories: Repositories,
  lot: Lot,
  slots: readonly Slot[],
  asked: Interval,
  now: number,
): Promise<(Place & { id: string })[]> {
  const isDue = now >= arrivalFrom({ startsAt: asked.from }, lot.settings);
  const offered = slots.filter(({ state, outOfService }) => (isDue ? state === 'free' : !outOfService));
  const held = await repositories.bookings.liveOfSlots(
    offered.map(({ id }) => id),
    asked,
  );
  return offered.map(({ id, code, position }) => ({
    id,
    code,
    position,
    busy: held.filter((booking) => isLive(booking) && booking.slotId === id).map(window),
  }));
}

/** Where and when a window of that length is free next, elsewhere in the lot than on one slot. */
export async function freeNext(
  repositories: Repositories,
  lot: Lot,
  slots: readonly Slot[],
  asked: Interval,
  now: number,
): Promise<{ code: string; from: number }[]> {
  const length = asked.to - asked.from;
  const usual = slots.filter(({ state }) => state === 'free' || state === 'reserved' || state === 'occupied');
  const reach = { from: now, to: now + REACH_MS + length };
  const held = await repositories.bookings.liveOfSlots(
    usual.map(({ id }) => id),
    reach,
  );
  const { openingHours } = lot.settings;
  return usual
    .flatMap(({ id, code, state }) => {
      const busy = held.filter(({ slotId }) => slotId === id);
      // A car beyond its time leaves when it leaves: nothing can be said of its slot.
      if (state === 'occupied' && !busy.some(({ startsAt, isCurrent }) => isCurrent && startsAt <= now)) return [];
      const wanted = { from: now, to: now + length };
      const [first] = nearestTimes(busy.map(window), wanted, now, { openingHours, timeZone: lot.timeZone }, 1);
      return first ? [{ code, from: first.from }] : [];
    })
    .sort((a, b) => a.from - b.from)
    .slice(0, 3);
}
