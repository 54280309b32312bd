import { agreesTo } from '../../chat/agreement.ts';
import { type Asked, choiceMeant, listMark, listOf, missMark, optionOf } from '../../chat/choices.ts';
import { MOST_MISSES } from '../../chat/dialogue/booking-form.ts';
import { writeDialogue } from '../../chat/dialogue/dialogue.ts';
import type { CommandIntent, Intent } from '../../chat/intent.ts';
import { isReason } from '../../chat/reason.ts';
import { readLengthAnswer } from '../../chat/resize.ts';
import type { DriverDesk } from '../driver-desk.ts';
import type { Conversation, Slot } from '../ports/entities.ts';
import { carryOut, chooseLot, toAnswer } from './carry-out.ts';
import { reasonTurn } from './evidence-turns.ts';
import { guidedTurn } from './guided/guided-turn.ts';
import { nearestTurn } from './guided/menu-turns.ts';
import { oneLineAt, oneLineTurn } from './guided/one-line-turn.ts';
import { secondReading } from './opinion-turn.ts';
import type { Answer, Turn } from './turn.ts';

/** How long a conversation waits for its answer. */
export const CONVERSATION_MS = 30 * 60_000;

/** Whether something was asked that is still to be answered; a list to choose from is none. */
export function isQuestion({ pending, dialogue }: Conversation): boolean {
  return dialogue !== null || (pending !== null && listOf(pending) === null);
}

/** Answers one turn. Boards of lots read on the way are kept in `boards` until something is written. */
export async function answerTurn(desk: DriverDesk, turn: Turn, boards: Map<string, Slot[]>): Promise<Answer> {
  const { dialogue, home } = turn;
  if (dialogue && home) {
    const outcome = await guidedTurn(desk, { ...turn, dialogue, home });
    if (outcome.kind === 'answer') return toAnswer(outcome.answer);
    if (outcome.kind === 'aside') {
      const { reply, about, locale } = await answerPlain(desk, { ...turn, dialogue: null, isAside: true }, boards);
      const asked = { ...toAnswer(outcome.question), ...(locale && { locale }) };
      return { ...asked, about, reply: { kind: 'still-asking', answer: reply, question: asked.reply } };
    }
  }
  const beside = await answerBeside(desk, turn);
  if (beside) return beside;
  const second = secondReading(turn, desk.now);
  if (second?.kind === 'ask') return didYouMean(second.command);
  if (second) return (await answerBeside(desk, second.turn)) ?? answerPlain(desk, second.turn, boards);
  return answerPlain(desk, turn, boards);
}

function didYouMean(command: string): Answer {
  return { reply: { kind: 'did-you-mean', command, namesTime: false }, chosenLotId: null, pending: command };
}

/** What comes beside or instead of text: a place, pictures, and lines that say more than a slot. */
async function answerBeside(desk: DriverDesk, turn: Turn): Promise<Answer | null> {
  const { client, dialogue, intent, lot, text, place } = turn;
  if (place) {
    const reply = await nearestTurn(desk, place);
    const listed = writeDialogue({ kind: 'lots', codes: reply.lots.map(({ code }) => code) });
    return { reply, chosenLotId: null, pending: null, dialogue: reply.lots.length > 0 ? listed : null };
  }
  if (turn.media.length > 0 && text.trim() === '')
    return { reply: { kind: 'media-unread' }, chosenLotId: null, pending: null };
  if (dialogue?.kind === 'lots' && intent.kind === 'choice') {
    const chosen = desk.book.byCode(dialogue.codes[intent.number - 1] ?? '');
    if (chosen) return chooseLot(desk, client, chosen);
  }
  const here = lot ?? turn.home;
  // A yes to a line is as good as the line.
  const said = intent.kind === 'yes' && turn.pending !== null ? (turn.pendingText ?? text) : text;
  const line = here ? oneLineAt(desk, turn.known, here, said) : null;
  if (!here || !line) return null;
  // Of several lots it is asked which, unless the line says it.
  if (lot === null && line.lot === null) return null;
  const greeted = await desk.welcomeTo(here, client);
  return toAnswer(await oneLineTurn(desk, greeted ? { ...client, welcome: greeted } : client, here, line));
}

async function answerPlain(desk: DriverDesk, turn: Turn, boards: Map<string, Slot[]>): Promise<Answer> {
  const { pending, reasonOf } = turn;
  if (turn.intent.kind === 'language') return carryOut(desk, turn, turn.intent, boards, false);
  if (reasonOf !== null) {
    const isAnswer = turn.intent.kind === 'yes' || turn.intent.kind === 'no';
    if (isAnswer || isReason(turn.intent, turn.text)) {
      const reason = isAnswer ? '' : turn.text.trim();
      return { ...(await reasonTurn(desk, turn.client, reasonOf, reason)), chosenLotId: null };
    }
  }
  const intent = meant(desk, turn);
  if (intent.kind === 'near-miss') {
    const { asText, namesTime = false, among } = intent;
    const several = among === undefined ? {} : { commands: among };
    return {
      reply: { kind: 'did-you-mean', command: asText, namesTime, ...several },
      chosenLotId: null,
      pending: asText,
    };
  }
  // What is being asked is left first; a booking is only asked about where nothing else is.
  const leaves = intent.kind === 'cancel' && intent.reference === null && pending !== null && pending.kind !== 'cancel';
  if (intent.kind === 'no' || leaves) {
    return { reply: { kind: pending ? 'declined' : 'nothing-to-confirm' }, chosenLotId: null, pending: null };
  }
  if (intent.kind === 'yes') {
    if (!pending || !isCommand(pending)) {
      return { reply: { kind: 'nothing-to-confirm' }, chosenLotId: null, pending: null };
    }
    return carryOut(desk, turn, pending, boards, true);
  }
  const option = optionOf(intent);
  const answer = { ...(await carryOut(desk, turn, intent, boards, false)), ...(option !== null && { option }) };
  if (turn.intent.kind === 'unknown' && askedFor(pending) !== null && answer.pending !== null) {
    const misses = turn.misses + 1;
    const reply = { kind: 'not-an-answer', answer: answer.reply, offersPerson: misses >= MOST_MISSES } as const;
    return { ...answer, reply, pending: missMark(misses, answer.pending) };
  }
  // Whoever goes by numbers may send the next one of the same list, unless a slot is called so.
  const { list } = turn;
  const goesOn = turn.intent.kind === 'choice' && turn.intent.slot === null && answer.pending === null;
  return goesOn && list !== null && list !== 'lots' && answer.dialogue == null
    ? { ...answer, pending: listMark(list) }
    : answer;
}

function isCommand(intent: Intent): intent is CommandIntent {
  return !['near-miss', 'unknown', 'choice', 'yes', 'no'].includes(intent.kind);
}

/** What the text means where the dialogue stands. */
function meant(desk: DriverDesk, { text, intent, pending, list }: Turn): Exclude<Intent, { kind: 'choice' }> {
  if (pending !== null && agreesTo(pending, intent, text)) return { kind: 'yes' };
  const length = answeredLength(intent, pending, text);
  if (length !== null) return length;
  const asked = askedFor(pending);
  // Whoever is asked which slot and says what nobody understands is asked again.
  if (intent.kind === 'unknown' && asked !== null) return { kind: asked, slot: null };
  if (intent.kind !== 'choice') return answeredSlot(intent, pending) ?? intent;
  const codes = desk.book.lots.map(({ code }) => code);
  return choiceMeant(intent, asked, list, codes);
}

/** What the driver was asked a slot for. */
function askedFor(pending: Intent | null): Asked | null {
  const isAsked = pending?.kind === 'book' || pending?.kind === 'park' || pending?.kind === 'move';
  return isAsked && pending.slot === null ? pending.kind : null;
}

/** A length alone, right after "by how long?", is the answer to it; who answers with anything that is none is asked again. */
function answeredLength(intent: Intent, pending: Intent | null, text: string): CommandIntent | null {
  if ((pending?.kind !== 'extend' && pending?.kind !== 'shorten') || pending.minutes !== null) return null;
  const isUnread = intent.kind === 'unknown' || intent.kind === 'choice';
  if (!isUnread && !(intent.kind === 'near-miss' && intent.isBare)) return null;
  return readLengthAnswer(pending.kind, text) ?? (isUnread ? { kind: pending.kind, minutes: null } : null);
}

/** A slot's code alone, right after "which slot?", is the answer to it: nothing needs to be confirmed. */
function answeredSlot(intent: Intent, pending: Intent | null): CommandIntent | null {
  const asked = askedFor(pending);
  if (asked === null || intent.kind !== 'near-miss' || !intent.isBare || intent.suggestion.kind !== 'book') return null;
  return { kind: asked, slot: intent.suggestion.slot };
}
