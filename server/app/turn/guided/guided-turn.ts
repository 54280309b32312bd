import { agreesTo } from '../../../chat/agreement.ts';
import type { BookingDialogue } from '../../../chat/dialogue/booking-form.ts';
import { type Dialogue, writeDialogue } from '../../../chat/dialogue/dialogue.ts';
import { escapeIn } from '../../../chat/dialogue/escape-words.ts';
import type { Intent } from '../../../chat/intent.ts';
import type { Reply } from '../../../chat/reply.ts';
import { readLength } from '../../../chat/when/read-when.ts';
import type { Lot } from '../../../domain/lot.ts';
import type { GeoPoint } from '../../../domain/place.ts';
import type { CaseMedia } from '../../../domain/reported-case.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import { handOverTurn } from '../handover-turn.ts';
import {
  accept,
  answerGuide,
  askAgain,
  confirmGuide,
  type Guide,
  type GuideAnswer,
  goBack,
  lotOfGuide,
} from './booking-guide.ts';
import { nearestTurn, personTurn } from './menu-turns.ts';
import { askProblem, noteProblem } from './report-turns.ts';

/** A message in the middle of a dialogue. */
export interface GuidedTurn {
  readonly client: Client;
  readonly text: string;
  readonly intent: Intent;
  readonly dialogue: Dialogue;
  readonly lot: Lot | null;
  readonly home: Lot;
  readonly place: GeoPoint | null;
  readonly media: readonly CaseMedia[];
}

/**
 * What a message in a dialogue comes to: an answer of the dialogue; or something else, that is answered as if there were none
 * (`aside` keeps the dialogue and asks again behind it, `leave` ends it).
 */
export type GuidedOutcome =
  | { readonly kind: 'answer'; readonly answer: GuideAnswer }
  | { readonly kind: 'aside'; readonly question: GuideAnswer }
  | { readonly kind: 'leave' };

/** Answered in between without leaving what was asked: they change nothing. */
const LOOKS: ReadonlySet<Intent['kind']> = new Set([
  'slots',
  'status',
  'balance',
  'history',
  'price',
  'services',
  'why',
  'receipt',
  'hours',
  'faq',
  'upcoming',
  'free-days',
  'reports',
]);

/** These leave the dialogue: whoever says them wants something else. */
const ACTS: ReadonlySet<Intent['kind']> = new Set([
  'menu',
  'park',
  'extend',
  'shorten',
  'move',
  'not-me',
  'left',
  'leave',
  'dispute',
  'top-up',
  'pay',
  'wait',
  'leave-list',
  'guide',
  'page',
  'report',
  'silence',
  'choose-lot',
]);

export async function guidedTurn(desk: DriverDesk, turn: GuidedTurn): Promise<GuidedOutcome> {
  const way = escapeIn(turn.text);
  if (way === 'menu') return { kind: 'leave' };
  const { dialogue } = turn;
  if (turn.intent.kind === 'language') return inOtherWords(desk, turn);
  switch (dialogue.kind) {
    case 'problem':
      return problemTurn(desk, turn, dialogue.misses + 1, way);
    case 'lots':
      return { kind: 'leave' };
    case 'booking':
      return bookingTurn(desk, turn, dialogue, way);
  }
}

/** A language is no answer, whatever is asked; the question is asked again in it. */
async function inOtherWords(desk: DriverDesk, turn: GuidedTurn): Promise<GuidedOutcome> {
  const { client, dialogue } = turn;
  if (dialogue.kind === 'lots') return { kind: 'leave' };
  if (dialogue.kind === 'problem')
    return { kind: 'aside', question: askProblem(turn.lot ?? turn.home, dialogue.misses) };
  const guide: Guide = { desk, client, dialogue, lot: lotOfGuide(desk, dialogue, turn.lot) };
  return { kind: 'aside', question: await askAgain(guide, dialogue.step, null) };
}

async function problemTurn(
  desk: DriverDesk,
  turn: GuidedTurn,
  misses: number,
  way: string | null,
): Promise<GuidedOutcome> {
  const lot = turn.lot ?? turn.home;
  if (way === 'cancel' || way === 'back') return answered(left('problem', lot));
  if (way === 'agent') return answered({ reply: await handOverTurn(desk, turn.client, lot), dialogue: null, lot });
  if (isCommandWord(turn.intent, turn.text)) return { kind: 'leave' };
  const words = turn.text.trim();
  if (way === 'help' || (words === '' && turn.media.length === 0)) {
    return misses > 3 ? answered({ reply: personTurn(lot), dialogue: null, lot }) : answered(askProblem(lot, misses));
  }
  return answered(await noteProblem(desk, turn.client, lot, words, turn.media));
}

async function bookingTurn(
  desk: DriverDesk,
  turn: GuidedTurn,
  dialogue: BookingDialogue,
  way: string | null,
): Promise<GuidedOutcome> {
  const { client, text, intent } = turn;
  const { step } = dialogue;
  const lot = lotOfGuide(desk, dialogue, turn.lot);
  const guide: Guide = { desk, client, dialogue, lot };
  const again = () => askAgain(guide, step, null);
  switch (way) {
    case 'back':
      return answered((await goBack(guide)) ?? left('booking', lot));
    case 'cancel':
      return answered(left('booking', lot));
    case 'help': {
      const question = await again();
      return answered({ ...question, reply: { kind: 'dialogue-help', question: question.reply } });
    }
    case 'agent': {
      const kept = writeDialogue(dialogue);
      return answered({ reply: await handOverTurn(desk, client, lot ?? turn.home), dialogue: kept, lot });
    }
    default:
  }
  if (turn.place && (step === 'lot' || lot === null)) {
    const reply = await nearestTurn(desk, turn.place);
    const choices = reply.lots.map(({ code }) => `lot ${code}`);
    return answered({ reply, dialogue: writeDialogue({ ...dialogue, choices }), lot });
  }
  const isFreeText = step === 'name' || step === 'notes';
  if (isFreeText && (isCommandWord(intent, text) || text.trim() === '')) return elsewhere();
  if (step === 'confirm') {
    const suggested: Intent = { kind: 'book', slot: dialogue.form.slot ?? null };
    if (intent.kind === 'yes' || agreesTo(suggested, intent, text)) return answered(await confirmGuide(guide));
    if (intent.kind === 'no') return answered(left('booking', lot));
    return (await changeOfMind(guide, text)) ?? elsewhere();
  }
  const read = await answerGuide(guide, step, text);
  if (typeof read !== 'string') return answered(read);
  // A slot said at another step is a change of mind, not a booking beside this one.
  if (intent.kind === 'book' && intent.slot !== null)
    return answered(await accept(guide, 'slot', { slot: intent.slot }));
  return elsewhere(read);

  async function elsewhere(why: Parameters<typeof askAgain>[2] = 'unclear'): Promise<GuidedOutcome> {
    if (LOOKS.has(intent.kind)) return { kind: 'aside', question: await again() };
    if (ACTS.has(intent.kind) || (intent.kind === 'cancel' && intent.reference !== null)) return { kind: 'leave' };
    return answered(await askAgain(guide, step, why));
  }
}

/** At the summary another slot, day, time or length may be said instead of a yes. */
async function changeOfMind(guide: Guide, text: string): Promise<GuidedOutcome | null> {
  if (/^\s*\d*\s*$/.test(text)) return null;
  const steps = readLength(text) === null ? (['slot', 'day', 'time'] as const) : (['length'] as const);
  for (const step of steps) {
    const before = { ...guide, dialogue: { ...guide.dialogue, choices: [] } };
    if (step === 'time' && guide.dialogue.form.day === 'now') continue;
    const read = await answerGuide(before, step, text);
    if (typeof read !== 'string') return answered(read);
  }
  return null;
}

function isCommandWord(intent: Intent, text: string): boolean {
  const isShort = text.trim().split(/\s+/).length <= 2;
  return isShort && (LOOKS.has(intent.kind) || ACTS.has(intent.kind));
}

function left(what: 'booking' | 'problem', lot: Lot | null): GuideAnswer {
  const reply: Reply = { kind: 'dialogue-left', what };
  return { reply, dialogue: null, lot };
}

function answered(answer: GuideAnswer): GuidedOutcome {
  return { kind: 'answer', answer };
}
