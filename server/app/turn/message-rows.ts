import { bookingStepOf } from '../../chat/booking-step.ts';
import { spokenLanguage } from '../../chat/locales/languages.ts';
import { offerOf } from '../../chat/offer.ts';
import { render } from '../../chat/render.ts';
import { coreOf, type Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Enrolled } from '../enrol-drivers.ts';
import { wordsOf } from '../notices.ts';
import type { Message, Transport } from '../ports/entities.ts';
import type { Ids } from '../ports/ids.ts';
import { type InboundMessage, LONGEST_TEXT, type SpokenReply } from './inbound-message.ts';

/** Whether a reply goes in the answer to the request; else it goes by the outbox. */
const ANSWERS_INLINE: Readonly<Record<Transport, boolean>> = { twilio: true, phone: true, meta: false };

/** A message as it came in. */
export function inboundRow(ids: Ids, now: number, message: InboundMessage, { identity, driver }: Enrolled): Message {
  return {
    id: ids.next(),
    direction: 'inbound',
    transport: message.from.transport,
    externalId: message.externalId,
    identityId: identity.id,
    driverId: driver.id,
    inReplyTo: null,
    kind: 'text',
    body: (message.text ?? '').slice(0, LONGEST_TEXT + 1),
    rich: null,
    status: 'received',
    reason: null,
    attempts: 0,
    notBefore: message.receivedAt,
    sessionId: null,
    createdAt: now,
    raw: message.raw ?? null,
  };
}

/** The reply to it. Where it goes out in the answer to the request itself, it is sent once that is written. */
export function replyRow(
  ids: Ids,
  now: number,
  inbound: Message,
  reply: Reply,
  lot: Lot | undefined,
  subject: { driver: string; services: string[]; locale: string | null },
  option: string | null = null,
): Message {
  const context = {
    locale: spokenLanguage(subject.locale),
    timeZone: lot?.timeZone ?? 'UTC',
    currency: lot?.currency ?? 'USD',
    now: now,
  };
  const body = (lot && wordsOf(reply, lot, now, subject)) ?? render(reply, context);
  return {
    ...inbound,
    id: ids.next(),
    direction: 'outbound',
    externalId: null,
    inReplyTo: inbound.id,
    raw: null,
    ...(option !== null && { option }),
    kind: coreOf(reply).kind,
    lotId: lot?.id ?? null,
    step: bookingStepOf(reply),
    body,
    rich: offerOf(reply, context, body),
    ...(ANSWERS_INLINE[inbound.transport] ? { status: 'sent' } : { status: 'queued', notBefore: now }),
  };
}

/** What a channel is told of a stored reply. */
export function spokenReply({ id, body, rich, status, attempts }: Message, repeated: boolean): SpokenReply {
  const sentApart = status === 'queued' || attempts > 0;
  return { isSilent: false, messageId: id, body, rich, repeated, sentApart };
}
