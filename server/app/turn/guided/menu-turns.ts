import type { Reply } from '../../../chat/reply.ts';
import { todayAt } from '../../../chat/when/read-when.ts';
import { priceStay } from '../../../domain/bill.ts';
import { instantOf } from '../../../domain/calendar.ts';
import { type Interval, overlaps } from '../../../domain/interval.ts';
import type { Lot } from '../../../domain/lot.ts';
import { isOpenFor, openSpans } from '../../../domain/opening-hours.ts';
import { type GeoPoint, metersBetween } from '../../../domain/place.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import { offeredPlaces } from '../../find-alternatives.ts';
import { freeIn } from './form-facts.ts';

/** What the levels of the menu answer. */

const WEEK_DAYS = 7;
const MOST_UPCOMING = 10;
const NEAREST = 3;

/** What is free in a window, and what the whole of it costs. */
export async function availabilityTurn(desk: DriverDesk, lot: Lot, window: Interval): Promise<Reply> {
  const free = await freeIn(desk, lot, window);
  const isOpen = isOpenFor(lot.settings.openingHours, lot.timeZone, window);
  const tariff = desk.book.tariffAt(lot.id, window.from);
  return {
    kind: 'availability',
    lotName: lot.name,
    span: window,
    isNow: window.from <= desk.now,
    free: isOpen ? free : [],
    total: (await desk.tx.slots.inLot(lot.id)).length,
    amountMinor: tariff ? priceStay(window, tariff, lot.timeZone).amountMinor : null,
  };
}

/** How many slots nobody has booked at all, today, on each day of a week, or on one day. */
export async function freeDaysTurn(
  desk: DriverDesk,
  lot: Lot,
  days: 'today' | 'week' | { readonly day: number },
): Promise<Reply> {
  desk.save();
  const { timeZone, settings } = lot;
  const today = todayAt(desk.now, timeZone);
  const slots = await desk.tx.slots.inLot(lot.id);
  const count = days === 'week' ? WEEK_DAYS : 1;
  const firstDay = typeof days === 'object' ? Math.max(today, days.day) : today;
  const reach = { from: desk.now, to: instantOf(firstDay + count, 0, timeZone) };
  // From the end of today on, what stands in a slot now says nothing.
  const places = await offeredPlaces(desk.tx, lot, slots, { ...reach, from: reach.to }, desk.now);
  const held = await desk.tx.bookings.liveOfSlots(
    places.map(({ id }) => id),
    reach,
  );
  const lines = Array.from({ length: count }, (_, index) => {
    const ahead = firstDay - today + index;
    const day = {
      from: Math.max(desk.now, instantOf(today + ahead, 0, timeZone)),
      to: instantOf(today + ahead + 1, 0, timeZone),
    };
    const isFree = ({ id }: { id: string }): boolean => {
      const slot = slots.find((one) => one.id === id);
      if (ahead === 0 && slot?.state !== 'free') return false;
      return !held.some(
        ({ slotId, startsAt, endsAt }) => slotId === id && overlaps({ from: startsAt, to: endsAt }, day),
      );
    };
    return {
      at: instantOf(today + ahead, 720, timeZone),
      free: places.filter(isFree).length,
      isClosed: openSpans(settings.openingHours, timeZone, day).length === 0,
    };
  });
  const isOneDay = typeof days === 'object' && firstDay > today;
  return { kind: 'availability-days', lotName: lot.name, days: lines, total: slots.length, isOneDay };
}

export async function upcomingTurn(desk: DriverDesk, client: Client): Promise<Reply> {
  const lines = [];
  for (const { slotId, lotId, reference, startsAt, endsAt } of desk.diary
    .ahead(client.driver.id)
    .slice(0, MOST_UPCOMING))
    lines.push({
      slot: await desk.codeOf(slotId),
      lotName: desk.book.lot(lotId).name,
      reference,
      startsAt,
      endsAt,
    });
  return { kind: 'upcoming', lines };
}

export function hoursTurn({ now }: DriverDesk, { name, timeZone, settings }: Lot): Reply {
  const { openingHours } = settings;
  return {
    kind: 'hours',
    lotName: name,
    isOpen: isOpenFor(openingHours, timeZone, { from: now, to: now + 1 }),
    hours: openingHours?.map(({ days, from, to }) => ({ days: days && [...days], from, to })) ?? null,
  };
}

export function faqTurn({ name, settings }: Lot): Reply {
  return { kind: 'faq', lotName: name, faq: [...settings.faq], contact: settings.contact };
}

export function personTurn({ name, settings }: Lot): Reply {
  return { kind: 'person', lotName: name, contact: settings.contact };
}

/** The lots nearest to where the driver is, with what is free there; those that do not say where they are are not known. */
export async function nearestTurn(desk: DriverDesk, here: GeoPoint): Promise<Extract<Reply, { kind: 'nearest-lots' }>> {
  const placed = desk.book.lots.flatMap((lot) => {
    const { latitude, longitude } = lot.settings;
    return latitude === null || longitude === null
      ? []
      : [{ lot, meters: metersBetween(here, { latitude, longitude }) }];
  });
  const nearest = placed.sort((a, b) => a.meters - b.meters).slice(0, NEAREST);
  desk.save();
  const lots = [];
  for (const { lot, meters } of nearest) {
    const free = (await desk.tx.slots.inLot(lot.id)).filter(({ state }) => state === 'free').length;
    lots.push({ code: lot.code, name: lot.name, free, meters: Math.round(meters) });
  }
  return { kind: 'nearest-lots', lots };
}
