import {
  ANY_SLOT,
  type BookingDialogue,
  type BookingForm,
  MOST_MISSES,
  nextStep,
  type Step,
  without,
} from '../../../chat/dialogue/booking-form.ts';
import { writeDialogue } from '../../../chat/dialogue/dialogue.ts';
import type { Choice, Miss } from '../../../chat/dialogue/dialogue-reply.ts';
import { readAnswer } from '../../../chat/dialogue/read-answer.ts';
import { textOf } from '../../../chat/render-dialogue.ts';
import type { Reply } from '../../../chat/reply.ts';
import { todayAt } from '../../../chat/when/read-when.ts';
import { instantOf } from '../../../domain/calendar.ts';
import type { Lot } from '../../../domain/lot.ts';
import { isOpenFor } from '../../../domain/opening-hours.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import { bookTurn } from '../book-turns.ts';
import { summaryOf } from './booking-summary.ts';
import { choicesFor, needsOf, numbersChoose, windowOf } from './form-facts.ts';
import { slotsInstead, timesInstead } from './other-times.ts';

/** Leads a driver to a booking, one question after the other. */

const DAY_MS = 86_400_000;
/** A start this little in the past was meant as now: it took a while to arrive. */
const JUST_NOW_MS = 60_000;

/** A reply, where the dialogue stands after it, and the lot it is about. */
export interface GuideAnswer {
  readonly reply: Reply;
  /** Null where it is over. */
  readonly dialogue: string | null;
  readonly lot: Lot | null;
}

/** Somebody who is led, and how far they are. */
export interface Guide {
  readonly desk: DriverDesk;
  readonly client: Client;
  readonly dialogue: Omit<BookingDialogue, 'step'>;
  /** The lot of the form or, before it says one, the conversation's. */
  readonly lot: Lot | null;
}

/** At which step something is asked again, and why. */
interface Fault {
  readonly step: Step;
  readonly miss: Miss;
}

/** Begins a booking with what is known of it already. */
export function beginGuide(
  desk: DriverDesk,
  client: Client,
  lot: Lot | null,
  form: BookingForm = {},
  isDirect = false,
  unread: Fault | null = null,
): Promise<GuideAnswer> {
  const dialogue = { kind: 'booking', form, trail: [], misses: 0, choices: [], isDirect } as const;
  const guide = { desk, client, lot, dialogue };
  const fault = unread ?? (lot ? faultOf(form, lot, desk.now) : null);
  return fault ? askAgain(guide, fault.step, fault.miss) : goOn(guide, null);
}

/** The lot that a dialogue is about. */
export function lotOfGuide(desk: DriverDesk, { form }: Pick<BookingDialogue, 'form'>, lot: Lot | null): Lot | null {
  return form.lot === undefined ? lot : (desk.book.byCode(form.lot) ?? null);
}

/** Takes an answer; null where the text is none, so that it may be something else. */
export async function answerGuide(guide: Guide, step: Step, text: string): Promise<GuideAnswer | Miss> {
  const { desk, dialogue, lot } = guide;
  if (step === 'confirm') return 'unclear';
  const read = readAnswer(step, text, {
    form: dialogue.form,
    choices: dialogue.choices,
    lots: desk.book.lots,
    slots: lot ? (await desk.tx.slots.inLot(lot.id)).map(({ code }) => code) : [],
    addOns: lot ? (desk.book.tariffAt(lot.id, desk.now)?.addOns ?? []) : [],
    isOptional: isOptional(lot, step),
    now: desk.now,
    timeZone: lot?.timeZone ?? 'UTC',
    openingHours: lot?.settings.openingHours ?? null,
  });
  if (!read.ok) return read.miss;
  return accept(guide, step, read.form);
}

/** Takes over what was said: details of the driver are kept at once, for the next booking too. */
export async function accept(guide: Guide, step: Step, said: Partial<BookingForm>): Promise<GuideAnswer> {
  const { desk, dialogue } = guide;
  const form = { ...dialogue.form, ...said };
  const client = await withDetails(desk, guide.client, said);
  const lot = lotOfGuide(desk, { form }, guide.lot);
  const fault = lot ? faultOf(form, lot, desk.now) : null;
  if (fault) return askAgain({ ...guide, client }, fault.step, fault.miss);
  const trail = [...dialogue.trail.filter((one) => one !== step), step];
  const { again, ...rest } = dialogue;
  return goOn(
    { desk, client, lot, dialogue: { ...rest, ...(again === step ? {} : again && { again }), form, trail, misses: 0 } },
    null,
  );
}

/** The question before; at the first one there is none. */
export async function goBack(guide: Guide): Promise<GuideAnswer | null> {
  const { trail, form } = guide.dialogue;
  const last = trail.at(-1);
  if (last === undefined) return null;
  const dialogue = { ...guide.dialogue, form: without(form, last), trail: trail.slice(0, -1), misses: 0 };
  return goOn({ ...guide, dialogue, lot: lotOfGuide(guide.desk, dialogue, guide.lot) }, null);
}

/** Asks the same again, with why; who was not understood for long is offered a person. `offered` stands for the usual choices. */
export async function askAgain(
  guide: Guide,
  step: Step,
  miss: Miss | null,
  offered?: readonly Choice[],
): Promise<GuideAnswer> {
  const misses = guide.dialogue.misses + (miss === null ? 0 : 1);
  const trail = guide.dialogue.trail.filter((one) => one !== step);
  const form = without(guide.dialogue.form, step);
  return goOn({ ...guide, dialogue: { ...guide.dialogue, form, trail, misses, again: step } }, miss, offered);
}

/** Books what the summary said. */
export async function confirmGuide(guide: Guide): Promise<GuideAnswer> {
  const { desk, client, dialogue, lot } = guide;
  const { form } = dialogue;
  const window = lot && windowOf(form, lot, desk.now);
  if (!lot || !window || form.slot === undefined) return goOn(guide, null);
  const isNow = form.day === 'now';
  // While the summary waited for its yes, the time may have come and the price changed.
  const fault = isNow ? null : faultOf(form, lot, desk.now);
  if (fault) return askAgain(guide, fault.step, fault.miss);
  if (!isNow && dialogue.told !== undefined) {
    const now = await summaryOf(desk, client, lot, form);
    if (now.kind === 'summary' && now.reply.amountMinor !== dialogue.told) return lastStep(guide, true);
  }
  // Said in one line and for now, it lasts as long as the lot gives.
  const wished = isNow && form.minutes === undefined ? null : { from: isNow ? null : window.from, to: window.to };
  const { noShowDays } = lot.settings;
  await desk.loadNoShows([client.identity.id], desk.now - noShowDays * DAY_MS);
  const wish = { window: wished, addOns: form.addOns ?? [], notes: form.notes ?? null };
  const reply = await bookTurn(desk, client, lot, form.slot, wish);
  const isTaken = ['slot-taken', 'slot-has-car', 'slot-not-offered', 'window-taken'].includes(reply.kind);
  return isTaken ? askAgain(guide, 'slot', 'slot-taken') : { reply, dialogue: null, lot };
}

async function goOn(guide: Guide, miss: Miss | null, offered?: readonly Choice[]): Promise<GuideAnswer> {
  const { desk, client, dialogue, lot } = guide;
  const step = nextStep(dialogue, needsOf(desk, client, lot, dialogue.isDirect));
  if (step === 'confirm') return lastStep(guide);
  const optional = isOptional(lot, step);
  const choices = offered ? [...offered] : await choicesFor(desk, step, dialogue.form, lot, optional);
  const isNumbered = numbersChoose(step, choices);
  const { day } = dialogue.form;
  const kept = { ...dialogue, step, choices: isNumbered ? choices.map(textOf) : [] };
  const reply: Reply = {
    kind: 'ask',
    step,
    miss,
    lotName: lot?.name ?? '',
    day: typeof day === 'number' && lot ? instantOf(day, 720, lot.timeZone) : null,
    most: lot ? limitOf(miss, lot) : 0,
    isOptional: optional,
    choices,
    isNumbered,
    offersPerson: dialogue.misses >= MOST_MISSES,
  };
  return { reply, dialogue: writeDialogue(kept), lot };
}

/** All is said: it is summed up, or done where it was one line. */
async function lastStep(guide: Guide, isRepriced = false): Promise<GuideAnswer> {
  const { desk, client, dialogue, lot } = guide;
  if (!lot) return { reply: { kind: 'no-lot' }, dialogue: null, lot };
  // One line for now is done at once; one for later is summed up with its price first.
  const isAtOnce = dialogue.isDirect && dialogue.form.day === 'now';
  const { slot } = dialogue.form;
  if (isAtOnce && slot !== undefined && slot !== ANY_SLOT) return confirmGuide(guide);
  const summary = await summaryOf(desk, client, lot, dialogue.form);
  if (summary.kind === 'full') return askOtherTime(guide, lot);
  if (summary.kind === 'unknown') return askAgain(guide, 'slot', 'slot-unknown');
  if (summary.kind === 'taken')
    return askAgain(guide, 'slot', 'slot-taken', await slotsInstead(desk, lot, dialogue.form));
  if (summary.kind !== 'summary') return { reply: { kind: 'tariff-missing' }, dialogue: null, lot };
  const form = { ...dialogue.form, slot: summary.reply.slot };
  const { amountMinor } = summary.reply;
  const kept = { ...dialogue, form, step: 'confirm' as const, choices: [], told: amountMinor };
  if (isAtOnce) return confirmGuide({ ...guide, dialogue: kept });
  const reply = { ...summary.reply, isAgain: dialogue.misses > 0, isRepriced };
  return { reply, dialogue: writeDialogue(kept), lot };
}

/** Every slot is taken then: other times of the day are offered, or another day is asked for. */
async function askOtherTime(guide: Guide, lot: Lot): Promise<GuideAnswer> {
  const times = await timesInstead(guide.desk, lot, guide.dialogue.form);
  return times.length > 0 ? askAgain(guide, 'time', 'full', times) : askAgain(guide, 'day', 'slot-taken');
}

/** What the lot does not take of a form, and at which step that is asked again. */
function faultOf(form: BookingForm, lot: Lot, now: number): Fault | null {
  const { minimumMinutes, maximumMinutes, bookAheadDays, openingHours } = lot.settings;
  if (form.minutes !== undefined && form.minutes < minimumMinutes) return { step: 'length', miss: 'too-short' };
  if (form.minutes !== undefined && form.minutes > maximumMinutes) return { step: 'length', miss: 'too-long' };
  if (typeof form.day === 'number' && form.day < todayAt(now, lot.timeZone)) return { step: 'day', miss: 'past' };
  if (typeof form.day === 'number' && instantOf(form.day, 0, lot.timeZone) > now + bookAheadDays * DAY_MS)
    return { step: 'day', miss: 'too-far' };
  if (typeof form.day === 'number' && form.minuteOfDay !== undefined) {
    const from = instantOf(form.day, form.minuteOfDay, lot.timeZone);
    if (from < now - JUST_NOW_MS) return { step: 'time', miss: 'past' };
  }
  if (openingHours === null) return null;
  const window = windowOf({ ...form, minutes: form.minutes ?? minimumMinutes }, lot, now);
  if (!window || isOpenFor(openingHours, lot.timeZone, window)) return null;
  const start = { from: window.from, to: window.from + minimumMinutes * 60_000 };
  const canBegin = isOpenFor(openingHours, lot.timeZone, start);
  if (form.minutes !== undefined && canBegin) return { step: 'length', miss: 'closed' };
  return { step: form.day === 'now' ? 'day' : 'time', miss: 'closed' };
}

function limitOf(miss: Miss | null, { settings }: Lot): number {
  if (miss === 'too-short') return settings.minimumMinutes;
  return miss === 'too-long' ? settings.maximumMinutes : settings.bookAheadDays;
}

/** What the lot does not require may be left out. */
function isOptional(lot: Lot | null, step: Step): boolean {
  return step === 'plate' && !(lot?.settings.requires.includes('plate') ?? false);
}

async function withDetails(desk: DriverDesk, client: Client, said: Partial<BookingForm>): Promise<Client> {
  const { driver } = client;
  const displayName = said.name ?? driver.displayName;
  const plate = said.plate ?? driver.plate;
  const contactPhone = said.phone ?? driver.contactPhone;
  const isSame = displayName === driver.displayName && plate === driver.plate && contactPhone === driver.contactPhone;
  if (isSame) return client;
  const after = { ...driver, displayName, plate, contactPhone };
  await desk.tx.drivers.saveDetails(after);
  return { ...client, driver: after };
}
