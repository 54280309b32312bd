import { DomainError } from '../domain/errors.ts';
import { type Actor, audit } from './audit.ts';
import type { Driver, Message } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type {
  ContactRow,
  MessageCount,
  MessageFilter,
  MessageStep,
  OptionCount,
  ResponseTimes,
} from './ports/message-log-repository.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/** What staff see of what was said, and what they write themselves. */

export async function listMessages(
  unitOfWork: UnitOfWork,
  filter: MessageFilter,
  limit: number,
  offset: number,
): Promise<{ messages: Message[]; total: number }> {
  return unitOfWork.read((look) => look.messageLog.list(filter, limit, offset));
}

/** One message and how it fared. */
export async function messageById(
  unitOfWork: UnitOfWork,
  id: string,
): Promise<{ message: Message; timeline: MessageStep[]; raw: string | null }> {
  return unitOfWork.read(async (look) => {
    const message = await look.messageLog.byId(id);
    if (!message) throw new DomainError('message-unknown', `there is no message ${id}`);
    return { message, timeline: await look.messageLog.timeline(message), raw: await look.messageLog.rawOf(id) };
  });
}

/** A contact is a driver, and has the driver's id. */
export async function contactById(unitOfWork: UnitOfWork, driverId: string): Promise<ContactRow> {
  const contact = await unitOfWork.read((look) => look.messageLog.contact(driverId));
  if (!contact) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
  return contact;
}

export async function listContacts(
  unitOfWork: UnitOfWork,
  query: string | null,
  limit: number,
  offset: number,
): Promise<{ contacts: ContactRow[]; total: number }> {
  return unitOfWork.read((look) => look.messageLog.contacts(query, limit, offset));
}

export interface MessageStats {
  readonly counts: readonly MessageCount[];
  /** How often each option of the menus was chosen, the most frequent first. */
  readonly options: readonly OptionCount[];
  readonly responseTimes: ResponseTimes;
  /** Of what was sent, the part that failed; 0 where nothing was. */
  readonly errorRate: number;
  /** Bookings made in the same time, and how many messages were sent for each: what a booking costs at a provider that is paid by the message. */
  readonly bookings: number;
  readonly messagesPerBooking: number | null;
}

export async function messageStats(unitOfWork: UnitOfWork, from: number, to: number): Promise<MessageStats> {
  if (from > to) throw new DomainError('invalid-request', 'from: must not be after to');
  return unitOfWork.read(async (look) => {
    const counts = await look.messageLog.counts(from, to);
    const outbound = counts.filter(({ direction }) => direction === 'outbound');
    const sum = (some: readonly MessageCount[]) => some.reduce((all, { count }) => all + count, 0);
    const failed = sum(outbound.filter(({ status }) => status === 'failed'));
    const errorRate = sum(outbound) === 0 ? 0 : failed / sum(outbound);
    const bookings = await look.messageLog.bookings(from, to);
    const sent = sum(outbound.filter(({ status }) => ['sent', 'delivered', 'read'].includes(status)));
    const messagesPerBooking = bookings === 0 ? null : sent / bookings;
    const responseTimes = await look.messageLog.responseTimes(from, to);
    const options = await look.messageLog.options(from, to);
    return { counts, options, responseTimes, errorRate, bookings, messagesPerBooking };
  });
}

/**
 * Writes to a driver who has written before, by the way they wrote last. The same request id again is the same message, with other
 * words an error.
 */
export async function writeToDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: { driverId: string } | { phone: string },
  text: string,
  requestId: string,
): Promise<Message> {
  return unitOfWork.run(async (tx) => {
    const [driver] =
      'driverId' in request ? await tx.drivers.byIds([request.driverId]) : await tx.drivers.byPhone(request.phone);
    if (!driver)
      throw new DomainError('driver-unknown', 'there is no such driver: nobody is written to who has not written');
    return writeIn(tx, ids, actor, driver, text, requestId);
  });
}

/** The same within a unit. Where a person answers the driver's conversation, this is the answer. */
export async function writeIn(
  tx: Tx,
  ids: Ids,
  actor: Actor,
  driver: Driver,
  text: string,
  requestId: string,
): Promise<Message> {
  const subject = `message-request:${driver.id}:${requestId}`;
  const [earlier] = await tx.staff.auditOf(subject, 1);
  if (earlier) return sameMessage(await tx.messageLog.byId((earlier.after as { id: string }).id), text);
  const [identity] = (await tx.drivers.identitiesOf([driver.id])).slice(-1);
  if (!identity) throw new DomainError('driver-unknown', `driver ${driver.id} has no address`);
  const message: Message = {
    id: ids.next(),
    direction: 'outbound',
    transport: identity.transport,
    externalId: null,
    identityId: identity.id,
    driverId: driver.id,
    inReplyTo: null,
    kind: 'staff-message',
    body: text,
    rich: null,
    status: 'queued',
    reason: null,
    attempts: 0,
    notBefore: actor.now,
    sessionId: null,
    createdAt: actor.now,
  };
  tx.messages.add(message);
  const open = await tx.handovers.lockOpenOf(driver.id);
  if (open)
    await tx.handovers.save({
      ...open,
      isWaiting: false,
      answeredAt: actor.now,
      takenBy: open.takenBy ?? actor.staffId,
    });
  audit(tx, ids, actor, { action: 'message.write', subject, before: null, after: { id: message.id } });
  return message;
}

function sameMessage(message: Message | null, text: string): Message {
  if (message?.body !== text)
    throw new DomainError('idempotency-conflict', 'this request id was used for a message with other words');
  return message;
}
