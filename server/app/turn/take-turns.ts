import { listOf, missesOf, reasonAskedOf } from '../../chat/choices.ts';
import { readDialogue } from '../../chat/dialogue/dialogue.ts';
import { interpret } from '../../chat/grammar.ts';
import { coreOf, type Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import { spanToLoad } from '../book-slot.ts';
import { DriverDesk } from '../driver-desk.ts';
import { type Enrolled, enrolDrivers, enrolledOf, lotOfNewcomer } from '../enrol-drivers.ts';
import { LotBook } from '../lot-book.ts';
import type { KnownNames } from '../lot-directory.ts';
import type { Conversation, Identity, Message, Slot, Transport } from '../ports/entities.ts';
import type { Ids } from '../ports/ids.ts';
import { isConstraint } from '../ports/storage-errors.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { answerTurn, CONVERSATION_MS, isQuestion } from './answer.ts';
import { DriverLanguages } from './driver-languages.ts';
import { hearHandedOver } from './handover-turn.ts';
import type { InboundMessage, TurnReply } from './inbound-message.ts';
import { inboundRow, replyRow, spokenReply } from './message-rows.ts';
import { type Read, readMessage } from './read-message.ts';
import type { Answer } from './turn.ts';

/** What this installation can do beside the lots' settings. */
export interface Features {
  /** Wallets can be topped up by a link to pay by. */
  readonly paysByLink: boolean;
  /**
   * Whether a reply goes out by itself although its channel takes answers to the request: what it offers can be shown so alone.
   */
  readonly goesApart?: (reply: Message, to: Identity) => boolean;
}

/**
 * Takes the turns of any number of messages in one unit: text is interpreted first, then everything the turns may ask is
 * loaded together, each turn is answered in order, and what changed is written together with the messages and their
 * replies. A message that was answered before gets the same words and nothing else happens.
 */
export async function takeTurns(
  unitOfWork: UnitOfWork,
  ids: Ids,
  now: number,
  known: KnownNames,
  messages: readonly InboundMessage[],
  features: Features = { paysByLink: false },
): Promise<TurnReply[]> {
  const read = messages.map((message) => readMessage(message, known));
  const take = () => unitOfWork.run((tx) => new TurnUnit(tx, ids, now, known, features).run(read));
  try {
    return await take();
  } catch (error) {
    // Another process was faster: what it committed is seen now, and the driver gets an answer instead of an error.
    if (isConstraint(error)) return take();
    throw error;
  }
}

/** What may turn out to be a booking: at once, as a yes, or as the answer to "which slot?". */
const MAY_BOOK: ReadonlySet<Read['intent']['kind']> = new Set(['book', 'yes', 'near-miss', 'choice', 'wait']);

/** Told in the currency and time of the lot where the stay or booking is, whatever lot the conversation is about. */
const OF_OWN_STAY: ReadonlySet<Reply['kind']> = new Set(['status-reserved', 'status-active', 'leave', 'left-done']);

class TurnUnit {
  private readonly tx: Tx;
  private readonly ids: Ids;
  private readonly now: number;
  private readonly known: KnownNames;
  private readonly features: Features;
  private readonly boards = new Map<string, Slot[]>();
  private readonly conversations = new Map<string, Conversation>();
  /** Whose conversation is over with a question open, and who has not been told so yet. */
  private readonly lapsed = new Set<string>();
  private readonly languages: DriverLanguages;
  /** What an earlier message of this unit made of a driver's hand-over. */
  private readonly handovers = new Map<string, string | null>();

  constructor(tx: Tx, ids: Ids, now: number, known: KnownNames, features: Features) {
    this.tx = tx;
    this.ids = ids;
    this.now = now;
    this.known = known;
    this.features = features;
    this.languages = new DriverLanguages(tx, now);
  }

  async run(read: readonly Read[]): Promise<TurnReply[]> {
    const { tx, ids, now } = this;
    const book = await LotBook.load(tx);
    const contacts = read.map(({ message }) => message.from);
    const enrolled = await enrolDrivers(tx, ids, now, contacts, (contact) => lotOfNewcomer(book, contact));
    const inbound = read.map(({ message }) => inboundRow(ids, now, message, enrolledOf(enrolled, message.from)));
    const desk = new DriverDesk(tx, ids, now, book);
    const [fresh] = await Promise.all([tx.messages.accept(firstOfEach(inbound)), this.load(desk, read, enrolled)]);
    const replies = new Map<string, Message>();
    for (const [index, one] of read.entries()) {
      const row = inbound[index];
      if (!row || !fresh.has(row.id)) continue;
      const from = enrolledOf(enrolled, one.message.from);
      const reply = await this.answerOrHear(desk, one, from, row);
      if (reply) replies.set(externalKey(row), reply);
    }
    // Together and last: whatever the next turn reads would send each to the database alone.
    for (const reply of replies.values()) tx.messages.add(reply);
    desk.save();
    return this.collect(inbound, fresh, replies);
  }

  /** Everything the turns may ask about their drivers and the slots they name, in a handful of queries. */
  private async load(desk: DriverDesk, read: readonly Read[], enrolled: Map<string, Enrolled>): Promise<void> {
    const clients = [...enrolled.values()];
    const known = clients.filter(({ welcome }) => welcome === null);
    const [conversations] = await Promise.all([
      this.tx.conversations.ofDrivers(known.map(({ driver }) => driver.id)),
      desk.load(clients),
    ]);
    for (const conversation of conversations) {
      if (conversation.expiresAt > this.now) this.conversations.set(conversation.driverId, conversation);
      else if (isQuestion(conversation)) this.lapsed.add(conversation.driverId);
    }
    const booking = read.filter(({ intent }) => MAY_BOOK.has(intent.kind));
    if (booking.length === 0) return;
    const bookers = booking.map(({ message }) => enrolledOf(enrolled, message.from));
    const longest = Math.max(0, ...desk.book.lots.map(({ settings }) => settings.noShowDays));
    await desk.loadNoShows(
      bookers.filter(({ welcome }) => welcome === null).map(({ identity }) => identity.id),
      this.now - longest * 86_400_000,
    );
    const spans = desk.book.lots.map((lot) => spanToLoad(this.now, lot));
    const span = { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) };
    await desk.loadSlots(
      booking.flatMap(({ intent, message }) => {
        const lot = this.lotOf(desk, enrolledOf(enrolled, message.from).driver.id, message);
        return lot && intent.kind === 'book' && intent.slot ? [{ lotId: lot.id, code: intent.slot }] : [];
      }),
      span,
    );
  }

  /** Null where a person answers the driver. */
  private async answerOrHear(desk: DriverDesk, read: Read, from: Enrolled, row: Message): Promise<Message | null> {
    const { id, handoverId } = from.driver;
    const open = this.handovers.has(id) ? this.handovers.get(id) : handoverId;
    if (!open) return this.answer(desk, read, from, row, false);
    if (read.intent.kind !== 'silence') {
      if (!(await hearHandedOver(this.tx, this.now, id, open, read.message.text ?? ''))) return null;
      this.handovers.set(id, null);
    }
    return this.answer(desk, read, from, row, read.intent.kind !== 'silence');
  }

  /** `isBack`: the driver has asked for the bot's answers again. */
  private async answer(desk: DriverDesk, read: Read, from: Enrolled, row: Message, isBack: boolean): Promise<Message> {
    const intent: Read['intent'] = isBack ? { kind: 'menu' } : read.intent;
    const client = this.languages.heard(from, intent.kind === 'language' ? null : read.language);
    const driverId = client.driver.id;
    const conversation = this.conversations.get(driverId) ?? null;
    const lot = this.lotOf(desk, driverId, read.message);
    const own = desk.ownLot(driverId);
    const home = desk.homeLot(driverId);
    const pendingText = conversation?.pending ?? null;
    const list = listOf(pendingText);
    const reasonOf = reasonAskedOf(pendingText);
    const isMark = list !== null || reasonOf !== null;
    const { command, misses } = missesOf(pendingText ?? '');
    const pending = command === '' || isMark ? null : interpret(command, this.known);
    const { media = [], place = null, opinion = null } = read.message;
    const text = read.message.text ?? '';
    const dialogue = readDialogue(conversation?.dialogue ?? null);
    const asked = {
      text,
      misses,
      pending,
      pendingText,
      reasonOf,
      list,
      dialogue,
      media,
      place,
      opinion,
      known: this.known,
    };
    // A place or a picture says something where there is no text to read.
    const isBeside = intent.kind === 'unreadable' && (place !== null || media.length > 0);
    const said = isBeside ? ({ kind: 'unknown' } as const) : intent;
    const wasAsked = this.lapsed.has(driverId);
    const answer = this.fresh(
      driverId,
      said.kind === 'unreadable'
        ? { reply: said.reply, chosenLotId: null, pending: pendingText, dialogue: conversation?.dialogue ?? null }
        : await answerTurn(desk, { client, intent: said, ...asked, lot, home, ...this.features }, this.boards),
    );
    this.remember(driverId, conversation, answer, wasAsked);
    if (coreOf(answer.reply).kind === 'handed-over') {
      this.handovers.set(driverId, (await this.tx.handovers.lockOpenOf(driverId))?.id ?? null);
    }
    const about = OF_OWN_STAY.has(coreOf(answer.reply).kind) ? own : answer.about;
    const wordsLot = about ?? desk.book.find(answer.chosenLotId) ?? lot ?? home;
    const services = desk.booking(driverId)?.addOns.map(({ name }) => name) ?? [];
    const speaks = answer.locale === undefined ? client : this.languages.chosen(client, answer.locale);
    const { displayName, locale } = speaks.driver;
    const reply: Reply = isBack ? { kind: 'bot-again', answer: answer.reply } : answer.reply;
    const subject = { driver: displayName, services, locale };
    const told = replyRow(this.ids, this.now, row, reply, wordsLot, subject, answer.option);
    const goesApart = told.status === 'sent' && this.features.goesApart?.(told, client.identity);
    return goesApart ? { ...told, status: 'queued', notBefore: this.now } : told;
  }

  /** Says so where the driver was asked something so long ago that it does not stand any more. */
  private fresh(driverId: string, answer: Answer): Answer {
    if (!this.lapsed.delete(driverId)) return answer;
    return { ...answer, reply: { kind: 'started-afresh', answer: answer.reply } };
  }

  /** The conversation's lot; else where the driver is; else the one whose own number was written to; else the only one. */
  private lotOf(desk: DriverDesk, driverId: string, { from }: InboundMessage): Lot | null {
    const chosen = desk.book.find(this.conversations.get(driverId)?.lotId ?? null);
    return chosen ?? desk.ownLot(driverId) ?? desk.book.find(from.lotId ?? null) ?? desk.book.only ?? null;
  }

  /** `hadMore`: what is stored still has a question that does not stand any more. */
  private remember(driverId: string, before: Conversation | null, answer: Answer, hadMore: boolean): void {
    const lotId = answer.chosenLotId ?? before?.lotId ?? null;
    // Where there is nothing to remember there is nothing to renew; else it lasts from the last turn on.
    const dialogue = answer.dialogue ?? null;
    const had = hadMore || (before?.pending ?? before?.dialogue ?? null) !== null;
    if (lotId === null && answer.pending === null && dialogue === null && !had) return;
    const conversation = { driverId, lotId, pending: answer.pending, dialogue, expiresAt: this.now + CONVERSATION_MS };
    this.conversations.set(driverId, conversation);
    this.tx.conversations.save(conversation);
  }

  private async collect(
    inbound: readonly Message[],
    fresh: ReadonlySet<string>,
    replies: Map<string, Message>,
  ): Promise<TurnReply[]> {
    const missing = new Map<Transport, string[]>();
    for (const row of inbound) {
      if (replies.has(externalKey(row)) || row.externalId === null) continue;
      missing.set(row.transport, [...(missing.get(row.transport) ?? []), row.externalId]);
    }
    for (const [transport, externalIds] of missing) {
      for (const [externalId, reply] of await this.tx.messages.repliesTo(transport, externalIds)) {
        replies.set(`${transport}:${externalId}`, reply);
      }
    }
    return inbound.map((row) => {
      const reply = replies.get(externalKey(row));
      const repeated = !fresh.has(row.id);
      if (!reply) return { isSilent: true, repeated };
      return spokenReply(reply, repeated);
    });
  }
}

const externalKey = ({ transport, externalId }: Message): string => `${transport}:${externalId}`;

/** Among equal messages of one unit the first is the one that counts. */
function firstOfEach(rows: readonly Message[]): Message[] {
  const first = new Map<string, Message>();
  for (const row of rows) if (!first.has(externalKey(row))) first.set(externalKey(row), row);
  return [...first.values()];
}
