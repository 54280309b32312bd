import type { RequiredDetail } from '../../domain/lot.ts';
import type { DayPart } from '../when/calendar-words.ts';

/** What is asked on the way to a booking, in this order, as far as it is missing. */
export const STEPS = [
  'name',
  'phone',
  'plate',
  'lot',
  'slot',
  'day',
  'time',
  'length',
  'add-ons',
  'notes',
  'confirm',
] as const;
export type Step = (typeof STEPS)[number];

/** What was answered so far. What a driver did not want to say is null. */
export interface BookingForm {
  readonly name?: string;
  readonly phone?: string;
  readonly plate?: string | null;
  /** A lot's code. */
  readonly lot?: string;
  /** A slot's code, or any that is free. */
  readonly slot?: string;
  /** Days since 1970-01-01 on the lot's calendar; `now` for at once. */
  readonly day?: number | 'now';
  /** What was said of the day beside it, as long as there is no hour. */
  readonly part?: DayPart;
  readonly minuteOfDay?: number;
  readonly minutes?: number;
  /** Codes of add-ons. */
  readonly addOns?: readonly string[];
  readonly notes?: string | null;
}

/** Any slot that is free, the best one: no slot is called so, because codes are in capitals. */
export const ANY_SLOT = 'any';

/** A step-by-step booking, as a conversation keeps it. */
export interface BookingDialogue {
  readonly kind: 'booking';
  readonly step: Step;
  readonly form: BookingForm;
  /** Answered steps, the latest last: the way back. */
  readonly trail: readonly Step[];
  /** Answers to this step that were none, one after the other. */
  readonly misses: number;
  /** What the numbers stand for that were shown with the step, as texts that answer it. */
  readonly choices: readonly string[];
  /** It was said in one line: only what the lot requires or the line leaves open is asked, and one for now is made without a summary. */
  readonly isDirect: boolean;
  /** What the summary said that it costs: a yes agrees to that. */
  readonly told?: number;
  /** Asked once more because of what was wrong with it, also where it would not be asked at all. */
  readonly again?: Step;
}

/** What decides which steps there are. */
export interface FormNeeds {
  readonly name: boolean;
  readonly phone: boolean;
  readonly plate: boolean;
  readonly severalLots: boolean;
  readonly addOns: boolean;
}

/** After so many answers in a row that were none a person is offered. */
export const MOST_MISSES = 3;

/** The next step that is needed and not answered yet; `confirm` when all is said. */
export function nextStep({ form, trail, isDirect, again }: Omit<BookingDialogue, 'step'>, needs: FormNeeds): Step {
  const isDue = (step: Step) => step === again || isAsked(step, form, needs, isDirect);
  return STEPS.find((step) => isDue(step) && !trail.includes(step)) ?? 'confirm';
}

function isAsked(step: Step, form: BookingForm, needs: FormNeeds, isDirect: boolean): boolean {
  switch (step) {
    case 'name':
      return needs.name && form.name === undefined;
    case 'phone':
      return needs.phone && form.phone === undefined;
    case 'plate':
      return needs.plate && form.plate === undefined;
    case 'lot':
      return needs.severalLots && form.lot === undefined;
    case 'slot':
      return form.slot === undefined;
    case 'day':
      return form.day === undefined;
    case 'time':
      return form.day !== 'now' && form.minuteOfDay === undefined;
    case 'length':
      // For now the lot gives a usual length; whoever comes later knows for how long.
      return form.minutes === undefined && (!isDirect || form.day !== 'now');
    case 'add-ons':
      return !isDirect && needs.addOns && form.addOns === undefined;
    case 'notes':
      return !isDirect && form.notes === undefined;
    case 'confirm':
      return true;
  }
}

/** The form without the answer to a step, and without what follows from it. */
export function without(form: BookingForm, step: Step): BookingForm {
  const { name, phone, plate, lot, slot, day, part, minuteOfDay, minutes, addOns, notes } = form;
  const all = { name, phone, plate, lot, slot, day, part, minuteOfDay, minutes, addOns, notes };
  const dropped: Readonly<Record<Step, Partial<Record<keyof BookingForm, undefined>>>> = {
    name: { name: undefined },
    phone: { phone: undefined },
    plate: { plate: undefined },
    lot: { lot: undefined, slot: undefined, addOns: undefined },
    slot: { slot: undefined },
    day: { day: undefined, part: undefined, minuteOfDay: undefined },
    time: { minuteOfDay: undefined },
    length: { minutes: undefined },
    'add-ons': { addOns: undefined },
    notes: { notes: undefined },
    confirm: {},
  };
  const kept = Object.entries({ ...all, ...dropped[step] }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as BookingForm;
}

/** Whether a driver has to say something that the lot requires before a booking. */
export function missingDetails(
  requires: readonly RequiredDetail[],
  has: Readonly<Record<RequiredDetail, boolean>>,
): Pick<FormNeeds, RequiredDetail> {
  const missing = (detail: RequiredDetail) => requires.includes(detail) && !has[detail];
  return { name: missing('name'), phone: missing('phone'), plate: missing('plate') };
}
