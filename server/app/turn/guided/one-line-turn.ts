import { ANY_SLOT, type BookingForm } from '../../../chat/dialogue/booking-form.ts';
import { type OneLine, readOneLine } from '../../../chat/one-line.ts';
import { meantMinute, type Place, todayAt, type When } from '../../../chat/when/read-when.ts';
import { resolveWhen } from '../../../chat/when/resolve-when.ts';
import { wallClock } from '../../../domain/calendar.ts';
import type { Lot } from '../../../domain/lot.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import type { KnownNames } from '../../lot-directory.ts';
import { beginGuide, type GuideAnswer } from './booking-guide.ts';
import { detailsOf } from './form-facts.ts';
import { availabilityTurn, freeDaysTurn } from './menu-turns.ts';

/** A booking, or a look at what is free, said in one line with more than a slot. */

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** The line as it is read at a lot; null where it names nothing beside a slot. */
export function oneLineAt(desk: DriverDesk, known: KnownNames, lot: Lot, text: string): OneLine | null {
  const services = desk.book.tariffAt(lot.id, desk.now)?.addOns ?? [];
  const { day, minuteOfDay } = wallClock(desk.now, lot.timeZone);
  return readOneLine(text, known, day, services, minuteOfDay);
}

export async function oneLineTurn(desk: DriverDesk, client: Client, here: Lot, line: OneLine): Promise<GuideAnswer> {
  const lot = (line.lot === null ? null : desk.book.byCode(line.lot)) ?? here;
  if (line.kind === 'slots') return { reply: await looked(desk, lot, line.when ?? {}), dialogue: null, lot };
  const form = formOf(line, lot, desk.now);
  return beginGuide(desk, client, lot, form, true);
}

/** Whether the lot wants to know something first of whoever books in one line. */
export function mustSayMore(client: Client, lot: Lot): boolean {
  const has = detailsOf(client);
  return lot.settings.requires.some((detail) => !has[detail]);
}

async function looked(desk: DriverDesk, lot: Lot, when: When) {
  const place = placeOf(lot, desk.now);
  const { minimumMinutes } = lot.settings;
  const found = resolveWhen(when, place, Math.max(60, minimumMinutes));
  if (found.kind === 'window') return availabilityTurn(desk, lot, found.window);
  return freeDaysTurn(desk, lot, found.day === todayAt(desk.now, lot.timeZone) ? 'today' : 'week');
}

/** What the line says as a form; what it leaves open is asked, or is as the lot gives it. */
function formOf(line: OneLine, lot: Lot, now: number): BookingForm {
  const slot = line.slot ?? (line.isAny || line.when !== null ? ANY_SLOT : undefined);
  const base: BookingForm = {
    ...(line.lot === null ? {} : { lot: line.lot }),
    ...(slot === undefined ? {} : { slot }),
    ...(line.addOns.length > 0 ? { addOns: line.addOns } : {}),
  };
  if (line.when === null) return { ...base, day: 'now' };
  const place = placeOf(lot, now);
  const found = resolveWhen(line.when, place, lot.settings.reservationMinutes);
  if (found.kind === 'time-missing') {
    const { minutes } = line.when;
    return { ...base, day: found.day, ...(minutes === undefined ? {} : { minutes }) };
  }
  const isLong = line.when.minutes !== undefined || line.when.until !== undefined;
  const minutes = Math.round((found.window.to - found.window.from) / MINUTE);
  const length = isLong ? { minutes } : {};
  if (found.isFromNow) return { ...base, day: 'now', ...length };
  const day = todayAt(found.window.from, lot.timeZone);
  const minuteOfDay =
    line.when.time === undefined ? 0 : meantMinute(line.when.time, line.when.day ?? day, place) % DAY_MINUTES;
  return { ...base, day, minuteOfDay, ...length };
}

function placeOf({ timeZone, settings }: Lot, now: number): Place {
  return { now, timeZone, openingHours: settings.openingHours };
}
