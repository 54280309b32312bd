import type { Conversation } from '../../app/ports/entities.ts';
import type { ConversationRepository, LeaseRepository } from '../../app/ports/repositories.ts';
import { inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

const conversations = new Table<Conversation>({
  name: 'conversations',
  order: 65,
  key: ['driver_id'],
  columns: { driver_id: 'text', lot_id: 'text', pending: 'text', dialogue: 'text', expires_at: 'int' },
  toRow: (c) => [c.driverId, c.lotId, c.pending, c.dialogue, c.expiresAt],
});

/** Where each driver is in a dialogue. */
export class SqlConversations implements ConversationRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async ofDrivers(driverIds: readonly string[]): Promise<Conversation[]> {
    if (driverIds.length === 0) return [];
    const rows = await this.session.query<{
      driver_id: string;
      lot_id: string | null;
      pending: string | null;
      dialogue: string | null;
      expires_at: number;
    }>(`SELECT * FROM conversations WHERE driver_id IN ${inputValues(this.session.dialect, 1)}`, [
      JSON.stringify(driverIds),
    ]);
    return rows.map((row) => ({
      driverId: row.driver_id,
      lotId: row.lot_id,
      pending: row.pending,
      dialogue: row.dialogue,
      expiresAt: row.expires_at,
    }));
  }

  save(conversation: Conversation): void {
    conversations.upsert(this.session, conversation.driverId, conversation);
  }

  async forget(now: number): Promise<void> {
    await this.session.execute('DELETE FROM conversations WHERE expires_at <= $1', [now]);
  }
}

/** Leases in the database: which process does what only one may do. */
export class SqlLeases implements LeaseRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async take(name: string, holder: string, now: number, ms: number): Promise<boolean> {
    const rows = await this.session.execute(
      `INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
       WHERE leases.holder = excluded.holder OR leases.expires_at <= $4 RETURNING name`,
      [name, holder, now + ms, now],
    );
    return rows.length > 0;
  }

  async release(name: string, holder: string): Promise<void> {
    await this.session.execute('DELETE FROM leases WHERE name = $1 AND holder = $2', [name, holder]);
  }
}
