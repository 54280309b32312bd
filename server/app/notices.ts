import { render } from '../chat/render.ts';
import type { Reply } from '../chat/reply.ts';
import type { Lot } from '../domain/lot.ts';
import type { Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';

/** The language of every chat until drivers can choose one. */
export const LOCALE = 'en';

export interface Notice {
  readonly identity: Identity;
  readonly lot: Lot;
  readonly reply: Reply;
  /** Not told before then. */
  readonly notBefore: number;
  /** The stay it is about; withdrawn with it when the stay goes on after all. */
  readonly sessionId: string | null;
}

/** Puts a message to a driver into the outbox. */
export function tell(repositories: Repositories, ids: Ids, now: number, notice: Notice): void {
  const { identity, lot, reply } = notice;
  repositories.messages.add({
    id: ids.next(),
    direction: 'outbound',
    transport: identity.transport,
    externalId: null,
    identityId: identity.id,
    driverId: identity.driverId,
    inReplyTo: null,
    kind: reply.kind,
    body: render(reply, { locale: LOCALE, timeZone: lot.timeZone, currency: lot.currency, now }),
    status: 'queued',
    reason: null,
    attempts: 0,
    notBefore: notice.notBefore,
    sessionId: notice.sessionId,
    createdAt: now,
  });
}
