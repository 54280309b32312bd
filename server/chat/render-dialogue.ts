import type { Choice, DialogueReply } from './dialogue/dialogue-reply.ts';
import { type Phrasing, plain, yesNo } from './phrasing.ts';
import type { Reply } from './reply.ts';

/** A reply with others in it. */
type Around = Extract<
  Reply,
  { kind: 'dialogue-help' | 'still-asking' | 'started-afresh' | 'bot-again' | 'not-an-answer' }
>;
type Ask = Extract<DialogueReply, { kind: 'ask' }>;
type Summary = Extract<DialogueReply, { kind: 'booking-summary' }>;

const LONGEST_NOTE = 200;
/** As the texts select by it, which takes no hyphens. */
const STATES = { open: 'open', 'in-progress': 'working', solved: 'solved' } as const;

/** `inner` puts a reply within another into words. */
export function renderDialogue(reply: DialogueReply | Around, p: Phrasing, inner: (reply: Reply) => string): string {
  const { say } = p;
  switch (reply.kind) {
    case 'ask':
      return renderAsk(reply, p);
    case 'booking-summary':
      return renderSummary(reply, p);
    case 'dialogue-help':
      return say('dialogue-help', { question: inner(reply.question) });
    case 'dialogue-left':
      return say(`dialogue-left.${reply.what}`);
    case 'still-asking':
      return say('still-asking', { answer: inner(reply.answer), question: inner(reply.question) });
    case 'started-afresh':
      return say('started-afresh', { answer: inner(reply.answer) });
    case 'not-an-answer':
      return say('not-an-answer', { answer: inner(reply.answer), offersPerson: yesNo(reply.offersPerson) });
    case 'bot-again':
      return say('bot-again', { answer: inner(reply.answer) });
    case 'menu-page':
      return say(`page.${reply.page}`, { lot: plain(reply.lotName) });
    case 'availability':
      return say('availability', {
        lot: plain(reply.lotName),
        span: p.span(reply.span.from, reply.span.to),
        codes: p.codes(reply.free),
        free: reply.free.length,
        total: reply.total,
        hasPrice: yesNo(reply.amountMinor !== null),
        price: p.money(reply.amountMinor ?? 0),
        isNow: yesNo(reply.isNow),
        example: bookingLine(reply, reply.free[0] ?? '', p),
      });
    case 'availability-days':
      return say('availability-days', {
        lot: plain(reply.lotName),
        lines: linesOf(
          reply.days.map(({ at, free, isClosed }) =>
            say('availability-day', { date: p.date(at), free, total: reply.total, isClosed: yesNo(isClosed) }),
          ),
        ),
        example: exampleOf(reply, p),
      });
    case 'upcoming':
      return say('upcoming', {
        count: reply.lines.length,
        lines: linesOf(
          reply.lines.map(({ slot, lotName, reference, startsAt, endsAt }) =>
            say('upcoming-line', {
              slot: plain(slot),
              lot: plain(lotName),
              reference: plain(reference),
              span: p.span(startsAt, endsAt),
            }),
          ),
        ),
      });
    case 'hours':
      return say('hours', {
        lot: plain(reply.lotName),
        isAlways: yesNo(reply.hours === null),
        isOpen: yesNo(reply.isOpen),
        lines: linesOf((reply.hours ?? []).map((band) => hoursLine(band, p))),
      });
    case 'faq':
      return say('faq', {
        lot: plain(reply.lotName),
        count: reply.faq.length,
        lines: linesOf(
          reply.faq.map(({ question, answer }) =>
            say('faq-line', { question: plain(question, 60), answer: plain(answer, LONGEST_NOTE) }),
          ),
        ),
        ...contactOf(reply.contact),
      });
    case 'person':
      return say('person', { lot: plain(reply.lotName), ...contactOf(reply.contact) });
    case 'problem-asked':
      return say('problem-asked', { lot: plain(reply.lotName), isAgain: yesNo(reply.isAgain) });
    case 'problem-noted':
      return say('problem-noted', { number: plain(reply.number), hasMedia: yesNo(reply.hasMedia) });
    case 'problem-list':
      return say('problem-list', {
        count: reply.cases.length,
        lines: linesOf(
          reply.cases.map(({ number, words, state, openedAt, answer }) =>
            say('problem-line', {
              number: plain(number),
              words: plain(words, 80),
              date: p.date(openedAt),
              state: STATES[state],
              ...answerOf(answer),
            }),
          ),
        ),
      });
    case 'problem-changed':
      return say('problem-changed', {
        number: plain(reply.number),
        state: STATES[reply.state],
        ...answerOf(reply.answer),
      });
    case 'nearest-lots':
      return say('nearest-lots', {
        count: reply.lots.length,
        lines: numbered(
          reply.lots.map(({ code, name, free, meters }) => ({ is: 'lot', code, name, free, meters })),
          p,
        ),
      });
    case 'silence':
      return say('silence', { isOn: yesNo(reply.isOn) });
    case 'media-unread':
      return say('media-unread');
    default: {
      const missing: never = reply;
      return missing;
    }
  }
}

/** The line that books a slot for a window, as it is understood again: the day of the month first, then the times. */
export function bookingLine(
  { span, isNow }: { span: { from: number; to: number }; isNow: boolean },
  slot: string,
  p: Phrasing,
): string {
  if (isNow) return p.say('command.book', { slot: plain(slot) });
  const { day, month } = p.numbersOf(span.from);
  const time = `${p.time(span.from)}-${p.time(span.to)}`;
  return p.say('command.book-at', { slot: plain(slot), day: `${day}/${month}`, time });
}

/** How to book on one of the days. */
function exampleOf({ days, isOneDay }: Extract<DialogueReply, { kind: 'availability-days' }>, p: Phrasing): string {
  const [day] = days;
  if (!isOneDay || !day) return p.say('command.book-any');
  const { day: dayOfMonth, month } = p.numbersOf(day.at);
  return p.say('command.book-at', { slot: 'any', day: `${dayOfMonth}/${month}`, time: '5pm 2h' });
}

function renderAsk(reply: Ask, p: Phrasing): string {
  const { say } = p;
  const { step, miss, lotName, day, most, choices, isNumbered } = reply;
  const lot = plain(lotName);
  const lines = isNumbered
    ? numbered(choices, p)
    : linesOf(choices.map((choice) => say('ask.bullet', { label: labelOf(choice, p) })));
  return say('ask.message', {
    hasMiss: yesNo(miss !== null),
    miss: miss === null ? '' : say(`miss.${miss}`, { lot, most }),
    question: say(`ask.${step}`, {
      lot,
      day: day === null ? '' : p.date(day),
      isOptional: yesNo(reply.isOptional),
    }),
    // What is said in the question already needs no lines; where numbers mean something else, slots are listed without.
    hasLines: yesNo(choices.length > 0 && (isNumbered || step === 'slot' || miss === 'full')),
    lines,
    offersPerson: yesNo(reply.offersPerson),
  });
}

function numbered(choices: readonly Choice[], p: Phrasing): string {
  return linesOf(choices.map((choice, index) => p.say('ask.line', { number: index + 1, label: labelOf(choice, p) })));
}

/** A choice as it is shown, in a list or on a button. */
export function labelOf(choice: Choice, p: Phrasing): string {
  const { say } = p;
  switch (choice.is) {
    case 'any-slot':
      return say('choice.any-slot');
    case 'slot':
      return plain(choice.code);
    case 'slot-at':
      return say('choice.slot-at', { slot: plain(choice.code), time: p.clock(choice.minuteOfDay) });
    case 'lot':
      return say('choice.lot', {
        name: plain(choice.name),
        free: choice.free,
        hasDistance: yesNo(choice.meters !== null),
        distance: distanceOf(choice.meters ?? 0, p),
      });
    case 'now':
      return say('choice.now');
    case 'day':
      if (choice.ahead === 0) return say('choice.today', { date: p.date(choice.at) });
      return choice.ahead === 1 ? say('choice.tomorrow', { date: p.date(choice.at) }) : p.date(choice.at);
    case 'time':
      return p.clock(choice.minuteOfDay);
    case 'length':
      return p.duration(choice.minutes * 60);
    case 'add-on':
      return say('choice.add-on', { name: plain(choice.name), price: p.money(choice.priceMinor) });
    case 'none':
      return say('choice.none');
  }
}

/** What choosing it is as good as writing. */
export function textOf(choice: Choice): string {
  switch (choice.is) {
    case 'any-slot':
      return 'any';
    case 'slot':
    case 'add-on':
      return choice.code;
    case 'slot-at':
      return `${choice.code} ${clockText(choice.minuteOfDay)}`;
    case 'lot':
      return `lot ${choice.code}`;
    case 'now':
      return 'now';
    case 'day':
      return choice.ahead === 0 ? 'today' : choice.ahead === 1 ? 'tomorrow' : isoDay(choice.day);
    case 'time':
      return clockText(choice.minuteOfDay);
    case 'length':
      return `${choice.minutes} min`;
    case 'none':
      return 'no';
  }
}

function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function clockText(minuteOfDay: number): string {
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${pad(Math.floor(minuteOfDay / 60))}:${pad(minuteOfDay % 60)}`;
}

function distanceOf(meters: number, { say }: Phrasing): string {
  if (meters < 1000) return say('distance.meters', { meters: Math.max(10, Math.round(meters / 10) * 10) });
  return say('distance.kilometers', { kilometers: (meters / 1000).toFixed(meters < 10_000 ? 1 : 0) });
}

function renderSummary(reply: Summary, p: Phrasing): string {
  const { slot, lotName, startsAt, endsAt, depositMinor, addOns, plate, notes, freeUntil } = reply;
  return p.say('booking-summary', {
    slot: plain(slot),
    lot: plain(lotName),
    span: p.span(startsAt, endsAt),
    isNow: yesNo(reply.isNow),
    price: p.money(reply.amountMinor),
    hasDeposit: yesNo(depositMinor > 0),
    deposit: p.money(depositMinor),
    hasAddOns: yesNo(addOns.length > 0),
    addOns: p.list(addOns.map(({ name, priceMinor }) => labelOf({ is: 'add-on', code: '', name, priceMinor }, p))),
    hasPlate: yesNo(plate !== null),
    plate: plain(plate ?? ''),
    hasNotes: yesNo(notes !== null),
    notes: plain(notes ?? '', LONGEST_NOTE),
    hasFee: yesNo(freeUntil !== null),
    freeUntil: p.moment(freeUntil ?? startsAt),
    isAgain: yesNo(reply.isAgain),
    isRepriced: yesNo(reply.isRepriced),
  });
}

function hoursLine({ days, from, to }: { days: number[] | null; from: number; to: number }, p: Phrasing): string {
  return p.say('hours-line', {
    isDaily: yesNo(days === null),
    days: p.list((days ?? []).map((day) => p.weekday(day))),
    isWhole: yesNo(from === to),
    from: p.clock(from),
    to: p.clock(to),
  });
}

export function contactOf(contact: string | null) {
  return { hasContact: yesNo(contact !== null), contact: plain(contact ?? '', LONGEST_NOTE) };
}

function answerOf(answer: string | null) {
  return { hasAnswer: yesNo(answer !== null), answer: plain(answer ?? '', LONGEST_NOTE) };
}

function linesOf(lines: readonly string[]): string {
  return lines.join('\n');
}
