import { type Asked, type ChoiceList, choiceMeant, listMark } from '../../chat/choices.ts';
import type { CommandIntent, Intent } from '../../chat/intent.ts';
import { isReason } from '../../chat/reason.ts';
import type { Reply } from '../../chat/reply.ts';
import { readLengthAnswer } from '../../chat/resize.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import type { Slot } from '../ports/entities.ts';
import { leaveTurn, priceTurn } from './advice-turns.ts';
import { bookTurn, leftTurn, parkTurn } from './book-turns.ts';
import { type ChangeAnswer, cancelTurn, lotOfBooking, moveTurn, resizeTurn } from './change-turns.ts';
import { disputeTurn, reasonTurn, whyTurn } from './evidence-turns.ts';
import { notMeTurn } from './not-me-turn.ts';
import { balanceTurn, historyTurn, slotsTurn, statusTurn } from './read-turns.ts';
import { leaveLineTurn, waitTurn, withLine } from './wait-turns.ts';
import { receiptTurn, topUpTurn } from './wallet-turns.ts';

/** How long a conversation waits for its answer. */
export const CONVERSATION_MS = 30 * 60_000;

const NEEDS_LOT: ReadonlySet<Intent['kind']> = new Set(['slots', 'book', 'park', 'wait']);

/** One turn: what the driver meant, and where the dialogue stands. */
export interface Turn {
  readonly client: Client;
  /** As it was written, and what it means where no question is open. */
  readonly text: string;
  readonly intent: Intent;
  /** What a yes agrees to: the command suggested the turn before, interpreted again. */
  readonly pending: Intent | null;
  /** The case whose reason was asked for the turn before. */
  readonly reasonOf: string | null;
  /** The numbered list shown the turn before. */
  readonly list: ChoiceList | null;
  readonly lot: Lot | null;
  /** In whose currency and time a driver is answered while there is no lot. */
  readonly home: Lot | undefined;
  /** Wallets can be topped up by a link to pay by. */
  readonly paysByLink: boolean;
}

export interface Answer {
  readonly reply: Reply;
  /** In whose currency and time the reply is told, where that is not the lot of the conversation. */
  readonly about?: Lot | undefined;
  /** The lot the conversation is about from now on; null leaves it as it was. */
  readonly chosenLotId: string | null;
  /** The command that waits for a yes, or the mark of the list that waits for a number. */
  readonly pending: string | null;
  /** Where a guided dialogue stands from now on; none where it is left out. */
  readonly dialogue?: string | null;
}

/** Answers one turn. Boards of lots read on the way are kept in `boards` until something is written. */
export async function answerTurn(desk: DriverDesk, turn: Turn, boards: Map<string, Slot[]>): Promise<Answer> {
  const { pending, reasonOf } = turn;
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
  if (intent.kind === 'no') {
    return { reply: { kind: pending ? 'declined' : 'nothing-to-confirm' }, chosenLotId: null, pending: null };
  }
  if (intent.kind === 'yes') {
    if (!pending || !isCommand(pending)) {
      return { reply: { kind: 'nothing-to-confirm' }, chosenLotId: null, pending: null };
    }
    return carryOut(desk, turn, pending, boards, true);
  }
  const answer = await carryOut(desk, turn, intent, boards, false);
  // Whoever goes by numbers may send the next one of the same list, unless a slot is called so.
  const { list } = turn;
  const goesOn = turn.intent.kind === 'choice' && turn.intent.slot === null && answer.pending === null;
  return goesOn && (list === 'menu' || list === 'help') ? { ...answer, pending: listMark(list) } : answer;
}

async function carryOut(
  desk: DriverDesk,
  turn: Turn,
  intent: CommandIntent | { kind: 'unknown' },
  boards: Map<string, Slot[]>,
  isAgreed: boolean,
): Promise<Answer> {
  // A newcomer whose lot has become known since gets its credit, and is told with this turn.
  const greeted = turn.lot && (await desk.welcomeTo(turn.lot, turn.client));
  const client = greeted ? { ...turn.client, welcome: greeted } : turn.client;
  const { lots } = desk.book;
  const names = lots.map(({ code, name }) => ({ code, name }));
  const plain = (reply: Reply): Answer => ({ reply, chosenLotId: null, pending: markOf(reply) });
  if (intent.kind === 'choose-lot') {
    const chosen = desk.book.byCode(intent.lot);
    if (!chosen) return plain({ kind: 'lot-unknown', asked: intent.lot, lots: names });
    const welcome = await desk.welcomeTo(chosen, client);
    return { reply: { kind: 'lot-chosen', lotName: chosen.name, welcome }, chosenLotId: chosen.id, pending: null };
  }
  const { home } = turn;
  if (!home) return plain({ kind: 'no-lot' });
  const needsLot = NEEDS_LOT.has(intent.kind) || (intent.kind === 'price' && desk.session(client.driver.id) === null);
  if (!turn.lot && needsLot) return plain({ kind: 'which-lot', lots: names });
  const lot = turn.lot ?? home;
  const { welcome } = client;
  switch (intent.kind) {
    case 'menu':
      return plain({ kind: 'menu', lotName: lot.name, welcome });
    case 'help':
      return plain({ kind: 'help', lotName: lot.name, paysByLink: turn.paysByLink });
    case 'unknown':
      return plain(
        welcome ? { kind: 'menu', lotName: lot.name, welcome } : { kind: 'unknown-text', lotName: lot.name },
      );
    case 'thanks':
      return plain(welcome ? { kind: 'menu', lotName: lot.name, welcome } : { kind: 'thanks' });
    case 'one-slot':
      return { ...plain(intent), pending: intent.command };
    case 'price':
      return plain(await priceTurn(desk, client, lot));
    case 'top-up':
      return plain(await topUpTurn(desk, client, lot, turn.paysByLink ? intent.amount : null, turn.paysByLink));
    case 'receipt':
      return { ...(await receiptTurn(desk, client, lot)), chosenLotId: null, pending: null };
    case 'pay':
      return plain({ kind: 'pay', balanceMinor: desk.balance(client.driver.id, lot.currency) });
    case 'leave':
      return plain(await leaveTurn(desk, client, lot));
    case 'slots':
      return plain(await slotsTurn(desk, lot, boards));
    case 'status':
      return plain(await withLine(desk, client, await statusTurn(desk, client, lot)));
    case 'wait':
      return plain(await waitTurn(desk, client, lot));
    case 'leave-list':
      return plain(await leaveLineTurn(desk, client));
    case 'balance':
      return plain(balanceTurn(desk, client, lot));
    case 'history':
      return plain(await historyTurn(desk, client, lot));
    case 'why':
      return { ...(await whyTurn(desk, client)), chosenLotId: null, pending: null };
    case 'dispute':
      return {
        ...(await disputeTurn(desk, client, intent.words, intent.reference)),
        chosenLotId: null,
      };
    case 'book':
      return asking(intent, await changing(boards, () => bookTurn(desk, client, lot, intent.slot)));
    case 'park':
      return asking(intent, await changing(boards, () => parkTurn(desk, client, lot, intent.slot)));
    case 'cancel':
      return {
        chosenLotId: null,
        ...(await changing(boards, () => giveBack(desk, client, intent.reference, isAgreed))),
      };
    case 'extend':
    case 'shorten':
      return {
        ...asking(intent, await changing(boards, () => resizeTurn(desk, client, intent.kind, intent.minutes))),
        about: lotOfBooking(desk, client),
      };
    case 'how-long':
      return {
        ...asking(
          { kind: intent.verb, minutes: null },
          await resizeTurn(desk, client, intent.verb, null, intent.unclear),
        ),
        about: lotOfBooking(desk, client),
      };
    case 'move':
      return {
        ...asking(intent, await changing(boards, () => moveTurn(desk, client, intent.slot))),
        about: lotOfBooking(desk, client),
      };
    case 'not-me': {
      const stay = desk.session(client.driver.id) ?? (await desk.tx.sessions.latestOfDriver(client.driver.id));
      const reply = await changing(boards, () => notMeTurn(desk, client));
      return { ...plain(reply), about: desk.book.find(stay?.lotId ?? null) };
    }
    case 'left':
      return plain(await changing(boards, () => leftTurn(desk, client)));
  }
}

/** Gives the booking back; who has none but stands in line gives up that place. */
async function giveBack(
  desk: DriverDesk,
  client: Client,
  reference: string | null,
  isAgreed: boolean,
): Promise<ChangeAnswer> {
  const answer = await cancelTurn(desk, client, reference, isAgreed);
  if (answer.reply.kind !== 'nothing-to-cancel') return answer;
  const left = await leaveLineTurn(desk, client);
  return left.kind === 'wait-left' ? { ...answer, reply: left } : answer;
}

function isCommand(intent: Intent): intent is CommandIntent {
  return !['near-miss', 'unknown', 'choice', 'yes', 'no'].includes(intent.kind);
}

/** What the text means where the dialogue stands. */
function meant(desk: DriverDesk, { text, intent, pending, list }: Turn): Exclude<Intent, { kind: 'choice' }> {
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

/** A reply that lists numbered choices waits for a number. */
function markOf({ kind }: Reply): string | null {
  if (kind === 'menu' || kind === 'help') return listMark(kind);
  return kind === 'which-lot' || kind === 'lot-unknown' ? listMark('lots') : null;
}

/** Where the reply asks which slot, or by how long, the command waits for the answer. */
function asking(intent: CommandIntent, reply: Reply): Answer {
  const isAsked = reply.kind === 'which-slot' || reply.kind === 'how-long';
  return { reply, chosenLotId: null, pending: isAsked ? intent.kind : null };
}

/** After a change the boards read before it are out of date. */
async function changing<T>(boards: Map<string, Slot[]>, turn: () => Promise<T>): Promise<T> {
  boards.clear();
  return turn();
}
