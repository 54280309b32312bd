import { type BookingForm, type FormNeeds, missingDetails, type Step } from '../../../chat/dialogue/booking-form.ts';
import type { Choice } from '../../../chat/dialogue/dialogue-reply.ts';
import { todayAt } from '../../../chat/when/read-when.ts';
import { instantOf } from '../../../domain/calendar.ts';
import type { Interval } from '../../../domain/interval.ts';
import type { Lot } from '../../../domain/lot.ts';
import { openSpans } from '../../../domain/opening-hours.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import { offeredPlaces } from '../../find-alternatives.ts';

/** What a step-by-step booking needs to know of lots, slots and drivers. */

const MOST_SLOTS = 9;
const MOST_DAYS = 7;
const LENGTHS = [60, 120, 180, 240];
const TIMES = [8, 10, 12, 14, 16, 18, 20].map((hour) => hour * 60);
const MINUTE = 60_000;

/** Whether the driver has said what a lot may require. */
export function detailsOf({ driver, identity }: Client): { name: boolean; phone: boolean; plate: boolean } {
  return {
    name: driver.displayName !== driver.name,
    phone: (identity.phone ?? driver.contactPhone) !== null,
    plate: driver.plate !== null,
  };
}

/** What is to be asked; whoever is led step by step is asked for what is missing, the one who says it in one line only for what the lot requires. */
export function needsOf(desk: DriverDesk, client: Client, lot: Lot | null, isDirect: boolean): FormNeeds {
  const has = detailsOf(client);
  const requires = lot?.settings.requires ?? [];
  const details = isDirect ? missingDetails(requires, has) : { name: !has.name, phone: !has.phone, plate: !has.plate };
  const addOns = lot ? (desk.book.tariffAt(lot.id, desk.now)?.addOns ?? []) : [];
  return { ...details, severalLots: lot === null, addOns: addOns.length > 0 };
}

/** The window that a form has come to; null while it says no time. */
export function windowOf(form: BookingForm, lot: Lot, now: number): Interval | null {
  const minutes = form.minutes ?? lot.settings.reservationMinutes;
  if (form.day === 'now') return { from: now, to: now + minutes * MINUTE };
  if (form.day === undefined || form.minuteOfDay === undefined) return null;
  const from = instantOf(form.day, form.minuteOfDay, lot.timeZone);
  return { from, to: from + minutes * MINUTE };
}

/** The slots that can be had in a window, in the lot's order. */
export async function freeIn(desk: DriverDesk, lot: Lot, window: Interval): Promise<string[]> {
  desk.save();
  const places = await offeredPlaces(desk.tx, lot, await desk.tx.slots.inLot(lot.id), window, desk.now);
  return places
    .filter(({ busy }) => busy.length === 0)
    .sort((a, b) => a.position - b.position)
    .map(({ code }) => code);
}

/** What is offered with a step. */
export async function choicesFor(
  desk: DriverDesk,
  step: Exclude<Step, 'confirm'>,
  form: BookingForm,
  lot: Lot | null,
  isOptional: boolean,
): Promise<Choice[]> {
  switch (step) {
    case 'name':
    case 'phone':
      return [];
    case 'plate':
      return isOptional ? [{ is: 'none' }] : [];
    case 'notes':
      return [{ is: 'none' }];
    case 'lot':
      return lotChoices(desk);
    case 'slot':
      return lot ? slotChoices(desk, lot, form) : [];
    case 'day':
      return lot ? dayChoices(desk.now, lot) : [];
    case 'time':
      return lot ? timeChoices(desk.now, lot, form) : [];
    case 'length': {
      const { minimumMinutes, maximumMinutes, reservationMinutes } = lot?.settings ?? NO_LIMITS;
      const lengths = [...new Set([...LENGTHS, reservationMinutes])].sort((a, b) => a - b);
      return lengths
        .filter((minutes) => minutes >= minimumMinutes && minutes <= maximumMinutes)
        .map((minutes) => ({ is: 'length', minutes }));
    }
    case 'add-ons': {
      const addOns = lot ? (desk.book.tariffAt(lot.id, desk.now)?.addOns ?? []) : [];
      return [...addOns.map((addOn): Choice => ({ is: 'add-on', ...addOn })), { is: 'none' }];
    }
  }
}

const NO_LIMITS = { minimumMinutes: 0, maximumMinutes: Number.MAX_SAFE_INTEGER, reservationMinutes: 720 };

async function lotChoices(desk: DriverDesk): Promise<Choice[]> {
  const choices: Choice[] = [];
  for (const { id, code, name } of desk.book.lots) {
    const free = (await desk.tx.slots.inLot(id)).filter(({ state }) => state === 'free').length;
    choices.push({ is: 'lot', code, name, free, meters: null });
  }
  return choices;
}

async function slotChoices(desk: DriverDesk, lot: Lot, form: BookingForm): Promise<Choice[]> {
  const window = windowOf(form, lot, desk.now);
  desk.save();
  const codes = window
    ? await freeIn(desk, lot, window)
    : (await desk.tx.slots.inLot(lot.id)).filter(({ state }) => state === 'free').map(({ code }) => code);
  return [{ is: 'any-slot' }, ...codes.slice(0, MOST_SLOTS).map((code): Choice => ({ is: 'slot', code }))];
}

function dayChoices(now: number, lot: Lot): Choice[] {
  const { openingHours, bookAheadDays } = lot.settings;
  const today = todayAt(now, lot.timeZone);
  const choices: Choice[] = [{ is: 'now' }];
  for (let ahead = 0; ahead < MOST_DAYS && ahead <= bookAheadDays; ahead++) {
    const day = { from: instantOf(today + ahead, 0, lot.timeZone), to: instantOf(today + ahead + 1, 0, lot.timeZone) };
    const rest = { from: Math.max(now, day.from), to: day.to };
    if (openSpans(openingHours, lot.timeZone, rest).length === 0) continue;
    choices.push({ is: 'day', day: today + ahead, at: instantOf(today + ahead, 720, lot.timeZone), ahead });
  }
  return choices;
}

function timeChoices(now: number, lot: Lot, { day }: BookingForm): Choice[] {
  if (typeof day !== 'number') return [];
  return TIMES.filter((minute) => {
    const from = instantOf(day, minute, lot.timeZone);
    return from >= now && openSpans(lot.settings.openingHours, lot.timeZone, { from, to: from + MINUTE }).length > 0;
  }).map((minuteOfDay) => ({ is: 'time', minuteOfDay }));
}

/** Whether numbers can stand for what is offered: not where a number is an answer of its own. */
export function numbersChoose(step: Exclude<Step, 'confirm'>, choices: readonly Choice[]): boolean {
  if (step === 'time' || step === 'plate' || step === 'notes') return false;
  return !choices.some((choice) => choice.is === 'slot' && /^\d+$/.test(choice.code));
}
