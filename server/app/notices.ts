import { spokenLanguage } from '../chat/locales/languages.ts';
import { render } from '../chat/render.ts';
import type { Reply } from '../chat/reply.ts';
import { approvedOf, isTemplated, renderTemplated } from '../chat/templates.ts';
import type { Lot } from '../domain/lot.ts';
import type { ApprovedMessage, Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';

export interface Notice {
  readonly identity: Identity;
  readonly lot: Lot;
  readonly reply: Reply;
  /** Not told before then. */
  readonly notBefore: number;
  /** The stay it is about; withdrawn with it when the stay goes on after all. */
  readonly sessionId: string | null;
  /** The services chosen with the booking it is about. */
  readonly services?: readonly string[];
}

/** Whom a message is for; `locale` is the language that they speak, as it is stored. */
export interface Subject {
  readonly driver: string;
  readonly services: readonly string[];
  readonly locale: string | null;
}

const contextOf = ({ timeZone, currency }: Lot, now: number, { locale }: Subject) => ({
  locale: spokenLanguage(locale),
  timeZone,
  currency,
  now,
});

/** A message's words, the lot's own where it has any; null where the lot does not tell such messages. */
export function wordsOf(reply: Reply, lot: Lot, now: number, subject: Subject): string | null {
  const context = contextOf(lot, now, subject);
  if (!isTemplated(reply)) return render(reply, context);
  return renderTemplated(reply, context, lot.templates, { ...subject, lot: lot.name });
}

/** How the message goes out to whoever wrote too long ago for words of our own; null where there is no such way. */
export function approvedFor(reply: Reply, lot: Lot, now: number, subject: Subject): ApprovedMessage | null {
  return approvedOf(reply, contextOf(lot, now, subject), lot.templates, { ...subject, lot: lot.name });
}

/** Puts a message to a driver into the outbox; answers its id, or null where the lot does not tell such messages. */
export function tell(repositories: Repositories, ids: Ids, now: number, notice: Notice): string | null {
  const { identity, lot, reply, services = [] } = notice;
  const driver = identity.driverName ?? identity.phone ?? identity.userId;
  const subject = { driver, services, locale: identity.driverLocale ?? null };
  const body = wordsOf(reply, lot, now, subject);
  if (body === null) return null;
  const id = ids.next();
  repositories.messages.add({
    id,
    direction: 'outbound',
    transport: identity.transport,
    externalId: null,
    identityId: identity.id,
    driverId: identity.driverId,
    inReplyTo: null,
    kind: reply.kind,
    body,
    rich: null,
    status: 'queued',
    reason: null,
    attempts: 0,
    notBefore: notice.notBefore,
    sessionId: notice.sessionId,
    createdAt: now,
    approved: approvedFor(reply, lot, now, subject),
    lotId: lot.id,
  });
  return id;
}
