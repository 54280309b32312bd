import { listMark } from '../../chat/choices.ts';
import type { CommandIntent, Intent } from '../../chat/intent.ts';
import type { Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import type { Slot } from '../ports/entities.ts';
import { leaveTurn, pricesOf, priceTurn } from './advice-turns.ts';
import { bookTurn, leftTurn, parkTurn } from './book-turns.ts';
import { type ChangeAnswer, cancelTurn, lotOfBooking, moveTurn, resizeTurn } from './change-turns.ts';
import { disputeTurn, whyTurn } from './evidence-turns.ts';
import { beginGuide, type GuideAnswer } from './guided/booking-guide.ts';
import { faqTurn, freeDaysTurn, hoursTurn, upcomingTurn } from './guided/menu-turns.ts';
import { mustSayMore } from './guided/one-line-turn.ts';
import { askProblem, reportsTurn } from './guided/report-turns.ts';
import { handOverTurn } from './handover-turn.ts';
import { languageTurn } from './language-turn.ts';
import { notMeTurn } from './not-me-turn.ts';
import { balanceTurn, historyTurn, slotsTurn, statusTurn } from './read-turns.ts';
import type { Answer, Turn } from './turn.ts';
import { leaveLineTurn, waitTurn, withLine } from './wait-turns.ts';
import { receiptTurn, topUpTurn } from './wallet-turns.ts';

const NEEDS_LOT: ReadonlySet<Intent['kind']> = new Set([
  'slots',
  'book',
  'park',
  'wait',
  'free-days',
  'hours',
  'faq',
  'services',
]);

/** Does what a command says, whoever said it and however. */
export async function carryOut(
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
    return chooseLot(desk, client, chosen);
  }
  if (intent.kind === 'language') return languageTurn(turn, client, intent);
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
    case 'guide':
      return toAnswer(await beginGuide(desk, client, turn.lot));
    case 'page':
      return {
        ...plain({ kind: 'menu-page', page: intent.page, lotName: lot.name }),
        pending: listMark(`page-${intent.page}`),
      };
    case 'free-days':
      return plain(await freeDaysTurn(desk, lot, intent.days));
    case 'upcoming':
      return plain(await upcomingTurn(desk, client));
    case 'hours':
      return plain(hoursTurn(desk, lot));
    case 'faq':
      return plain(faqTurn(lot));
    case 'agent':
      return plain(await handOverTurn(desk, client, lot));
    case 'report':
      return toAnswer(askProblem(lot));
    case 'silence': {
      // Who was never silent means the beginning.
      if (!intent.isOn && client.driver.mutedAt === null) return plain({ kind: 'menu', lotName: lot.name, welcome });
      await desk.tx.drivers.saveMuted(client.driver.id, intent.isOn ? desk.now : null);
      return plain({ kind: 'silence', isOn: intent.isOn });
    }
    case 'reports':
      return plain(await reportsTurn(desk, client));
    case 'thanks':
      return plain(welcome ? { kind: 'menu', lotName: lot.name, welcome } : { kind: 'thanks' });
    case 'one-slot':
      return { ...plain(intent), pending: intent.command };
    case 'services':
      return plain(pricesOf(desk, lot));
    case 'modify':
      return plain({ kind: 'modify' });
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
      if (intent.slot !== null && mustSayMore(client, lot))
        return toAnswer(await beginGuide(desk, client, lot, { slot: intent.slot, day: 'now' }, true));
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

export async function chooseLot(desk: DriverDesk, client: Client, chosen: Lot): Promise<Answer> {
  const welcome = await desk.welcomeTo(chosen, client);
  return { reply: { kind: 'lot-chosen', lotName: chosen.name, welcome }, chosenLotId: chosen.id, pending: null };
}

export function toAnswer({ reply, dialogue, lot }: GuideAnswer): Answer {
  return { reply, about: lot ?? undefined, chosenLotId: lot?.id ?? null, pending: null, dialogue };
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
