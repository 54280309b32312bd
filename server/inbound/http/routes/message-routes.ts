import {
  contactResponse,
  contactsQuery,
  contactsResponse,
  messageCreateRequest,
  messageDetails,
  messageResponse,
  messageStatsQuery,
  messageStatsResponse,
  messagesQuery,
  messagesResponse,
} from '../../../../shared/http/messages.ts';
import { WINDOW_MS } from '../../../app/deliver-outbox.ts';
import type { Message } from '../../../app/ports/entities.ts';
import type { ContactRow } from '../../../app/ports/message-log-repository.ts';
import { MANY } from '../../../app/read-log.ts';
import { findDrivers } from '../../../app/serve-drivers.ts';
import {
  contactById,
  listContacts,
  listMessages,
  messageById,
  messageStats,
  writeToDriver,
} from '../../../app/serve-messages.ts';
import { DomainError } from '../../../domain/errors.ts';
import { iso, isoOrNull } from '../iso.ts';
import { statedPhone } from '../phone.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** After a driver's message WhatsApp takes words of our own for so long. */

/** What was said, with whom, and what staff write. */
export function messageRoutes({ unitOfWork, ids, clock, reads }: ApiDeps): Route[] {
  const actorOf = ({ id }: { id: string }) => ({ staffId: id, now: clock.now() });
  const driverOf = async (phone: string): Promise<string> => {
    const [driver] = await findDrivers(unitOfWork, await statedPhone(unitOfWork, phone));
    if (!driver) throw new DomainError('driver-unknown', 'there is no driver with this number');
    return driver.driver.id;
  };
  /** A whole national number is looked for as it is kept; any other part of a name or a number as it was typed. */
  const inFull = async (query: string | null): Promise<string | null> =>
    query === null || !/^0[\d ()-]{6,}$/.test(query) ? query : statedPhone(unitOfWork, query).catch(() => query);
  return [
    route({
      method: 'get',
      path: '/api/messages',
      summary: 'Messages in and out, the newest first',
      access: 'viewer',
      query: messagesQuery,
      answer: messagesResponse,
      handle: async ({ query, staff }) => {
        const { driverId = null, phone, from, to, limit, offset } = query;
        const { status = null, direction = null, kind = null, transport = null } = query;
        const filter = {
          driverId: phone === undefined ? driverId : await driverOf(phone),
          ...{ status, direction, kind, transport },
          from: from === undefined ? null : Date.parse(from),
          to: to === undefined ? null : Date.parse(to),
        };
        const { messages, total } = await listMessages(unitOfWork, filter, limit, offset);
        await reads.note(actorOf(staff), 'messages.read', [filter.driverId ?? MANY]);
        return { messages: messages.map(messageView), total };
      },
    }),
    route({
      method: 'get',
      path: '/api/messages/stats',
      summary: 'How many messages of which kind came to what, how fast they were answered, and how many failed',
      access: 'viewer',
      query: messageStatsQuery,
      answer: messageStatsResponse,
      handle: ({ query }) => messageStats(unitOfWork, Date.parse(query.from), Date.parse(query.to)),
    }),
    route({
      method: 'get',
      path: '/api/messages/{id}',
      summary: 'One message, and how it fared step by step',
      access: 'viewer',
      answer: messageDetails,
      handle: async ({ params, staff }) => {
        const { message, timeline, raw } = await messageById(unitOfWork, params['id'] ?? '');
        await reads.note(actorOf(staff), 'messages.read', [message.driverId ?? MANY]);
        return { ...messageView(message), raw, timeline: timeline.map((step) => ({ ...step, at: iso(step.at) })) };
      },
    }),
    route({
      method: 'post',
      path: '/api/messages',
      summary: 'Write to a driver who has written before; the Idempotency-Key header makes a repeat harmless',
      access: 'attendant',
      body: messageCreateRequest,
      answer: messageResponse,
      status: 201,
      handle: async ({ body, staff, request }) => {
        const { driverId, phone, text, lot } = body;
        const who =
          phone === undefined ? { driverId: driverId ?? '' } : { phone: await statedPhone(unitOfWork, phone, lot) };
        const requestId = request.get('idempotency-key')?.slice(0, 64) ?? ids.next();
        return messageView(await writeToDriver(unitOfWork, ids, actorOf(staff), who, text, requestId));
      },
    }),
    route({
      method: 'get',
      path: '/api/contacts',
      summary: 'Who writes, whoever wrote last first, with how many messages came to what',
      access: 'viewer',
      query: contactsQuery,
      answer: contactsResponse,
      handle: async ({ query: { query = null, limit, offset }, staff }) => {
        const { contacts, total } = await listContacts(unitOfWork, await inFull(query), limit, offset);
        await reads.note(actorOf(staff), 'driver.read', [MANY]);
        return { contacts: contacts.map(contactView), total };
      },
    }),
    route({
      method: 'get',
      path: '/api/contacts/{id}',
      summary: 'One contact, by the id of the driver',
      access: 'viewer',
      answer: contactResponse,
      handle: async ({ params, staff }) => {
        const contact = await contactById(unitOfWork, params['id'] ?? '');
        await reads.note(actorOf(staff), 'driver.read', [contact.driverId]);
        return contactView(contact);
      },
    }),
  ];
}

/** A message as the API tells it. */
export function messageView(message: Message): object {
  const { id, direction, transport, driverId, kind, body, status, reason, attempts, inReplyTo, createdAt } = message;
  const what = { id, direction, transport, driverId, kind, body, status, reason, attempts, inReplyTo };
  return { ...what, createdAt: iso(createdAt) };
}

/** Until when WhatsApp takes words of our own; null where the driver never wrote. */
export function windowOpenUntil({ lastInboundAt }: Pick<ContactRow, 'lastInboundAt'>): string | null {
  return lastInboundAt === null ? null : iso(lastInboundAt + WINDOW_MS);
}

function contactView({ lastMessageAt, lastInboundAt, ...rest }: ContactRow): unknown {
  return {
    ...rest,
    lastMessageAt: isoOrNull(lastMessageAt),
    windowOpenUntil: windowOpenUntil({ lastInboundAt }),
  };
}
