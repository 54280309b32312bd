import type { Message, MessageStatus } from '../../app/ports/entities.ts';
import type {
  ContactRow,
  MessageCount,
  MessageFilter,
  MessageLogRepository,
  ResponseTimes,
} from '../../app/ports/message-log-repository.ts';
import { inputValues } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { type MessageRow, toMessage } from './messages.ts';

interface CountRow {
  n: number | string;
}

const page = (limit: number, offset: number): string => `LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`;

/** Chat messages as staff look back on them. */
export class SqlMessageLog implements MessageLogRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async list(filter: MessageFilter, limit: number, offset: number): Promise<{ messages: Message[]; total: number }> {
    const bind: (string | number)[] = [];
    const named: readonly (readonly [string, string | number | null])[] = [
      ['identity_id IN (SELECT id FROM identities WHERE driver_id = ?)', filter.driverId],
      ['status = ?', filter.status],
      ['direction = ?', filter.direction],
      ['kind = ?', filter.kind],
      ['created_at >= ?', filter.from],
      ['created_at < ?', filter.to],
    ];
    const conditions = named.flatMap(([sql, value]) => {
      if (value === null) return [];
      bind.push(value);
      return [sql.replace('?', `$${bind.length}`)];
    });
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const rows = await this.session.query<MessageRow>(
      `SELECT * FROM messages ${where} ORDER BY created_at DESC, id DESC ${page(limit, offset)}`,
      bind,
    );
    const [total] = await this.session.query<CountRow>(`SELECT COUNT(*) AS n FROM messages ${where}`, bind);
    return { messages: rows.map(toMessage), total: Number(total?.n ?? 0) };
  }

  async byId(id: string): Promise<Message | null> {
    const [row] = await this.session.query<MessageRow>('SELECT * FROM messages WHERE id = $1', [id]);
    return row ? toMessage(row) : null;
  }

  async contacts(
    query: string | null,
    limit: number,
    offset: number,
  ): Promise<{ contacts: ContactRow[]; total: number }> {
    const [where, bind] =
      query === null
        ? ['', []]
        : [
            `WHERE LOWER(d.display_name) LIKE $1 OR EXISTS (SELECT 1 FROM identities i WHERE i.driver_id = d.id AND i.phone LIKE $1)`,
            [`%${query.toLowerCase().replace(/[%_]/g, '')}%`],
          ];
    const rows = await this.session.query<{
      id: string;
      display_name: string;
      phone: string | null;
      last_at: number | null;
      last_inbound_at: number | null;
    }>(
      `SELECT d.id, d.display_name,
         (SELECT MAX(i.phone) FROM identities i WHERE i.driver_id = d.id) AS phone,
         (SELECT MAX(m.created_at) FROM identities i JOIN messages m ON m.identity_id = i.id WHERE i.driver_id = d.id) AS last_at,
         (SELECT MAX(m.created_at) FROM identities i JOIN messages m ON m.identity_id = i.id
            WHERE i.driver_id = d.id AND m.direction = 'inbound') AS last_inbound_at
       FROM drivers d ${where} ORDER BY last_at DESC NULLS LAST, d.id DESC ${page(limit, offset)}`,
      bind,
    );
    const counts = await this.session.query<{ driver_id: string; status: MessageStatus } & CountRow>(
      `SELECT i.driver_id, m.status, COUNT(*) AS n FROM identities i JOIN messages m ON m.identity_id = i.id
       WHERE i.driver_id IN ${inputValues(this.session.dialect, 1)} GROUP BY i.driver_id, m.status`,
      [JSON.stringify(rows.map(({ id }) => id))],
    );
    const [total] = await this.session.query<CountRow>(`SELECT COUNT(*) AS n FROM drivers d ${where}`, bind);
    const contacts = rows.map((row) => ({
      driverId: row.id,
      displayName: row.display_name,
      phone: row.phone,
      lastMessageAt: row.last_at,
      lastInboundAt: row.last_inbound_at,
      counts: Object.fromEntries(
        counts.filter((one) => one.driver_id === row.id).map(({ status, n }) => [status, Number(n)]),
      ),
    }));
    return { contacts, total: Number(total?.n ?? 0) };
  }

  async counts(from: number, to: number): Promise<MessageCount[]> {
    const rows = await this.session.query<Omit<MessageCount, 'count'> & CountRow>(
      `SELECT direction, status, kind, COUNT(*) AS n FROM messages WHERE created_at >= $1 AND created_at < $2
       GROUP BY direction, status, kind ORDER BY direction, kind, status`,
      [from, to],
    );
    return rows.map(({ n, ...rest }) => ({ ...rest, count: Number(n) }));
  }

  async responseTimes(from: number, to: number): Promise<ResponseTimes> {
    const [row] = await this.session.query<{ n: number | string; mean: number | string | null; most: number | null }>(
      `SELECT COUNT(*) AS n, AVG(o.updated_at - i.created_at) AS mean, MAX(o.updated_at - i.created_at) AS most
       FROM messages i JOIN messages o ON o.in_reply_to = i.id
       WHERE i.created_at >= $1 AND i.created_at < $2 AND o.status IN ('sent', 'delivered', 'read')`,
      [from, to],
    );
    return { count: Number(row?.n ?? 0), meanMs: Math.round(Number(row?.mean ?? 0)), maxMs: Number(row?.most ?? 0) };
  }
}
