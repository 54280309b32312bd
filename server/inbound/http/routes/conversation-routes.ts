import {
  answerRequest,
  conversationResponse,
  conversationsQuery,
  conversationsResponse,
  handBackRequest,
  takeRequest,
} from '../../../../shared/http/conversations.ts';
import { messageResponse } from '../../../../shared/http/messages.ts';
import {
  answerConversation,
  type ConversationView,
  conversationOf,
  handBack,
  listConversations,
  resetConversation,
  takeConversation,
} from '../../../app/serve-conversations.ts';
import { iso, isoOrNull } from '../iso.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';
import { messageView, windowOpenUntil } from './message-routes.ts';

/** Conversations that people answer instead of the bot. */
export function conversationRoutes({ unitOfWork, ids, clock, reads }: ApiDeps): Route[] {
  const actorOf = ({ id }: { id: string }) => ({ staffId: id, now: clock.now() });
  return [
    route({
      method: 'get',
      path: '/api/conversations',
      summary: 'Conversations handed over to people, whoever waits longest first',
      access: 'viewer',
      query: conversationsQuery,
      answer: conversationsResponse,
      handle: async () => {
        const conversations = await listConversations(unitOfWork, clock.now());
        const waiting = conversations.filter(({ handover }) => handover?.isWaiting).length;
        return { conversations: conversations.map(conversationView), waiting };
      },
    }),
    route({
      method: 'get',
      path: '/api/conversations/{driverId}',
      summary: 'Where the conversation with a driver stands; its messages are under /api/messages?driverId=',
      access: 'viewer',
      answer: conversationResponse,
      handle: async ({ params, staff }) => {
        const driverId = params['driverId'] ?? '';
        const conversation = await conversationOf(unitOfWork, driverId, clock.now());
        await reads.note(actorOf(staff), 'messages.read', [driverId]);
        return conversationView(conversation);
      },
    }),
    route({
      method: 'post',
      path: '/api/conversations/{driverId}/take',
      summary: 'Answer the driver yourself from now on: the bot keeps quiet',
      access: 'attendant',
      body: takeRequest,
      answer: conversationResponse,
      handle: async ({ params, body, staff }) =>
        conversationView(await takeConversation(unitOfWork, ids, actorOf(staff), params['driverId'] ?? '', body.force)),
    }),
    route({
      method: 'post',
      path: '/api/conversations/{driverId}/messages',
      summary: 'Answer a driver; the Idempotency-Key header makes a repeat harmless',
      access: 'attendant',
      body: answerRequest,
      answer: messageResponse,
      status: 201,
      handle: async ({ params, body, staff, request }) => {
        const requestId = request.get('idempotency-key')?.slice(0, 64) ?? ids.next();
        const driverId = params['driverId'] ?? '';
        return messageView(await answerConversation(unitOfWork, ids, actorOf(staff), driverId, body.text, requestId));
      },
    }),
    route({
      method: 'post',
      path: '/api/conversations/{driverId}/hand-back',
      summary: 'Let the bot answer again; the driver is told unless `tell` is false',
      access: 'attendant',
      body: handBackRequest,
      answer: conversationResponse,
      handle: async ({ params, body, staff }) =>
        conversationView(await handBack(unitOfWork, ids, actorOf(staff), params['driverId'] ?? '', body.tell)),
    }),
    route({
      method: 'post',
      path: '/api/conversations/{driverId}/reset',
      summary: 'Drop whatever the bot has asked, where a conversation is stuck',
      access: 'attendant',
      answer: conversationResponse,
      handle: async ({ params, staff }) =>
        conversationView(await resetConversation(unitOfWork, ids, actorOf(staff), params['driverId'] ?? '')),
    }),
  ];
}

function conversationView({ driver, contact, handover, question, latest }: ConversationView): unknown {
  const { id: driverId, displayName, plate } = driver;
  return {
    ...{ driverId, displayName, plate, phone: contact.phone, windowOpenUntil: windowOpenUntil(contact) },
    handover: handover && {
      openedAt: iso(handover.openedAt),
      openedBy: handover.openedBy,
      lot: handover.lotCode,
      takenBy: handover.takenByLogin,
      isWaiting: handover.isWaiting,
      heardAt: iso(handover.heardAt),
      answeredAt: isoOrNull(handover.answeredAt),
      closedAt: isoOrNull(handover.closedAt),
      closedBy: handover.closedBy,
    },
    question: question && {
      pending: question.pending,
      dialogue: question.dialogue,
      expiresAt: iso(question.expiresAt),
    },
    latest: latest && messageView(latest),
  };
}
