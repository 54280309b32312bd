import type { Message, MessageStatus, Transport } from '../../app/ports/entities.ts';

/** A row of `messages`. */
export interface MessageRow {
  id: string;
  direction: 'inbound' | 'outbound';
  transport: Transport;
  external_id: string | null;
  identity_id: string | null;
  driver_id: string | null;
  in_reply_to: string | null;
  kind: string;
  body: string;
  rich: string | null;
  status: MessageStatus;
  reason: string | null;
  attempts: number;
  not_before: number;
  session_id: string | null;
  created_at: number;
  option: string | null;
  approved: string | null;
  outside_window: number;
  held_since: number | null;
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    direction: row.direction,
    transport: row.transport,
    externalId: row.external_id,
    identityId: row.identity_id,
    driverId: row.driver_id,
    inReplyTo: row.in_reply_to,
    kind: row.kind,
    body: row.body,
    rich: row.rich === null ? null : JSON.parse(row.rich),
    status: row.status,
    reason: row.reason,
    attempts: row.attempts,
    notBefore: row.not_before,
    sessionId: row.session_id,
    createdAt: row.created_at,
    ...(row.option === null ? {} : { option: row.option }),
    ...(row.approved === null ? {} : { approved: JSON.parse(row.approved) }),
    ...(row.outside_window === 1 ? { isOutsideWindow: true } : {}),
    ...(row.held_since === null ? {} : { heldSince: row.held_since }),
  };
}
