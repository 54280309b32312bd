import { DomainError } from '../domain/errors.ts';
import type { Handover } from '../domain/handover.ts';
import { type Actor, audit } from './audit.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Conversation, Driver, Message } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { ContactRow } from './ports/message-log-repository.ts';
import type { Look, Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { writeIn } from './serve-messages.ts';
import { openHandover } from './turn/handover-turn.ts';

/** What staff do with conversations: those handed over to them, and any that is stuck. */

export interface ConversationView {
  readonly driver: Driver;
  readonly contact: ContactRow;
  /** Open, or the latest that was; null where nobody ever took the conversation over. */
  readonly handover: (Handover & { lotCode: string | null; takenByLogin: string | null }) | null;
  /** What the bot waits for; null where it has asked nothing. */
  readonly question: Conversation | null;
  readonly latest: Message | null;
}

/** Conversations that people answer, whoever waits longest first, those that wait for nobody behind them. */
export async function listConversations(unitOfWork: UnitOfWork, now: number): Promise<ConversationView[]> {
  return unitOfWork.read(async (look) => {
    const open = await look.handovers.listOpen();
    const views = await viewsOf(look, open, now);
    return [...views.filter(isWaitingNow), ...views.filter((view) => !isWaitingNow(view))];
  });
}

export async function conversationOf(unitOfWork: UnitOfWork, driverId: string, now: number): Promise<ConversationView> {
  return unitOfWork.read((look) => viewOf(look, driverId, now));
}

/** The conversation is the attendant's from now on: the bot keeps quiet. Another attendant's is only taken when told so. */
export async function takeConversation(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  driverId: string,
  isForced: boolean,
): Promise<ConversationView> {
  return unitOfWork.run(async (tx) => {
    const before = await openFor(tx, ids, actor, driverId);
    const { takenBy } = before;
    if (takenBy !== null && takenBy !== actor.staffId && !isForced) {
      const login = (await tx.staff.logins()).get(takenBy) ?? 'somebody else';
      throw new DomainError('conversation-taken', `${login} answers this conversation already`, { takenBy: login });
    }
    if (takenBy !== actor.staffId) {
      const after = { ...before, takenBy: actor.staffId };
      await tx.handovers.save(after);
      audit(tx, ids, actor, { action: 'conversation.take', subject: driverId, before, after });
    }
    return viewOf(tx, driverId, actor.now);
  });
}

/** Answers the driver; whoever answers takes the conversation over, where nobody has. */
export async function answerConversation(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  driverId: string,
  text: string,
  requestId: string,
): Promise<Message> {
  return unitOfWork.run(async (tx) => {
    await openFor(tx, ids, actor, driverId);
    return writeIn(tx, ids, actor, await driverOf(tx, driverId), text, requestId);
  });
}

/** The bot answers again; the driver is told, unless staff want it quiet. */
export async function handBack(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  driverId: string,
  isTold: boolean,
): Promise<ConversationView> {
  return unitOfWork.run(async (tx) => {
    const before = await tx.handovers.lockOpenOf(driverId);
    if (!before) throw new DomainError('conversation-not-handed-over', `nobody answers driver ${driverId} but the bot`);
    const after: Handover = { ...before, isWaiting: false, closedAt: actor.now, closedBy: 'staff' };
    await tx.handovers.save(after);
    audit(tx, ids, actor, { action: 'conversation.hand-back', subject: driverId, before, after });
    if (isTold) await tellHandover(tx, ids, actor.now, after, 'handed-back');
    return viewOf(tx, driverId, actor.now);
  });
}

/** Whatever the bot has asked is dropped: the next message starts afresh. A hand-over goes on. */
export async function resetConversation(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  driverId: string,
): Promise<ConversationView> {
  return unitOfWork.run(async (tx) => {
    await driverOf(tx, driverId);
    const [before] = await tx.conversations.ofDrivers([driverId]);
    if (before) {
      const after: Conversation = { ...before, pending: null, dialogue: null, lotId: null, expiresAt: actor.now };
      tx.conversations.save(after);
      audit(tx, ids, actor, { action: 'conversation.reset', subject: driverId, before, after });
    }
    return viewOf(tx, driverId, actor.now);
  });
}

/** Tells the driver what became of the hand-over, by the way they wrote last. */
export async function tellHandover(
  tx: Tx,
  ids: Ids,
  now: number,
  handover: Handover,
  kind: 'handed-back' | 'handover-lapsed',
): Promise<void> {
  const book = await LotBook.load(tx);
  const lot = book.find(handover.lotId) ?? book.lots[0];
  const [identity] = (await tx.drivers.identitiesOf([handover.driverId])).slice(-1);
  if (!lot || !identity) return;
  const { name: lotName, settings } = lot;
  const reply = kind === 'handed-back' ? { kind, lotName } : { kind, lotName, contact: settings.contact };
  tell(tx, ids, now, { identity, lot, reply, notBefore: now, sessionId: null });
}

const isWaitingNow = ({ handover }: ConversationView): boolean => handover?.isWaiting ?? false;

/** The open hand-over, or one that staff begin. */
async function openFor(tx: Tx, ids: Ids, { now }: Actor, driverId: string): Promise<Handover> {
  await driverOf(tx, driverId);
  const [conversation] = await tx.conversations.ofDrivers([driverId]);
  const lotId = conversation?.lotId ?? (await LotBook.load(tx)).only?.id ?? null;
  return openHandover(tx, ids, now, { driverId, lotId, openedBy: 'staff', heardAt: now });
}

async function driverOf(look: Look, driverId: string): Promise<Driver> {
  const [driver] = await look.drivers.byIds([driverId]);
  if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
  return driver;
}

async function viewOf(look: Look, driverId: string, now: number): Promise<ConversationView> {
  const driver = await driverOf(look, driverId);
  const handover = await look.handovers.latestOf(driverId);
  const [conversation = null] = await look.conversations.ofDrivers([driverId]);
  return oneView(look, { driver, handover, conversation, now, ...(await namesOf(look)) });
}

async function viewsOf(look: Look, open: readonly Handover[], now: number): Promise<ConversationView[]> {
  const driverIds = open.map(({ driverId }) => driverId);
  const drivers = new Map((await look.drivers.byIds(driverIds)).map((driver) => [driver.id, driver]));
  const conversations = new Map((await look.conversations.ofDrivers(driverIds)).map((one) => [one.driverId, one]));
  const names = await namesOf(look);
  const views: ConversationView[] = [];
  for (const handover of open) {
    const driver = drivers.get(handover.driverId);
    const conversation = conversations.get(handover.driverId) ?? null;
    if (driver) views.push(await oneView(look, { driver, handover, conversation, now, ...names }));
  }
  return views;
}

interface Names {
  readonly book: LotBook;
  readonly logins: ReadonlyMap<string, string>;
}

async function namesOf(look: Look): Promise<Names> {
  const book = await LotBook.load(look);
  return { book, logins: await look.staff.logins() };
}

async function oneView(
  look: Look,
  about: Names & { driver: Driver; handover: Handover | null; conversation: Conversation | null; now: number },
): Promise<ConversationView> {
  const { driver, handover, conversation, book, logins, now } = about;
  const contact = await look.messageLog.contact(driver.id);
  if (!contact) throw new DomainError('driver-unknown', `there is no driver ${driver.id}`);
  const filter = {
    driverId: driver.id,
    status: null,
    direction: null,
    kind: null,
    transport: null,
    from: null,
    to: null,
  };
  const [latest = null] = (await look.messageLog.list(filter, 1, 0)).messages;
  const asks = conversation !== null && (conversation.pending ?? conversation.dialogue) !== null;
  return {
    driver,
    contact,
    handover: handover && {
      ...handover,
      lotCode: book.find(handover.lotId)?.code ?? null,
      takenByLogin: logins.get(handover.takenBy ?? '') ?? null,
    },
    question: asks && conversation.expiresAt > now ? conversation : null,
    latest,
  };
}
