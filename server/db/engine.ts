/** The two databases, seen through one query function. */
export type Dialect = 'sqlite' | 'postgres';

export type Row = Record<string, unknown>;
export type Bind = readonly (string | number | null | Uint8Array)[];

/** Runs one statement with `$1`… bound; answers its rows, if it has any. */
export type RunQuery = <T = Row>(sql: string, bind?: Bind) => Promise<T[]>;

/** The SQL type of a column that is passed in a set of rows. */
export type ColumnType = 'text' | 'int';

/**
 * A common table expression named `input` with one row per entry of a JSON array bound as `$n`. One parameter carries
 * any number of rows on either engine, so a statement's text does not depend on how many there are.
 */
export function inputRows(dialect: Dialect, columns: Readonly<Record<string, ColumnType>>, parameter = 1): string {
  const names = Object.keys(columns);
  if (dialect === 'sqlite') {
    const selected = names.map((name, index) => `value->>${index} AS ${name}`).join(', ');
    return `input AS (SELECT ${selected} FROM json_each($${parameter}))`;
  }
  const selected = names
    .map((name, index) => `${columns[name] === 'int' ? `(value->>${index})::bigint` : `value->>${index}`} AS ${name}`)
    .join(', ');
  return `input AS (SELECT ${selected} FROM jsonb_array_elements($${parameter}::jsonb) WITH ORDINALITY AS e(value, ord) ORDER BY ord)`;
}

/** What neither JSON in PostgreSQL nor UTF-8 can carry: NUL, and half of a character outside the basic plane. */
const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A set of rows as `inputRows` takes it; text that cannot be stored has the replacement character instead. */
export function jsonRows(rows: unknown): string {
  const json = JSON.stringify(rows);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(UNSTORABLE, '\ufffd') : value,
  );
}

/** The entries of one column of a set of rows, for `IN (…)`. */
export function inputValues(dialect: Dialect, parameter: number): string {
  return dialect === 'sqlite'
    ? `(SELECT value FROM json_each($${parameter}))`
    : `(SELECT jsonb_array_elements_text($${parameter}::jsonb))`;
}

/** Locks the rows of a SELECT where several writers exist; SQLite has one writer and needs none. */
export function forUpdate(dialect: Dialect, of?: string): string {
  return dialect === 'sqlite' ? '' : of ? ` FOR UPDATE OF ${of}` : ' FOR UPDATE';
}
