import type { Message, Transport } from '../../app/ports/entities.ts';
import type { MessageRepository } from '../../app/ports/message-repository.ts';
import { inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';
import { applyReport, WAS_INLINE } from './message-reports.ts';
import { type MessageRow, toMessage } from './message-row.ts';

const messages = new Table<Message>({
  name: 'messages',
  order: 70,
  key: ['id'],
  columns: {
    id: 'text',
    direction: 'text',
    transport: 'text',
    external_id: 'text',
    identity_id: 'text',
    driver_id: 'text',
    in_reply_to: 'text',
    kind: 'text',
    body: 'text',
    rich: 'text',
    status: 'text',
    reason: 'text',
    attempts: 'int',
    not_before: 'int',
    session_id: 'text',
    created_at: 'int',
    updated_at: 'int',
    raw: 'text',
    option: 'text',
    approved: 'text',
    lot_id: 'text',
    step: 'text',
  },
  toRow: (m) => [
    m.id,
    m.direction,
    m.transport,
    m.externalId,
    m.identityId,
    m.driverId,
    m.inReplyTo,
    m.kind,
    m.body,
    m.rich === null ? null : JSON.stringify(m.rich),
    m.status,
    m.reason,
    m.attempts,
    m.notBefore,
    m.sessionId,
    m.createdAt,
    m.createdAt,
    m.raw ?? null,
    m.option ?? null,
    m.approved ? JSON.stringify(m.approved) : null,
    m.lotId ?? null,
    m.step ?? null,
  ],
});

/** Chat messages in and out; the outbound ones that wait are the outbox. */
export class SqlMessages implements MessageRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async accept(received: readonly Message[]): Promise<Set<string>> {
    if (received.length === 0) return new Set();
    for (const { identityId } of received) if (identityId) this.session.changedConversations.add(identityId);
    return new Set(await messages.insertFresh(this.session, received, 'id'));
  }

  async repliesTo(transport: Transport, externalIds: readonly string[]): Promise<Map<string, Message>> {
    const sql = `SELECT o.*, i.external_id AS asked FROM messages i JOIN messages o ON o.in_reply_to = i.id
      WHERE i.direction = 'inbound' AND i.transport = $1 AND i.external_id IN ${inputValues(this.session.dialect, 2)}`;
    const rows = await this.session.query<MessageRow & { asked: string }>(sql, [
      transport,
      JSON.stringify(externalIds),
    ]);
    return new Map(rows.map((row) => [row.asked, toMessage(row)]));
  }

  add(message: Message): void {
    messages.insert(this.session, message.id, message);
    if (message.identityId) this.session.changedConversations.add(message.identityId);
    if (message.status === 'queued') this.session.outboxTouched = true;
  }

  async claimDue(now: number, limit: number, busy: readonly string[] = []): Promise<Message[]> {
    const isFree =
      busy.length === 0
        ? ''
        : `AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.id = m.identity_id
             AND COALESCE(i.our_address, '') IN ${inputValues(this.session.dialect, 2)})`;
    // The oldest waiting message of each identity: what one driver is told stays in order.
    const rows = await this.session.execute<MessageRow>(
      `UPDATE messages SET status = 'sending', attempts = attempts + 1, updated_at = $1
       WHERE id IN (SELECT m.id FROM messages m WHERE m.status = 'queued' AND m.not_before <= $1
         AND NOT EXISTS (SELECT 1 FROM messages e WHERE e.identity_id = m.identity_id AND e.status IN ('queued', 'sending')
           AND (e.not_before <= $1 OR e.attempts > 0 OR e.held_since IS NOT NULL) AND (e.created_at < m.created_at OR (e.created_at = m.created_at AND e.id < m.id)))
         ${isFree} ORDER BY m.created_at, m.id LIMIT ${Math.trunc(limit)})
       AND status = 'queued' RETURNING *`,
      busy.length === 0 ? [now] : [now, JSON.stringify(busy)],
    );
    return rows.map(toMessage);
  }

  async interrupted(before: number): Promise<Message[]> {
    const rows = await this.session.query<MessageRow>(
      // Of the few that are being sent, in their order: not all of them by the index of that order.
      `SELECT * FROM messages WHERE status = 'sending' AND updated_at <= $1 ORDER BY created_at + 0`,
      [before],
    );
    return rows.map(toMessage);
  }

  async settle(id: string, outcome: Parameters<MessageRepository['settle']>[1]): Promise<void> {
    const rows = await this.session.execute<MessageRow>(
      `UPDATE messages SET status = $2, reason = $3, external_id = COALESCE($4, external_id),
         not_before = COALESCE($5, not_before), updated_at = $6, attempts = attempts - $7,
         held_since = CASE WHEN $7 = 1 THEN COALESCE(held_since, $6) ELSE held_since END
       WHERE id = $1 AND status IN ('queued', 'sending') AND attempts = COALESCE($8, attempts)
         AND NOT COALESCE(status = 'queued' AND external_id = $4, FALSE) RETURNING *`,
      [
        id,
        outcome.status,
        outcome.reason,
        outcome.externalId ?? null,
        outcome.notBefore ?? null,
        outcome.at,
        outcome.isUncounted ? 1 : 0,
        outcome.attempt ?? null,
      ],
    );
    for (const row of rows) if (row.identity_id) this.session.changedConversations.add(row.identity_id);
    if (outcome.status === 'queued') this.session.outboxTouched = true;
  }

  async reword(id: string, body: string, at: number): Promise<void> {
    await this.session.execute(
      `UPDATE messages SET body = $2, updated_at = $3 WHERE id = $1 AND status IN ('queued', 'sending') RETURNING id`,
      [id, body, at],
    );
  }

  async withdrawUntold(sessionIds: readonly string[], reason: string, at: number): Promise<string[]> {
    const rows = await this.session.execute<{ kind: string }>(
      `UPDATE messages SET status = 'failed', reason = $2, updated_at = $3
       WHERE session_id IN ${inputValues(this.session.dialect, 1)} AND status = 'queued' RETURNING kind`,
      [JSON.stringify(sessionIds), reason, at],
    );
    return rows.map(({ kind }) => kind);
  }

  async report(...[message, report]: Parameters<MessageRepository['report']>): Promise<boolean> {
    const { changed, isKnown } = await applyReport(this.session, message, report);
    for (const row of changed) this.noteChange(row);
    return isKnown;
  }

  async queueInline(id: string, reason: string, at: number): Promise<void> {
    const rows = await this.session.execute<MessageRow>(
      `UPDATE messages SET status = 'queued', reason = $2, not_before = $3, updated_at = $3
       WHERE id = $1 AND ${WAS_INLINE} RETURNING *`,
      [id, reason, at],
    );
    for (const row of rows) this.noteChange(row);
  }

  async knownOf(transport: Transport, externalIds: readonly string[]): Promise<{ id: string; externalId: string }[]> {
    const rows = await this.session.query<{ id: string; external_id: string }>(
      `SELECT id, external_id FROM messages WHERE direction = 'outbound' AND transport = $1
       AND external_id IS NOT NULL AND external_id IN ${inputValues(this.session.dialect, 2)}`,
      [transport, JSON.stringify(externalIds)],
    );
    return rows.map((row) => ({ id: row.id, externalId: row.external_id }));
  }

  private noteChange({ identity_id: identityId, status }: MessageRow): void {
    if (identityId) this.session.changedConversations.add(identityId);
    if (status === 'queued') this.session.outboxTouched = true;
  }

  async ofIdentity(identityId: string, limit: number): Promise<Message[]> {
    const rows = await this.session.query<MessageRow>(
      `SELECT * FROM messages WHERE identity_id = $1
       ORDER BY created_at DESC, id DESC LIMIT ${Math.trunc(limit)}`,
      [identityId],
    );
    return rows.map(toMessage).reverse();
  }

  async lastHeard(identityIds: readonly string[]): Promise<Map<string, number>> {
    // One look at an index for each.
    const rows = await this.session.query<{ id: string; at: number | null }>(
      `SELECT i.id, (SELECT m.created_at FROM messages m WHERE m.identity_id = i.id AND m.direction = 'inbound'
         ORDER BY m.created_at DESC LIMIT 1) AS at
       FROM identities i WHERE i.id IN ${inputValues(this.session.dialect, 1)}`,
      [JSON.stringify(identityIds)],
    );
    return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
  }

  async nextDue(): Promise<number | null> {
    const [row] = await this.session.query<{ at: number | null }>(
      `SELECT MIN(not_before) AS at FROM messages WHERE status = 'queued'`,
    );
    return row?.at ?? null;
  }
}
