/** One field that differs: its path and both values, as text; null where it was not there. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

const deepest = 3;
/** Times are milliseconds since 1970; a count that large is none. */
const leastTime = 1_000_000_000_000;

/** What an entry of the log says differs; the fields of objects one by one, lists and what lies deep as a whole. */
export function changesOf(before: unknown, after: unknown, tellTime: (at: number) => string): Change[] {
  const [was, is] = [new Map<string, unknown>(), new Map<string, unknown>()];
  collect(before, '', 0, was);
  collect(after, '', 0, is);
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields
    .map((field) => ({ field, before: textOf(was.get(field), field), after: textOf(is.get(field), field) }))
    .filter((change) => change.before !== change.after);

  function textOf(value: unknown, field: string): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && value >= leastTime && /(At|From|Until|To)$/.test(field)) return tellTime(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

function collect(value: unknown, path: string, depth: number, into: Map<string, unknown>): void {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || depth === deepest) {
    into.set(path, value);
    return;
  }
  for (const [key, inside] of Object.entries(value))
    collect(inside, path === '' ? key : `${path}.${key}`, depth + 1, into);
}
