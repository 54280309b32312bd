import type { CommandIntent, Intent } from '../../chat/intent.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import type { Slot } from '../ports/entities.ts';
import { bookTurn, cancelTurn, leftTurn, notMeTurn, parkTurn } from './book-turns.ts';
import { disputeTurn, whyTurn } from './evidence-turns.ts';
import { balanceTurn, historyTurn, slotsTurn, statusTurn } from './read-turns.ts';

/** How long a conversation waits for its answer. */
export const CONVERSATION_MS = 30 * 60_000;

/** One turn: what the driver meant, and where the dialogue stands. */
export interface Turn {
  readonly client: Client;
  readonly intent: Intent;
  /** What a yes agrees to: the command suggested the turn before, interpreted again. */
  readonly pending: Intent | null;
  readonly lot: Lot | null;
}

export interface Answer {
  readonly reply: Reply;
  /** The lot the conversation is about from now on; null leaves it as it was. */
  readonly chosenLotId: string | null;
  /** The command that waits for a yes. */
  readonly pending: string | null;
}

/** Answers one turn. Boards of lots read on the way are kept in `boards` until something is written. */
export async function answerTurn(desk: DriverDesk, turn: Turn, boards: Map<string, Slot[]>): Promise<Answer> {
  const { pending } = turn;
  const intent = answeredSlot(turn.intent, pending) ?? turn.intent;
  if (intent.kind === 'near-miss') {
    return { reply: { kind: 'did-you-mean', command: intent.asText }, chosenLotId: null, pending: intent.asText };
  }
  if (intent.kind === 'no') {
    return { reply: { kind: pending ? 'declined' : 'nothing-to-confirm' }, chosenLotId: null, pending: null };
  }
  if (intent.kind === 'yes') {
    const agreed =
      pending && pending.kind !== 'near-miss' && pending.kind !== 'yes' && pending.kind !== 'no' ? pending : null;
    if (!agreed || agreed.kind === 'unknown') {
      return { reply: { kind: 'nothing-to-confirm' }, chosenLotId: null, pending: null };
    }
    return carryOut(desk, turn, agreed, boards);
  }
  return carryOut(desk, turn, intent, boards);
}

async function carryOut(
  desk: DriverDesk,
  turn: Turn,
  intent: CommandIntent | { kind: 'unknown' },
  boards: Map<string, Slot[]>,
): Promise<Answer> {
  const { client } = turn;
  const { lots } = desk.book;
  const names = lots.map(({ code, name }) => ({ code, name }));
  const plain = (reply: Reply): Answer => ({ reply, chosenLotId: null, pending: null });
  if (intent.kind === 'choose-lot') {
    const chosen = desk.book.byCode(intent.lot);
    if (!chosen) return plain({ kind: 'lot-unknown', asked: intent.lot, lots: names });
    return { reply: { kind: 'lot-chosen', lotName: chosen.name }, chosenLotId: chosen.id, pending: null };
  }
  const [first] = lots;
  if (!first) return plain({ kind: 'no-lot' });
  const needsLot = intent.kind === 'slots' || intent.kind === 'book' || intent.kind === 'park';
  if (!turn.lot && needsLot) return plain({ kind: 'which-lot', lots: names });
  const lot = turn.lot ?? first;
  const welcome = client.welcomeMinor === null ? null : { creditMinor: client.welcomeMinor };
  switch (intent.kind) {
    case 'menu':
      return plain({ kind: 'menu', lotName: lot.name, welcome });
    case 'help':
      return plain({ kind: 'help', lotName: lot.name });
    case 'unknown':
      return plain(
        welcome ? { kind: 'menu', lotName: lot.name, welcome } : { kind: 'unknown-text', lotName: lot.name },
      );
    case 'slots':
      return plain(await slotsTurn(desk, lot, boards));
    case 'status':
      return plain(await statusTurn(desk, client, lot));
    case 'balance':
      return plain(balanceTurn(desk, client, lot));
    case 'history':
      return plain(await historyTurn(desk, client));
    case 'why':
      return plain(await whyTurn(desk, client));
    case 'dispute':
      return plain(await disputeTurn(desk, client, intent.words, intent.reference));
    case 'book':
      return asking(intent, await changing(boards, () => bookTurn(desk, client, lot, intent.slot)));
    case 'park':
      return asking(intent, await changing(boards, () => parkTurn(desk, client, lot, intent.slot)));
    case 'cancel':
      return plain(await changing(boards, () => cancelTurn(desk, client, intent.reference)));
    case 'not-me':
      return plain(await changing(boards, () => notMeTurn(desk, client)));
    case 'left':
      return plain(await changing(boards, () => leftTurn(desk, client)));
  }
}

/** A slot's code alone, right after "which slot?", is the answer to it: nothing needs to be confirmed. */
function answeredSlot(intent: Intent, pending: Intent | null): CommandIntent | null {
  const asked = (pending?.kind === 'book' || pending?.kind === 'park') && pending.slot === null ? pending.kind : null;
  if (asked === null || intent.kind !== 'near-miss' || intent.suggestion.kind !== 'book') return null;
  return { kind: asked, slot: intent.suggestion.slot };
}

/** Where the reply asks which slot, the command waits for the answer. */
function asking(intent: CommandIntent, reply: Reply): Answer {
  return { reply, chosenLotId: null, pending: reply.kind === 'which-slot' ? intent.kind : null };
}

/** After a change the boards read before it are out of date. */
async function changing(boards: Map<string, Slot[]>, turn: () => Promise<Reply>): Promise<Reply> {
  boards.clear();
  return turn();
}
