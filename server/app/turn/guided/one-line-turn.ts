import { ANY_SLOT, type BookingForm } from '../../../chat/dialogue/booking-form.ts';
import { type OneLine, readOneLine } from '../../../chat/one-line.ts';
import { type Place, todayAt, type When } from '../../../chat/when/read-when.ts';
import { resolveWhen, windowOfPart } from '../../../chat/when/resolve-when.ts';
import { wallClock } from '../../../domain/calendar.ts';
import type { Lot } from '../../../domain/lot.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import type { KnownNames } from '../../lot-directory.ts';
import { beginGuide, type GuideAnswer } from './booking-guide.ts';
import { detailsOf } from './form-facts.ts';
import { availabilityTurn, freeDaysTurn } from './menu-turns.ts';

/** A booking, or a look at what is free, said in one line with more than a slot. */

const MINUTE = 60_000;

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
  return beginGuide(desk, client, lot, form, true, line.when?.isNoDay ? { step: 'day', miss: 'unclear' } : null);
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
  const { day } = found;
  const window = when.part === undefined ? null : windowOfPart(when.part, day, place);
  if (window) return availabilityTurn(desk, lot, window);
  return freeDaysTurn(desk, lot, day === todayAt(desk.now, lot.timeZone) ? 'today' : { day });
}

/** What the line says as a form; what it leaves open is asked, or is as the lot gives it. */
function formOf(line: OneLine, lot: Lot, now: number): BookingForm {
  const { when } = line;
  // Who says a time and no slot is shown the best one first; what is done at once is only done to a slot that was named.
  const slot = line.slot ?? (line.isAny || isForLater(when) ? ANY_SLOT : undefined);
  const base: BookingForm = {
    ...(line.lot === null ? {} : { lot: line.lot }),
    ...(slot === undefined ? {} : { slot }),
    ...(line.addOns.length > 0 ? { addOns: line.addOns } : {}),
  };
  if (when === null) return { ...base, day: 'now' };
  const said = when.minutes === undefined ? base : { ...base, minutes: when.minutes };
  if (when.isNoDay) return said;
  const place = placeOf(lot, now);
  const found = resolveWhen(when, place, lot.settings.reservationMinutes);
  if (found.kind === 'time-missing')
    return { ...said, day: found.day, ...(when.part === undefined ? {} : { part: when.part }) };
  const isLong = when.minutes !== undefined || when.until !== undefined;
  const minutes = Math.round((found.window.to - found.window.from) / MINUTE);
  const length = isLong ? { minutes } : {};
  if (found.isFromNow) return { ...base, day: 'now', ...length };
  const { day, minuteOfDay } = wallClock(found.window.from, lot.timeZone);
  return { ...base, day, minuteOfDay, ...length };
}

function isForLater(when: When | null): boolean {
  return when !== null && (when.day ?? when.time ?? when.part ?? when.isNoDay) !== undefined;
}

function placeOf({ timeZone, settings }: Lot, now: number): Place {
  return { now, timeZone, openingHours: settings.openingHours };
}
