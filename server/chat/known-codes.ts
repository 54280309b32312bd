import { fold, readWords } from './words.ts';

/** What the grammar is told about the car park; the arrays may be shared between calls. */
export interface Known {
  readonly slots: readonly string[];
  readonly lots: readonly string[];
}

/** For texts in which no code can stand. */
export const NO_CODES: Known = { slots: [], lots: [] };

/** Codes by their folded form. Kept per array, so a cached list of 500 slots is folded once. */
const cache = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

export function slotNamed(known: Known, folded: string): string | undefined {
  return byFoldedCode(known.slots).get(folded);
}

/** Lot codes may hold dashes, which count for nothing when typed. */
export function lotNamed(known: Known, squeezed: string): string | undefined {
  return byFoldedCode(known.lots).get(squeezed);
}

function byFoldedCode(codes: readonly string[]): ReadonlyMap<string, string> {
  const cached = cache.get(codes);
  if (cached?.size === codes.length) return cached;
  const map = new Map<string, string>();
  for (const code of codes) {
    const folded = /^[A-Za-z0-9]+$/.test(code) ? code.toLowerCase() : squeeze(code);
    if (!map.has(folded)) map.set(folded, code);
  }
  cache.set(codes, map);
  return map;
}

function squeeze(code: string): string {
  return (
    readWords(code)
      .map((word) => word.text)
      .join('') || fold(code)
  );
}
