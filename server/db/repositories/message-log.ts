import type { Message, MessageStatus, Transport } from '../../app/ports/entities.ts';
import type {
  ContactRow,
  MessageCount,
  MessageFilter,
  MessageLogRepository,
  MessageStep,
  OptionCount,
  ResponseTimes,
} from '../../app/ports/message-log-repository.ts';
import { inputValues } from '../engine.ts';
import type { TxSession } from '../tx.ts';
import { type MessageRow, toMessage } from './message-row.ts';

interface CountRow {
  n: number | string;
}

/** A message that was given to the channel. */
const SENT = `('sent', 'delivered', 'read')`;

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
      ['transport = ?', filter.transport],
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

  async rawOf(id: string): Promise<string | null> {
    const [row] = await this.session.query<{ raw: string | null }>('SELECT raw FROM messages WHERE id = $1', [id]);
    return row?.raw ?? null;
  }

  async forgetRaw(before: number): Promise<void> {
    await this.session.execute('UPDATE messages SET raw = NULL WHERE raw IS NOT NULL AND created_at < $1', [before]);
  }

  async timeline({ id, status, reason, externalId, createdAt }: Message): Promise<MessageStep[]> {
    const rows = await this.session.query<
      Pick<MessageRow, 'status' | 'reason' | 'external_id'> & { was: MessageStatus; at: number }
    >('SELECT was, status, reason, external_id, at FROM message_events WHERE message_id = $1 ORDER BY id', [id]);
    const [first] = rows;
    const steps = rows.map((row) => ({
      ...{ status: row.status, at: row.at, reason: row.reason, externalId: row.external_id },
    }));
    const begin = first ? { status: first.was, reason: null, externalId: null } : { status, reason, externalId };
    return [{ ...begin, at: createdAt }, ...steps];
  }

  async contact(driverId: string): Promise<ContactRow | null> {
    const [found] = await this.contactRows('WHERE d.id = $1', [driverId], 1, 0);
    return found ?? null;
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
    const [total] = await this.session.query<CountRow>(`SELECT COUNT(*) AS n FROM drivers d ${where}`, bind);
    return { contacts: await this.contactRows(where, bind, limit, offset), total: Number(total?.n ?? 0) };
  }

  private async contactRows(where: string, bind: string[], limit: number, offset: number): Promise<ContactRow[]> {
    const rows = await this.session.query<{
      id: string;
      display_name: string;
      phone: string | null;
      last_at: number | null;
      last_inbound_at: number | null;
    }>(
      // The order needs one look at an index for each identity; what else is told is looked up for the page alone.
      `SELECT one_page.id, one_page.display_name, one_page.last_at,
         (SELECT MAX(i.phone) FROM identities i WHERE i.driver_id = one_page.id) AS phone,
         (SELECT MAX((SELECT m.created_at FROM messages m WHERE m.identity_id = i.id AND m.direction = 'inbound'
            ORDER BY m.created_at DESC LIMIT 1)) FROM identities i WHERE i.driver_id = one_page.id) AS last_inbound_at
       FROM (SELECT d.id, d.display_name,
           (SELECT MAX((SELECT MAX(m.created_at) FROM messages m WHERE m.identity_id = i.id))
              FROM identities i WHERE i.driver_id = d.id) AS last_at
         FROM drivers d ${where} ORDER BY last_at DESC NULLS LAST, d.id DESC ${page(limit, offset)}) one_page
       ORDER BY one_page.last_at DESC NULLS LAST, one_page.id DESC`,
      bind,
    );
    const counts = await this.session.query<{ driver_id: string; status: MessageStatus } & CountRow>(
      `SELECT i.driver_id, m.status, COUNT(*) AS n FROM identities i JOIN messages m ON m.identity_id = i.id
       WHERE i.driver_id IN ${inputValues(this.session.dialect, 1)} GROUP BY i.driver_id, m.status`,
      [JSON.stringify(rows.map(({ id }) => id))],
    );
    return rows.map((row) => ({
      driverId: row.id,
      displayName: row.display_name,
      phone: row.phone,
      lastMessageAt: row.last_at,
      lastInboundAt: row.last_inbound_at,
      counts: Object.fromEntries(
        counts.filter((one) => one.driver_id === row.id).map(({ status, n }) => [status, Number(n)]),
      ),
    }));
  }

  async counts(from: number, to: number): Promise<MessageCount[]> {
    const rows = await this.session.query<Omit<MessageCount, 'count'> & CountRow>(
      `SELECT direction, status, kind, COUNT(*) AS n FROM messages WHERE created_at >= $1 AND created_at < $2
       GROUP BY direction, status, kind ORDER BY direction, kind, status`,
      [from, to],
    );
    return rows.map(({ n, ...rest }) => ({ ...rest, count: Number(n) }));
  }

  async sentFrom(transport: Transport, ourAddress: string, since: number): Promise<number> {
    const [row] = await this.session.query<CountRow>(
      // CROSS JOIN: SQLite then takes what is new by its index, and the identity of each.
      `SELECT COUNT(*) AS n FROM messages m CROSS JOIN identities i WHERE m.created_at >= $3 AND m.direction = 'outbound'
       AND m.status IN ${SENT} AND i.id = m.identity_id AND i.transport = $1 AND i.our_address = $2`,
      [transport, ourAddress, since],
    );
    return Number(row?.n ?? 0);
  }

  async options(from: number, to: number): Promise<OptionCount[]> {
    const rows = await this.session.query<{ option: string } & CountRow>(
      `SELECT option, COUNT(*) AS n FROM messages WHERE created_at >= $1 AND created_at < $2 AND option IS NOT NULL
       GROUP BY option ORDER BY n DESC, option`,
      [from, to],
    );
    return rows.map(({ option, n }) => ({ option, count: Number(n) }));
  }

  async responseTimes(from: number, to: number): Promise<ResponseTimes> {
    type Times = { n: number | string; mean: number | string | null } & Record<'p50' | 'p95' | 'most', number | null>;
    const [row] = await this.session.query<Times>(
      // A reply in the answer to a webhook begins as sent; any other is sent by the first step that says so.
      `WITH replies AS (SELECT i.created_at AS asked_at, o.created_at AS begun_at,
           COALESCE((SELECT e.was FROM message_events e WHERE e.message_id = o.id ORDER BY e.id LIMIT 1), o.status) AS begun,
           (SELECT MIN(e.at) FROM message_events e WHERE e.message_id = o.id AND e.status IN ${SENT}) AS sent_at
         FROM messages i JOIN messages o ON o.in_reply_to = i.id WHERE i.created_at >= $1 AND i.created_at < $2),
       times AS (SELECT CASE WHEN begun IN ${SENT} THEN begun_at ELSE sent_at END - asked_at AS ms FROM replies),
       ranked AS (SELECT ms, ROW_NUMBER() OVER (ORDER BY ms) AS place, COUNT(*) OVER () AS n FROM times WHERE ms IS NOT NULL)
       SELECT COUNT(*) AS n, AVG(ms) AS mean, MAX(ms) AS most, MIN(CASE WHEN place * 100 >= n * 50 THEN ms END) AS p50,
         MIN(CASE WHEN place * 100 >= n * 95 THEN ms END) AS p95 FROM ranked`,
      [from, to],
    );
    const ms = (value: number | string | null | undefined): number => Math.round(Number(value ?? 0));
    return {
      count: ms(row?.n),
      meanMs: ms(row?.mean),
      p50Ms: ms(row?.p50),
      p95Ms: ms(row?.p95),
      maxMs: ms(row?.most),
    };
  }

  async bookings(from: number, to: number): Promise<number> {
    const [row] = await this.session.query<CountRow>(
      // CROSS JOIN: SQLite then takes the lots first and finds the bookings of each by an index.
      `SELECT COUNT(*) AS n FROM lots l CROSS JOIN bookings b WHERE b.lot_id = l.id AND b.created_at >= $1 AND b.created_at < $2`,
      [from, to],
    );
    return Number(row?.n ?? 0);
  }
}
