import type { MessageStatus } from '../../app/ports/entities.ts';
import type { MessageRepository, ReportedMessage } from '../../app/ports/message-repository.ts';
import { type Dialect, inputValues } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import type { MessageRow } from './message-row.ts';

/** From which statuses a report moves a message on; never backwards. Nothing is reported as any of the others. */
const BEHIND: Readonly<Record<MessageStatus, string>> = {
  received: 'NULL',
  queued: 'NULL',
  sending: 'NULL',
  sent: `'queued', 'sending'`,
  failed: `'queued', 'sending', 'sent'`,
  delivered: `'queued', 'sending', 'sent', 'failed'`,
  read: `'queued', 'sending', 'sent', 'failed', 'delivered'`,
};

/** A reply that went in the answer to the driver's own message, and nowhere else so far. */
export const WAS_INLINE = `status = 'sent' AND in_reply_to IS NOT NULL AND attempts = 0`;

/** What failed after the provider had taken it, which we may not have written down yet, and is worth another try. */
const GOES_AGAIN = `status IN ('sending', 'sent') AND attempts < $6 AND ($8 = 0 OR (approved IS NOT NULL AND outside_window = 0))`;

/**
 * A message that is sent again has two ids at the provider, one after the other. That one of them arrived is true of
 * the message; that the first was sent, or failed, says nothing any more once another way is tried.
 */
const APPLICABLE = `($2 IN ('delivered', 'read') OR external_id IS NULL
  OR (status IN ('queued', 'sending') AND external_id <> $1) OR (status = 'sent' AND external_id = $1))`;

/**
 * The message that a report is about, as a condition whose parameters begin at `first`. Our own id comes back with the report and
 * is no secret to whoever signs it: it counts where the provider's id is the one we know, or where the message goes by a number
 * of theirs.
 */
function namedBy({ transport, externalId, id, by }: ReportedMessage, dialect: Dialect, first: number) {
  const $ = (offset: number): string => `$${first + offset}`;
  if (id === null) return { sql: `transport = ${$(0)} AND external_id = ${$(1)}`, values: [transport, externalId] };
  const mine = `transport = ${$(0)} AND id = ${$(1)}`;
  if ('allBut' in by && by.allBut.length === 0) return { sql: mine, values: [transport, id] };
  const numbers = inputValues(dialect, first + 3);
  const isTheirs = 'only' in by ? `i.our_address IN ${numbers}` : `COALESCE(i.our_address, '') NOT IN ${numbers}`;
  const goesByTheirs = `EXISTS (SELECT 1 FROM identities i WHERE i.id = messages.identity_id AND ${isTheirs})`;
  return {
    sql: `${mine} AND (external_id = ${$(2)} OR ${goesByTheirs})`,
    values: [transport, id, externalId, JSON.stringify('only' in by ? by.only : by.allBut)],
  };
}

/** Applies a provider's report; answers the message as it is then, or whether it is one at all. */
export async function applyReport(
  session: TxSession,
  message: ReportedMessage,
  { status, reason, at, again, raw, isOutsideWindow }: Parameters<MessageRepository['report']>[1],
): Promise<{ changed: MessageRow[]; isKnown: boolean }> {
  const change = [message.externalId, status, reason, at, again?.notBefore ?? at, again?.below ?? 0];
  const values = [...change, raw ?? null, isOutsideWindow ? 1 : 0];
  const named = namedBy(message, session.dialect, values.length + 1);
  // One statement decides: of reports that come side by side each sees what the other has made of the message.
  const changed = await session.execute<MessageRow>(
    `UPDATE messages SET updated_at = $4, reason = $3, external_id = $1, raw = COALESCE($7, raw),
       status = CASE WHEN $2 = 'failed' AND (${WAS_INLINE} OR ${GOES_AGAIN}) THEN 'queued' ELSE $2 END,
       outside_window = CASE WHEN $2 = 'failed' AND $8 = 1 THEN 1 ELSE outside_window END,
       not_before = CASE WHEN $2 = 'failed' AND (${WAS_INLINE} OR ${GOES_AGAIN}) THEN $5 ELSE not_before END
     WHERE direction = 'outbound' AND ${named.sql} AND status IN (${BEHIND[status]}) AND ${APPLICABLE} RETURNING *`,
    [...values, ...named.values],
  );
  if (changed.length > 0) return { changed, isKnown: true };
  const { sql, values: names } = namedBy(message, session.dialect, 1);
  const known = await session.query(
    `SELECT 1 AS known FROM messages WHERE direction = 'outbound' AND ${sql} LIMIT 1`,
    names,
  );
  return { changed, isKnown: known.length > 0 };
}
