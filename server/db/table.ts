import { type ColumnType, type Dialect, inputRows, jsonRows } from './engine.ts';
import type { TxSession } from './tx.ts';

export type Cell = string | number | null;

/** In the same order for everybody, so that nobody waits for one who waits for them. */
const TAKE_TURNS = `SELECT pg_advisory_xact_lock(place) FROM (SELECT DISTINCT hashtextextended(name, 0) AS place
  FROM jsonb_array_elements_text($1::jsonb) AS name ORDER BY place) AS places`;

/**
 * A table as repositories write it: which columns, which key, and how an entity becomes a row. Both ways of writing
 * take any number of rows in one statement.
 */
export class Table<Entity> {
  private readonly name: string;
  private readonly columns: Readonly<Record<string, ColumnType>>;
  private readonly key: readonly string[];
  private readonly toRow: (entity: Entity) => Cell[];
  /** Rows are written in the order of this number among all tables of a unit. */
  private readonly order: number;
  private readonly rank: ((entity: Entity) => number) | undefined;
  private readonly turns: ((entity: Entity) => readonly string[]) | undefined;
  private readonly texts = new Map<string, string>();

  constructor(options: {
    name: string;
    order: number;
    columns: Readonly<Record<string, ColumnType>>;
    key: readonly string[];
    toRow: (entity: Entity) => Cell[];
    /** Rows of a lower rank are written first: what leaves a place makes room for what comes. */
    rank?: (entity: Entity) => number;
    /**
     * Names that units take turns by, where a row is under an exclusion constraint: of several that PostgreSQL inserts at once on
     * conflict, each waits for the others, and what its search for deadlocks ends meets them again when it is retried (measured).
     */
    turns?: (entity: Entity) => readonly string[];
  }) {
    this.name = options.name;
    this.order = options.order;
    this.columns = options.columns;
    this.key = options.key;
    this.toRow = options.toRow;
    this.rank = options.rank;
    this.turns = options.turns;
  }

  /** Collects a row to be inserted; one that is there already is refused by the database. */
  insert(session: TxSession, id: string, entity: Entity): void {
    this.collect(session, 'insert', id, entity);
  }

  /** Collects a row to be inserted, or to replace the row with its key. */
  upsert(session: TxSession, id: string, entity: Entity): void {
    this.collect(session, 'upsert', id, entity);
  }

  /** Collects a row to be inserted unless its key is there. */
  insertIfAbsent(session: TxSession, id: string, entity: Entity): void {
    this.collect(session, 'absent', id, entity);
  }

  /** Inserts rows at once, leaving out those that conflict; answers the ids of the inserted ones. */
  async insertFresh(session: TxSession, entities: readonly Entity[], returning: string): Promise<string[]> {
    const sql = `${this.text(session.dialect, 'insert')} ON CONFLICT DO NOTHING RETURNING ${returning} AS id`;
    const rows = await session.execute<{ id: string }>(sql, [jsonRows(entities.map(this.toRow))]);
    return rows.map(({ id }) => id);
  }

  private collect(session: TxSession, mode: 'insert' | 'upsert' | 'absent', id: string, entity: Entity): void {
    session.collect<Entity>(`${this.name}:${mode}`, this.order, id, entity, async (entities) => {
      const { rank, turns } = this;
      const names = turns && session.dialect === 'postgres' ? entities.flatMap(turns) : [];
      if (names.length > 0) await session.write(TAKE_TURNS, [JSON.stringify(names)]);
      if (rank) entities.sort((a, b) => rank(a) - rank(b));
      await session.write(this.text(session.dialect, mode), [jsonRows(entities.map(this.toRow))]);
    });
  }

  private text(dialect: Dialect, mode: 'insert' | 'upsert' | 'absent'): string {
    const cached = this.texts.get(dialect + mode);
    if (cached) return cached;
    const names = Object.keys(this.columns);
    const rest = names.filter((name) => !this.key.includes(name));
    const updates = rest.map((name) => `${name} = excluded.${name}`).join(', ');
    const conflict = {
      insert: '',
      absent: ` ON CONFLICT (${this.key.join(', ')}) DO NOTHING`,
      upsert: ` ON CONFLICT (${this.key.join(', ')}) DO UPDATE SET ${updates}`,
    }[mode];
    const text =
      `WITH ${inputRows(dialect, this.columns)} INSERT INTO ${this.name} (${names.join(', ')}) ` +
      `SELECT ${names.join(', ')} FROM input WHERE true${conflict}`;
    this.texts.set(dialect + mode, text);
    return text;
  }
}

export const flag = (value: boolean): number => (value ? 1 : 0);
