import type { BookingForm } from '../../../chat/dialogue/booking-form.ts';
import type { Choice } from '../../../chat/dialogue/dialogue-reply.ts';
import { nearestTimes } from '../../../domain/alternatives.ts';
import { instantOf, wallClock } from '../../../domain/calendar.ts';
import type { Lot } from '../../../domain/lot.ts';
import type { DriverDesk } from '../../driver-desk.ts';
import { offeredPlaces } from '../../find-alternatives.ts';
import { choicesFor, windowOf } from './form-facts.ts';

/** What is offered where a time that was said cannot be had. */

const MOST_TIMES = 4;
/** Of a slot that is taken; so many rows of a list are left for it. */
const MOST_OF_SLOT = 2;
const MOST_ROWS = 10;
const MINUTE = 60_000;

/** Times of the day that was said at which a slot is free for as long, the nearest first; `code` names the only slot that counts. */
async function freeTimes(
  desk: DriverDesk,
  lot: Lot,
  form: BookingForm,
  most: number,
  code: string | null,
): Promise<number[]> {
  const { day } = form;
  const window = windowOf(form, lot, desk.now);
  if (!window || typeof day !== 'number') return [];
  desk.save();
  const slots = (await desk.tx.slots.inLot(lot.id)).filter((slot) => code === null || slot.code === code);
  const reach = {
    from: Math.max(desk.now, instantOf(day, 0, lot.timeZone)),
    to: instantOf(day + 1, 0, lot.timeZone) + (window.to - window.from),
  };
  const places = await offeredPlaces(desk.tx, lot, slots, reach, desk.now);
  const open = { openingHours: lot.settings.openingHours, timeZone: lot.timeZone };
  const starts = places.flatMap(({ busy }) => nearestTimes(busy, window, desk.now, open, most));
  const whole = starts.map(({ from }) =>
    from < window.from ? Math.floor(from / MINUTE) * MINUTE : Math.ceil(from / MINUTE) * MINUTE,
  );
  const onDay = [...new Set(whole)]
    .filter((from) => from !== window.from && wallClock(from, lot.timeZone).day === day)
    .sort((a, b) => Math.abs(a - window.from) - Math.abs(b - window.from) || a - b)
    .slice(0, most);
  return onDay.map((from) => wallClock(from, lot.timeZone).minuteOfDay);
}

/** Where every slot is taken: when one is free. */
export async function timesInstead(desk: DriverDesk, lot: Lot, form: BookingForm): Promise<Choice[]> {
  const times = await freeTimes(desk, lot, form, MOST_TIMES, null);
  return times.map((minuteOfDay) => ({ is: 'time', minuteOfDay }));
}

/** Where one slot is taken: the others at that time, and that one at other times. */
export async function slotsInstead(desk: DriverDesk, lot: Lot, form: BookingForm): Promise<Choice[]> {
  const code = form.slot ?? '';
  const times = await freeTimes(desk, lot, form, MOST_OF_SLOT, code);
  const slots = await choicesFor(desk, 'slot', form, lot, false);
  const later = times.map((minuteOfDay): Choice => ({ is: 'slot-at', code, minuteOfDay }));
  return [...slots.slice(0, MOST_ROWS - later.length), ...later];
}
