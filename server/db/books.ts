import type { BookRule, Books, BooksView, Finding, StandingCharge } from '../app/ports/books.ts';
import { StorageError } from '../app/ports/storage-errors.ts';
import { type BookRuleSql, bookRules } from './book-rules.ts';
import { walletRules } from './book-rules-wallet.ts';
import { inputValues } from './engine.ts';
import { isUpToDate } from './migrate.ts';
import { openForReading, type ReadingConnection } from './reading.ts';
import { type LotRow, toLot } from './repositories/lots.ts';
import { makeTx } from './repositories/make-tx.ts';
import { TxSession } from './tx.ts';

const MOST_IDS = 10;

/**
 * Opens the books for reading, beside a server that writes them. Throws a StorageError with one sentence where there is
 * nothing to read, or another schema than this version's.
 */
export async function openBooks(url: string): Promise<Books & { close(): Promise<void> }> {
  const connection = await openForReading(url);
  try {
    if (!(await isUpToDate(connection))) {
      throw new StorageError(
        'unavailable',
        'the database has not the schema of this version: start this Parkwire on it once, or audit it with the one that wrote it',
      );
    }
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    view: async (fn) => {
      await connection.begin();
      try {
        return await fn(new SqlBooksView(connection));
      } finally {
        await connection.end();
      }
    },
    close: () => connection.close(),
  };
}

class SqlBooksView implements BooksView {
  readonly look: BooksView['look'];
  readonly rules: readonly BookRule[];
  private readonly session: TxSession;

  constructor({ dialect, query }: ReadingConnection) {
    this.session = new TxSession(dialect, query, true);
    this.look = makeTx(this.session);
    this.rules = [...bookRules, ...walletRules].map((rule) => ({ name: rule.name, check: () => this.check(rule) }));
  }

  async lots(): ReturnType<BooksView['lots']> {
    return (await this.session.query<LotRow>('SELECT * FROM lots')).map(toLot);
  }

  async endedStays(after: string, limit: number): ReturnType<BooksView['endedStays']> {
    const ids = await this.ids('SELECT id FROM parking_sessions WHERE ended_at IS NOT NULL AND', after, limit);
    return inOrder(ids, await this.look.sessions.byIds(ids));
  }

  async slots(after: string, limit: number): ReturnType<BooksView['slots']> {
    const ids = await this.ids('SELECT id FROM slots WHERE retired_at IS NULL AND', after, limit);
    return inOrder(ids, await this.look.slots.byIds(ids));
  }

  async standingCharges(sessionIds: readonly string[]): Promise<StandingCharge[]> {
    const rows = await this.session.query<{ session_id: string; amount: number }>(
      `SELECT t.session_id, CAST((SELECT COALESCE(-SUM(p.amount), 0) FROM postings p JOIN accounts a ON a.id = p.account_id
         WHERE p.transfer_id = t.id AND a.owner = 'driver') AS BIGINT) AS amount
       FROM transfers t WHERE t.session_id IN ${inputValues(this.session.dialect, 1)} AND t.kind = 'charge'
       AND NOT EXISTS (SELECT 1 FROM transfers r WHERE r.reverses = t.id)`,
      [JSON.stringify(sessionIds)],
    );
    return rows.map((row) => ({ sessionId: row.session_id, amountMinor: row.amount }));
  }

  private async ids(select: string, after: string, limit: number): Promise<string[]> {
    const sql = `${select} id > $1 ORDER BY id LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<{ id: string }>(sql, [after])).map(({ id }) => id);
  }

  private async check({ checked, broken }: BookRuleSql): Promise<Finding> {
    const [looked] = await this.session.query<{ n: number }>(checked);
    const [found] = await this.session.query<{ n: number }>(`SELECT COUNT(*) AS n FROM (${broken}) AS broken`);
    const problems = found?.n ?? 0;
    const rows =
      problems > 0
        ? await this.session.query<{ id: string }>(`SELECT id FROM (${broken}) AS broken ORDER BY id LIMIT ${MOST_IDS}`)
        : [];
    return { checked: looked?.n ?? 0, problems, ids: rows.map(({ id }) => id) };
  }
}

/** In the order in which the database sorts ids, which its locale decides. */
function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
