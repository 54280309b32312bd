import type { IncomingHttpHeaders } from 'node:http';
import { type JoinAnswer, joinRequest } from '../../../shared/live/board-events.ts';
import type { PhoneJoinAnswer, PhoneMessage } from '../../../shared/live/phone-events.ts';
import { boardOf } from '../../app/board-view.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Message } from '../../app/ports/entities.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { StaffAccess } from '../../app/staff-access.ts';
import type { CarDriver } from '../http/dev-routes.ts';
import { iso } from '../http/iso.ts';
import { toE164 } from '../http/phone.ts';
import { isSameOrigin, tokenIn } from '../http/staff-session.ts';
import { boardView } from '../http/views.ts';

interface Handshake {
  readonly cookie: string | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
}

export interface GateDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly access: StaffAccess;
  readonly publicUrl: string | null;
}

/** Who may watch a board: staff who are signed in, from a page of ours. */
export function boardGate(deps: GateDeps) {
  return {
    admit: async ({ cookie, headers }: Handshake): Promise<string | null> => {
      if (!isSameOrigin(headers as IncomingHttpHeaders, deps.publicUrl)) return null;
      const token = tokenIn(cookie);
      return token !== null && (await deps.access.whoIs(token)) ? token : null;
    },
    stillHolds: (token: string): Promise<boolean> => deps.access.isWatching(token),
    join: async (lot: unknown): Promise<JoinAnswer> => {
      const request = joinRequest.safeParse({ lot });
      if (!request.success) return { ok: false, code: 'invalid-request' };
      const board = await boardOf(deps.unitOfWork, request.data.lot, deps.clock.now());
      return board ? { ok: true, snapshot: boardView(board) } : { ok: false, code: 'lot-unknown' };
    },
  };
}

/** How the browser phone shows a message; the driver's own carries the id the phone gave it. */
export function phoneMessage(message: Message): PhoneMessage {
  const { id, externalId, direction, body, status, createdAt, rich } = message;
  const options = (rich?.options ?? []).map(({ text, title }) => ({ text, title }));
  return {
    id: direction === 'inbound' ? (externalId ?? id) : id,
    direction,
    body,
    at: iso(createdAt),
    status,
    options,
  };
}

/** Messages of the future, such as a bill that waits to be told, are not on the phone yet. */
export function isTold(message: Message): boolean {
  return (
    message.direction === 'inbound' ||
    message.status === 'sent' ||
    message.status === 'delivered' ||
    message.status === 'read'
  );
}

/** The browser phone sees the chat of the number it was given; in demo and development only. */
export function phoneGate(deps: GateDeps, cars: CarDriver | null) {
  return {
    standingCars: (): string[] | null => cars?.standing() ?? null,
    admit: ({ headers }: Handshake): boolean => isSameOrigin(headers as IncomingHttpHeaders, deps.publicUrl),
    join: async (request: unknown): Promise<{ answer: PhoneJoinAnswer; room: string | null }> => {
      const { phone } = (request ?? {}) as { phone?: unknown };
      let number: string;
      try {
        number = toE164(typeof phone === 'string' ? phone : '');
      } catch {
        return { answer: { ok: false, code: 'invalid-request' }, room: null };
      }
      const messages = await deps.unitOfWork.read(async (look) => {
        const [driver] = await look.drivers.byPhone(number);
        const [identity] = driver ? await look.drivers.identitiesOf([driver.id]) : [];
        return identity ? look.messages.ofIdentity(identity.id, 100) : [];
      });
      return { answer: { ok: true, messages: messages.filter(isTold).map(phoneMessage) }, room: `phone:${number}` };
    },
  };
}
